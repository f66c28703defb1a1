//! Which work is looked at next: views and order of the queue, cases that wait for an answer or are put back, and the
//! filters that a clerk keeps.
use time::{Date, Duration, OffsetDateTime};

use crate::ids::{CaseId, FilterId, FilterRevisionId, ServiceKey, SnoozeId, UserId};
use crate::vocabulary::vocabulary;

/// Days ahead that [`CaseView::Due`] looks.
pub const DUE_WITHIN_DAYS: i64 = 7;
/// Most days that a case is put back.
pub const SNOOZE_DAYS: i64 = 366;
/// Most characters of the words that say why a case is put back.
pub const SNOOZE_NOTE_CHARACTERS: usize = 500;
/// Most characters of the name of a saved filter.
pub const FILTER_NAME_CHARACTERS: usize = 60;
/// Most filters that a person keeps.
pub const FILTERS_PER_USER: usize = 30;

vocabulary! {
    /// Which cases. All but `decided` mean open cases. Cases that are put back ([`SnoozeState::Asleep`]) are left out of
    /// `all`, `mine`, `unassigned` and `missing`, and of nothing that speaks of a deadline or of an answer.
    CaseView {
        /// Every open case.
        All => "all",
        /// Assigned to the person who asks.
        Mine => "mine",
        /// Assigned to nobody.
        Unassigned => "unassigned",
        /// Due within [`DUE_WITHIN_DAYS`] or overdue.
        Due => "due",
        /// Something is missing.
        Missing => "missing",
        /// Documents were asked for and nothing came since.
        Awaiting => "awaiting",
        /// Documents were asked for and something came since.
        Answered => "answered",
        /// The day is there until which the case was put back.
        SnoozeDue => "snooze_due",
        /// Put back until a later day.
        Snoozed => "snoozed",
        /// With a decision.
        Decided => "decided",
    }
}

vocabulary! {
    /// By what the list is sorted; ties are broken by reference. Dates alone: nothing that weighs a person orders work.
    CaseSort {
        /// Next date that matters; cases without one come last in both directions.
        Due => "due",
        /// Day of receipt.
        Received => "received",
    }
}

vocabulary! {
    /// Why a case is put back.
    SnoozeReason {
        /// Documents of the applicant are awaited.
        AwaitingDocuments => "awaiting_documents",
        /// Another office has to answer.
        AwaitingOffice => "awaiting_office",
        /// Another decision comes first.
        AwaitingDecision => "awaiting_decision",
        /// The applicant asked for it.
        Requested => "requested",
        /// Something else, said in words.
        Other => "other",
    }
}

vocabulary! {
    /// Where a case stands that was put back.
    SnoozeState {
        /// Out of the working list.
        Asleep => "asleep",
        /// The day is there.
        Due => "due",
        /// Back before its day: a deadline ends on it or before.
        Overtaken => "overtaken",
    }
}

vocabulary! {
    /// Where a case stands whose applicant was asked for documents.
    AwaitingState {
        /// The day is not over.
        Running => "running",
        /// The day is over, and nothing came.
        Expired => "expired",
        /// Something came since.
        Answered => "answered",
    }
}

/// A case is put back until a day, or was fetched back before it. Written once and never changed.
#[doc(alias = "Wiedervorlage")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Snooze {
    /// Its id.
    pub id: SnoozeId,
    /// The case.
    pub case: CaseId,
    /// The day on which it comes back; `None` if a person ended what was before.
    pub until: Option<Date>,
    /// Why; `None` if a person ended what was before.
    pub reason: Option<SnoozeReason>,
    /// What else the person said. May be personal data.
    pub note: Option<String>,
    /// Who.
    pub by: UserId,
    /// When.
    pub at: OffsetDateTime,
}

/// What keeps a case from being put back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SnoozeError {
    /// The day is not after today.
    #[error("the day is not in the future")]
    InThePast,
    /// More than [`SNOOZE_DAYS`] ahead.
    #[error("the day is too far ahead")]
    TooFar,
    /// The deadline of the service ends on that day or before.
    #[error("a deadline ends before")]
    AfterDeadline,
    /// Another reason, and no word about it.
    #[error("the note is empty")]
    NoteEmpty,
    /// More than [`SNOOZE_NOTE_CHARACTERS`].
    #[error("the note is too long")]
    NoteTooLong,
    /// A character that is no text.
    #[error("the note holds a control character")]
    NoteControlCharacter,
}

