//! What a person made of a suggestion: the only way a fact comes into being.
use time::OffsetDateTime;

use crate::document::SourceSpan;
use crate::ids::{CaseId, ReviewId, SuggestionId, UserId};
use crate::service::RequirementState;
use crate::suggestion::Subject;
use crate::vocabulary::vocabulary;

vocabulary! {
    /// What the person did.
    Verdict {
        /// Took the suggestion as it was.
        Accepted => "accepted",
        /// Entered another value.
        Amended => "amended",
        /// Threw the suggestion away without a value.
        Rejected => "rejected",
        /// Marked it as unclear: a person looked and cannot tell yet.
        Unclear => "unclear",
        /// Entered a value by hand where there was no suggestion.
        Entered => "entered",
        /// Said that a required piece of evidence is not needed in this case, with the reason in the person's own words:
        /// an act of discretion, which says nothing about what was suggested.
        #[doc(alias = "verzichtbar")]
        Waived => "waived",
        /// Took an earlier review back; the subject is open again.
        Withdrawn => "withdrawn",
    }
}

vocabulary! {
    /// Why a suggestion was not taken as it was: one key each (`1` to `6`).
    ReviewReason {
        /// falsch gelesen
        Misread => "misread",
        /// falsche Stelle
        WrongPlace => "wrong_place",
        /// anderes Dokument gilt
        OtherDocument => "other_document",
        /// Person oder Zeitraum falsch
        WrongPersonOrPeriod => "wrong_person_or_period",
        /// fachlich anders
        ProfessionalJudgement => "professional_judgement",
        /// Sonstiges
        Other => "other",
    }
}

vocabulary! {
    /// Whether the suggestion was shown before the act. The server says so, never the screen.
    RevealMode {
        /// It was, as far as there was one.
        Shown => "shown",
        /// It was withheld until the act was recorded: the field belongs to a sample.
        Blind => "blind",
    }
}

/// One act of a person on one subject of a case. Append-only: a later review of the same subject stands beside
/// the earlier one and is the one that counts.
#[derive(Clone, Debug, PartialEq)]
pub struct Review {
    /// Its id.
    pub id: ReviewId,
    /// The case.
    pub case: CaseId,
    /// What it is about.
    pub subject: Subject,
    /// The suggestion that was on the screen, if any; with [`RevealMode::Blind`] the one that was withheld.
    pub suggestion: Option<SuggestionId>,
    /// Whether that suggestion was shown before the act.
    pub reveal_mode: RevealMode,
    /// What the screen showed, as JSON text: value, level, evidence, model. Kept as it was.
    pub shown: String,
    /// What the person did.
    pub verdict: Verdict,
    /// The value that counts now; `None` after rejection, unclear and withdrawal.
    pub value: Option<String>,
    /// Where the person says it stands.
    pub evidence: Vec<SourceSpan>,
    /// Why; always there when a suggestion was amended or rejected.
    pub reason: Option<ReviewReason>,
    /// A note in the person's words.
    pub note: Option<String>,
    /// Milliseconds the evidence was in view before the act, as the screen measured it.
    pub dwell_ms: Option<i64>,
    /// Who.
    pub by: UserId,
    /// When.
    pub at: OffsetDateTime,
}

/// A review that may not be recorded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReviewError {
    /// Amending and rejecting need a reason code.
    #[error("a reason code is needed")]
    ReasonMissing,
    /// Amending and entering need a value.
    #[error("a value is needed")]
    ValueMissing,
    /// Accepting and rejecting need a suggestion.
    #[error("there is no suggestion to act on")]
    SuggestionMissing,
    /// The suggestion abstained: there is no value to accept.
    #[error("the suggestion holds no value")]
    NothingToAccept,
    /// Waiving needs its reason in words.
    #[error("a reason in words is needed")]
    NoteMissing,
    /// Only a requirement can be waived.
    #[error("only a requirement can be waived")]
    NotWaivable,
}

/// Checks that a requirement is waived with a reason, and returns the value that counts.
///
/// The authority decides which evidence it needs (§§ 24, 26 `VwVfG`, §§ 20, 21 SGB X; § 65 SGB I limits what it may ask
/// for), so nothing but the words of the person tells why it did without one.
pub fn waive(subject: &Subject, note: Option<&str>) -> Result<String, ReviewError> {
    match (subject, note.map(str::trim)) {
        (Subject::Requirement(_), Some(words)) if !words.is_empty() => {
            Ok(RequirementState::Waived.as_str().to_owned())
        }
        (Subject::Requirement(_), _) => Err(ReviewError::NoteMissing),
        _ => Err(ReviewError::NotWaivable),
    }
}

