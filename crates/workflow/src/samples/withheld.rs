//! What nobody may see before they have entered it themselves.
use std::collections::{BTreeMap, BTreeSet};

use aktenlage_domain::ids::{CaseId, FieldId};
use aktenlage_domain::suggestion::{AbstentionReason, Answer, Subject, Suggestion};
use aktenlage_store::{StoredSuggestion, Tx};

use crate::error::WorkflowError;
use crate::names::suggestion_view;
use crate::views::SuggestionView;

/// The fields of a case that were drawn and that nobody has entered, and what is suggested on them.
#[derive(Clone, Debug, Default)]
pub(crate) struct Withheld {
    fields: BTreeSet<FieldId>,
    suggestions: BTreeMap<Subject, StoredSuggestion>,
}

impl Withheld {
    /// Takes away what is suggested on these fields.
    pub(crate) fn take(
        fields: BTreeSet<FieldId>,
        suggestions: &mut BTreeMap<Subject, StoredSuggestion>,
    ) -> Self {
        let subjects = fields.iter().map(|id| Subject::Field(id.clone()));
        let suggestions = subjects
            .filter_map(|subject| suggestions.remove_entry(&subject))
            .collect();
        Self { fields, suggestions }
    }

    /// Whether a subject has to be entered before its suggestion is shown.
    pub(crate) fn holds(&self, subject: &Subject) -> bool {
        is_field_of(subject, &self.fields)
    }

    /// What is suggested on a subject that is withheld.
    pub(crate) fn suggestion(&self, subject: &Subject) -> Option<&StoredSuggestion> {
        self.suggestions.get(subject)
    }

    /// Everything that is withheld.
    pub(crate) fn suggestions(&self) -> impl Iterator<Item = &StoredSuggestion> {
        self.suggestions.values()
    }
}

/// The fields of a case that were drawn and of which no person has said anything yet. What was said once, also if it was
/// taken back, showed the suggestion.
pub(crate) async fn hidden_fields(tx: &mut Tx, case: CaseId) -> Result<BTreeSet<FieldId>, WorkflowError> {
    let drawn = tx.sample(case).await?.and_then(|sample| sample.fields);
    let Some(drawn) = drawn else {
        return Ok(BTreeSet::new());
    };
    let mut fields: BTreeSet<FieldId> = drawn.into_iter().collect();
    for review in tx.reviews(case).await? {
        if let Subject::Field(id) = &review.subject {
            fields.remove(id);
        }
    }
    Ok(fields)
}

/// A stored suggestion, current or not; of one that tells of hidden fields only that it is there.
pub(crate) fn view_unless_hidden(stored: StoredSuggestion, hidden: &BTreeSet<FieldId>) -> SuggestionView {
    if is_hidden(&stored.suggestion.subject, hidden) {
        withheld_view(stored)
    } else {
        suggestion_view(stored)
    }
}

/// Whether a suggestion tells of one of these fields. Which norms were looked for follows from what all
/// fields say.
fn is_hidden(subject: &Subject, hidden: &BTreeSet<FieldId>) -> bool {
    is_field_of(subject, hidden) || matches!(subject, Subject::LegalBasis(_)) && !hidden.is_empty()
}

fn is_field_of(subject: &Subject, fields: &BTreeSet<FieldId>) -> bool {
    matches!(subject, Subject::Field(id) if fields.contains(id))
}

/// That there is a suggestion, and nothing of what it says.
fn withheld_view(stored: StoredSuggestion) -> SuggestionView {
    SuggestionView {
        id: stored.id,
        suggestion: Suggestion {
            answer: Answer::Abstained {
                reason: AbstentionReason::NoEvidence,
                evidence: Vec::new(),
            },
            remarks: Vec::new(),
            ..stored.suggestion
        },
        created_at: stored.created_at,
        is_hidden: true,
    }
}

#[cfg(test)]
mod tests {
    use aktenlage_domain::suggestion::Origin;

    use super::*;

    fn stored(subject: Subject) -> StoredSuggestion {
        StoredSuggestion {
            id: "019351f0-0000-7000-8000-000000000001".parse().unwrap(),
            case: "019351f0-0000-7000-8000-000000000002".parse().unwrap(),
            run: "019351f0-0000-7000-8000-000000000003".parse().unwrap(),
            suggestion: Suggestion {
                subject,
                answer: Answer::Value {
                    value: "Musterfrau".to_owned(),
                    probability: 0.9,
                    evidence: Vec::new(),
                    alternatives: Vec::new(),
                },
                remarks: vec![aktenlage_domain::suggestion::Remark::new("form_field")],
                origin: Origin {
                    model: "rules".to_owned(),
                    prompt: "none".to_owned(),
                    blueprint: "b1".to_owned(),
                    input: "i1".to_owned(),
                },
            },
            created_at: time::macros::datetime!(2026-11-22 10:00 UTC),
        }
    }

    #[test]
    fn what_is_withheld_leaves_the_suggestions_and_says_nothing() {
        let field = |id: &str| Subject::Field(FieldId::from(id));
        let subjects = [field("a"), field("b"), Subject::Service];
        let mut suggestions: BTreeMap<Subject, StoredSuggestion> = subjects
            .into_iter()
            .map(|subject| (subject.clone(), stored(subject)))
            .collect();
        // The third was drawn too, and nothing is suggested on it.
        let drawn: BTreeSet<FieldId> = ["a", "c"].map(FieldId::from).into_iter().collect();
        let withheld = Withheld::take(drawn.clone(), &mut suggestions);
        assert_eq!(
            suggestions.into_keys().collect::<Vec<_>>(),
            [Subject::Service, field("b")]
        );
        assert!(withheld.holds(&field("a")) && withheld.holds(&field("c")));
        assert!(!withheld.holds(&field("b")) && !withheld.holds(&Subject::Service));
        assert_eq!(withheld.suggestions().count(), 1);
        assert!(withheld.suggestion(&field("c")).is_none());
        let view = withheld_view(withheld.suggestion(&field("a")).cloned().unwrap());
        assert!(view.is_hidden && view.suggestion.answer.value().is_none());
        assert!(view.suggestion.remarks.is_empty());
        let norms = Subject::LegalBasis("tenancy".into());
        assert!(is_hidden(&norms, &drawn) && !is_hidden(&norms, &BTreeSet::new()));
    }
}