/// Whether a case may be put back until this day. `deadline` is the last day of its service's own period, and no day
/// that an applicant was given: a deadline of the office is refused and not asked about, for whoever wants to wait longer
/// than the law gives has to decide or to extend, and a question becomes a habit.
pub fn check_snooze(
    until: Date,
    reason: SnoozeReason,
    note: Option<&str>,
    today: Date,
    deadline: Option<Date>,
) -> Result<(), SnoozeError> {
    if until <= today {
        return Err(SnoozeError::InThePast);
    }
    if until > today.saturating_add(Duration::days(SNOOZE_DAYS)) {
        return Err(SnoozeError::TooFar);
    }
    if deadline.is_some_and(|deadline| deadline <= until) {
        return Err(SnoozeError::AfterDeadline);
    }
    let note = note.unwrap_or_default();
    if reason == SnoozeReason::Other && note.is_empty() {
        return Err(SnoozeError::NoteEmpty);
    }
    if note.chars().count() > SNOOZE_NOTE_CHARACTERS {
        return Err(SnoozeError::NoteTooLong);
    }
    if note.chars().any(|one| one.is_control() && one != '\n') {
        return Err(SnoozeError::NoteControlCharacter);
    }
    Ok(())
}

/// Where a case stands that was put back until a day. A deadline that came nearer since has the last word.
pub fn snooze_state(until: Date, deadline: Option<Date>, today: Date) -> SnoozeState {
    if until <= today {
        SnoozeState::Due
    } else if deadline.is_some_and(|deadline| deadline <= until) {
        SnoozeState::Overtaken
    } else {
        SnoozeState::Asleep
    }
}

/// Where a case stands whose last document request names this day (`until`), `None` for a request that names none.
pub fn awaiting_state(until: Option<Date>, is_answered: bool, today: Date) -> AwaitingState {
    if is_answered {
        AwaitingState::Answered
    } else if until.is_some_and(|until| until < today) {
        AwaitingState::Expired
    } else {
        AwaitingState::Running
    }
}

/// A question for the queue that a person keeps under a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SavedFilter {
    /// Its id; stays when it is changed.
    pub id: FilterId,
    /// Its name.
    pub name: String,
    /// Which cases.
    pub view: CaseView,
    /// Only this service.
    pub service: Option<ServiceKey>,
    /// By what.
    pub sort: CaseSort,
    /// Latest first.
    pub descending: bool,
}

/// What a person did to a saved filter. Written once and never changed; the last one counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FilterRevision {
    /// Its id.
    pub id: FilterRevisionId,
    /// The filter as it is from now on.
    pub filter: SavedFilter,
    /// It is gone from now on.
    pub removed: bool,
    /// Whose it is.
    pub user: UserId,
    /// When.
    pub at: OffsetDateTime,
}

/// What is wrong with the name of a filter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FilterNameError {
    /// Nothing but white space.
    #[error("the name is empty")]
    Empty,
    /// More than [`FILTER_NAME_CHARACTERS`].
    #[error("the name is too long")]
    TooLong,
    /// A character that is no text, or a second line.
    #[error("the name holds a control character")]
    ControlCharacter,
}

/// The name as it is kept: one line without white space around it.
pub fn filter_name(text: &str) -> Result<String, FilterNameError> {
    let name = text.trim();
    if name.is_empty() {
        Err(FilterNameError::Empty)
    } else if name.chars().any(char::is_control) {
        Err(FilterNameError::ControlCharacter)
    } else if name.chars().count() > FILTER_NAME_CHARACTERS {
        Err(FilterNameError::TooLong)
    } else {
        Ok(name.to_owned())
    }
}

/// How many cases each view holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ViewCounts {
    /// Of [`CaseView::All`].
    pub all: i64,
    /// Of [`CaseView::Mine`].
    pub mine: i64,
    /// Of [`CaseView::Unassigned`].
    pub unassigned: i64,
    /// Of [`CaseView::Due`].
    pub due: i64,
    /// Of [`CaseView::Missing`].
    pub missing: i64,
    /// Of [`CaseView::Awaiting`].
    pub awaiting: i64,
    /// Of [`CaseView::Answered`].
    pub answered: i64,
    /// Of [`CaseView::SnoozeDue`].
    pub snooze_due: i64,
    /// Of [`CaseView::Snoozed`].
    pub snoozed: i64,
    /// Of [`CaseView::Decided`].
    pub decided: i64,
}

