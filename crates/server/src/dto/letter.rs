//! Letters: what was sent, what clerks are writing, and what the rules propose.
use aktenlage_domain::clock::{date_from_text, date_to_text, instant_to_text};
use aktenlage_domain::deadline::delivery::DeliveryReason;
use aktenlage_domain::letter as domain;
use aktenlage_workflow::{FieldIssue, letters};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::completeness::Norm;
use super::deadline::{DeadlineStep, step_of};
use super::label::{Label, Person};
use super::list;
use super::word::{Demand, LetterKind, LetterProblemCode, RequirementState};
use crate::extract::query::{given, word};
use crate::problem::{FieldProblem, Problem};

/// The letters of a case, and what the next ones could say.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[expect(
    clippy::struct_field_names,
    reason = "the name it has in the description of the API"
)]
pub(crate) struct Letters {
    pub(crate) version: i64,
    /// What was sent, oldest first.
    letters: Vec<Letter>,
    /// One for each kind of letter.
    proposals: Vec<LetterProposal>,
}

/// A letter as it was sent.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct Letter {
    #[schema(format = "uuid")]
    id: String,
    kind: LetterKind,
    content: LetterContent,
    /// SHA-256 of the PDF.
    sha256: String,
    size_bytes: i64,
    /// Whether it was put into the outbox.
    in_outbox: bool,
    by: Person,
    #[schema(format = DateTime)]
    at: String,
}

/// What a clerk wrote.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct LetterContent {
    /// Name and address, line by line.
    recipient: Vec<String>,
    items: Vec<LetterItem>,
    #[schema(format = Date)]
    due_on: Option<String>,
    legal_notice: Option<String>,
    legal_notice_reason: Option<String>,
    expected_weeks: Option<u16>,
    /// What it rests on: the facts of a hearing, or why another authority is competent.
    grounds: Option<String>,
    /// What the office means to decide.
    intended_decision: Option<String>,
    note: Option<String>,
}

/// One thing that is asked for.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct LetterItem {
    requirement: String,
    text: String,
    reason: Option<String>,
    ask_again: bool,
}

/// What a letter could say, made by rule.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct LetterProposal {
    kind: LetterKind,
    /// Version of the draft; 0 while there is none.
    draft_version: i64,
    /// Name and address as the fields say; empty if they say too little.
    recipient: Vec<String>,
    /// Whether a person confirmed every field that it is made of.
    recipient_confirmed: bool,
    /// What is missing or unclear, also what may not be asked for.
    items: Vec<ProposedItem>,
    /// `null` if no rule tells when a letter counts as received, and for letters that set no day.
    deadline: Option<ProposedDeadline>,
    /// The notices that a clerk may choose from; the rule's one is marked.
    legal_notices: Vec<LegalNotice>,
    /// Authorities that a covering letter could go to, by the blueprint.
    authorities: Vec<Authority>,
    texts: LetterTexts,
}

/// An authority that a case could be handed over to.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct Authority {
    name: String,
    /// Name and address, line by line.
    address: Vec<String>,
}

/// What the blueprint says in every letter of a kind, German. What the clerk says stays in braces: `{name}`, the first
/// line of the address, `{due_on}` and `{weeks}`. A heading stands only above what the letter holds.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct LetterTexts {
    subject: String,
    salutation: String,
    opening: Vec<String>,
    /// If nothing is named as missing.
    complete: Vec<String>,
    items_heading: String,
    items_closing: Vec<String>,
    intended_heading: String,
    grounds_heading: String,
    deadline_heading: String,
    deadline: Vec<String>,
    legal_heading: String,
    duration_heading: String,
    duration: Vec<String>,
    closing: Vec<String>,
    sign_off: String,
}

/// Something that a letter could ask for.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct ProposedItem {
    requirement: String,
    label: Label,
    /// How the blueprint asks for it, German.
    text: String,
    state: RequirementState,
    /// Whether a person settled the state; else a suggestion says so.
    settled: bool,
    demand: Demand,
    /// Why no letter may ask for it.
    refusal: Option<LetterProblemCode>,
    needs_reason: bool,
    /// The day of the last letter that asked for it.
    #[schema(format = Date)]
    asked_on: Option<String>,
    legal_bases: Vec<Norm>,
}

/// A day until which an answer could be expected, and why that one.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct ProposedDeadline {
    #[schema(format = Date)]
    dispatched_on: String,
    /// When a letter of that day counts as received.
    #[schema(format = Date)]
    delivered_on: String,
    /// Days from dispatch to delivery by the fiction of the law.
    delivery_days: Option<u16>,
    delivery_basis: Option<Norm>,
    /// Days for the answer, by the blueprint.
    days: u16,
    #[schema(format = Date)]
    last_day: Option<String>,
    steps: Vec<DeadlineStep>,
}

