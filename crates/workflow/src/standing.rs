//! Where a case stands: the newest suggestions and the reviews that count, and what follows from both.
//! Pure functions; lists, counters, open points and the basis of a decision all come from here.
use std::collections::{BTreeMap, BTreeSet};

use aktenlage_assist::remark::CONDITION_OPEN;
use aktenlage_catalogue::Catalogue;
use aktenlage_catalogue::service::{FieldRequirement, Label, ServiceDefinition};
use aktenlage_domain::duplicate::DocumentPair;
use aktenlage_domain::ids::{DocumentId, FieldId, RequirementId, ServiceKey};
use aktenlage_domain::receipt::Elsewhere;
use aktenlage_domain::review::{Review, Verdict};
use aktenlage_domain::service::RequirementState;
use aktenlage_domain::suggestion::{Answer, Remark, Subject};
use aktenlage_store::StoredSuggestion;
use time::Date;

use crate::division::Divisions;
use crate::samples::Withheld;
use crate::views::{OpenPoint, OpenPointKind};

/// Suggestions and reviews of one case, by subject.
#[derive(Clone, Debug)]
pub(crate) struct Standing {
    /// The day of receipt: which version of a service holds depends on it.
    received_on: Date,
    /// The day until which a document request waits for an answer.
    pub(crate) awaited_until: Option<Date>,
    /// Where and when the application reached another authority first, as a person said.
    pub(crate) first_receipt: Option<Elsewhere>,
    /// What may be seen: nothing of what is withheld, and nothing that follows from it.
    pub(crate) suggestions: BTreeMap<Subject, StoredSuggestion>,
    /// What a person has to enter first.
    pub(crate) withheld: Withheld,
    pub(crate) reviews: BTreeMap<Subject, Review>,
}

/// Counters that the queue shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Counters {
    pub(crate) fields_reviewed: i64,
    pub(crate) fields_total: i64,
    pub(crate) requirements_missing: i64,
    pub(crate) requirements_unclear: i64,
    pub(crate) contradictions: i64,
}

impl Standing {
    pub(crate) fn new(received_on: Date, suggestions: Vec<StoredSuggestion>, reviews: &[Review]) -> Self {
        let suggestions = suggestions
            .into_iter()
            .map(|stored| (stored.suggestion.subject.clone(), stored))
            .collect();
        Self {
            received_on,
            awaited_until: None,
            first_receipt: None,
            suggestions,
            withheld: Withheld::default(),
            reviews: aktenlage_store::effective(reviews),
        }
    }

    /// Takes away what is suggested on fields that a person has to enter first.
    pub(crate) fn withhold(&mut self, fields: BTreeSet<FieldId>) {
        self.withheld = Withheld::take(fields, &mut self.suggestions);
    }

    /// The service that counts: a person's word, else the suggestion.
    pub(crate) fn service(&self) -> Option<ServiceKey> {
        self.value(&Subject::Service).map(ServiceKey::new)
    }