impl ViewCounts {
    /// How many cases a view holds.
    pub fn of(&self, view: CaseView) -> i64 {
        match view {
            CaseView::All => self.all,
            CaseView::Mine => self.mine,
            CaseView::Unassigned => self.unassigned,
            CaseView::Due => self.due,
            CaseView::Missing => self.missing,
            CaseView::Awaiting => self.awaiting,
            CaseView::Answered => self.answered,
            CaseView::SnoozeDue => self.snooze_due,
            CaseView::Snoozed => self.snoozed,
            CaseView::Decided => self.decided,
        }
    }

    /// Both together.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        Self {
            all: self.all + other.all,
            mine: self.mine + other.mine,
            unassigned: self.unassigned + other.unassigned,
            due: self.due + other.due,
            missing: self.missing + other.missing,
            awaiting: self.awaiting + other.awaiting,
            answered: self.answered + other.answered,
            snooze_due: self.snooze_due + other.snooze_due,
            snoozed: self.snoozed + other.snoozed,
            decided: self.decided + other.decided,
        }
    }
}

#[cfg(test)]
mod tests {
    use time::macros::date;

    use super::*;

    const TODAY: Date = date!(2026 - 11 - 22);

    fn check(until: Date, deadline: Option<Date>) -> Result<(), SnoozeError> {
        check_snooze(until, SnoozeReason::AwaitingDocuments, None, TODAY, deadline)
    }

    #[test]
    fn a_case_is_put_back_to_a_later_day_before_its_deadline() {
        let day = date!(2026 - 12 - 12);
        assert_eq!(check(day, None), Ok(()));
        assert_eq!(check(day, Some(date!(2026 - 12 - 13))), Ok(()));
        for deadline in [day, date!(2026 - 12 - 01), date!(2026 - 11 - 01)] {
            assert_eq!(check(day, Some(deadline)), Err(SnoozeError::AfterDeadline));
        }
        assert_eq!(check(TODAY, None), Err(SnoozeError::InThePast));
        assert_eq!(check(date!(2027 - 11 - 23), None), Ok(()));
        assert_eq!(check(date!(2027 - 11 - 24), None), Err(SnoozeError::TooFar));
    }

    #[test]
    fn another_reason_needs_words() {
        let day = date!(2026 - 12 - 12);
        let other = |note| check_snooze(day, SnoozeReason::Other, note, TODAY, None);
        assert_eq!(other(None), Err(SnoozeError::NoteEmpty));
        assert_eq!(other(Some("Ortstermin\nabwarten")), Ok(()));
        assert_eq!(other(Some("a\u{7}")), Err(SnoozeError::NoteControlCharacter));
        let long = "ä".repeat(SNOOZE_NOTE_CHARACTERS + 1);
        assert_eq!(other(Some(&long)), Err(SnoozeError::NoteTooLong));
    }

    #[test]
    fn a_deadline_that_came_nearer_fetches_a_case_back() {
        let until = date!(2026 - 12 - 12);
        let state = |deadline, today| snooze_state(until, deadline, today);
        assert_eq!(state(None, TODAY), SnoozeState::Asleep);
        assert_eq!(state(None, date!(2026 - 12 - 11)), SnoozeState::Asleep);
        assert_eq!(state(None, until), SnoozeState::Due);
        assert_eq!(state(Some(date!(2026 - 12 - 13)), TODAY), SnoozeState::Asleep);
        assert_eq!(state(Some(until), TODAY), SnoozeState::Overtaken);
    }

    #[test]
    fn an_answer_counts_before_the_day() {
        let until = Some(date!(2026 - 11 - 21));
        assert_eq!(awaiting_state(until, false, TODAY), AwaitingState::Expired);
        assert_eq!(awaiting_state(until, true, TODAY), AwaitingState::Answered);
        assert_eq!(awaiting_state(Some(TODAY), false, TODAY), AwaitingState::Running);
        assert_eq!(awaiting_state(None, false, TODAY), AwaitingState::Running);
    }

    #[test]
    fn a_name_is_one_line() {
        assert_eq!(
            filter_name("  Wohngeld, bald fällig "),
            Ok("Wohngeld, bald fällig".to_owned())
        );
        assert_eq!(filter_name(" \n"), Err(FilterNameError::Empty));
        assert_eq!(filter_name("a\nb"), Err(FilterNameError::ControlCharacter));
        let long = "ä".repeat(FILTER_NAME_CHARACTERS + 1);
        assert_eq!(filter_name(&long), Err(FilterNameError::TooLong));
    }
}
