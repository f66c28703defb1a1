//! Where a case stands, in the words of its applicant; and the links with which applicants see it without an account. A
//! link opens one case, for reading, and shows no name.
use time::{Date, OffsetDateTime};

use crate::case::{CaseState, Outcome};
use crate::ids::{CaseId, StatusLinkId, UserId};
use crate::vocabulary::vocabulary;

vocabulary! {
    /// Where a case stands for its applicant.
    StatusState {
        /// The application arrived.
        Received => "received",
        /// The office works on it.
        UnderReview => "under_review",
        /// The office asked for documents.
        AwaitingDocuments => "awaiting_documents",
        /// The office decided; how, stands in its notice and nowhere else.
        Decided => "decided",
        /// The case ended without a decision on the matter.
        Closed => "closed",
    }
}

vocabulary! {
    /// What became of a document that a letter asked for. Only the word of a person settles one.
    RequestedState {
        /// Nobody has said yet that it is there.
        Open => "open",
        /// It is there.
        Present => "present",
        /// It is not needed any more.
        NotRequired => "not_required",
    }
}

vocabulary! {
    /// What happens next.
    NextStep {
        /// The office works on it; the applicant has nothing to do.
        Review => "review",
        /// The applicant sends what was asked for.
        SendDocuments => "send_documents",
        /// The same, and its day is over.
        SendOverdueDocuments => "send_overdue_documents",
        /// Something came since the office asked, and the office looks whether that is all.
        CheckArrivals => "check_arrivals",
        /// The notice comes to the applicant.
        AwaitNotice => "await_notice",
        /// Nothing.
        Nothing => "nothing",
    }
}

vocabulary! {
    /// Whether a link opens its case.
    StatusLinkState {
        /// It does.
        Open => "open",
        /// Its time is over.
        Expired => "expired",
        /// A clerk revoked it.
        Revoked => "revoked",
    }
}

/// What [`NextStep::of`] has to know of the documents that were asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RequestStanding {
    /// Whether something of it is not settled.
    pub has_open_items: bool,
    /// Whether something came since.
    pub has_arrivals: bool,
    /// The day until which an answer is expected.
    pub due_on: Option<Date>,
}

/// A link that a clerk made. Never changed; it ends by its day, or by a [`StatusLinkRevocation`].
#[doc(alias = "Statuslink")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatusLink {
    /// Its id.
    pub id: StatusLinkId,
    /// The case that it opens.
    pub case: CaseId,
    /// SHA-256 of the token in the link, lower-case hex. The token itself is kept nowhere.
    pub token_sha256: String,
    /// From then on it opens nothing.
    pub expires_at: OffsetDateTime,
    /// Who made it.
    pub by: UserId,
    /// When.
    pub at: OffsetDateTime,
}

/// The end of a link by the word of a clerk. Never changed, and never taken back: a new link is made instead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatusLinkRevocation {
    /// The link.
    pub link: StatusLinkId,
    /// Who revoked it.
    pub by: UserId,
    /// When.
    pub at: OffsetDateTime,
}

impl StatusState {
    /// What a state of a case is for its applicant; `outcome` is that of the decision.
    pub fn of(state: CaseState, outcome: Option<Outcome>) -> Self {
        match (state, outcome) {
            (CaseState::Received, _) => Self::Received,
            // Who looks at it a second time is the office's own business.
            (CaseState::UnderReview | CaseState::AwaitingRelease, _) => Self::UnderReview,
            (CaseState::AwaitingDocuments, _) => Self::AwaitingDocuments,
            (CaseState::Decided, Some(Outcome::ClosedWithoutDecision)) | (CaseState::Joined, _) => {
                Self::Closed
            }
            (CaseState::Decided, _) => Self::Decided,
        }
    }
}

impl NextStep {
    /// What happens next; `request` is what became of the documents that were asked for, if any were.
    pub fn of(state: StatusState, request: Option<RequestStanding>, today: Date) -> Self {
        match (state, request) {
            (StatusState::Decided, _) => Self::AwaitNotice,
            (StatusState::Closed, _) => Self::Nothing,
            (_, Some(request)) if request.has_open_items => {
                if request.has_arrivals {
                    Self::CheckArrivals
                } else if request.due_on.is_some_and(|day| day < today) {
                    Self::SendOverdueDocuments
                } else {
                    Self::SendDocuments
                }
            }
            (StatusState::Received | StatusState::UnderReview | StatusState::AwaitingDocuments, _) => {
                Self::Review
            }
        }
    }
}

impl StatusLink {
    /// Whether it opens its case at an instant.
    pub fn state(&self, is_revoked: bool, now: OffsetDateTime) -> StatusLinkState {
        if is_revoked {
            StatusLinkState::Revoked
        } else if self.expires_at <= now {
            StatusLinkState::Expired
        } else {
            StatusLinkState::Open
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::date;

    #[test]
    fn how_a_case_ended_is_not_told_but_that_nothing_was_decided() {
        let of = |outcome| StatusState::of(CaseState::Decided, Some(outcome));
        for outcome in [Outcome::Granted, Outcome::PartlyGranted, Outcome::Rejected] {
            assert_eq!(of(outcome), StatusState::Decided);
        }
        assert_eq!(of(Outcome::ClosedWithoutDecision), StatusState::Closed);
        assert_eq!(
            StatusState::of(CaseState::AwaitingDocuments, None),
            StatusState::AwaitingDocuments
        );
    }

    #[test]
    fn the_next_step_follows_from_what_is_open() {
        let (today, before) = (date!(2026 - 12 - 17), date!(2026 - 12 - 16));
        let request = |has_open_items, has_arrivals, due_on| {
            Some(RequestStanding {
                has_open_items,
                has_arrivals,
                due_on,
            })
        };
        let awaiting = StatusState::AwaitingDocuments;
        for (state, request, expected) in [
            (StatusState::Received, None, NextStep::Review),
            (StatusState::UnderReview, None, NextStep::Review),
            (
                awaiting,
                request(true, false, Some(today)),
                NextStep::SendDocuments,
            ),
            (
                awaiting,
                request(true, false, Some(before)),
                NextStep::SendOverdueDocuments,
            ),
            (awaiting, request(true, false, None), NextStep::SendDocuments),
            (
                awaiting,
                request(true, true, Some(before)),
                NextStep::CheckArrivals,
            ),
            (awaiting, request(false, true, Some(today)), NextStep::Review),
            (
                StatusState::Decided,
                request(true, false, Some(today)),
                NextStep::AwaitNotice,
            ),
            (StatusState::Closed, None, NextStep::Nothing),
        ] {
            assert_eq!(
                NextStep::of(state, request, today),
                expected,
                "{state} {request:?}"
            );
        }
    }
}
