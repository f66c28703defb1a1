//! What the use cases around letters answer.
use aktenlage_catalogue::authorities::Authority;
use aktenlage_catalogue::letters::{LegalNotice, LetterTexts};
use aktenlage_catalogue::service::Label;
use aktenlage_domain::deadline::End;
use aktenlage_domain::deadline::delivery::Delivery;
use aktenlage_domain::ids::RequirementId;
use aktenlage_domain::letter::rules::LetterProblemCode;
use aktenlage_domain::letter::{Letter, LetterContent, LetterKind};
use aktenlage_domain::service::{Demand, LegalBasis, RequirementState};
use time::{Date, OffsetDateTime};

use crate::error::FieldIssue;
use crate::views::Person;

/// The letters of a case, and what the next ones could say.
#[derive(Clone, Debug)]
pub struct LettersView {
    /// Version of the case.
    pub version: i64,
    /// What was sent, oldest first.
    pub letters: Vec<LetterView>,
    /// One for each kind of letter.
    pub proposals: Vec<LetterProposal>,
}

/// A letter that was sent.
#[derive(Clone, Debug)]
pub struct LetterView {
    /// The letter.
    pub letter: Letter,
    /// What the clerk wrote.
    pub content: LetterContent,
    /// Who sent it.
    pub by: Person,
}

/// What a letter could say: made by rule from the checks as they stand; nothing of it goes in by itself.
#[derive(Clone, Debug)]
pub struct LetterProposal {
    /// What it would be for.
    pub kind: LetterKind,
    /// Version of the draft; 0 while there is none.
    pub draft_version: i64,
    /// Name and address as the fields say; may be a suggestion. Empty if they say too little.
    pub recipient: Vec<String>,
    /// Whether a person confirmed every field that it is made of.
    pub recipient_is_confirmed: bool,
    /// What is missing or unclear, in the order of the blueprint; also what may not be asked for, so that a clerk sees it.
    pub items: Vec<ProposedItem>,
    /// The day until which an answer could be expected; `None` if no rule tells when a letter counts as received.
    pub deadline: Option<ProposedDeadline>,
    /// The legal notices that the blueprint has for this kind, with what the case says.
    pub legal_notices: Vec<LegalNotice>,
    /// The one that the rule chooses.
    pub legal_notice_by_rule: Option<String>,
    /// Authorities that a covering letter could go to; none for other kinds.
    pub authorities: Vec<Authority>,
    /// What the blueprint says in every letter of this kind, with what the case says; what the clerk says stays in
    /// braces: `{name}`, `{due_on}`, `{weeks}`.
    pub texts: LetterTexts,
}

/// Something that a letter could ask for.
#[derive(Clone, Debug)]
pub struct ProposedItem {
    /// The evidence requirement.
    pub requirement: RequirementId,
    /// Its name.
    pub label: Label,
    /// How the blueprint asks for it, German.
    pub text: String,
    /// The state that counts.
    pub state: RequirementState,
    /// Whether a person settled the state.
    pub is_settled: bool,
    /// Whether it may be demanded.
    pub demand: Demand,
    /// Why no letter may ask for it.
    pub refusal: Option<LetterProblemCode>,
    /// Whether it may be asked for only with a reason.
    pub needs_reason: bool,
    /// The day of the last letter that asked for it.
    pub asked_on: Option<Date>,
    /// Norms.
    pub legal_bases: Vec<LegalBasis>,
}

/// A day until which an answer could be expected, and why that one.
#[derive(Clone, Debug)]
pub struct ProposedDeadline {
    /// The day of dispatch that it is counted for: today.
    pub dispatched_on: Date,
    /// When a letter of that day counts as received.
    pub delivery: Delivery,
    /// Days for the answer, by the blueprint.
    pub days: u16,
    /// Where the period ends.
    pub end: End,
    /// Names of the holidays over which the end moved, by id.
    pub holidays: Vec<(String, Label)>,
}

/// What a clerk has written so far, with what keeps it from being sent.
#[derive(Clone, Debug)]
pub struct DraftView {
    /// Version of the draft; 0 while nothing was kept: then the content is what the rules alone say, without items.
    pub version: i64,
    /// What it is for.
    pub kind: LetterKind,
    /// What stands in it.
    pub content: LetterContent,
    /// Who changed it last, and when.
    pub changed: Option<(Person, OffsetDateTime)>,
    /// What keeps it from being sent now.
    pub problems: Vec<FieldIssue>,
}
