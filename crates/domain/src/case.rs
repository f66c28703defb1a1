//! Where the work on an application stands, and the decision that ends it.
use time::{Date, OffsetDateTime};

use crate::division::PageSet;
use crate::ids::{
    CaseId, CaseReference, DecisionId, DocumentId, ProposalId, ReopeningId, ServiceKey, SubmissionId, UserId,
};
use crate::vocabulary::vocabulary;

vocabulary! {
    /// State of a case.
    CaseState {
        /// Arrived; documents are being read.
        Received => "received",
        /// A clerk can work on it.
        UnderReview => "under_review",
        /// Missing documents were asked for in a letter; the answer is awaited. Work goes on as under review.
        AwaitingDocuments => "awaiting_documents",
        /// A decision is proposed and waits for a second person. What is reviewed now shows as changed since then.
        AwaitingRelease => "awaiting_release",
        /// A decision is recorded.
        Decided => "decided",
        /// Its post was joined to another case, where the work goes on.
        Joined => "joined",
    }
}

/// A step that the state does not allow.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a case that is {from} cannot become {to}")]
pub struct TransitionError {
    /// The present state.
    pub from: CaseState,
    /// The state asked for.
    pub to: CaseState,
}

impl CaseState {
    /// Reading is done (or gave up): the clerk can start. Asking twice changes nothing; a decided case stays decided.
    #[must_use]
    pub fn reading_finished(self) -> Self {
        match self {
            Self::Received | Self::UnderReview => Self::UnderReview,
            // Reading again does not answer a letter.
            Self::AwaitingDocuments => Self::AwaitingDocuments,
            // Nor does it release a decision.
            Self::AwaitingRelease => Self::AwaitingRelease,
            Self::Decided => Self::Decided,
            Self::Joined => Self::Joined,
        }
    }

    /// A document request was sent. Again and again, as long as nothing is decided; and only after reading, for before
    /// it nobody knows what is missing.
    pub fn request_documents(self) -> Result<Self, TransitionError> {
        match self {
            Self::UnderReview | Self::AwaitingDocuments => Ok(Self::AwaitingDocuments),
            from @ (Self::Received | Self::AwaitingRelease | Self::Decided | Self::Joined) => {
                Err(TransitionError {
                    from,
                    to: Self::AwaitingDocuments,
                })
            }
        }
    }

    /// A decision is recorded. Only once; and only when there was something to look at. What waits for a second person
    /// is released or sent back, not decided beside that.
    pub fn decide(self) -> Result<Self, TransitionError> {
        self.take_decision(Self::Decided)
    }

    /// A decision is proposed to a second person, under the same conditions.
    pub fn propose(self) -> Result<Self, TransitionError> {
        self.take_decision(Self::AwaitingRelease)
    }

    fn take_decision(self, to: Self) -> Result<Self, TransitionError> {
        match self {
            Self::UnderReview | Self::AwaitingDocuments => Ok(to),
            from @ (Self::Received | Self::AwaitingRelease | Self::Decided | Self::Joined) => {
                Err(TransitionError { from, to })
            }
        }
    }

    /// A second person released the proposed decision.
    pub fn release(self) -> Result<Self, TransitionError> {
        self.end_waiting(Self::Decided)
    }

    /// The proposed decision was sent back or withdrawn: the work goes on.
    pub fn send_back(self) -> Result<Self, TransitionError> {
        self.end_waiting(Self::UnderReview)
    }

    fn end_waiting(self, to: Self) -> Result<Self, TransitionError> {
        match self {
            Self::AwaitingRelease => Ok(to),
            from @ (Self::Received
            | Self::UnderReview
            | Self::AwaitingDocuments
            | Self::Decided
            | Self::Joined) => Err(TransitionError { from, to }),
        }
    }

    /// A decided case is opened again.
    pub fn reopen(self) -> Result<Self, TransitionError> {
        match self {
            Self::Decided => Ok(Self::UnderReview),
            from @ (Self::Received
            | Self::UnderReview
            | Self::AwaitingDocuments
            | Self::AwaitingRelease
            | Self::Joined) => Err(TransitionError {
                from,
                to: Self::UnderReview,
            }),
        }
    }

