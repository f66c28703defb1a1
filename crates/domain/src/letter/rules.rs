//! What may stand in a letter: every rule with a stable code, checked by the server whatever the screen shows.
use std::collections::BTreeSet;

use time::{Date, Duration};

use super::{LetterContent, LetterItem, LetterKind};
use crate::deadline::calendar::Calendar;
use crate::ids::RequirementId;
use crate::service::{Demand, RequirementState};
use crate::vocabulary::vocabulary;

/// Most things that one letter asks for.
pub const ITEMS: usize = 40;
/// Longest text of an item, in characters.
pub const ITEM_CHARACTERS: usize = 1000;
/// Longest reason, in characters.
pub const REASON_CHARACTERS: usize = 500;
/// Longest note, in characters.
pub const NOTE_CHARACTERS: usize = 3000;
/// Longest grounds, and longest intended decision, in characters.
pub const GROUNDS_CHARACTERS: usize = 4000;
/// Lines of an address (DIN 5008, zone of the recipient).
pub const RECIPIENT_LINES: usize = 6;
/// Longest line of an address, in characters: what fits into 80 mm.
pub const RECIPIENT_CHARACTERS: usize = 45;
/// Longest time that a letter may leave or announce, in weeks.
pub const WEEKS: u16 = 104;

/// What a letter is checked against.
#[derive(Clone, Copy, Debug)]
pub struct LetterBasis<'a> {
    /// Whether a person confirmed the service: without one nobody knows what may be asked.
    pub service_is_confirmed: bool,
    /// Whether the blueprint says who writes.
    pub has_letterhead: bool,
    /// The evidence requirements of the service.
    pub requirements: &'a [Askable],
    /// Ids of the legal notices that the blueprint has for this kind of letter.
    pub legal_notices: &'a [String],
    /// The one that the rule chooses for the service.
    pub legal_notice_by_rule: Option<&'a str>,
    /// The day of dispatch.
    pub today: Date,
    /// When a letter of today counts as received; `None` if no rule tells.
    pub delivered_on: Option<Date>,
    /// Whether a covering letter to another authority was sent in the case.
    pub is_handed_over: bool,
    /// The working days.
    pub calendar: &'a Calendar,
}

/// An evidence requirement as far as a letter is concerned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Askable {
    /// Which.
    pub requirement: RequirementId,
    /// Whether it may be demanded.
    pub demand: Demand,
    /// The state that counts.
    pub state: RequirementState,
    /// The day of the last letter that asked for it.
    pub asked_on: Option<Date>,
}

impl Askable {
    /// Whether it is not there, or nobody can tell.
    pub fn is_open(&self) -> bool {
        match self.state {
            RequirementState::Missing | RequirementState::Unclear => true,
            RequirementState::Present | RequirementState::NotRequired | RequirementState::Waived => false,
        }
    }

    /// Why no letter may ask for it, whatever a clerk says.
    pub fn refusal(&self) -> Option<LetterProblemCode> {
        match self.demand {
            Demand::No => Some(LetterProblemCode::MustNotBeAsked),
            Demand::Voluntary => Some(LetterProblemCode::Voluntary),
            Demand::Yes | Demand::OnReason | Demand::QueryFirst => None,
        }
    }

    /// Whether it may be asked for only with a reason in the single case: because the norm says so, or because the
    /// office could get it with less effort itself (§ 65 Abs. 1 Nr. 3 SGB I).
    pub fn needs_reason(&self) -> bool {
        matches!(self.demand, Demand::OnReason | Demand::QueryFirst)
    }
}

/// Something that keeps a letter from being sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LetterProblem {
    /// Where.
    pub part: LetterPart,
    /// What.
    pub code: LetterProblemCode,
}

