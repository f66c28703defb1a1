//! Closed vocabularies as strings with a known set of words.
use std::borrow::Cow;

use serde::{Serialize, Serializer};
use utoipa::openapi::RefOr;
use utoipa::openapi::schema::{ObjectBuilder, Schema, Type};
use utoipa::{PartialSchema, ToSchema};

macro_rules! words {
    ($($(#[$meta:meta])* $name:ident($source:path) $all:expr;)+) => {$(
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(crate) struct $name(pub(crate) $source);

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.0.as_str())
            }
        }

        impl PartialSchema for $name {
            fn schema() -> RefOr<Schema> {
                let words = $all.iter().map(|word| word.as_str());
                ObjectBuilder::new().schema_type(Type::String).enum_values(Some(words)).into()
            }
        }

        impl ToSchema for $name {
            fn name() -> Cow<'static, str> {
                Cow::Borrowed(stringify!($name))
            }
        }

        impl From<$source> for $name {
            fn from(source: $source) -> Self {
                Self(source)
            }
        }
    )+};
}

words! {
    /// What a person is here for.
    Role(aktenlage_domain::person::Role) aktenlage_domain::person::Role::ALL;
    /// State of a case.
    CaseState(aktenlage_domain::case::CaseState) aktenlage_domain::case::CaseState::ALL;
    /// Which cases a list holds.
    CaseView(aktenlage_domain::triage::CaseView) aktenlage_domain::triage::CaseView::ALL;
    /// By what a list is sorted: by dates alone.
    CaseSort(aktenlage_domain::triage::CaseSort) aktenlage_domain::triage::CaseSort::ALL;
    /// Why a case is put back.
    SnoozeReason(aktenlage_domain::triage::SnoozeReason) aktenlage_domain::triage::SnoozeReason::ALL;
    /// Where a case stands that was put back.
    SnoozeState(aktenlage_domain::triage::SnoozeState) aktenlage_domain::triage::SnoozeState::ALL;
    /// Where a case stands whose applicant was asked for documents.
    AwaitingState(aktenlage_domain::triage::AwaitingState) aktenlage_domain::triage::AwaitingState::ALL;
    /// How far the machine is.
    Processing(aktenlage_workflow::views::Processing) PROCESSING;
    /// What can be wrong with a document.
    IssueCode(aktenlage_domain::document::IssueCode) aktenlage_domain::document::IssueCode::ALL;
    /// Where the text of a page comes from.
    TextSource(aktenlage_domain::document::TextSource) aktenlage_domain::document::TextSource::ALL;
    /// What was put on paper beside print.
    MarkKind(aktenlage_domain::document::MarkKind) MARK_KINDS;
    /// Whether a place that waits for a mark has one.
    MarkState(aktenlage_domain::document::MarkState) aktenlage_domain::document::MarkState::ALL;
    /// Whether a scanned page is good enough.
    ScanVerdict(aktenlage_domain::scan::ScanVerdict) aktenlage_domain::scan::ScanVerdict::ALL;
    /// What was done to a scanned page before it was read.
    PreparationStep(aktenlage_domain::scan::PreparationStep) aktenlage_domain::scan::PreparationStep::ALL;
    /// What is left of the colours of a page.
    ScanColour(aktenlage_domain::scan::ScanColour) aktenlage_domain::scan::ScanColour::ALL;
    /// Whether a suggestion was shown before its review.
    RevealMode(aktenlage_domain::review::RevealMode) aktenlage_domain::review::RevealMode::ALL;
    /// What became of a field that was drawn for a sample.
    EntryState(aktenlage_workflow::samples::EntryState) aktenlage_workflow::samples::EntryState::ALL;
    /// What a transfer note tells.
    TransferItem(aktenlage_domain::transfer::TransferItem) aktenlage_domain::transfer::TransferItem::ALL;
    /// How an entry of a transfer note is known.
    TransferSource(aktenlage_domain::transfer::TransferSource) aktenlage_domain::transfer::TransferSource::ALL;
    /// What puts files into a watched folder, or a mailbox.
    IntakeChannel(aktenlage_domain::intake::IntakeChannel) aktenlage_domain::intake::IntakeChannel::ALL;
    /// What a source is.
    IntakeSourceKind(aktenlage_domain::intake::IntakeSourceKind) aktenlage_domain::intake::IntakeSourceKind::ALL;
    /// Why something in a watched folder or a mailbox was not taken in.
    IntakeRefusalCode(aktenlage_domain::intake::IntakeRefusalCode) aktenlage_domain::intake::IntakeRefusalCode::ALL;
    /// What a letter is for.
    LetterKind(aktenlage_domain::letter::LetterKind) aktenlage_domain::letter::LetterKind::ALL;
    /// What is wrong with a part of a letter.
    LetterProblemCode(aktenlage_domain::letter::rules::LetterProblemCode) aktenlage_domain::letter::rules::LetterProblemCode::ALL;
    /// Where a case stands for its applicant.
    StatusState(aktenlage_domain::status::StatusState) aktenlage_domain::status::StatusState::ALL;
    /// What became of a document that a letter asked for.
    RequestedState(aktenlage_domain::status::RequestedState) aktenlage_domain::status::RequestedState::ALL;
    /// What happens next in a case.
    NextStep(aktenlage_domain::status::NextStep) aktenlage_domain::status::NextStep::ALL;
    /// Whether a link to the status of a case opens it.
    StatusLinkState(aktenlage_domain::status::StatusLinkState) aktenlage_domain::status::StatusLinkState::ALL;
    /// What a suggestion or a review is about.
    SubjectKind(aktenlage_domain::suggestion::SubjectKind) aktenlage_domain::suggestion::SubjectKind::ALL;
    /// Why a model says nothing.
    AbstentionReason(aktenlage_domain::suggestion::AbstentionReason) aktenlage_domain::suggestion::AbstentionReason::ALL;
    /// How sure a suggestion is.
    Confidence(aktenlage_domain::suggestion::Confidence) aktenlage_domain::suggestion::Confidence::ALL;
    /// What a person did.
    Verdict(aktenlage_domain::review::Verdict) aktenlage_domain::review::Verdict::ALL;
    /// Why a suggestion was not taken as it was.
    ReviewReason(aktenlage_domain::review::ReviewReason) aktenlage_domain::review::ReviewReason::ALL;
    /// What became of a field of a practice case.
    PracticeOutcome(aktenlage_domain::practice::PracticeOutcome) aktenlage_domain::practice::PracticeOutcome::ALL;
    /// The type of a field's value.
    ValueKind(aktenlage_domain::value::ValueKind) aktenlage_domain::value::ValueKind::ALL;
    /// Where an evidence requirement stands.
    RequirementState(aktenlage_domain::service::RequirementState) aktenlage_domain::service::RequirementState::ALL;
    /// Whether a piece of evidence may be demanded.
    Demand(aktenlage_domain::service::Demand) aktenlage_domain::service::Demand::ALL;
    /// Who made a rule.
    Level(aktenlage_domain::passage::Level) aktenlage_domain::passage::Level::ALL;
    /// How an application ends.
    Outcome(aktenlage_domain::case::Outcome) aktenlage_domain::case::Outcome::ALL;
    /// What became of a proposed decision.
    ReleaseVerdict(aktenlage_domain::decision::ReleaseVerdict) aktenlage_domain::decision::ReleaseVerdict::ALL;
    /// Why a person may not release a decision.
    Obstacle(aktenlage_domain::decision::Obstacle) aktenlage_domain::decision::Obstacle::ALL;
    /// On what ground a decided case is opened again.
    ReopeningGround(aktenlage_domain::decision::ReopeningGround) aktenlage_domain::decision::ReopeningGround::ALL;
    /// What speaks for it that post belongs to a case.
    JoiningGround(aktenlage_domain::joining::JoiningGround) aktenlage_domain::joining::JoiningGround::ALL;
    /// Kinds of open points.
    OpenPointKind(aktenlage_workflow::views::OpenPointKind) aktenlage_workflow::views::OpenPointKind::ALL;
    /// State of the models.
    ModelState(aktenlage_workflow::views::ModelState) MODEL_STATES;
}

/// Each kind once: what stands there is told apart from what it is.
const MARK_KINDS: [aktenlage_domain::document::MarkKind; 4] = {
    use aktenlage_domain::document::{MarkKind, MarkState};
    [
        MarkKind::TickBox(MarkState::On),
        MarkKind::Signature(MarkState::On),
        MarkKind::Handwriting,
        MarkKind::Stamp,
    ]
};

const PROCESSING: [aktenlage_workflow::views::Processing; 4] = {
    use aktenlage_workflow::views::Processing;
    [
        Processing::Queued,
        Processing::Running,
        Processing::Ready,
        Processing::Failed,
    ]
};

const MODEL_STATES: [aktenlage_workflow::views::ModelState; 3] = {
    use aktenlage_workflow::views::ModelState;
    [ModelState::Ready, ModelState::Loading, ModelState::Absent]
};
