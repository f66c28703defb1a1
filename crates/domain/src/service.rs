//! What the law asks for, in words that several crates share. The definitions themselves live in the catalogue.
use crate::vocabulary::vocabulary;

/// A norm that something rests on.
#[doc(alias = "Rechtsgrundlage")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LegalBasis {
    /// Short title of the law, for example `WoGG`.
    pub law: String,
    /// As one cites it, for example `§ 22 Abs. 1 WoGG`.
    pub citation: String,
    /// Whether somebody checked it against the official text (`services.md` mark \[V\]).
    pub verified: bool,
}

vocabulary! {
    /// Whether the authority may ask the applicant for a piece of evidence.
    Demand {
        /// Ask for it.
        Yes => "yes",
        /// Only with a reason in the single case.
        OnReason => "on_reason",
        /// The authority can get it itself; ask only if that failed.
        QueryFirst => "query_first",
        /// It must not be demanded.
        No => "no",
        /// The applicant may add it; its absence is never a reason for a letter.
        Voluntary => "voluntary",
    }
}

vocabulary! {
    /// Where an evidence requirement stands.
    #[doc(alias = "Vollständigkeit")]
    RequirementState {
        /// The evidence is there.
        Present => "present",
        /// It is required and not there.
        Missing => "missing",
        /// It cannot be told; a person has to look.
        Unclear => "unclear",
        /// It is not required in this case.
        NotRequired => "not_required",
        /// It is required, and a person decided to do without it in this case. Never suggested.
        #[doc(alias = "verzichtbar")]
        Waived => "waived",
    }
}
