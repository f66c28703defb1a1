//! Makes one case: story, plan, documents, truth.
use std::collections::BTreeSet;

use aktenlage_catalogue::service::ServiceDefinition;
use aktenlage_domain::clock::date_to_text;
use aktenlage_domain::ids::ServiceKey;
use aktenlage_typeset::Typeset;
use time::macros::date;
use time::{Date, Duration};

use super::facts::Facts;
use super::facts::document::{Age, facts_of, office};
use super::facts::story::{Story, invent};
use super::fill::{Filled, fill};
use super::layouts::{Layout, Subject};
use super::random::Chance;
use super::record::{Made, Record};
use super::scenario::{Application, Plan, Planned, other_value, plan, requirements};
use super::sent::{Sent, send};
use super::{GenerateError, Generator, live, set};
use crate::case_file::Channel;
use crate::truth::{Fault, FileTruth, Split, Truth};

/// First day of receipt, and on how many days after it cases arrive.
const FIRST_DAY: Date = date!(2026 - 01 - 05);
const DAYS: i64 = 320;

/// Which case to make.
#[derive(Clone, Copy, Debug)]
pub struct Request<'a> {
    /// The same seed and number make the same case.
    pub seed: u64,
    /// Its number, from 1.
    pub number: u64,
    /// What is asked for; `None` for something that no service is.
    pub service: Option<&'a str>,
    /// How the application comes; what comes with a live form is printed.
    pub channel: Channel,
    /// The side whose layouts are used; drawn if none is named. A case never mixes sides.
    pub split: Option<Split>,
}

/// Which paper to make.
#[derive(Clone, Copy, Debug)]
pub struct PaperRequest<'a> {
    /// The same seed and number make the same paper.
    pub seed: u64,
    /// Its number, from 1.
    pub number: u64,
    /// Its kind.
    pub kind: &'a str,
    /// What it is set in.
    pub layout: &'a Layout,
    /// How it comes; nobody fills it in on a screen.
    pub channel: Channel,
}

/// A case that was made.
#[derive(Clone, Debug)]
pub struct MadeCase {
    /// Name of its folder.
    pub name: String,
    /// What is true.
    pub truth: Truth,
    /// File names and bytes, in the order of arrival.
    pub files: Vec<(String, Vec<u8>)>,
    /// Everything that was invented about it, as JSON by id.
    pub facts: String,
}

impl Generator {
    /// Makes a case.
    pub fn case(&self, request: &Request<'_>) -> Result<MadeCase, GenerateError> {
        let purpose = |what: &str| Chance::of(request.seed, &format!("{what} of case {}", request.number));
        let received_on = FIRST_DAY.saturating_add(Duration::days(purpose("arrival").between(0, DAYS)));
        let service = request
            .service
            .map(|key| self.service(key, received_on))
            .transpose()?;
        let story = invent(service, self.data, received_on, &mut purpose("story"));
        let mut subject = Subject::Kind("unknown".to_owned());
        if let Some(key) = request.service {
            subject = Subject::Service(key.to_owned());
        }
        let split = self.side(&subject, request.split, &mut purpose("side"))?;
        let kinds: Vec<String> = self
            .catalogue
            .kinds
            .iter()
            .map(|kind| kind.id.to_string())
            .collect();
        let has_layout = |kind: &str| !self.layouts.of_kind(kind, split, request.service).is_empty();
        let plan = plan(service, &story, &kinds, &has_layout, &mut purpose("plan"));
        let mut desk = Desk {
            generator: self,
            story: &story,
            split,
            channel: request.channel,
            service: request.service,
            chance: purpose("documents"),
            record: Record::default(),
            files: Vec::new(),
            truths: Vec::new(),
            faults: plan.faults.clone(),
            asked: BTreeSet::new(),
            enclosures: plan
                .documents
                .iter()
                .map(|planned| planned.kind.clone())
                .collect(),
        };
        desk.application(&plan, &subject)?;
        for document in &plan.documents {
            let layout = desk.layout(&Subject::Kind(document.kind.clone()))?;
            desk.document(document, layout)?;
        }
        let mut ages = vec![(desk.truths[0].kinds[0].clone(), Age::Recent)];
        ages.extend(
            plan.documents
                .iter()
                .map(|planned| (planned.kind.clone(), planned.age)),
        );
        let name = format!("{:05}-{}", request.number, request.service.unwrap_or("unknown"));
        Ok(desk.case(name, service, &ages))
    }

