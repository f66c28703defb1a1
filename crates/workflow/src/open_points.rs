//! What is open on a case when a decision is about to be taken.
use aktenlage_domain::document::IssueCode;
use aktenlage_domain::ids::{CaseId, DocumentId};
use aktenlage_store::Tx;
use serde_json::{Value, json};

use crate::case_detail::load_standing;
use crate::division::{counting, head_of};
use crate::duplicates::set_aside;
use crate::error::WorkflowError;
use crate::standing::Standing;
use crate::views::{OpenPoint, OpenPointKind};
use crate::workbench::Workbench;

impl Workbench {
    /// What is open, in the order of weight.
    pub async fn open_points(&self, case: CaseId) -> Result<Vec<OpenPoint>, WorkflowError> {
        let mut tx = self.read().await?;
        tx.case(case).await?.ok_or(WorkflowError::NotFound)?;
        let standing = load_standing(&mut tx, case).await?;
        self.open_points_of(&mut tx, case, &standing).await
    }

    pub(crate) async fn open_points_of(
        &self,
        tx: &mut Tx,
        case: CaseId,
        standing: &Standing,
    ) -> Result<Vec<OpenPoint>, WorkflowError> {
        let mut documents = counting(tx.documents(case).await?, &standing.divisions());
        // Whoever set one aside has seen that the other one says the same.
        let set_aside = set_aside(standing, &documents);
        documents.retain(|document| !set_aside.contains_key(&document.id));
        let heads = tx.reading_heads(case).await?;
        let unreadable: Vec<DocumentId> = documents
            .iter()
            .filter_map(|document| head_of(document, &heads))
            .filter(|head| head.issues.iter().any(|issue| hides_content(issue.code)))
            .map(|head| head.document)
            .collect();
        Ok(standing.open_points(self.catalogue(), &unreadable))
    }
}

/// Whether a person has to look at the document itself because the machine did not see all of it.
fn hides_content(code: IssueCode) -> bool {
    match code {
        IssueCode::PartlyDamaged
        | IssueCode::DynamicForm
        | IssueCode::PageNotUpright
        | IssueCode::BlankPage
        | IssueCode::Unpacked
        | IssueCode::TriflesLeftOut
        | IssueCode::SignatureNotChecked
        | IssueCode::PagesFromMailText
        | IssueCode::PagesFromConversion
        | IssueCode::CharactersNotShown
        | IssueCode::TextLayerContradicts
        // Why a scan is poor; that it is poor says enough.
        | IssueCode::ScanTooDark
        | IssueCode::ScanTooLight
        | IssueCode::ScanLowContrast
        | IssueCode::ScanLowResolution
        | IssueCode::ScanBlurred
        | IssueCode::ScanSkewed => false,
        IssueCode::EmptyFile
        | IssueCode::UnsupportedType
        | IssueCode::UnsupportedPhoto
        | IssueCode::FileTooLarge
        | IssueCode::TooManyPages
        | IssueCode::TooManyPixels
        | IssueCode::PasswordProtected
        | IssueCode::DamagedFile
        | IssueCode::ReaderTimeout
        | IssueCode::ReaderCrashed
        | IssueCode::PageWithoutText
        | IssueCode::PageTextUnusable
        | IssueCode::PoorScan
        | IssueCode::UnreadableScan
        | IssueCode::ScanCutOff
        | IssueCode::Handwriting
        | IssueCode::PageNotRendered
        | IssueCode::TooManyParts
        | IssueCode::UnpackedTooLarge
        | IssueCode::NestedTooDeep
        | IssueCode::PartsLeftOut
        | IssueCode::Sealed
        | IssueCode::ConverterMissing
        | IssueCode::ImageNotDecoded
        | IssueCode::FieldValuesDiffer
        | IssueCode::NoteNotDrawn
        | IssueCode::RecogniserMissing
        | IssueCode::RecognitionFailed => true,
    }
}

/// Open points as the record of a decision keeps them.
pub(crate) fn open_points_to_text(points: &[OpenPoint]) -> String {
    let point = |point: &OpenPoint| {
        let label = point
            .label
            .as_ref()
            .map(|label| json!({ "de": label.de, "en": label.en }));
        json!({ "kind": point.kind.as_str(), "key": point.key, "label": label })
    };
    Value::Array(points.iter().map(point).collect()).to_string()
}

/// Reads what [`open_points_to_text`] wrote.
pub(crate) fn open_points_from_text(text: &str) -> Vec<OpenPoint> {
    let points: Vec<Value> = serde_json::from_str(text).unwrap_or_default();
    let label = |value: &Value| {
        let part = |language| value.get(language)?.as_str().map(str::to_owned);
        Some(aktenlage_catalogue::service::Label {
            de: part("de")?,
            en: part("en")?,
        })
    };
    let point = |value: &Value| {
        Some(OpenPoint {
            kind: OpenPointKind::from_word(value.get("kind")?.as_str()?)?,
            key: value.get("key")?.as_str()?.to_owned(),
            label: value.get("label").and_then(label),
        })
    };
    points.iter().filter_map(point).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn open_points_read_back() {
        let label = aktenlage_catalogue::service::Label {
            de: "Mietvertrag".into(),
            en: "Tenancy agreement".into(),
        };
        let points = vec![
            OpenPoint {
                kind: OpenPointKind::RequirementMissing,
                key: "tenancy".into(),
                label: Some(label),
            },
            OpenPoint {
                kind: OpenPointKind::ServiceUnconfirmed,
                key: String::new(),
                label: None,
            },
        ];
        assert_eq!(open_points_from_text(&open_points_to_text(&points)), points);
    }
}
