//! The receipt of an application at another authority, before it came here.
use time::{Date, OffsetDateTime};

use crate::ids::{CaseId, DocumentId, FirstReceiptId, UserId};

/// Longest name of an authority, in characters.
pub const AUTHORITY_CHARACTERS: usize = 200;
/// Longest reason, in characters.
pub const RECEIPT_REASON_CHARACTERS: usize = 1000;

/// Where and when an application first reached an authority that was not competent for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Elsewhere {
    /// The day of receipt there.
    pub on: Date,
    /// Which authority, in the words of the person who entered it.
    pub authority: String,
}

/// What a person said about the first receipt. Written once and never changed: the last one of a case counts.
///
/// For social benefits an application that reached an authority that is not competent counts as filed on that day
/// (§ 16 Abs. 2 Satz 2 SGB I); whether it does for a service is said by the blueprint.
#[doc(alias = "Ersteingang")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FirstReceipt {
    /// Its id.
    pub id: FirstReceiptId,
    /// The case.
    pub case: CaseId,
    /// Where and when; `None` takes back what was said before.
    pub elsewhere: Option<Elsewhere>,
    /// The page on which it stands, for example with the stamp, counted from 1.
    pub page: Option<(DocumentId, u32)>,
    /// Why, where no page shows it.
    pub reason: Option<String>,
    /// Who.
    pub by: UserId,
    /// When.
    pub at: OffsetDateTime,
}

/// What keeps a first receipt from being recorded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FirstReceiptError {
    /// The day is not over and not today.
    #[error("the day is in the future")]
    InTheFuture,
    /// It came here before.
    #[error("the day is after the receipt here")]
    AfterReceipt,
    /// No authority.
    #[error("the authority is empty")]
    AuthorityEmpty,
    /// More than [`AUTHORITY_CHARACTERS`].
    #[error("the authority is too long")]
    AuthorityTooLong,
    /// A character that is no text of one line.
    #[error("the authority holds a control character")]
    AuthorityControlCharacter,
    /// Neither a page nor a reason.
    #[error("there is neither a page nor a reason")]
    EvidenceMissing,
    /// More than [`RECEIPT_REASON_CHARACTERS`].
    #[error("the reason is too long")]
    ReasonTooLong,
    /// A character that is no text.
    #[error("the reason holds a control character")]
    ReasonControlCharacter,
}

/// Whether a first receipt may be recorded for an application that came here on `received_on`. Both texts are trimmed.
/// Nothing is believed without a page that shows it or a reason, and nothing is taken back without one.
pub fn check_first_receipt(
    elsewhere: Option<&Elsewhere>,
    has_page: bool,
    reason: Option<&str>,
    received_on: Date,
    today: Date,
) -> Result<(), FirstReceiptError> {
    if let Some(Elsewhere { on, authority }) = elsewhere {
        if *on > today {
            return Err(FirstReceiptError::InTheFuture);
        }
        if *on > received_on {
            return Err(FirstReceiptError::AfterReceipt);
        }
        if authority.is_empty() {
            return Err(FirstReceiptError::AuthorityEmpty);
        }
        if authority.chars().count() > AUTHORITY_CHARACTERS {
            return Err(FirstReceiptError::AuthorityTooLong);
        }
        if authority.chars().any(char::is_control) {
            return Err(FirstReceiptError::AuthorityControlCharacter);
        }
    }
    let reason = reason.unwrap_or_default();
    if reason.is_empty() && !(has_page && elsewhere.is_some()) {
        return Err(FirstReceiptError::EvidenceMissing);
    }
    if reason.chars().count() > RECEIPT_REASON_CHARACTERS {
        return Err(FirstReceiptError::ReasonTooLong);
    }
    if reason.chars().any(|one| one.is_control() && one != '\n') {
        return Err(FirstReceiptError::ReasonControlCharacter);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use time::macros::date;

    use super::*;

    #[test]
    fn a_first_receipt_lies_before_the_one_here_and_rests_on_something() {
        use FirstReceiptError as Error;
        let town = "Markt Musterdorf";
        for (on, authority, has_page, reason, expected) in [
            (date!(2026 - 11 - 02), town, true, None, Ok(())),
            (date!(2026 - 11 - 10), town, false, Some("Vermerk"), Ok(())),
            (date!(2026 - 11 - 11), town, true, None, Err(Error::AfterReceipt)),
            (date!(2026 - 11 - 24), town, true, None, Err(Error::InTheFuture)),
            (date!(2026 - 11 - 02), "", true, None, Err(Error::AuthorityEmpty)),
            (
                date!(2026 - 11 - 02),
                "A\nB",
                true,
                None,
                Err(Error::AuthorityControlCharacter),
            ),
            (
                date!(2026 - 11 - 02),
                town,
                false,
                None,
                Err(Error::EvidenceMissing),
            ),
        ] {
            let elsewhere = Elsewhere {
                on,
                authority: authority.to_owned(),
            };
            let here = date!(2026 - 11 - 10);
            let today = date!(2026 - 11 - 23);
            assert_eq!(
                check_first_receipt(Some(&elsewhere), has_page, reason, here, today),
                expected,
                "{on} {authority}"
            );
        }
    }

    #[test]
    fn taking_it_back_needs_a_reason() {
        let check = |has_page, reason| {
            check_first_receipt(
                None,
                has_page,
                reason,
                date!(2026 - 11 - 10),
                date!(2026 - 11 - 23),
            )
        };
        assert_eq!(check(true, None), Err(FirstReceiptError::EvidenceMissing));
        assert_eq!(check(false, Some("Stempel falsch gelesen")), Ok(()));
        let long = "x".repeat(RECEIPT_REASON_CHARACTERS + 1);
        assert_eq!(check(false, Some(&long)), Err(FirstReceiptError::ReasonTooLong));
    }
}
