//! Post for a case that is there already: what opened a case of its own is joined to that one by a person.
use time::OffsetDateTime;

use crate::ids::{CaseId, DocumentId, JoiningId, PlacementId, UserId};
use crate::vocabulary::vocabulary;

vocabulary! {
    /// What speaks for it that post belongs to a case. A name alone never does.
    JoiningGround {
        /// The reference of the case stands on a page.
        Reference => "reference",
        /// Name and date of birth of the applicant are those of the case.
        Person => "person",
        /// A person chose the case; nothing was found that speaks for it.
        Chosen => "chosen",
    }
}

/// The post of a case was joined to another case. Written once and never changed: submissions, documents and readings
/// stay the rows that they are, and which case they count for follows from this one.
#[doc(alias = "Zuordnung")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Joining {
    /// Its id.
    pub id: JoiningId,
    /// The case that the post had opened.
    pub from: CaseId,
    /// The case that takes it.
    pub into: CaseId,
    /// What spoke for it.
    pub ground: JoiningGround,
    /// Who.
    pub by: UserId,
    /// When.
    pub at: OffsetDateTime,
}

/// One document of a case counts for another case from now on, or for its own one again. Written once and never changed:
/// document and submission stay the rows that they are, the last placement of a document says where it counts.
#[doc(alias = "Einzelzuordnung")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placement {
    /// Its id.
    pub id: PlacementId,
    /// The document; of a divided scan, the pages that were cut off.
    pub document: DocumentId,
    /// The case that it came in with.
    pub from: CaseId,
    /// The case that it counts for from now on; the one that it came in with when it is taken back.
    pub into: CaseId,
    /// What spoke for it; `None` when it is taken back.
    pub ground: Option<JoiningGround>,
    /// Who.
    pub by: UserId,
    /// When.
    pub at: OffsetDateTime,
}

impl Placement {
    /// Whether the document counts for another case than the one that it came in with.
    pub fn is_elsewhere(&self) -> bool {
        self.into != self.from
    }
}

/// The reference of a case in a word as it stands on a page: capital letters, a year and six digits, joined by hyphens.
/// Punctuation around it is left off, letters may be small.
pub fn reference_in(word: &str) -> Option<String> {
    let bare = word.trim_matches(|sign: char| !sign.is_ascii_alphanumeric());
    let upper = bare.to_ascii_uppercase();
    let mut parts = upper.split('-');
    let (prefix, year, number) = (parts.next()?, parts.next()?, parts.next()?);
    let is_number =
        |text: &str, digits: usize| text.len() == digits && text.bytes().all(|byte| byte.is_ascii_digit());
    let is_prefix = (2..=4).contains(&prefix.len()) && prefix.bytes().all(|byte| byte.is_ascii_uppercase());
    let is_reference = is_prefix && is_number(year, 4) && is_number(number, 6) && parts.next().is_none();
    is_reference.then_some(upper)
}

#[cfg(test)]
mod tests {
    use super::reference_in;

    #[test]
    fn references_are_found_in_words_as_they_are_printed() {
        for word in [
            "AL-2026-000001",
            "(AL-2026-000001),",
            "al-2026-000001.",
            "„AL-2026-000001“",
        ] {
            assert_eq!(reference_in(word).as_deref(), Some("AL-2026-000001"), "{word}");
        }
        for word in [
            "",
            "-",
            "AL",
            "AL-2026",
            "AL-2026-00001",
            "AL-26-000001",
            "A1-2026-000001",
            "AL-2026-000001-2",
            "12-2026-000001",
            "AL\u{2013}2026\u{2013}000001",
        ] {
            assert_eq!(reference_in(word), None, "{word}");
        }
    }
}