/// A part of a letter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LetterPart {
    /// The service of the case.
    Service,
    /// Who writes.
    Letterhead,
    /// Name and address.
    Recipient,
    /// All that is asked for.
    Items,
    /// One thing that is asked for.
    Item(RequirementId),
    /// The day until which.
    DueOn,
    /// What follows if nothing comes.
    LegalNotice,
    /// How long it will take.
    ExpectedWeeks,
    /// What it rests on.
    Grounds,
    /// What the office means to decide.
    IntendedDecision,
    /// The covering letter that goes before the notice of it.
    Transfer,
    /// What else is said.
    Note,
}

impl LetterPart {
    /// Its name, as the API says it: `items.tenancy`.
    pub fn name(&self) -> String {
        match self {
            Self::Service => "service".to_owned(),
            Self::Letterhead => "letterhead".to_owned(),
            Self::Recipient => "recipient".to_owned(),
            Self::Items => "items".to_owned(),
            Self::Item(requirement) => format!("items.{requirement}"),
            Self::DueOn => "due_on".to_owned(),
            Self::LegalNotice => "legal_notice".to_owned(),
            Self::ExpectedWeeks => "expected_weeks".to_owned(),
            Self::Grounds => "grounds".to_owned(),
            Self::IntendedDecision => "intended_decision".to_owned(),
            Self::Transfer => "transfer".to_owned(),
            Self::Note => "note".to_owned(),
        }
    }
}

vocabulary! {
    /// What is wrong with a part of a letter.
    LetterProblemCode {
        /// Nothing stands there.
        Empty => "empty",
        /// It is longer than the paper bears.
        TooLong => "too_long",
        /// A character that no letter holds.
        ControlCharacter => "control_character",
        /// The blueprint knows no such thing.
        Unknown => "unknown",
        /// It stands there twice.
        Twice => "twice",
        /// This kind of letter has no such part.
        Unexpected => "unexpected",
        /// No person confirmed it.
        Unconfirmed => "unconfirmed",
        /// Nothing is missing that may be asked for.
        NothingMissing => "nothing_missing",
        /// It is there, not required, or waived.
        NotMissing => "not_missing",
        /// It must not be demanded (§ 65 SGB I, or the law of the service).
        MustNotBeAsked => "must_not_be_asked",
        /// Its absence is never a reason for a letter.
        Voluntary => "voluntary",
        /// It may be asked for only with a reason in the single case.
        ReasonMissing => "reason_missing",
        /// An earlier letter asked for it; the clerk has to confirm.
        AskedBefore => "asked_before",
        /// The day is today or over.
        InThePast => "in_the_past",
        /// The day comes before the letter counts as received.
        BeforeDelivery => "before_delivery",
        /// The day is a Saturday, a Sunday or a public holiday.
        DayOff => "day_off",
        /// Further away than a letter may be.
        TooFar => "too_far",
    }
}

/// What cannot even be kept as a draft: too much, or what no paper holds.
pub fn form_problems(content: &LetterContent) -> Vec<LetterProblem> {
    use LetterProblemCode as Code;
    let mut problems = Vec::new();
    let mut add = |part: LetterPart, code: Option<Code>| {
        problems.extend(code.map(|code| LetterProblem { part, code }));
    };
    let too_many = content.recipient.len() > RECIPIENT_LINES;
    add(LetterPart::Recipient, too_many.then_some(Code::TooLong));
    for line in &content.recipient {
        add(
            LetterPart::Recipient,
            text_problem(line, RECIPIENT_CHARACTERS, false),
        );
    }
    add(
        LetterPart::Items,
        (content.items.len() > ITEMS).then_some(Code::TooLong),
    );
    for item in &content.items {
        let part = || LetterPart::Item(item.requirement.clone());
        add(part(), text_problem(&item.text, ITEM_CHARACTERS, true));
        let reason = item.reason.as_deref().unwrap_or_default();
        add(part(), text_problem(reason, REASON_CHARACTERS, true));
    }
    let reason = content.legal_notice_reason.as_deref().unwrap_or_default();
    add(
        LetterPart::LegalNotice,
        text_problem(reason, REASON_CHARACTERS, true),
    );
    for (part, text, most) in [
        (LetterPart::Grounds, &content.grounds, GROUNDS_CHARACTERS),
        (
            LetterPart::IntendedDecision,
            &content.intended_decision,
            GROUNDS_CHARACTERS,
        ),
        (LetterPart::Note, &content.note, NOTE_CHARACTERS),
    ] {
        let text = text.as_deref().unwrap_or_default();
        add(part, text_problem(text, most, true));
    }
    problems
}