    /// The service that counts, in the version that holds for this case.
    pub(crate) fn definition<'c>(&self, catalogue: &'c Catalogue) -> Option<&'c ServiceDefinition> {
        catalogue.service_on(&self.service()?, self.received_on)
    }

    /// The service if a person settled it.
    pub(crate) fn confirmed_service(&self) -> Option<ServiceKey> {
        self.settled(&Subject::Service).map(ServiceKey::new)
    }

    /// The value that a person settled for a subject.
    pub(crate) fn settled(&self, subject: &Subject) -> Option<String> {
        self.reviews.get(subject).and_then(|review| review.value.clone())
    }

    /// The value that counts for a subject: a person's word, else the suggestion unless a person threw it away.
    pub(crate) fn value(&self, subject: &Subject) -> Option<String> {
        match self.reviews.get(subject) {
            Some(review) => review.value.clone(),
            None => self
                .suggestions
                .get(subject)?
                .suggestion
                .answer
                .value()
                .map(str::to_owned),
        }
    }

    /// Name for lists: "Familienname, Vornamen" as far as known.
    pub(crate) fn applicant_name(&self) -> Option<String> {
        let part = |id: &str| self.value(&Subject::Field(FieldId::from(id)));
        match (part("applicant.family_name"), part("applicant.given_names")) {
            (Some(family), Some(given)) => Some(format!("{family}, {given}")),
            (Some(name), None) | (None, Some(name)) => Some(name),
            (None, None) => part("business.name"),
        }
    }

    /// Documents kinds and field values that people settled.
    pub(crate) fn confirmed_kinds(&self) -> BTreeMap<DocumentId, String> {
        let kinds = self
            .reviews
            .iter()
            .filter_map(|(subject, review)| match (subject, &review.value) {
                (Subject::DocumentKind(document), Some(kind)) => Some((*document, kind.clone())),
                _ => None,
            });
        kinds.collect()
    }

    /// Divisions that people settled. What cannot be read divides nothing; none such is recorded.
    pub(crate) fn divisions(&self) -> Divisions {
        let divisions = self.reviews.iter().filter_map(|(subject, review)| {
            let Subject::Division(scan) = subject else {
                return None;
            };
            Some((*scan, review.value.as_deref()?.parse().ok()?))
        });
        divisions.collect()
    }

    /// What people said of pairs of documents, by the pair.
    pub(crate) fn pair_reviews(&self) -> impl Iterator<Item = (DocumentPair, &Review)> {
        self.reviews.iter().filter_map(|(subject, review)| {
            let Subject::Duplicate(pair) = subject else {
                return None;
            };
            Some((*pair, review))
        })
    }

    /// Field values that people settled; `None` where a person rejected the suggestion without a value.
    pub(crate) fn confirmed_fields(&self) -> BTreeMap<FieldId, Option<String>> {
        let fields = self.reviews.iter().filter_map(|(subject, review)| {
            let Subject::Field(field) = subject else {
                return None;
            };
            (review.verdict != Verdict::Unclear).then(|| (field.clone(), review.value.clone()))
        });
        fields.collect()
    }

    /// State of a requirement: a person's word, else the suggestion; `None` if neither says anything.
    pub(crate) fn requirement_state(&self, requirement: &RequirementId) -> Option<RequirementState> {
        self.value(&Subject::Requirement(requirement.clone()))?
            .parse()
            .ok()
    }

    /// Which requirements wait for which fields, as the check says; not those that a person has settled.
    pub(crate) fn waiting_requirements(&self) -> BTreeMap<FieldId, Vec<RequirementId>> {
        let mut waiting: BTreeMap<FieldId, Vec<RequirementId>> = BTreeMap::new();
        for (subject, stored) in &self.suggestions {
            let Subject::Requirement(requirement) = subject else {
                continue;
            };
            if self.reviews.contains_key(subject) {
                continue;
            }
            for field in open_fields(&stored.suggestion.remarks) {
                waiting.entry(field).or_default().push(requirement.clone());
            }
        }
        waiting
    }

    /// Fields that the machine or a person said something about.
    pub(crate) fn fields_spoken_of(&self) -> impl Iterator<Item = &FieldId> {
        let subjects = self.suggestions.keys().chain(self.reviews.keys());
        subjects.filter_map(|subject| match subject {
            Subject::Field(id) => Some(id),
            Subject::Service
            | Subject::DocumentKind(_)
            | Subject::Requirement(_)
            | Subject::LegalBasis(_)
            | Subject::Rescan(_)
            | Subject::Division(_)
            | Subject::Duplicate(_) => None,
        })
    }

    /// Whether sources contradict each other on a field and nobody chose.
    pub(crate) fn is_contradicted(&self, field: &FieldId) -> bool {
        let subject = Subject::Field(field.clone());
        let contradicted =
            self.suggestions
                .get(&subject)
                .is_some_and(|stored| match &stored.suggestion.answer {
                    Answer::Value { alternatives, .. } => !alternatives.is_empty(),
                    Answer::Abstained { .. } => false,
                });
        contradicted && !self.reviews.contains_key(&subject)
    }

    pub(crate) fn counters(&self, service: Option<&ServiceDefinition>) -> Counters {
        let Some(service) = service else {
            return Counters::default();
        };
        let mut counters = Counters::default();
        for field in &service.fields {
            let subject = Subject::Field(field.id.clone());
            let reviewed = self.reviews.contains_key(&subject);
            let suggested = self
                .suggestions
                .get(&subject)
                .is_some_and(|stored| stored.suggestion.answer.value().is_some());
            if reviewed || suggested || field.requirement == FieldRequirement::Required {
                counters.fields_total += 1;
            }
            counters.fields_reviewed += i64::from(reviewed);
            counters.contradictions += i64::from(self.is_contradicted(&field.id));
        }
        for requirement in &service.evidence {
            match self.requirement_state(&requirement.id) {
                Some(RequirementState::Missing) => counters.requirements_missing += 1,
                Some(RequirementState::Unclear) => counters.requirements_unclear += 1,
                Some(
                    RequirementState::Present | RequirementState::NotRequired | RequirementState::Waived,
                )
                | None => {}
            }
        }
        counters
    }

    /// What is open, in the order of weight.
    pub(crate) fn open_points(&self, catalogue: &Catalogue, unreadable: &[DocumentId]) -> Vec<OpenPoint> {
        let mut points = Vec::new();
        let mut add = |kind, key: String, label: Option<Label>| points.push(OpenPoint { kind, key, label });
        let definition = self.definition(catalogue);
        if self.confirmed_service().is_none() {
            add(
                OpenPointKind::ServiceUnconfirmed,
                String::new(),
                definition.map(|service| service.name.clone()),
            );
        }
        for field in definition.iter().flat_map(|service| &service.fields) {
            let subject = Subject::Field(field.id.clone());
            let suggested = self
                .suggestions
                .get(&subject)
                .is_some_and(|stored| stored.suggestion.answer.value().is_some());
            let review = self.reviews.get(&subject);
            if self.is_contradicted(&field.id) {
                add(
                    OpenPointKind::Contradiction,
                    field.id.to_string(),
                    Some(field.label.clone()),
                );
            } else if suggested && review.is_none()
                || self.withheld.holds(&subject)
                || review.is_some_and(|review| review.verdict == Verdict::Unclear)
            {
                add(
                    OpenPointKind::FieldOpen,
                    field.id.to_string(),
                    Some(field.label.clone()),
                );
            }
        }
        for requirement in definition.iter().flat_map(|service| &service.evidence) {
            let kind = match self.requirement_state(&requirement.id) {
                Some(RequirementState::Missing) => OpenPointKind::RequirementMissing,
                Some(RequirementState::Unclear) => OpenPointKind::RequirementUnclear,
                Some(
                    RequirementState::Present | RequirementState::NotRequired | RequirementState::Waived,
                )
                | None => continue,
            };
            add(kind, requirement.id.to_string(), Some(requirement.label.clone()));
        }
        for document in unreadable {
            if !self.reviews.contains_key(&Subject::DocumentKind(*document)) {
                add(OpenPointKind::DocumentUnreadable, document.to_string(), None);
            }
        }
        points.sort_by_key(|point| point.kind);
        points
    }
}

/// The fields that an open condition reads.
fn open_fields(remarks: &[Remark]) -> impl Iterator<Item = FieldId> + '_ {
    remarks
        .iter()
        .filter(|remark| remark.code == CONDITION_OPEN)
        .filter_map(|remark| remark.parameter("fields"))
        .flat_map(|fields| fields.split(','))
        .filter(|field| !field.is_empty())
        .map(FieldId::from)
}
