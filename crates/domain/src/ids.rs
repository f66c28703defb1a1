//! Names of things: typed ids over `UUIDv7`, open words of the blueprint, and the case reference.
use std::fmt;
use std::str::FromStr;

use uuid::Uuid;

use crate::clock::Clock;

/// A word that is not in a closed vocabulary, or an id that cannot be read. The text itself is not kept:
/// it may be personal data.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a known {expected}")]
pub struct UnknownWord {
    /// Which vocabulary or id was expected.
    pub expected: &'static str,
}

/// Where random bytes for new ids come from. A parameter, so that tests are repeatable.
pub trait Entropy: Send + Sync {
    /// Ten random bytes.
    fn ten_bytes(&self) -> [u8; 10];
}

/// Makes a time-ordered id (`UUIDv7`, RFC 9562) from an explicit clock and explicit randomness.
pub fn new_uuid(clock: &dyn Clock, entropy: &dyn Entropy) -> Uuid {
    let milliseconds = clock.now().unix_timestamp_nanos() / 1_000_000;
    let milliseconds = u64::try_from(milliseconds).unwrap_or(0);
    uuid::Builder::from_unix_timestamp_millis(milliseconds, &entropy.ten_bytes()).into_uuid()
}

macro_rules! id {
    ($($(#[$meta:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub Uuid);

        impl $name {
            /// A new id, later than all earlier ones of the same clock.
            pub fn new(clock: &dyn Clock, entropy: &dyn Entropy) -> Self {
                Self(new_uuid(clock, entropy))
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.hyphenated().fmt(formatter)
            }
        }

        impl FromStr for $name {
            type Err = UnknownWord;
            fn from_str(text: &str) -> Result<Self, UnknownWord> {
                Uuid::parse_str(text).map(Self).map_err(|_| UnknownWord { expected: stringify!($name) })
            }
        }
    )+};
}

id! {
    /// A case: all the work on one application.
    CaseId,
    /// One arrival of documents (upload, mail, portal).
    SubmissionId,
    /// One file of a submission.
    DocumentId,
    /// One pass of the pipeline over a case.
    RunId,
    /// One answer, or abstention, of a model.
    SuggestionId,
    /// What a person made of a suggestion.
    ReviewId,
    /// The outcome a person recorded for a case.
    DecisionId,
    /// A decision that waits, or waited, for a second person.
    ProposalId,
    /// What became of a proposed decision.
    ReleaseId,
    /// That a decided case was opened again.
    ReopeningId,
    /// That post was joined to a case.
    JoiningId,
    /// That a document of one case counts for another.
    PlacementId,
    /// A letter that was sent.
    LetterId,
    /// A link with which an applicant sees where a case stands.
    StatusLinkId,
    /// A case was put back, or fetched back.
    SnoozeId,
    /// What a person said about the receipt at another authority.
    FirstReceiptId,
    /// That a case was drawn as a sample.
    SampleDrawId,
    /// A filter that a person keeps.
    FilterId,
    /// What a person did to a saved filter.
    FilterRevisionId,
    /// What a person said for the transfer note of a scan.
    TransferEntryId,
    /// Something in a watched folder that was not taken in.
    IntakeRefusalId,
    /// A person who signs in.
    UserId,
    /// A unit of background work.
    JobId,
    /// A passage of a regulation.
    PassageId,
}

macro_rules! word {
    ($($(#[$meta:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(String);

        impl $name {
            /// Takes the word as it is.
            pub fn new(word: impl Into<String>) -> Self {
                Self(word.into())
            }
            /// The word.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str(&self.0)
            }
        }

        impl From<&str> for $name {
            fn from(word: &str) -> Self {
                Self(word.to_owned())
            }
        }
    )+};
}

word! {
    /// A public service of the blueprint, for example `housing_benefit_rent`.
    #[doc(alias = "Verwaltungsleistung")]
    ServiceKey,
    /// A document kind, for example `tenancy_agreement`.
    #[doc(alias = "Dokumentart")]
    DocumentKind,
    /// A field of an application, for example `applicant.family_name`.
    #[doc(alias = "Angabe")]
    FieldId,
    /// An evidence requirement within one service, for example `tenancy`.
    #[doc(alias = "Nachweis (gefordert)")]
    RequirementId,
    /// A form that was taught, for example `wohngeldantrag`: small letters, digits and hyphens.
    FormId,
}

/// The reference that office and applicant use in letters, for example `WG-2026-000042`.
#[doc(alias = "Aktenzeichen")]
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CaseReference(String);

impl CaseReference {
    /// Prefix, year and running number; the prefix is the service's short sign, `AL` while it is unknown.
    pub fn new(prefix: &str, year: i32, number: u64) -> Self {
        Self(format!("{prefix}-{year}-{number:06}"))
    }
    /// A reference read back from storage.
    pub fn from_stored(text: impl Into<String>) -> Self {
        Self(text.into())
    }
    /// The text of the reference.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for CaseReference {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::FixedClock;

    struct Sevens;
    impl Entropy for Sevens {
        fn ten_bytes(&self) -> [u8; 10] {
            [7; 10]
        }
    }

    #[test]
    fn ids_are_repeatable_and_read_back() {
        let clock = FixedClock::at("2026-11-22T10:00:00Z");
        let id = CaseId::new(&clock, &Sevens);
        assert_eq!(id, CaseId::new(&clock, &Sevens));
        assert_eq!(id.to_string().parse::<CaseId>().unwrap(), id);
        assert_eq!(id.0.get_version_num(), 7);
        assert!("nonsense".parse::<CaseId>().is_err());
    }

    #[test]
    fn references_are_padded() {
        assert_eq!(CaseReference::new("WG", 2026, 42).as_str(), "WG-2026-000042");
    }
}