/// Checks that verdict, suggestion, value and reason belong together, and returns the value that counts. What
/// [`waive`] answers is the value of a waiver.
///
/// `suggested` is the value of the suggestion on the screen: outer `None` without a suggestion, inner `None` if it
/// abstained.
pub fn settle(
    verdict: Verdict,
    suggested: Option<Option<&str>>,
    value: Option<&str>,
    reason: Option<ReviewReason>,
) -> Result<Option<String>, ReviewError> {
    let value = value.map(str::trim).filter(|text| !text.is_empty());
    match verdict {
        Verdict::Accepted => match suggested {
            None => Err(ReviewError::SuggestionMissing),
            Some(None) => Err(ReviewError::NothingToAccept),
            Some(Some(suggested)) => Ok(Some(suggested.to_owned())),
        },
        Verdict::Amended => match (suggested, value, reason) {
            (None, _, _) => Err(ReviewError::SuggestionMissing),
            (_, None, _) => Err(ReviewError::ValueMissing),
            (_, _, None) => Err(ReviewError::ReasonMissing),
            (Some(_), Some(value), Some(_)) => Ok(Some(value.to_owned())),
        },
        Verdict::Rejected => match (suggested, reason) {
            (None, _) => Err(ReviewError::SuggestionMissing),
            (_, None) => Err(ReviewError::ReasonMissing),
            (Some(_), Some(_)) => Ok(None),
        },
        Verdict::Unclear | Verdict::Withdrawn => Ok(None),
        Verdict::Entered | Verdict::Waived => value
            .map(|value| Some(value.to_owned()))
            .ok_or(ReviewError::ValueMissing),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn effort_is_symmetric_and_nothing_is_accepted_silently() {
        let why = Some(ReviewReason::Misread);
        let cases = [
            (
                Verdict::Accepted,
                Some(Some("812.00")),
                None,
                None,
                Ok(Some("812.00")),
            ),
            (
                Verdict::Accepted,
                Some(None),
                None,
                None,
                Err(ReviewError::NothingToAccept),
            ),
            (
                Verdict::Accepted,
                None,
                Some("1"),
                None,
                Err(ReviewError::SuggestionMissing),
            ),
            (
                Verdict::Amended,
                Some(Some("1")),
                Some("2"),
                None,
                Err(ReviewError::ReasonMissing),
            ),
            (
                Verdict::Amended,
                Some(Some("1")),
                Some("  "),
                why,
                Err(ReviewError::ValueMissing),
            ),
            (Verdict::Amended, Some(None), Some("2"), why, Ok(Some("2"))),
            (
                Verdict::Rejected,
                Some(Some("1")),
                None,
                None,
                Err(ReviewError::ReasonMissing),
            ),
            (Verdict::Rejected, Some(Some("1")), None, why, Ok(None)),
            (Verdict::Entered, None, Some(" 3 "), None, Ok(Some("3"))),
            (Verdict::Entered, None, None, None, Err(ReviewError::ValueMissing)),
            (Verdict::Withdrawn, None, None, None, Ok(None)),
        ];
        for (verdict, suggested, value, reason, expected) in cases {
            let expected = expected.map(|value: Option<&str>| value.map(str::to_owned));
            assert_eq!(settle(verdict, suggested, value, reason), expected, "{verdict}");
        }
    }

    #[test]
    fn a_requirement_is_waived_with_words_and_nothing_else_is() {
        let tenancy = Subject::Requirement("tenancy".into());
        assert_eq!(
            waive(&tenancy, Some(" liegt der Behörde vor ")),
            Ok("waived".to_owned())
        );
        for note in [None, Some(""), Some("  ")] {
            assert_eq!(waive(&tenancy, note), Err(ReviewError::NoteMissing));
        }
        for other in [Subject::Service, Subject::Field("bank.iban".into())] {
            assert_eq!(waive(&other, Some("so")), Err(ReviewError::NotWaivable));
        }
    }
}
