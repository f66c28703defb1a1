//! What is different since a decision was submitted.
use std::collections::{BTreeMap, BTreeSet};

use aktenlage_catalogue::Catalogue;
use aktenlage_catalogue::service::Label;
use aktenlage_domain::decision::Proposal;
use aktenlage_domain::suggestion::Subject;

use super::view::{Changes, FactChange};
use crate::basis::{Basis, Fact, facts_from_text};
use crate::names::Names;
use crate::open_points::open_points_from_text;
use crate::standing::Standing;
use crate::views::OpenPoint;

/// A fact is different if another review settles it, also one that says the same: somebody looked again.
pub(crate) fn since_submission(
    proposal: &Proposal,
    now: &Basis,
    names: &Names,
    catalogue: &Catalogue,
) -> Changes {
    let before = by_subject(facts_from_text(&proposal.basis));
    let after = by_subject(facts_from_text(&now.facts));
    let subjects: BTreeSet<&Subject> = before.keys().chain(after.keys()).collect();
    let change = |subject: &Subject| {
        let (old, new) = (before.get(subject), after.get(subject));
        let is_same = old.map(|fact| &fact.review) == new.map(|fact| &fact.review);
        (!is_same).then(|| FactChange {
            subject: subject.clone(),
            label: label(subject, &now.standing, catalogue),
            before: old.and_then(|fact| fact.value.clone()),
            after: new.and_then(|fact| fact.value.clone()),
            by: new
                .and_then(|_| now.standing.reviews.get(subject))
                .map(|review| names.person(review.by)),
        })
    };
    let facts = subjects.into_iter().filter_map(change).collect();
    let open_then = open_points_from_text(&proposal.open_points);
    Changes {
        facts,
        opened: missing_in(&now.open_points, &open_then),
        closed: missing_in(&open_then, &now.open_points),
    }
}

fn by_subject(facts: Vec<Fact>) -> BTreeMap<Subject, Fact> {
    facts
        .into_iter()
        .map(|fact| (fact.subject.clone(), fact))
        .collect()
}

/// The points that the other list does not have; what they are called does not matter.
fn missing_in(points: &[OpenPoint], other: &[OpenPoint]) -> Vec<OpenPoint> {
    let is_there = |point: &OpenPoint| {
        other
            .iter()
            .any(|known| known.kind == point.kind && known.key == point.key)
    };
    points.iter().filter(|point| !is_there(point)).cloned().collect()
}

fn label(subject: &Subject, standing: &Standing, catalogue: &Catalogue) -> Option<Label> {
    let service = standing.definition(catalogue)?;
    match subject {
        Subject::Field(id) => service.field(id).map(|field| field.label.clone()),
        Subject::Requirement(id) | Subject::LegalBasis(id) => {
            let found = service.evidence.iter().find(|requirement| requirement.id == *id);
            found.map(|requirement| requirement.label.clone())
        }
        Subject::Service
        | Subject::DocumentKind(_)
        | Subject::Rescan(_)
        | Subject::Division(_)
        | Subject::Duplicate(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::views::OpenPointKind;

    fn point(kind: OpenPointKind, key: &str, label: Option<&str>) -> OpenPoint {
        OpenPoint {
            kind,
            key: key.to_owned(),
            label: label.map(|text| Label {
                de: text.to_owned(),
                en: text.to_owned(),
            }),
        }
    }

    #[test]
    fn points_are_told_apart_by_kind_and_key() {
        let then = [
            point(OpenPointKind::RequirementMissing, "tenancy", Some("Mietvertrag")),
            point(OpenPointKind::FieldOpen, "tenancy", None),
        ];
        let now = [
            point(
                OpenPointKind::RequirementMissing,
                "tenancy",
                Some("Mietbescheinigung"),
            ),
            point(OpenPointKind::RequirementUnclear, "income", None),
        ];
        assert_eq!(missing_in(&now, &then), [now[1].clone()]);
        assert_eq!(missing_in(&then, &now), [then[1].clone()]);
        assert!(missing_in(&then, &then).is_empty());
    }

    #[test]
    fn facts_read_back_by_their_subject() {
        let text = r#"[{"subject":{"kind":"field","key":"a.b"},"value":"x","review":"r1","verdict":"entered"},
            {"subject":{"kind":"service","key":""},"value":null,"review":"r2","verdict":"rejected"},
            {"subject":{"kind":"nonsense","key":""},"value":null,"review":"r3","verdict":"rejected"}]"#;
        let facts = by_subject(facts_from_text(text));
        assert_eq!(facts.len(), 2);
        assert_eq!(facts[&Subject::Field("a.b".into())].value.as_deref(), Some("x"));
        assert_eq!(facts[&Subject::Service].value, None);
        assert!(facts_from_text("{}").is_empty());
    }
}
