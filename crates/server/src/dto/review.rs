//! Reviews: what a person made of a suggestion.
use aktenlage_domain::clock::instant_to_text;
use aktenlage_domain::document::SourceSpan;
use aktenlage_domain::suggestion::{Subject, SubjectKind as DomainSubjectKind};
use aktenlage_workflow::views;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::evidence::{Evidence, EvidenceRequest};
use super::label::Person;
use super::list;
use super::suggestion;
use super::word::{RevealMode, ReviewReason, SubjectKind, Verdict};
use crate::extract::query::{given, word};
use crate::problem::Problem;

/// A review with the name of the person.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct ReviewView {
    #[schema(format = "uuid")]
    id: String,
    subject: suggestion::Subject,
    suggestion_id: Option<String>,
    verdict: Verdict,
    value: Option<String>,
    evidence: Vec<Evidence>,
    reason: Option<ReviewReason>,
    note: Option<String>,
    /// `blind`: the suggestion was withheld until this was recorded.
    reveal_mode: RevealMode,
    by: Person,
    #[schema(format = DateTime)]
    at: String,
}

impl From<views::ReviewView> for ReviewView {
    fn from(view: views::ReviewView) -> Self {
        let review = view.review;
        Self {
            id: review.id.to_string(),
            subject: (&review.subject).into(),
            suggestion_id: review.suggestion.map(|id| id.to_string()),
            verdict: review.verdict.into(),
            value: review.value,
            evidence: list(review.evidence),
            reason: review.reason.map(ReviewReason),
            note: review.note,
            reveal_mode: review.reveal_mode.into(),
            by: view.by.into(),
            at: instant_to_text(review.at),
        }
    }
}

/// What a review is about.
#[derive(Clone, Debug, Deserialize, ToSchema)]
pub(crate) struct SubjectRequest {
    #[schema(value_type = SubjectKind)]
    kind: String,
    #[serde(default)]
    key: String,
}

/// A review as the screen sends it.
#[derive(Clone, Debug, Deserialize, ToSchema)]
pub(crate) struct ReviewRequest {
    subject: SubjectRequest,
    /// The suggestion on the screen, if any.
    #[serde(default)]
    #[schema(format = "uuid")]
    suggestion_id: Option<String>,
    #[schema(value_type = Verdict)]
    verdict: String,
    #[serde(default)]
    value: Option<String>,
    #[serde(default)]
    evidence: Vec<EvidenceRequest>,
    #[serde(default)]
    #[schema(value_type = Option<ReviewReason>)]
    reason: Option<String>,
    #[serde(default)]
    note: Option<String>,
    /// What the screen showed; kept as it is.
    #[serde(default)]
    #[schema(value_type = Object)]
    shown: serde_json::Value,
    /// Milliseconds the evidence was in view.
    #[serde(default)]
    dwell_ms: Option<i64>,
}

/// The new version and the review as recorded.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct ReviewRecorded {
    pub(crate) version: i64,
    pub(crate) review: ReviewView,
}

impl TryFrom<ReviewRequest> for views::ReviewDraft {
    type Error = Problem;
    fn try_from(request: ReviewRequest) -> Result<Self, Problem> {
        let kind: DomainSubjectKind = required("subject", &request.subject.kind)?;
        let subject = Subject::from_parts(kind, &request.subject.key);
        let suggestion = given(request.suggestion_id.as_deref())
            .map(str::parse)
            .transpose();
        let evidence: Result<Vec<SourceSpan>, Problem> =
            request.evidence.into_iter().map(SourceSpan::try_from).collect();
        Ok(Self {
            subject: subject.map_err(|_| Problem::invalid("subject", "unknown"))?,
            suggestion: suggestion.map_err(|_| Problem::invalid("suggestion_id", "invalid_form"))?,
            verdict: required("verdict", &request.verdict)?,
            value: request.value,
            evidence: evidence?,
            reason: word("reason", request.reason.as_deref())?,
            note: given(request.note.as_deref()).map(str::to_owned),
            shown: request.shown.to_string(),
            dwell_ms: request.dwell_ms.filter(|milliseconds| *milliseconds >= 0),
        })
    }
}

fn required<T: std::str::FromStr>(name: &'static str, text: &str) -> Result<T, Problem> {
    word(name, Some(text))?.ok_or_else(|| Problem::invalid(name, "empty"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draft(json: &str) -> Result<views::ReviewDraft, Problem> {
        serde_json::from_str::<ReviewRequest>(json).unwrap().try_into()
    }

    #[test]
    fn a_review_is_read() {
        let draft = draft(
            r#"{"subject":{"kind":"field","key":"applicant.family_name"},"verdict":"amended","value":"Öz",
                "reason":"misread","shown":{"value":"Oz"},"dwell_ms":1200}"#,
        )
        .unwrap();
        assert_eq!(draft.subject, Subject::Field("applicant.family_name".into()));
        assert_eq!(draft.shown, r#"{"value":"Oz"}"#);
        assert_eq!(draft.dwell_ms, Some(1200));
    }

    #[test]
    fn unknown_words_name_their_field() {
        for (json, field) in [
            (
                r#"{"subject":{"kind":"person","key":"x"},"verdict":"accepted"}"#,
                "subject",
            ),
            (
                r#"{"subject":{"kind":"document_kind","key":"x"},"verdict":"accepted"}"#,
                "subject",
            ),
            (r#"{"subject":{"kind":"service"},"verdict":"liked"}"#, "verdict"),
            (
                r#"{"subject":{"kind":"service"},"verdict":"accepted","reason":"mood"}"#,
                "reason",
            ),
            (
                r#"{"subject":{"kind":"service"},"verdict":"accepted","suggestion_id":"7"}"#,
                "suggestion_id",
            ),
        ] {
            let problem = draft(json).unwrap_err();
            assert_eq!(problem.body("r").members.fields[0].field, field);
        }
    }
}