    /// Its post is joined to another case: only while nobody asked for anything or decided.
    pub fn join(self) -> Result<Self, TransitionError> {
        match self {
            Self::Received | Self::UnderReview => Ok(Self::Joined),
            from @ (Self::AwaitingDocuments | Self::AwaitingRelease | Self::Decided | Self::Joined) => {
                Err(TransitionError {
                    from,
                    to: Self::Joined,
                })
            }
        }
    }

    /// Whether post may be joined to it.
    pub fn takes_post(self) -> bool {
        match self {
            Self::Received | Self::UnderReview | Self::AwaitingDocuments => true,
            Self::AwaitingRelease | Self::Decided | Self::Joined => false,
        }
    }

    /// Whether facts may still be added.
    pub fn is_open(self) -> bool {
        match self {
            Self::Received | Self::UnderReview | Self::AwaitingDocuments | Self::AwaitingRelease => true,
            Self::Decided | Self::Joined => false,
        }
    }
}

/// A case.
#[doc(alias = "Vorgang")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Case {
    /// Its id.
    pub id: CaseId,
    /// Its reference.
    pub reference: CaseReference,
    /// Where it stands.
    pub state: CaseState,
    /// Counts up with every change; writers name the version they saw.
    pub version: i64,
    /// The service that a person confirmed, or else the one last suggested; `None` while unknown.
    pub service: Option<ServiceKey>,
    /// Name for lists: the applicant's, confirmed or else suggested; `None` while unknown.
    pub applicant_name: Option<String>,
    /// Day of receipt at this office.
    #[doc(alias = "Eingangsdatum")]
    pub received_on: Date,
    /// The next date that matters, if the blueprint knows one.
    #[doc(alias = "Frist")]
    pub due_on: Option<Date>,
    /// Who works on it.
    pub assignee: Option<UserId>,
    /// When the record was made.
    pub created_at: OffsetDateTime,
    /// When it last changed.
    pub updated_at: OffsetDateTime,
}

/// One arrival of documents.
#[doc(alias = "Eingang")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Submission {
    /// Its id.
    pub id: SubmissionId,
    /// The case it belongs to.
    pub case: CaseId,
    /// How it came, for example `upload`.
    pub channel: String,
    /// Day of receipt.
    pub received_on: Date,
    /// Who put it in; `None` for the system.
    pub by: Option<UserId>,
    /// When.
    pub at: OffsetDateTime,
}

/// A file of a submission, kept as it came.
#[doc(alias = "Unterlage")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// Its id.
    pub id: DocumentId,
    /// The case.
    pub case: CaseId,
    /// The submission.
    pub submission: SubmissionId,
    /// Position within the case, counted from 0.
    pub position: i64,
    /// Name as sent. Personal data: never in logs.
    pub file_name: String,
    /// SHA-256 of the original, lower-case hex: its name in the blob store.
    pub sha256: String,
    /// Size of the original.
    pub size_bytes: i64,
    /// Type by content, for example `application/pdf`.
    pub media_type: String,
    /// What it was taken out of; `None` if it came by itself.
    pub part_of: Option<PartOf>,
    /// Which pages of the file it is, if a person divided a scan; `None`: all of them. The file is the scan's own and
    /// pages keep their numbers, so that places found in the scan are places in the document.
    pub pages: Option<PageSet>,
}

impl Document {
    /// Its name for people: as sent, and which pages of it, for example `scan.pdf (4-6)`. Personal data.
    pub fn name(&self) -> String {
        match &self.pages {
            Some(pages) => format!("{} ({pages})", self.file_name),
            None => self.file_name.clone(),
        }
    }

    /// The document whose reading holds its pages: itself, or the scan that it is a part of.
    pub fn read_with(&self) -> DocumentId {
        match (&self.pages, &self.part_of) {
            (Some(_), Some(part)) => part.container,
            (Some(_) | None, _) => self.id,
        }
    }
}

/// Where a document was found that came inside another one: an attachment of an e-mail, a file of an archive, some
/// pages of a scan.
#[doc(alias = "Anlage")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartOf {
    /// The document that holds it.
    pub container: DocumentId,
    /// Its place there: the section number of an e-mail (RFC 3501, for example `2.1`), the number of the entry in an
    /// archive, counted from 1, or the pages of a scan, for example `pages:4-6`. Once per container.
    pub part: String,
    /// Its name there with folders, for reading only: never a path. Personal data.
    pub declared_name: String,
    /// The type that the container claims; the type by content is the document's.
    pub declared_type: Option<String>,
}