    /// Makes a case of one paper that comes alone, of somebody who asks for a service that takes it, if one does. It names
    /// no service.
    pub fn paper<'a>(&'a self, request: &PaperRequest<'a>) -> Result<MadeCase, GenerateError> {
        let purpose = |what: &str| Chance::of(request.seed, &format!("{what} of paper {}", request.number));
        let received_on = FIRST_DAY.saturating_add(Duration::days(purpose("arrival").between(0, DAYS)));
        let takes = |service: &&ServiceDefinition| {
            let named = &request.layout.services;
            let mut accepted = service.evidence.iter().flat_map(|own| &own.accepts);
            if named.is_empty() {
                accepted.any(|kind| kind.as_str() == request.kind)
            } else {
                named.iter().any(|key| key == service.key.as_str())
            }
        };
        let all: Vec<&ServiceDefinition> = self.catalogue.services.iter().collect();
        let taking: Vec<&ServiceDefinition> = all.iter().copied().filter(takes).collect();
        let services = if taking.is_empty() { &all } else { &taking };
        let service = purpose("service").pick(services).copied();
        let story = invent(service, self.data, received_on, &mut purpose("story"));
        let mut desk = Desk {
            generator: self,
            story: &story,
            split: request.layout.split,
            channel: request.channel,
            service: service.map(|service| service.key.as_str()),
            chance: purpose("document"),
            record: Record::default(),
            files: Vec::new(),
            truths: Vec::new(),
            faults: Vec::new(),
            asked: BTreeSet::new(),
            enclosures: Vec::new(),
        };
        let planned = Planned {
            kind: request.kind.to_owned(),
            age: Age::Recent,
            contradicts: false,
        };
        desk.document(&planned, request.layout)?;
        Ok(desk.case(format!("{:05}-{}", request.number, request.kind), None, &[]))
    }

    fn service(&self, key: &str, received_on: Date) -> Result<&ServiceDefinition, GenerateError> {
        let found = self.catalogue.service_on(&ServiceKey::new(key), received_on);
        found.ok_or_else(|| GenerateError::UnknownService(key.to_owned()))
    }

    /// The side of a case: one on which its form can be set.
    fn side(
        &self,
        subject: &Subject,
        wanted: Option<Split>,
        chance: &mut Chance,
    ) -> Result<Split, GenerateError> {
        let sides: Vec<Split> = Split::ALL
            .into_iter()
            .filter(|side| wanted.is_none_or(|wanted| wanted == *side))
            .filter(|side| !self.layouts.of(subject, Some(*side)).is_empty())
            .collect();
        chance
            .pick(&sides)
            .copied()
            .ok_or_else(|| GenerateError::NoLayout {
                file: subject.file(),
                split: wanted.map_or("any", Split::as_str),
            })
    }
}

/// A case while its documents are made.
struct Desk<'a> {
    generator: &'a Generator,
    story: &'a Story,
    split: Split,
    channel: Channel,
    service: Option<&'a str>,
    chance: Chance,
    record: Record,
    files: Vec<(String, Vec<u8>)>,
    truths: Vec<FileTruth>,
    faults: Vec<Fault>,
    asked: BTreeSet<String>,
    /// Kinds of what comes with the application.
    enclosures: Vec<String>,
}

/// A document before it is named.
struct Sheet {
    filled: Filled,
    set: Typeset,
    sent: Sent,
}

impl<'a> Desk<'a> {
    fn application(&mut self, plan: &Plan, subject: &Subject) -> Result<(), GenerateError> {
        let (kind, subject) = match plan.application {
            Application::Form => ("application_form", subject.clone()),
            Application::Letter => (
                "informal_application",
                Subject::Kind("informal_application".to_owned()),
            ),
            Application::Unknown => ("unknown", Subject::Kind("unknown".to_owned())),
        };
        let layout = self.layout(&subject)?;
        let mut facts = if plan.application == Application::Form {
            plan.written.clone()
        } else {
            facts_of(
                kind,
                self.story,
                Age::Recent,
                self.generator.data,
                &mut self.chance,
            )
        };
        office(self.service, self.story, &mut facts, &mut self.chance);
        self.names(&mut facts);
        // A letter is typed and printed; forms of all authorities come in every way.
        let channel = match (plan.application, self.channel) {
            (Application::Letter, Channel::Form) => Channel::Printed,
            (_, channel) => channel,
        };
        self.asked = layout.asked();
        // Where nothing can be written there is nothing to fill in on the screen.
        let is_fillable = channel != Channel::Form || !self.asked.is_empty();
        let channel = if is_fillable { channel } else { Channel::Printed };
        let sheet = self.sheet(layout, &facts, channel)?;
        self.file(kind, layout, sheet, channel);
        Ok(())
    }

    fn document(&mut self, planned: &Planned, layout: &'a Layout) -> Result<(), GenerateError> {
        let data = self.generator.data;
        let mut facts = facts_of(&planned.kind, self.story, planned.age, data, &mut self.chance);
        office(self.service, self.story, &mut facts, &mut self.chance);
        self.names(&mut facts);
        if planned.contradicts {
            self.contradict(layout, &mut facts);
        }
        let channel = match self.channel {
            Channel::Form => Channel::Printed,
            channel @ (Channel::Printed | Channel::Scan | Channel::Fax | Channel::Photo) => channel,
        };
        let sheet = self.sheet(layout, &facts, channel)?;
        self.file(&planned.kind, layout, sheet, channel);
        Ok(())
    }

