//! A place in a document.
use aktenlage_domain::document::{PageBox, SourceSpan};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::problem::Problem;

/// A place in a document, with what stands there.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct Evidence {
    /// Which document.
    #[schema(format = "uuid")]
    pub(crate) document_id: String,
    /// Which page, counted from 1.
    pub(crate) page: u32,
    /// `[left, top, right, bottom]` in fractions of the page as shown.
    #[serde(rename = "box")]
    pub(crate) bbox: [f32; 4],
    /// What stands there, as written.
    pub(crate) text: String,
}

/// A box as it travels.
pub(crate) fn edges(bbox: PageBox) -> [f32; 4] {
    [bbox.left, bbox.top, bbox.right, bbox.bottom]
}

impl From<SourceSpan> for Evidence {
    fn from(span: SourceSpan) -> Self {
        Self {
            document_id: span.document.to_string(),
            page: span.page,
            bbox: edges(span.bbox),
            text: span.text,
        }
    }
}

/// A place that a person points at.
#[derive(Clone, Debug, Deserialize, ToSchema)]
pub(crate) struct EvidenceRequest {
    /// Which document.
    #[schema(format = "uuid")]
    document_id: String,
    /// Which page, counted from 1.
    page: u32,
    /// `[left, top, right, bottom]` in fractions of the page as shown.
    #[serde(rename = "box")]
    bbox: [f32; 4],
    /// What stands there.
    #[serde(default)]
    text: Option<String>,
}

impl TryFrom<EvidenceRequest> for SourceSpan {
    type Error = Problem;
    fn try_from(evidence: EvidenceRequest) -> Result<Self, Problem> {
        let [left, top, right, bottom] = evidence.bbox;
        let on_page = evidence.bbox.iter().all(|edge| (0.0..=1.0).contains(edge));
        if !on_page || left >= right || top >= bottom || evidence.page == 0 {
            return Err(Problem::invalid("evidence", "invalid_form"));
        }
        let document = evidence
            .document_id
            .parse()
            .map_err(|_| Problem::invalid("evidence", "invalid_form"))?;
        Ok(Self {
            document,
            page: evidence.page,
            bbox: PageBox {
                left,
                top,
                right,
                bottom,
            },
            text: evidence.text.unwrap_or_default(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_boxes_on_a_page_are_taken() {
        let at = |bbox, page| EvidenceRequest {
            document_id: uuid::Uuid::nil().to_string(),
            page,
            bbox,
            text: None,
        };
        assert!(SourceSpan::try_from(at([0.1, 0.2, 0.3, 0.4], 1)).is_ok());
        for (bbox, page) in [
            ([0.3, 0.2, 0.1, 0.4], 1),
            ([0.1, 0.2, 1.3, 0.4], 1),
            ([0.1, f32::NAN, 0.3, 0.4], 1),
            ([0.1, 0.2, 0.3, 0.4], 0),
        ] {
            assert!(SourceSpan::try_from(at(bbox, page)).is_err(), "{bbox:?}");
        }
    }
}