/// Everything that keeps a letter from being sent; empty if it may go.
pub fn problems(kind: LetterKind, content: &LetterContent, basis: &LetterBasis<'_>) -> Vec<LetterProblem> {
    use LetterProblemCode as Code;
    let mut problems = form_problems(content);
    let mut add = |part: LetterPart, code: Option<Code>| {
        problems.extend(code.map(|code| LetterProblem { part, code }));
    };
    add(
        LetterPart::Service,
        (!basis.service_is_confirmed && !kind.hands_over()).then_some(Code::Unconfirmed),
    );
    add(
        LetterPart::Letterhead,
        (!basis.has_letterhead).then_some(Code::Empty),
    );
    let has_recipient = content.recipient.iter().any(|line| !line.trim().is_empty());
    add(LetterPart::Recipient, (!has_recipient).then_some(Code::Empty));
    if kind.names_items() {
        let mut seen = BTreeSet::new();
        for item in &content.items {
            let (part, code) = item_problem(kind, item, basis);
            add(part, code);
            let is_first = seen.insert(&item.requirement);
            add(
                LetterPart::Item(item.requirement.clone()),
                (!is_first).then_some(Code::Twice),
            );
        }
        add(LetterPart::Items, nothing_asked(kind, content, basis));
    } else {
        add(LetterPart::Items, unexpected(!content.items.is_empty()));
    }
    let has_notice = content.legal_notice.is_some();
    if kind.sets_day() {
        add(LetterPart::DueOn, due_problem(content.due_on, basis));
    } else {
        add(LetterPart::DueOn, unexpected(content.due_on.is_some()));
    }
    if kind == LetterKind::Acknowledgement {
        add(LetterPart::LegalNotice, unexpected(has_notice));
        let is_far = |weeks: &u16| !(1..=WEEKS).contains(weeks);
        add(
            LetterPart::ExpectedWeeks,
            content.expected_weeks.filter(is_far).map(|_| Code::TooFar),
        );
    } else {
        add(LetterPart::LegalNotice, notice_problem(content, basis));
        add(
            LetterPart::ExpectedWeeks,
            unexpected(content.expected_weeks.is_some()),
        );
    }
    let rests_on_grounds = kind == LetterKind::Hearing || kind.hands_over();
    add(
        LetterPart::Grounds,
        text_of_kind(content.grounds.as_deref(), rests_on_grounds),
    );
    add(
        LetterPart::IntendedDecision,
        text_of_kind(content.intended_decision.as_deref(), kind == LetterKind::Hearing),
    );
    // Nobody is told of something that did not happen.
    let is_early = kind == LetterKind::TransferNotice && !basis.is_handed_over;
    add(LetterPart::Transfer, is_early.then_some(Code::Empty));
    problems
}

fn unexpected(is_there: bool) -> Option<LetterProblemCode> {
    is_there.then_some(LetterProblemCode::Unexpected)
}

/// A text that one kind of letter has to have and others have no place for.
fn text_of_kind(text: Option<&str>, is_needed: bool) -> Option<LetterProblemCode> {
    let is_said = text.is_some_and(|text| !text.trim().is_empty());
    if is_needed {
        (!is_said).then_some(LetterProblemCode::Empty)
    } else {
        unexpected(is_said)
    }
}

fn text_problem(text: &str, most: usize, may_have_lines: bool) -> Option<LetterProblemCode> {
    let is_odd = |letter: char| letter.is_control() && !(may_have_lines && letter == '\n');
    if text.chars().count() > most {
        Some(LetterProblemCode::TooLong)
    } else if text.chars().any(is_odd) {
        Some(LetterProblemCode::ControlCharacter)
    } else {
        None
    }
}

