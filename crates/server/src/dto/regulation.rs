//! Passages of regulations.
use aktenlage_domain::clock::date_to_text;
use aktenlage_domain::passage::FoundPassage;
use aktenlage_workflow::views;
use serde::Serialize;
use utoipa::ToSchema;

use super::list;
use super::word::Level;

/// A passage that was found.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct RegulationHit {
    citation: String,
    law: String,
    section: Option<String>,
    paragraph: Option<String>,
    heading: Option<String>,
    /// `null` if the index does not hold the citation.
    text: Option<String>,
    level: Option<Level>,
    /// Comparable within one answer only.
    score: f32,
    /// Whether the index holds the citation.
    resolved: bool,
    #[schema(format = Date)]
    valid_from: Option<String>,
    #[schema(format = Date)]
    valid_to: Option<String>,
}

/// A norm that bears on a case.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct LegalBasisView {
    #[serde(flatten)]
    hit: RegulationHit,
    used_by: Vec<UsedBy>,
}

/// Which item of the case rests on a norm.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct UsedBy {
    /// `requirement` or `search`.
    kind: &'static str,
    key: String,
}

/// The norms of a case.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct LegalBases {
    pub(crate) items: Vec<LegalBasisView>,
}

/// What a search found, and which laws there are to search.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct RegulationsFound {
    pub(crate) items: Vec<RegulationHit>,
    pub(crate) laws: Vec<String>,
}

impl From<FoundPassage> for RegulationHit {
    fn from(found: FoundPassage) -> Self {
        let passage = found.passage;
        Self {
            citation: passage.citation,
            law: passage.law,
            section: Some(passage.section),
            paragraph: passage.paragraph,
            heading: Some(passage.heading),
            text: Some(passage.text),
            level: Some(passage.level.into()),
            score: found.score,
            resolved: true,
            valid_from: passage.valid_from.map(date_to_text),
            valid_to: passage.valid_to.map(date_to_text),
        }
    }
}

impl From<views::LegalBasisView> for LegalBasisView {
    fn from(view: views::LegalBasisView) -> Self {
        let (citation, law, score) = (view.citation, view.law, view.score);
        let hit = match view.passage {
            Some(found) => RegulationHit {
                citation,
                score,
                ..RegulationHit::from(found)
            },
            None => RegulationHit {
                citation,
                law,
                section: None,
                paragraph: None,
                heading: None,
                text: None,
                level: None,
                score,
                resolved: false,
                valid_from: None,
                valid_to: None,
            },
        };
        let mut used_by: Vec<UsedBy> = list(view.used_by);
        if used_by.is_empty() {
            used_by.push(UsedBy {
                kind: "search",
                key: String::new(),
            });
        }
        Self { hit, used_by }
    }
}

impl From<aktenlage_domain::ids::RequirementId> for UsedBy {
    fn from(requirement: aktenlage_domain::ids::RequirementId) -> Self {
        Self {
            kind: "requirement",
            key: requirement.to_string(),
        }
    }
}
