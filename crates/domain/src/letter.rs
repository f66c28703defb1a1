//! Letters of the office: what they say, and the record of one that was sent. What may stand in them is in [`rules`].
pub mod rules;

use time::{Date, OffsetDateTime};

use crate::ids::{CaseId, LetterId, RequirementId, UserId};
use crate::vocabulary::vocabulary;

vocabulary! {
    /// What a letter is for.
    LetterKind {
        /// Asks for everything that is missing at once, with a day until which and with what follows if nothing comes
        /// (for social benefits § 66 Abs. 3 SGB I, in writing).
        #[doc(alias = "Nachforderung")]
        DocumentRequest => "document_request",
        /// Tells that the application arrived, whether it is complete and how long it will take (§ 25 Abs. 2 Satz 2
        /// `VwVfG`).
        #[doc(alias = "Eingangsbestätigung")]
        Acknowledgement => "acknowledgement",
        /// Gives the person the chance to comment before a decision that interferes with their rights (§ 28 Abs. 1
        /// `VwVfG`, § 24 Abs. 1 SGB X, § 91 Abs. 1 AO).
        #[doc(alias = "Anhörung")]
        Hearing => "hearing",
        /// Hands an application over to the authority that is competent for it (for social benefits § 16 Abs. 2 SGB I):
        /// the covering letter.
        #[doc(alias = "Abgabe")]
        #[doc(alias = "Weiterleitung")]
        Transfer => "transfer",
        /// Tells the person who applied that the application was handed over, and to whom.
        #[doc(alias = "Abgabenachricht")]
        TransferNotice => "transfer_notice",
    }
}

impl LetterKind {
    /// Whether it names the day until which an answer is expected.
    pub fn sets_day(self) -> bool {
        matches!(self, Self::DocumentRequest | Self::Hearing)
    }

    /// Whether it says what is missing.
    pub fn names_items(self) -> bool {
        matches!(self, Self::DocumentRequest | Self::Acknowledgement)
    }

    /// Whether it belongs to handing a case over. Such a letter needs no confirmed service: what the office is not
    /// competent for may be none of its services.
    pub fn hands_over(self) -> bool {
        matches!(self, Self::Transfer | Self::TransferNotice)
    }
}

/// What a clerk wants to write.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LetterContent {
    /// Name and address, line by line. Personal data.
    pub recipient: Vec<String>,
    /// What is asked for, or named as missing, in this order.
    pub items: Vec<LetterItem>,
    /// The day until which an answer is expected.
    pub due_on: Option<Date>,
    /// Which legal notice of the blueprint stands in it.
    #[doc(alias = "Rechtsfolgenbelehrung")]
    pub legal_notice: Option<String>,
    /// Why another notice than the rule's, or none.
    pub legal_notice_reason: Option<String>,
    /// How many weeks it will probably take.
    pub expected_weeks: Option<u16>,
    /// What the letter rests on, in paragraphs: the facts of a hearing, or why another authority is competent.
    pub grounds: Option<String>,
    /// What the office means to decide, in paragraphs.
    pub intended_decision: Option<String>,
    /// What else the clerk says, in paragraphs separated by a line feed.
    pub note: Option<String>,
}

/// One thing that is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LetterItem {
    /// The evidence requirement.
    pub requirement: RequirementId,
    /// What it is and why it is needed, in plain German, as the clerk wants it said.
    pub text: String,
    /// Why it is asked for although it may be only with a reason, or the office could have got it itself. Stands in the
    /// record, not in the letter.
    pub reason: Option<String>,
    /// The clerk saw that it was asked for before, and asks again.
    pub ask_again: bool,
}

/// What a clerk has written so far: no fact, and replaced by what is written next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LetterDraft {
    /// The case.
    pub case: CaseId,
    /// What it is for; one draft per case and kind.
    pub kind: LetterKind,
    /// Counts up with every change, from 1; writers name the version they saw.
    pub version: i64,
    /// The [`LetterContent`] as JSON text.
    pub content: String,
    /// Who changed it last.
    pub by: UserId,
    /// When.
    pub at: OffsetDateTime,
}

/// A letter that was sent. Never changed.
#[doc(alias = "Schreiben")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letter {
    /// Its id.
    pub id: LetterId,
    /// The case.
    pub case: CaseId,
    /// What it is for.
    pub kind: LetterKind,
    /// What the clerk wrote and what was set from it, as JSON text: kept as it was. Personal data.
    pub content: String,
    /// The day until which an answer is expected.
    pub due_on: Option<Date>,
    /// SHA-256 of the PDF, lower-case hex: its name in the blob store.
    pub sha256: String,
    /// Size of the PDF.
    pub size_bytes: i64,
    /// Name of the file that was put into the outbox; `None` if there is no outbox.
    pub outbox_name: Option<String>,
    /// Who sent it.
    pub by: UserId,
    /// When.
    pub at: OffsetDateTime,
}