fn item_problem(
    kind: LetterKind,
    item: &LetterItem,
    basis: &LetterBasis<'_>,
) -> (LetterPart, Option<LetterProblemCode>) {
    use LetterProblemCode as Code;
    let known = |askable: &&Askable| askable.requirement == item.requirement;
    let Some(askable) = basis.requirements.iter().find(known) else {
        // Not named: what is unknown may be any text.
        return (LetterPart::Items, Some(Code::Unknown));
    };
    let has_reason = item
        .reason
        .as_ref()
        .is_some_and(|reason| !reason.trim().is_empty());
    let is_asked_again = kind == LetterKind::DocumentRequest && askable.asked_on.is_some();
    let code = if let Some(refusal) = askable.refusal() {
        Some(refusal)
    } else if !askable.is_open() {
        Some(Code::NotMissing)
    } else if item.text.trim().is_empty() {
        Some(Code::Empty)
    } else if askable.needs_reason() && !has_reason {
        Some(Code::ReasonMissing)
    } else if is_asked_again && !item.ask_again {
        Some(Code::AskedBefore)
    } else {
        None
    };
    (LetterPart::Item(item.requirement.clone()), code)
}

/// A letter that asks for nothing asks in vain, and one that tells that nothing is missing has to be true.
fn nothing_asked(
    kind: LetterKind,
    content: &LetterContent,
    basis: &LetterBasis<'_>,
) -> Option<LetterProblemCode> {
    if !content.items.is_empty() {
        return None;
    }
    let may_be_asked = |askable: &&Askable| askable.is_open() && askable.refusal().is_none();
    let open: Vec<&Askable> = basis.requirements.iter().filter(may_be_asked).collect();
    match kind {
        LetterKind::DocumentRequest if open.is_empty() => Some(LetterProblemCode::NothingMissing),
        LetterKind::DocumentRequest => Some(LetterProblemCode::Empty),
        LetterKind::Acknowledgement => open
            .iter()
            .any(|askable| !askable.needs_reason())
            .then_some(LetterProblemCode::Empty),
        LetterKind::Hearing | LetterKind::Transfer | LetterKind::TransferNotice => None,
    }
}

fn due_problem(due_on: Option<Date>, basis: &LetterBasis<'_>) -> Option<LetterProblemCode> {
    use LetterProblemCode as Code;
    let Some(due_on) = due_on else {
        return Some(Code::Empty);
    };
    let last = basis.today.saturating_add(Duration::weeks(i64::from(WEEKS)));
    if due_on <= basis.today {
        Some(Code::InThePast)
    } else if basis
        .delivered_on
        .is_some_and(|delivered_on| due_on <= delivered_on)
    {
        Some(Code::BeforeDelivery)
    } else if due_on > last {
        Some(Code::TooFar)
    } else {
        // A day that is named stays what it is only where the letter says so (§ 26 Abs. 3 Satz 2 SGB X, § 31 Abs. 3
        // Satz 2 VwVfG): a working day raises no question.
        basis.calendar.day_off(due_on).map(|_| Code::DayOff)
    }
}

fn notice_problem(content: &LetterContent, basis: &LetterBasis<'_>) -> Option<LetterProblemCode> {
    use LetterProblemCode as Code;
    let chosen = content.legal_notice.as_deref();
    let is_known = |id: &str| basis.legal_notices.iter().any(|known| known == id);
    let has_reason = content
        .legal_notice_reason
        .as_ref()
        .is_some_and(|reason| !reason.trim().is_empty());
    match chosen {
        Some(id) if !is_known(id) => Some(Code::Unknown),
        _ if chosen == basis.legal_notice_by_rule || has_reason => None,
        _ => Some(Code::ReasonMissing),
    }
}

#[cfg(test)]
mod tests;