vocabulary! {
    /// How an application ends at the authority.
    Outcome {
        /// Bewilligung
        Granted => "granted",
        /// Teilbewilligung
        PartlyGranted => "partly_granted",
        /// Ablehnung
        Rejected => "rejected",
        /// Erledigt ohne Entscheidung in der Sache (zurückgenommen, abgegeben, gegenstandslos)
        ClosedWithoutDecision => "closed_without_decision",
    }
}

/// What a clerk decided. Never changed; once per case, and once more after each time that it was opened again.
#[doc(alias = "Entscheidung")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// Its id.
    pub id: DecisionId,
    /// The case.
    pub case: CaseId,
    /// How it ends.
    pub outcome: Outcome,
    /// The reasons, in the clerk's words.
    #[doc(alias = "Begründung")]
    pub reasons: String,
    /// What was still open when it was taken, as JSON text: kept as it was shown.
    pub open_points: String,
    /// What it rests on, as JSON text: each fact with its review.
    pub basis: String,
    /// Who decided; with a release, who proposed it.
    pub by: UserId,
    /// When; with a release, when it was released.
    pub at: OffsetDateTime,
    /// The reopening that it follows; `None` for the first decision of a case.
    pub reopening: Option<ReopeningId>,
    /// The proposal that a second person released, and that person.
    pub release: Option<(ProposalId, UserId)>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_case_is_decided_once_and_only_after_reading() {
        assert_eq!(CaseState::UnderReview.decide(), Ok(CaseState::Decided));
        for from in [CaseState::Received, CaseState::Decided] {
            assert_eq!(
                from.decide(),
                Err(TransitionError {
                    from,
                    to: CaseState::Decided
                })
            );
        }
        assert_eq!(CaseState::Decided.reading_finished(), CaseState::Decided);
        assert!(CaseState::Received.is_open() && !CaseState::Decided.is_open());
    }

    #[test]
    fn documents_are_asked_for_between_reading_and_decision() {
        let awaiting = CaseState::AwaitingDocuments;
        for from in [CaseState::UnderReview, awaiting] {
            assert_eq!(from.request_documents(), Ok(awaiting));
        }
        for from in [CaseState::Received, CaseState::Decided] {
            assert!(from.request_documents().is_err(), "{from}");
        }
        assert_eq!(awaiting.reading_finished(), awaiting);
        assert_eq!(awaiting.decide(), Ok(CaseState::Decided));
        assert!(awaiting.is_open());
    }

    #[test]
    fn a_proposal_waits_until_a_second_person_ends_it() {
        let waiting = CaseState::AwaitingRelease;
        for from in [CaseState::UnderReview, CaseState::AwaitingDocuments] {
            assert_eq!(from.propose(), Ok(waiting));
            assert!(from.release().is_err() && from.send_back().is_err(), "{from}");
        }
        assert_eq!(waiting.release(), Ok(CaseState::Decided));
        assert_eq!(waiting.send_back(), Ok(CaseState::UnderReview));
        assert!(waiting.decide().is_err() && waiting.propose().is_err());
        assert!(waiting.request_documents().is_err());
        assert_eq!(waiting.reading_finished(), waiting);
        assert!(waiting.is_open());
    }

    #[test]
    fn a_case_that_nobody_answered_is_joined_for_good() {
        for from in CaseState::ALL {
            let expected = matches!(from, CaseState::Received | CaseState::UnderReview);
            assert_eq!(from.join().is_ok(), expected, "{from}");
        }
        let joined = CaseState::Joined;
        assert!(!joined.is_open());
        assert_eq!(joined.reading_finished(), joined);
        assert!(joined.decide().is_err() && joined.request_documents().is_err());
    }

    #[test]
    fn only_a_decided_case_is_opened_again() {
        for from in CaseState::ALL {
            let expected = *from == CaseState::Decided;
            assert_eq!(from.reopen().is_ok(), expected, "{from}");
        }
        assert_eq!(CaseState::Decided.reopen(), Ok(CaseState::UnderReview));
    }
}
