//! Turns a service file into a definition: fields from the library, norms from citations, conditions parsed.
//! What cannot be resolved is reported and left out.
use aktenlage_domain::case::Outcome;
use aktenlage_domain::clock::date_from_text;
use aktenlage_domain::deadline::{LastDay, Length};
use aktenlage_domain::ids::{DocumentKind, FieldId, FormId, RequirementId, ServiceKey};
use aktenlage_domain::service::{Demand, LegalBasis};
use time::Date;

use crate::Issue;
use crate::check;
use crate::condition::Condition;
use crate::law::Laws;
use crate::library::{Library, incomplete, label};
use crate::schema::{DeadlineEntry, EndsOn, EvidenceEntry, FieldUse, FourEyesEntry, LabelText, ServiceFile};
use crate::service::{
    DeadlineDefinition, EvidenceRequirement, FieldDefinition, FieldRequirement, KindDefinition, Label,
    ServiceDefinition,
};

pub(crate) struct Resolver<'a> {
    pub(crate) laws: &'a Laws,
    pub(crate) kinds: &'a [KindDefinition],
    pub(crate) library: &'a Library,
    pub(crate) path: &'a str,
    pub(crate) issues: &'a mut Vec<Issue>,
}

impl Resolver<'_> {
    pub(crate) fn service(&mut self, file: ServiceFile) -> ServiceDefinition {
        for law in file.laws.iter().filter(|law| !self.laws.knows(law)) {
            self.report("unknown_law", format!("`{law}` does not stand in laws.toml"));
        }
        let mut service = ServiceDefinition {
            key: ServiceKey::new(file.key),
            reference_prefix: file.reference_prefix,
            name: self.label("name", &file.name),
            leika: file.leika,
            verified: file.verified,
            law_checked_on: self.date("law_checked_on", file.law_checked_on),
            valid_from: self.date("valid_from", file.valid_from),
            valid_to: self.date("valid_to", file.valid_to),
            authority: file.authority,
            laws: file.laws,
            four_eyes: self.four_eyes(file.decision.four_eyes),
            first_receipt: self.first_receipt(file.first_receipt),
            fields: file
                .fields
                .into_iter()
                .flat_map(|entry| self.fields(&entry))
                .collect(),
            evidence: file
                .evidence
                .into_iter()
                .filter_map(|entry| self.evidence(entry))
                .collect(),
            deadlines: file
                .deadlines
                .into_iter()
                .map(|entry| self.deadline(entry))
                .collect(),
            phrases: file.phrases,
            form_titles: file.form_titles,
            forms: file.forms.into_iter().map(FormId::new).collect(),
            examples: file.examples,
            negative_phrases: file.negative_phrases,
            questions: Vec::new(),
        };
        service.questions = self.questions(&service);
        for (code, detail) in check::service(&service) {
            self.report(code, detail);
        }
        service
    }

    fn report(&mut self, code: &'static str, detail: String) {
        self.issues.push(Issue {
            code,
            file: self.path.to_owned(),
            detail,
        });
    }

    fn label(&mut self, of: &str, text: &LabelText) -> Label {
        if incomplete(text) {
            self.report(
                "missing_label",
                format!("{of}: German and English text are both needed"),
            );
        }
        label(text)
    }

    fn first_receipt(&mut self, norm: Option<String>) -> Option<LegalBasis> {
        let norms = norm.into_iter().collect();
        self.basis("first_receipt", norms, Vec::new()).pop()
    }

    fn four_eyes(&mut self, entry: FourEyesEntry) -> Vec<Outcome> {
        let words = match entry {
            FourEyesEntry::All(true) => return Outcome::ALL.to_vec(),
            FourEyesEntry::All(false) => return Vec::new(),
            FourEyesEntry::Outcomes(words) => words,
        };
        let outcomes: Vec<Outcome> = words.iter().filter_map(|word| word.parse().ok()).collect();
        if outcomes.len() == words.len() {
            return outcomes;
        }
        // A slip of the pen must not let a decision pass that somebody wanted to be looked at twice.
        self.report(
            "unknown_word",
            "decision.four_eyes: not all of it are outcomes; until then every decision needs a second person"
                .to_owned(),
        );
        Outcome::ALL.to_vec()
    }

    fn date(&mut self, of: &str, text: Option<String>) -> Option<Date> {
        let text = text?;
        let date = date_from_text(&text);
        if date.is_none() {
            self.report(
                "invalid_date",
                format!("{of}: `{text}` is no date of the form 2026-11-22"),
            );
        }
        date
    }

    fn basis(&mut self, of: &str, verified: Vec<String>, unverified: Vec<String>) -> Vec<LegalBasis> {
        let marked = (verified.into_iter().map(|text| (text, true)))
            .chain(unverified.into_iter().map(|text| (text, false)));
        let mut basis = Vec::new();
        for (citation, verified) in marked {
            match self.laws.citation(&citation, verified) {
                Some(norm) => basis.push(norm),
                None => self.report(
                    "unknown_law",
                    format!("{of}: no law of laws.toml ends `{citation}`"),
                ),
            }
        }
        basis
    }

    fn condition(&mut self, of: &str, text: &str) -> Option<Condition> {
        match Condition::parse(text) {
            Ok(condition) => Some(condition),
            Err(error) => {
                self.report("invalid_condition", format!("{of}: {error}"));
                None
            }
        }
    }

    fn fields(&mut self, entry: &FieldUse) -> Vec<FieldDefinition> {
        let of = entry.ids.join(", ");
        let Some(requirement) = self.requirement(&of, entry) else {
            return Vec::new();
        };
        let basis = self.basis(&of, entry.basis.clone(), entry.unverified_basis.clone());
        let mut fields = Vec::new();
        for id in &entry.ids {
            let Some(mut field) = self.library.field(id) else {
                self.report("unknown_field", format!("`{id}` does not stand in fields.toml"));
                continue;
            };
            field.requirement = requirement.clone();
            field.basis.clone_from(&basis);
            let labels = std::mem::take(&mut field.form_labels);
            let new = |known: &&String| !entry.form_labels.contains(known);
            field.form_labels = entry
                .form_labels
                .iter()
                .chain(labels.iter().filter(new))
                .cloned()
                .collect();
            if let Some(text) = &entry.label {
                field.label = self.label(id, text);
            }
            if let Some(sections) = &entry.sections {
                field.sections.clone_from(sections);
            }
            if let Some(options) = &entry.options {
                for option in options
                    .iter()
                    .filter(|id| !field.options.iter().any(|known| &&known.id == id))
                {
                    self.report(
                        "unknown_option",
                        format!("{id}: the library has no option `{option}`"),
                    );
                }
                field.options.retain(|option| options.contains(&option.id));
            }
            fields.push(field);
        }
        fields
    }

    fn requirement(&mut self, of: &str, entry: &FieldUse) -> Option<FieldRequirement> {
        let plain = match entry.requirement.as_str() {
            "required" => FieldRequirement::Required,
            "voluntary" => FieldRequirement::Voluntary,
            "must_not_ask" => FieldRequirement::MustNotAsk,
            "conditional" => {
                let Some(when) = &entry.when else {
                    self.report(
                        "missing_condition",
                        format!("{of}: a conditional field needs `when`"),
                    );
                    return None;
                };
                return self.condition(of, when).map(FieldRequirement::Conditional);
            }
            other => {
                self.report("unknown_word", format!("{of}: `{other}` is no requirement"));
                return None;
            }
        };
        if entry.when.is_some() {
            self.report(
                "unexpected_condition",
                format!("{of}: only a conditional field has `when`"),
            );
        }
        Some(plain)
    }

    fn evidence(&mut self, entry: EvidenceEntry) -> Option<EvidenceRequirement> {
        let of = &entry.id;
        for kind in entry
            .accepts
            .iter()
            .filter(|kind| !self.kinds.iter().any(|known| known.id.as_str() == *kind))
        {
            self.report(
                "unknown_document_kind",
                format!("{of}: `{kind}` does not stand in kinds.toml"),
            );
        }
        let Ok(demand) = entry.demand.parse::<Demand>() else {
            self.report("unknown_word", format!("{of}: `{}` is no demand", entry.demand));
            return None;
        };
        // Without its condition a requirement would be asked of everybody: leave it out.
        let when = match &entry.when {
            Some(text) => Some(self.condition(of, text)?),
            None => None,
        };
        let known = entry
            .accepts
            .iter()
            .filter(|kind| self.kinds.iter().any(|known| known.id.as_str() == *kind));
        let accepts = known.map(|kind| DocumentKind::from(kind.as_str())).collect();
        Some(EvidenceRequirement {
            label: self.label(of, &entry.label),
            why: self.label(of, &entry.why),
            basis: self.basis(of, entry.basis, entry.unverified_basis),
            id: RequirementId::from(entry.id.as_str()),
            accepts,
            when,
            freshness: entry.freshness,
            demand,
            verified: entry.verified,
        })
    }

    fn deadline(&mut self, entry: DeadlineEntry) -> DeadlineDefinition {
        let of = &entry.id;
        DeadlineDefinition {
            label: self.label(of, &entry.label),
            basis: self.basis(of, entry.basis, entry.unverified_basis),
            id: entry.id,
            runs_from: entry.runs_from,
            from_first_receipt: entry.from_first_receipt,
            length: (entry.days.is_some() || entry.months.is_some()).then_some(Length {
                months: entry.months.unwrap_or(0),
                days: entry.days.unwrap_or(0),
            }),
            last_day: match entry.ends_on {
                EndsOn::WorkingDay => LastDay::WorkingDay,
                EndsOn::AnyDay => LastDay::AnyDay,
            },
            shown_in_queue: entry.shown_in_queue,
            verified: entry.verified,
        }
    }

    /// Fields that conditions read and the service does not list itself.
    fn questions(&mut self, service: &ServiceDefinition) -> Vec<FieldDefinition> {
        let mut questions: Vec<FieldDefinition> = Vec::new();
        for (of, condition) in check::conditions(service) {
            for id in condition.fields().into_iter().flat_map(with_applicant) {
                let known = |field: &FieldDefinition| field.id == id;
                if service.fields.iter().any(known) || questions.iter().any(known) {
                    continue;
                }
                match self
                    .library
                    .field(id.as_str())
                    .or_else(|| self.topic_of_member(&id))
                {
                    Some(field) => questions.push(field),
                    None => self.report(
                        "unknown_field",
                        format!("{of}: `{id}` does not stand in fields.toml"),
                    ),
                }
            }
        }
        questions
    }

    /// `member.income.kinds` means the same as `income.kinds`, of a member.
    fn topic_of_member(&self, id: &FieldId) -> Option<FieldDefinition> {
        let rest = id.as_str().strip_prefix("member.")?;
        self.library.field(rest).map(|field| FieldDefinition {
            id: id.clone(),
            ..field
        })
    }
}

/// What is asked about every member is asked about the applicant too.
fn with_applicant(id: FieldId) -> Vec<FieldId> {
    let Some(rest) = id.as_str().strip_prefix("member.") else {
        return vec![id];
    };
    let own = if rest.contains('.') {
        rest.to_owned()
    } else {
        format!("applicant.{rest}")
    };
    vec![FieldId::new(own), id]
}