/// What follows if nothing comes, as the letter says it; `{due_on}` is filled with the day.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct LegalNotice {
    id: String,
    label: Label,
    /// Its paragraphs, German.
    text: Vec<String>,
    legal_bases: Vec<Norm>,
    /// Whether every norm was read in the official text.
    verified: bool,
    /// Whether the rule chooses it: another one needs a reason.
    by_rule: bool,
}

/// What a clerk has written so far.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct LetterDraft {
    /// 0 while nothing was kept: then the content is what the rules alone say, without items.
    pub(crate) version: i64,
    kind: LetterKind,
    content: LetterContent,
    /// Who changed it last.
    by: Option<Person>,
    #[schema(format = DateTime)]
    at: Option<String>,
    /// What keeps it from being sent now; `items.tenancy` is the item of that requirement.
    problems: Vec<FieldProblem>,
}

/// A letter as the screen sends it: to keep, or to look at.
#[derive(Clone, Debug, Deserialize, ToSchema)]
pub(crate) struct LetterDraftRequest {
    #[schema(value_type = LetterKind)]
    kind: String,
    /// At most 6 lines of 45 characters.
    #[serde(default)]
    recipient: Vec<String>,
    #[serde(default)]
    items: Vec<LetterItemRequest>,
    #[serde(default)]
    #[schema(format = Date)]
    due_on: Option<String>,
    #[serde(default)]
    legal_notice: Option<String>,
    /// Why another notice than the rule's, or none.
    #[serde(default)]
    legal_notice_reason: Option<String>,
    #[serde(default)]
    expected_weeks: Option<u16>,
    /// At most 4000 characters; a line feed begins a paragraph.
    #[serde(default)]
    grounds: Option<String>,
    /// At most 4000 characters; a line feed begins a paragraph.
    #[serde(default)]
    intended_decision: Option<String>,
    /// At most 3000 characters; a line feed begins a paragraph.
    #[serde(default)]
    note: Option<String>,
}

/// One thing to ask for.
#[derive(Clone, Debug, Deserialize, ToSchema)]
pub(crate) struct LetterItemRequest {
    requirement: String,
    /// At most 1000 characters.
    text: String,
    /// For what may be asked only with a reason; stands in the record, not in the letter.
    #[serde(default)]
    reason: Option<String>,
    /// Confirms that it was asked for before.
    #[serde(default)]
    ask_again: bool,
}

/// Which draft to send.
#[derive(Clone, Debug, Deserialize, ToSchema)]
pub(crate) struct LetterSendRequest {
    #[schema(value_type = LetterKind)]
    pub(crate) kind: String,
    /// The version of the draft that was on the screen.
    pub(crate) draft_version: i64,
}

/// The new version of the case and the letter as it was sent.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct LetterSent {
    pub(crate) version: i64,
    pub(crate) letter: Letter,
}

impl LetterDraftRequest {
    /// Kind and content; texts of nothing but spaces are none.
    pub(crate) fn read(self) -> Result<(domain::LetterKind, domain::LetterContent), Problem> {
        let kind = kind(&self.kind)?;
        let due_on = given(self.due_on.as_deref())
            .map(|day| date_from_text(day).ok_or_else(|| Problem::invalid("due_on", "invalid_form")))
            .transpose()?;
        let text = |text: Option<String>| given(text.as_deref()).map(str::to_owned);
        let lines = self.recipient.iter().map(|line| line.trim().to_owned());
        let item = |item: LetterItemRequest| domain::LetterItem {
            requirement: item.requirement.as_str().into(),
            text: item.text.trim().to_owned(),
            reason: text(item.reason),
            ask_again: item.ask_again,
        };
        let content = domain::LetterContent {
            recipient: lines.filter(|line| !line.is_empty()).collect(),
            items: self.items.into_iter().map(item).collect(),
            due_on,
            legal_notice: text(self.legal_notice),
            legal_notice_reason: text(self.legal_notice_reason),
            expected_weeks: self.expected_weeks,
            grounds: text(self.grounds),
            intended_decision: text(self.intended_decision),
            note: text(self.note),
        };
        Ok((kind, content))
    }
}

/// A kind of letter by its word.
pub(crate) fn kind(text: &str) -> Result<domain::LetterKind, Problem> {
    let kind: Option<domain::LetterKind> = word("kind", Some(text))?;
    kind.ok_or_else(|| Problem::invalid("kind", "empty"))
}

impl From<letters::LettersView> for Letters {
    fn from(view: letters::LettersView) -> Self {
        Self {
            version: view.version,
            letters: list(view.letters),
            proposals: list(view.proposals),
        }
    }
}

