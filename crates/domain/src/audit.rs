//! What is written down about every change.
use crate::ids::UserId;
use crate::vocabulary::vocabulary;

/// Who did something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Actor {
    /// A person.
    User(UserId),
    /// A job or the command line.
    System,
}

impl Actor {
    /// `user:<id>` or `system`.
    pub fn to_text(self) -> String {
        match self {
            Self::User(user) => format!("user:{user}"),
            Self::System => "system".to_owned(),
        }
    }
    /// Reads what [`Actor::to_text`] wrote.
    pub fn from_text(text: &str) -> Option<Self> {
        match text.strip_prefix("user:") {
            Some(id) => id.parse().ok().map(Self::User),
            None => (text == "system").then_some(Self::System),
        }
    }
}

vocabulary! {
    /// What happened. Closed: a new kind of change is a new word here.
    AuditAction {
        /// The database was set up.
        ChainStarted => "chain_started",
        /// A person was given access.
        UserCreated => "user_created",
        /// A person may no longer sign in.
        AccessWithdrawn => "access_withdrawn",
        /// A person may sign in again.
        AccessRestored => "access_restored",
        /// A person got a new password.
        PasswordChanged => "password_changed",
        /// A person signed in.
        SignedIn => "signed_in",
        /// A sign-in failed.
        SignInFailed => "sign_in_failed",
        /// A person signed out.
        SignedOut => "signed_out",
        /// Documents arrived and a case was opened.
        SubmissionReceived => "submission_received",
        /// A new case was drawn as a sample: some fields are entered before their suggestions are shown.
        SampleDrawn => "sample_drawn",
        /// Something in a watched folder or a mailbox was not taken in.
        IntakeRefused => "intake_refused",
        /// Documents were added to a case.
        DocumentsAdded => "documents_added",
        /// A pass of the pipeline began.
        RunStarted => "run_started",
        /// A document was read.
        DocumentRead => "document_read",
        /// Suggestions were stored; earlier ones on the same subjects are superseded.
        SuggestionsRecorded => "suggestions_recorded",
        /// A pass of the pipeline failed for good.
        RunFailed => "run_failed",
        /// A case was given to a person, or to nobody.
        CaseAssigned => "case_assigned",
        /// A case was put back until a day.
        CaseSnoozed => "case_snoozed",
        /// A person fetched a case back before its day.
        SnoozeEnded => "snooze_ended",
        /// A person said when another authority received the application first, or took it back.
        FirstReceiptNoted => "first_receipt_noted",
        /// A person saved a filter of the queue, or changed it.
        FilterSaved => "filter_saved",
        /// A person removed a saved filter.
        FilterRemoved => "filter_removed",
        /// A person reviewed a suggestion or entered a value.
        ReviewRecorded => "review_recorded",
        /// A person added to the transfer note of a scan, or corrected it.
        TransferNoted => "transfer_noted",
        /// A letter was sent.
        LetterSent => "letter_sent",
        /// A link to the status of a case was made.
        StatusLinkMade => "status_link_made",
        /// A link to the status of a case was revoked.
        StatusLinkRevoked => "status_link_revoked",
        /// A decision was recorded.
        DecisionRecorded => "decision_recorded",
        /// A decision was proposed to a second person.
        DecisionProposed => "decision_proposed",
        /// A second person released a proposed decision: it is recorded with it.
        DecisionReleased => "decision_released",
        /// A proposed decision was sent back by a second person, or withdrawn by the one who proposed it.
        DecisionReturned => "decision_returned",
        /// A decided case was opened again.
        CaseReopened => "case_reopened",
        /// The post of a case was joined to another one; the entry of the case that it leaves.
        CaseJoined => "case_joined",
        /// Post was joined to a case; the entry of the case that takes it.
        PostJoined => "post_joined",
        /// A document was placed in another case, or taken back; the entry of the case that it came in with.
        DocumentPlaced => "document_placed",
        /// The same, told in the other case.
        PlacementNoted => "placement_noted",
        /// The audit chain was checked.
        ChainVerified => "chain_verified",
        /// A job was put back into the queue by hand.
        JobRetried => "job_retried",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn actors_read_back() {
        for actor in [Actor::System, Actor::User(UserId(uuid::Uuid::nil()))] {
            assert_eq!(Actor::from_text(&actor.to_text()), Some(actor));
        }
        assert_eq!(Actor::from_text("user:nobody"), None);
    }
}