    /// German names of the service and of what comes with the application.
    fn names(&self, facts: &mut Facts) {
        let catalogue = &self.generator.catalogue;
        let service = self
            .service
            .and_then(|key| catalogue.service(&ServiceKey::new(key)));
        facts.set(
            "case.service",
            service.map_or("", |service| service.name.de.as_str()),
        );
        for (number, kind) in (1..).zip(&self.enclosures) {
            let found = catalogue.kinds.iter().find(|known| known.id.as_str() == kind);
            let label = found.map_or("", |known| known.label.de.as_str());
            facts.set(format!("case.enclosure{number}"), label);
        }
    }

    /// Lets the document state another value for something that the form states too.
    fn contradict(&mut self, layout: &Layout, facts: &mut Facts) {
        let vocabulary = &self.generator.vocabulary;
        let filled = fill(layout, facts, vocabulary, false);
        let mut common: Vec<(String, String)> = filled
            .stated
            .into_iter()
            .filter_map(|stated| Some((stated.id, stated.value?)))
            .filter(|(id, value)| self.record.value(id) == Some(value.as_str()))
            .collect();
        common.sort();
        common.dedup();
        self.chance.shuffle(&mut common);
        for (id, value) in common {
            let Some(kind) = vocabulary.field(&id).map(|field| field.kind) else {
                continue;
            };
            if let Some(other) = other_value(kind, &value, &mut self.chance) {
                facts.set(id.as_str(), other.as_str());
                self.faults.push(Fault {
                    kind: "contradictory".to_owned(),
                    item: Some(id),
                    written: Some(other),
                    meant: Some(value),
                });
                return;
            }
        }
    }

    fn layout(&mut self, subject: &Subject) -> Result<&'a Layout, GenerateError> {
        let generator: &'a Generator = self.generator;
        let layouts = match subject {
            Subject::Service(_) => generator.layouts.of(subject, Some(self.split)),
            Subject::Kind(kind) => generator.layouts.of_kind(kind, self.split, self.service),
        };
        let split = self.split.as_str();
        let layout = self.chance.pick(&layouts).copied();
        layout.ok_or_else(|| GenerateError::NoLayout {
            file: subject.file(),
            split,
        })
    }

    fn sheet(&mut self, layout: &Layout, facts: &Facts, channel: Channel) -> Result<Sheet, GenerateError> {
        let is_live = channel == Channel::Form;
        let name = layout.name();
        let filled = fill(layout, facts, &self.generator.vocabulary, is_live);
        let set = set::set(&filled, &name, self.story.received_on)?;
        let sent = if is_live {
            Sent::as_made(live::form(&set, &filled, &name, &mut self.chance)?)
        } else {
            let widths: Vec<f64> = set.pages.iter().map(|size| size.width).collect();
            let sent = send(set.pdf.clone(), &widths, channel, &mut self.chance);
            sent.ok_or(GenerateError::NotDrawn { layout: name })?
        };
        Ok(Sheet { filled, set, sent })
    }

    fn file(&mut self, kind: &str, layout: &Layout, sheet: Sheet, channel: Channel) {
        let number = self.files.len() + 1;
        let stem = match channel {
            Channel::Form => "antrag-ausgefuellt".to_owned(),
            Channel::Printed if number == 1 => "antrag".to_owned(),
            Channel::Printed => {
                let word = self.chance.word(&["anlage", "dokument", "nachweis", "unterlage"]);
                format!("{word}-{number}")
            }
            Channel::Scan => format!("scan-{number:04}"),
            Channel::Fax => format!("fax-{number:03}"),
            Channel::Photo => format!("IMG_{:04}", 2040 + number),
        };
        let file = format!("{stem}.{}", sheet.sent.ending);
        self.record.add(&Made {
            filled: &sheet.filled,
            set: &sheet.set,
            sent: &sheet.sent,
            file: &file,
            is_live: channel == Channel::Form,
        });
        self.truths.push(FileTruth {
            file: file.clone(),
            channel,
            kinds: vec![kind.to_owned()],
            layout: Some(layout.name()),
            split: Some(layout.split),
        });
        self.files.push((file, sheet.sent.bytes));
    }

    fn case(self, name: String, service: Option<&ServiceDefinition>, ages: &[(String, Age)]) -> MadeCase {
        let mut stated = self.record.values();
        for id in self.asked {
            stated.entry(id).or_insert(None);
        }
        let states = service.map(|service| requirements(service, &stated, ages, self.story.received_on));
        let is_asked = |id: &str| {
            let mut fields = service.iter().flat_map(|service| &service.fields);
            fields.any(|field| field.id.as_str() == id)
        };
        let (fields, also_stated, contradictions) = self.record.split(is_asked);
        let truth = Truth {
            case: name.clone(),
            service: service.map(|service| service.key.to_string()),
            received_on: date_to_text(self.story.received_on),
            is_complete: true,
            requirements: states.unwrap_or_default(),
            files: self.truths,
            fields,
            also_stated,
            contradictions,
            faults: self.faults,
        };
        MadeCase {
            name,
            truth,
            files: self.files,
            facts: self.story.facts.json(),
        }
    }
}