impl From<letters::LetterView> for Letter {
    fn from(view: letters::LetterView) -> Self {
        let letter = view.letter;
        Self {
            id: letter.id.to_string(),
            kind: letter.kind.into(),
            content: view.content.into(),
            sha256: letter.sha256,
            size_bytes: letter.size_bytes,
            in_outbox: letter.outbox_name.is_some(),
            by: view.by.into(),
            at: instant_to_text(letter.at),
        }
    }
}

impl From<domain::LetterContent> for LetterContent {
    fn from(content: domain::LetterContent) -> Self {
        Self {
            recipient: content.recipient,
            items: list(content.items),
            due_on: content.due_on.map(date_to_text),
            legal_notice: content.legal_notice,
            legal_notice_reason: content.legal_notice_reason,
            expected_weeks: content.expected_weeks,
            grounds: content.grounds,
            intended_decision: content.intended_decision,
            note: content.note,
        }
    }
}

impl From<domain::LetterItem> for LetterItem {
    fn from(item: domain::LetterItem) -> Self {
        Self {
            requirement: item.requirement.to_string(),
            text: item.text,
            reason: item.reason,
            ask_again: item.ask_again,
        }
    }
}

impl From<letters::LetterProposal> for LetterProposal {
    fn from(proposal: letters::LetterProposal) -> Self {
        let by_rule = proposal.legal_notice_by_rule;
        let notices = proposal.legal_notices.into_iter().map(|notice| LegalNotice {
            by_rule: by_rule.as_ref() == Some(&notice.id),
            verified: notice.is_verified(),
            id: notice.id,
            label: notice.label.into(),
            text: notice.text,
            legal_bases: list(notice.basis),
        });
        let authorities = proposal.authorities.into_iter().map(|authority| Authority {
            name: authority.name,
            address: authority.address,
        });
        let texts = proposal.texts;
        Self {
            kind: proposal.kind.into(),
            draft_version: proposal.draft_version,
            recipient: proposal.recipient,
            recipient_confirmed: proposal.recipient_is_confirmed,
            items: list(proposal.items),
            deadline: proposal.deadline.map(ProposedDeadline::from),
            legal_notices: notices.collect(),
            authorities: authorities.collect(),
            texts: LetterTexts {
                subject: texts.subject,
                salutation: texts.salutation,
                opening: texts.opening,
                complete: texts.complete,
                items_heading: texts.items_heading,
                items_closing: texts.items_closing,
                intended_heading: texts.intended_heading,
                grounds_heading: texts.grounds_heading,
                deadline_heading: texts.deadline_heading,
                deadline: texts.deadline,
                legal_heading: texts.legal_heading,
                duration_heading: texts.duration_heading,
                duration: texts.duration,
                closing: texts.closing,
                sign_off: texts.sign_off,
            },
        }
    }
}

impl From<letters::ProposedItem> for ProposedItem {
    fn from(item: letters::ProposedItem) -> Self {
        Self {
            requirement: item.requirement.to_string(),
            label: item.label.into(),
            text: item.text,
            state: item.state.into(),
            settled: item.is_settled,
            demand: item.demand.into(),
            refusal: item.refusal.map(LetterProblemCode),
            needs_reason: item.needs_reason,
            asked_on: item.asked_on.map(date_to_text),
            legal_bases: list(item.legal_bases),
        }
    }
}

impl From<letters::ProposedDeadline> for ProposedDeadline {
    fn from(deadline: letters::ProposedDeadline) -> Self {
        let holidays = deadline.holidays;
        let (delivery_days, delivery_basis) = match deadline.delivery.because {
            DeliveryReason::Fiction { days, basis, .. } => (Some(days), Some(basis.into())),
            DeliveryReason::Proven => (None, None),
        };
        let steps = deadline.end.steps.into_iter();
        Self {
            dispatched_on: date_to_text(deadline.dispatched_on),
            delivered_on: date_to_text(deadline.delivery.on),
            delivery_days,
            delivery_basis,
            days: deadline.days,
            last_day: deadline.end.last_day.map(date_to_text),
            steps: steps.map(|step| step_of(step, &holidays)).collect(),
        }
    }
}

impl From<letters::DraftView> for LetterDraft {
    fn from(draft: letters::DraftView) -> Self {
        let (by, at) = draft.changed.unzip();
        let problem = |issue: FieldIssue| FieldProblem {
            field: issue.field.into_owned(),
            code: issue.code.to_owned(),
        };
        Self {
            version: draft.version,
            kind: draft.kind.into(),
            content: draft.content.into(),
            by: by.map(Person::from),
            at: at.map(instant_to_text),
            problems: draft.problems.into_iter().map(problem).collect(),
        }
    }
}
