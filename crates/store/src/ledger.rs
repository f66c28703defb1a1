//! The rule that no change commits without its audit entry.
use aktenlage_domain::audit::AuditAction;

use crate::records::Written;

/// Kinds of changes that need an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Change {
    User,
    Submission,
    Case,
    Run,
    Reading,
    Suggestions,
    ShadowOutputs,
    Review,
    Decision,
    Proposal,
    Release,
    Reopening,
    TransferEntry,
    Letter,
    StatusLink,
    StatusLinkRevocation,
    Snooze,
    FirstReceipt,
    SampleDraw,
    SampleFields,
    SavedFilter,
    Joining,
    Placement,
    IntakeRefusal,
    JobRetry,
}

impl Change {
    const ALL: [Self; 25] = [
        Self::User,
        Self::Submission,
        Self::Case,
        Self::Run,
        Self::Reading,
        Self::Suggestions,
        Self::ShadowOutputs,
        Self::Review,
        Self::Decision,
        Self::Proposal,
        Self::Release,
        Self::Reopening,
        Self::TransferEntry,
        Self::Letter,
        Self::StatusLink,
        Self::StatusLinkRevocation,
        Self::Snooze,
        Self::FirstReceipt,
        Self::SampleDraw,
        Self::SampleFields,
        Self::SavedFilter,
        Self::Joining,
        Self::Placement,
        Self::IntakeRefusal,
        Self::JobRetry,
    ];

    /// Whether an entry of this action tells of the change.
    pub(crate) fn is_told_by(self, action: AuditAction) -> bool {
        use AuditAction as A;
        match self {
            Self::User => matches!(
                action,
                A::UserCreated | A::AccessWithdrawn | A::AccessRestored | A::PasswordChanged
            ),
            Self::Submission => matches!(action, A::SubmissionReceived | A::DocumentsAdded),
            Self::Case | Self::Run => matches!(
                action,
                A::SubmissionReceived
                    | A::DocumentsAdded
                    | A::RunStarted
                    | A::DocumentRead
                    | A::SuggestionsRecorded
                    | A::RunFailed
                    | A::CaseAssigned
                    | A::CaseSnoozed
                    | A::SnoozeEnded
                    | A::FirstReceiptNoted
                    | A::ReviewRecorded
                    | A::DecisionRecorded
                    | A::DecisionProposed
                    | A::DecisionReleased
                    | A::DecisionReturned
                    | A::CaseReopened
                    | A::CaseJoined
                    | A::PostJoined
                    | A::DocumentPlaced
                    | A::PlacementNoted
                    | A::TransferNoted
                    | A::LetterSent
                    | A::JobRetried
            ),
            Self::Reading => matches!(action, A::DocumentRead | A::SuggestionsRecorded | A::RunFailed),
            Self::Suggestions | Self::ShadowOutputs | Self::SampleFields => action == A::SuggestionsRecorded,
            Self::SampleDraw => action == A::SampleDrawn,
            Self::Review => action == A::ReviewRecorded,
            Self::Decision => matches!(action, A::DecisionRecorded | A::DecisionReleased),
            Self::Proposal => action == A::DecisionProposed,
            Self::Release => matches!(action, A::DecisionReleased | A::DecisionReturned),
            Self::Reopening => action == A::CaseReopened,
            Self::TransferEntry => action == A::TransferNoted,
            Self::Letter => action == A::LetterSent,
            Self::StatusLink => action == A::StatusLinkMade,
            Self::StatusLinkRevocation => action == A::StatusLinkRevoked,
            Self::Snooze => matches!(action, A::CaseSnoozed | A::SnoozeEnded),
            Self::FirstReceipt => action == A::FirstReceiptNoted,
            Self::SavedFilter => matches!(action, A::FilterSaved | A::FilterRemoved),
            Self::Joining => action == A::CaseJoined,
            Self::Placement => action == A::DocumentPlaced,
            Self::IntakeRefusal => action == A::IntakeRefused,
            Self::JobRetry => action == A::JobRetried,
        }
    }

    /// What a person did and what was refused is told one by one; what one step of the machine did may be told together.
    fn is_told_singly(self) -> bool {
        matches!(
            self,
            Self::User
                | Self::Review
                | Self::Decision
                | Self::Proposal
                | Self::Release
                | Self::Reopening
                | Self::TransferEntry
                | Self::Letter
                | Self::StatusLink
                | Self::StatusLinkRevocation
                | Self::Snooze
                | Self::FirstReceipt
                | Self::SampleDraw
                | Self::SavedFilter
                | Self::Joining
                | Self::Placement
                | Self::IntakeRefusal
                | Self::JobRetry
        )
    }
}

/// What one unit of work changed and what it wrote down about it.
#[derive(Debug, Default)]
pub(crate) struct Ledger {
    changes: Vec<Change>,
    entries: Vec<AuditAction>,
    /// Rows that no entry has vouched for yet.
    written: Vec<Written>,
}

impl Ledger {
    pub(crate) fn changed(&mut self, change: Change) {
        self.changes.push(change);
    }

    pub(crate) fn wrote(&mut self, action: AuditAction) {
        self.entries.push(action);
    }

    pub(crate) fn wrote_row(&mut self, row: Written) {
        if !self.written.contains(&row) {
            self.written.push(row);
        }
    }

    /// Takes the rows that an entry of this action has to vouch for.
    pub(crate) fn take_written(&mut self, action: AuditAction) -> Vec<Written> {
        let (told, rest) = std::mem::take(&mut self.written)
            .into_iter()
            .partition(|row| row.table.change().is_told_by(action));
        self.written = rest;
        told
    }

    /// The first kind of change that is not told, or whose rows no entry vouches for.
    pub(crate) fn untold(&self) -> Option<Change> {
        if let Some(row) = self.written.first() {
            return Some(row.table.change());
        }
        Change::ALL.into_iter().find(|&kind| {
            let changes = self.changes.iter().filter(|&&change| change == kind).count();
            let entries = self
                .entries
                .iter()
                .filter(|&&action| kind.is_told_by(action))
                .count();
            let needed = if kind.is_told_singly() {
                changes
            } else {
                changes.min(1)
            };
            entries < needed
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_review_needs_an_entry_of_its_own() {
        let mut ledger = Ledger::default();
        assert_eq!(ledger.untold(), None);
        ledger.changed(Change::Review);
        ledger.changed(Change::Review);
        ledger.changed(Change::Case);
        assert_eq!(ledger.untold(), Some(Change::Case));
        ledger.wrote(AuditAction::ReviewRecorded);
        assert_eq!(ledger.untold(), Some(Change::Review));
        ledger.wrote(AuditAction::ReviewRecorded);
        assert_eq!(ledger.untold(), None);
    }

    #[test]
    fn an_entry_about_something_else_does_not_count() {
        let mut ledger = Ledger::default();
        ledger.changed(Change::Decision);
        ledger.wrote(AuditAction::SignedIn);
        ledger.wrote(AuditAction::ReviewRecorded);
        assert_eq!(ledger.untold(), Some(Change::Decision));
    }
}
