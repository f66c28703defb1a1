//! What use cases answer: plain records for the edge to translate, in the words of the domain.
use aktenlage_catalogue::service::{DeadlineDefinition, Label};
use aktenlage_domain::case::{Case, Decision, Document};
use aktenlage_domain::deadline::End;
use aktenlage_domain::document::{Issue, IssueCode, Page, Word};
use aktenlage_domain::ids::SuggestionId;
use aktenlage_domain::ids::{
    CaseId, CaseReference, DocumentId, DocumentKind, FieldId, JobId, RequirementId, UserId,
};
use aktenlage_domain::passage::{FoundPassage, Level};
use aktenlage_domain::receipt::Elsewhere;
use aktenlage_domain::review::Review;
use aktenlage_domain::service::{Demand, LegalBasis, RequirementState};
use aktenlage_domain::suggestion::{Subject, Suggestion};
use aktenlage_domain::transfer::TransferNote;
use aktenlage_domain::triage::{AwaitingState, SavedFilter, SnoozeReason, SnoozeState};
use aktenlage_domain::value::ValueKind;
use time::{Date, OffsetDateTime};

pub use aktenlage_domain::triage::ViewCounts;

/// A person by name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// Who.
    pub id: UserId,
    /// Name shown to colleagues.
    pub display_name: String,
}

/// How far the machine is with a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Processing {
    /// Waiting for a free worker.
    Queued,
    /// Being read.
    Running,
    /// Suggestions are there, or there is nothing to suggest.
    Ready,
    /// Given up after several tries; a person can start it again.
    Failed,
}

impl Processing {
    /// The stable word.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Queued => "queued",
            Self::Running => "running",
            Self::Ready => "ready",
            Self::Failed => "failed",
        }
    }
}

/// One line of the queue.
#[derive(Clone, Debug)]
pub struct CaseRow {
    /// The case.
    pub case: Case,
    /// Whether a person confirmed the service.
    pub service_confirmed: bool,
    /// Who works on it.
    pub assignee: Option<Person>,
    /// Fields with a review that counts.
    pub fields_reviewed: i64,
    /// Fields with a suggestion or a review.
    pub fields_total: i64,
    /// Requirements that are missing.
    pub requirements_missing: i64,
    /// Requirements that are unclear.
    pub requirements_unclear: i64,
    /// Fields with contradicting sources and no review.
    pub contradictions: i64,
    /// How far the machine is.
    pub processing: Processing,
    /// Codes of what is wrong with its documents, without repetition.
    pub issues: Vec<IssueCode>,
    /// The answer that is awaited, if documents were asked for.
    pub awaiting: Option<AwaitingView>,
    /// Until when and why it is put back; `None` when it is decided.
    pub snooze: Option<SnoozeView>,
    /// To how many other cases its post may belong; 0 once somebody worked on it.
    pub likely_cases: i64,
}

/// An answer that is awaited.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AwaitingView {
    /// The day that the last document request names.
    pub until: Option<Date>,
    /// Where that stands today.
    pub state: AwaitingState,
}

/// Until when and why a case is put back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SnoozeView {
    /// The day on which it comes back.
    pub until: Date,
    /// Why.
    pub reason: SnoozeReason,
    /// What else the person said.
    pub note: Option<String>,
    /// Where that stands today.
    pub state: SnoozeState,
}

/// A filter that a person keeps, and how many cases it finds now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SavedFilterView {
    /// The filter.
    pub filter: SavedFilter,
    /// How many cases.
    pub count: i64,
}

/// A page of the queue.
#[derive(Clone, Debug)]
pub struct CasePage {
    /// Matches in all.
    pub total: i64,
    /// Cases per view, without the search.
    pub counts: ViewCounts,
    /// The lines.
    pub items: Vec<CaseRow>,
}

/// A suggestion as stored.
#[derive(Clone, Debug)]
pub struct SuggestionView {
    /// Its id.
    pub id: SuggestionId,
    /// What it says.
    pub suggestion: Suggestion,
    /// When it was made.
    pub created_at: OffsetDateTime,
    /// Whether a person has to enter the field first: then nothing of what it says is here.
    pub is_hidden: bool,
}

/// A review with the name of the person.
#[derive(Clone, Debug)]
pub struct ReviewView {
    /// The review.
    pub review: Review,
    /// Who.
    pub by: Person,
}

/// Who else has a case open, as one clerk sees it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PresenceView {
    /// Who is at work on it, if it is somebody else.
    pub held_by: Option<Person>,
    /// In the order in which they came.
    pub others: Vec<Person>,
    /// Whether that person took it over from this one.
    pub is_taken_over: bool,
}

/// A decision with the name of the person.
#[derive(Clone, Debug)]
pub struct DecisionView {
    /// The decision.
    pub decision: Decision,
    /// What was open when it was taken.
    pub open_points: Vec<OpenPoint>,
    /// Who.
    pub by: Person,
    /// The second person, if one had to release it.
    pub released_by: Option<Person>,
}

/// The transfer note of a scan with the names of the people who said something for it.
#[derive(Clone, Debug)]
pub struct TransferNoteView {
    /// The note.
    pub note: TransferNote,
    /// Who is named in it; the same person may stand there more than once.
    pub people: Vec<Person>,
}

/// A document of a case.
#[derive(Clone, Debug)]
pub struct DocumentView {
    /// The document.
    pub document: Document,
    /// The suggestion of its kind.
    pub kind: Option<SuggestionView>,
    /// What a person said about its kind.
    pub kind_review: Option<ReviewView>,
    /// The suggestion to scan pages of it again.
    pub rescan: Option<SuggestionView>,
    /// What a person said about that.
    pub rescan_review: Option<ReviewView>,
    /// The suggestion to divide it into documents.
    pub division: Option<SuggestionView>,
    /// What a person said about that; with a value, the documents it names are documents of the case.
    pub division_review: Option<ReviewView>,
    /// Its pages, without words, with the numbers that they have in the file; empty while unread.
    pub pages: Vec<Page>,
    /// What is wrong with it.
    pub issues: Vec<Issue>,
    /// Day of receipt of what it came with.
    pub received_on: Date,
    /// The document that is kept instead, if a person set this one aside as a duplicate.
    pub set_aside_for: Option<DocumentId>,
}

/// Why the machine gave up on a case.
#[derive(Clone, Debug)]
pub struct ProcessingFailure {
    /// Stable code.
    pub code: String,
    /// Tries.
    pub attempts: i64,
    /// The job that can be started again.
    pub job: JobId,
}

/// A case with everything its frame shows.
#[derive(Clone, Debug)]
pub struct CaseDetail {
    /// The line of the queue.
    pub row: CaseRow,
    /// Its documents.
    pub documents: Vec<DocumentView>,
    /// What people said of pairs of documents that look like one.
    pub duplicate_reviews: Vec<ReviewView>,
    /// The suggested service.
    pub service_suggestion: Option<SuggestionView>,
    /// What a person said about the service.
    pub service_review: Option<ReviewView>,
    /// Why the machine gave up, if it did.
    pub failure: Option<ProcessingFailure>,
    /// The periods of its service, in the order of the blueprint.
    pub deadlines: Vec<CaseDeadline>,
    /// The decision, if there is one.
    pub decision: Option<DecisionView>,
}

/// A period of a case's service, and where it ends.
#[derive(Clone, Debug)]
pub struct CaseDeadline {
    /// What the blueprint says about it.
    pub definition: DeadlineDefinition,
    /// Its end; `None` if it has no fixed length or runs from an event that the file does not know: then nobody may
    /// name a date.
    pub end: Option<End>,
    /// Names of the holidays over which the end moved, by id.
    pub holidays: Vec<(String, Label)>,
    /// The receipt at another authority that it runs from; `None` if it runs from another event.
    pub filed: Option<Filed>,
}

/// Why an application counts as filed before it came here.
#[derive(Clone, Debug)]
pub struct Filed {
    /// Where and when it was first.
    pub elsewhere: Elsewhere,
    /// The receipt here.
    pub received_on: Date,
    /// The norm that lets the earlier day count.
    pub basis: LegalBasis,
}

/// What came of a submission.
#[derive(Clone, Debug)]
pub struct Received {
    /// The case that was opened, or the one that was named.
    pub case: CaseId,
    /// Its reference.
    pub reference: CaseReference,
    /// The documents as kept, each with what was wrong at first sight.
    pub documents: Vec<(Document, Vec<IssueCode>)>,
}

/// An option of a coded field.
#[derive(Clone, Debug)]
pub struct OptionView {
    /// Its id.
    pub id: String,
    /// Its name.
    pub label: Label,
}

/// One field of the application.
#[derive(Clone, Debug)]
pub struct FieldView {
    /// Its id.
    pub id: FieldId,
    /// Its name.
    pub label: Label,
    /// Type of its value.
    pub kind: ValueKind,
    /// Options of a coded field.
    pub options: Vec<OptionView>,
    /// `required`, `conditional`, `voluntary` or `must_not_ask`.
    pub requirement: &'static str,
    /// Who answers it.
    pub asked_of: AskedOf,
    /// Requirements that stay unclear until it is known.
    pub needed_for: Vec<RequirementId>,
    /// What the machine says.
    pub suggestion: Option<SuggestionView>,
    /// What a person said; the one that counts.
    pub review: Option<ReviewView>,
    /// Whether it was drawn for a sample and nobody has entered it: what the machine says is withheld until then.
    pub is_hidden: bool,
}

/// Who answers a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AskedOf {
    /// The applicant, on the form.
    Applicant,
    /// The clerk: a condition of the checklist reads it and no form asks for it.
    Clerk,
}

impl AskedOf {
    /// The word of the API.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Applicant => "applicant",
            Self::Clerk => "clerk",
        }
    }
}

/// All fields of a case.
#[derive(Clone, Debug)]
pub struct FieldsView {
    /// Version of the case.
    pub version: i64,
    /// The fields in the order of the blueprint; empty while the service is unknown.
    pub fields: Vec<FieldView>,
}

/// One item of the completeness check.
#[derive(Clone, Debug)]
pub struct RequirementView {
    /// Its id.
    pub requirement: RequirementId,
    /// Its name.
    pub label: Label,
    /// Document kinds that satisfy it.
    pub kinds: Vec<(DocumentKind, Label)>,
    /// The state that counts: the person's if there is one.
    pub state: RequirementState,
    /// The state the machine suggests.
    pub suggested_state: Option<RequirementState>,
    /// Norms.
    pub legal_bases: Vec<LegalBasis>,
    /// Why it is asked for.
    pub why: Label,
    /// Whether it may be demanded.
    pub demand: Demand,
    /// Whether the blueprint's statement was checked.
    pub verified: bool,
    /// The suggestion.
    pub suggestion: Option<SuggestionView>,
    /// What a person said.
    pub review: Option<ReviewView>,
    /// The day of receipt of the documents that it points at, if they came after the last document request.
    pub new_since: Option<Date>,
}

/// The completeness check of a case.
#[derive(Clone, Debug)]
pub struct CompletenessView {
    /// Version of the case.
    pub version: i64,
    /// Whether nothing is missing or unclear; `None` while the service is unknown.
    pub is_complete: Option<bool>,
    /// Missing, unclear, present, not required, waived.
    pub items: Vec<RequirementView>,
    /// Whether the service's definition was checked in full.
    pub is_service_verified: bool,
}

/// A norm that bears on a case.
#[derive(Clone, Debug)]
pub struct LegalBasisView {
    /// As one cites it.
    pub citation: String,
    /// The passage, if the index holds it.
    pub passage: Option<FoundPassage>,
    /// Short title of the law.
    pub law: String,
    /// Score of the search; 1 for norms that the blueprint names.
    pub score: f32,
    /// Requirements that rest on it; empty for hits of a free search.
    pub used_by: Vec<RequirementId>,
}

/// Something that is open when a decision is about to be taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenPoint {
    /// What kind of open point.
    pub kind: OpenPointKind,
    /// Field, requirement or document id; empty for the service.
    pub key: String,
    /// Its name in both languages, if the blueprint has one.
    pub label: Option<Label>,
}

/// Kinds of open points.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum OpenPointKind {
    /// No person confirmed the service.
    ServiceUnconfirmed,
    /// Sources contradict each other and no person chose.
    Contradiction,
    /// A requirement is missing.
    RequirementMissing,
    /// A requirement is unclear.
    RequirementUnclear,
    /// A suggested field nobody looked at.
    FieldOpen,
    /// A document that could not be read.
    DocumentUnreadable,
}

impl OpenPointKind {
    /// Every kind.
    pub const ALL: [Self; 6] = [
        Self::ServiceUnconfirmed,
        Self::Contradiction,
        Self::RequirementMissing,
        Self::RequirementUnclear,
        Self::FieldOpen,
        Self::DocumentUnreadable,
    ];

    /// The stable word.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::ServiceUnconfirmed => "service_unconfirmed",
            Self::Contradiction => "contradiction",
            Self::RequirementMissing => "requirement_missing",
            Self::RequirementUnclear => "requirement_unclear",
            Self::FieldOpen => "field_open",
            Self::DocumentUnreadable => "document_unreadable",
        }
    }

    /// Reads the stable word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == word)
    }
}

/// Who did something, for lists.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ActorView {
    /// A person.
    Person(Person),
    /// The system.
    System,
    /// A model, through the system.
    Model(String),
}

/// One line of a case's history.
#[derive(Clone, Debug)]
pub struct HistoryItem {
    /// The number of the entry in the chain.
    pub sequence: i64,
    /// When.
    pub at: OffsetDateTime,
    /// Who.
    pub actor: ActorView,
    /// What, the word of an audit action.
    pub action: String,
    /// Codes and parameters, JSON.
    pub detail: serde_json::Value,
}

/// One audit entry with names.
#[derive(Clone, Debug)]
pub struct AuditView {
    /// Position in the chain, from 1.
    pub sequence: i64,
    /// When.
    pub at: OffsetDateTime,
    /// Who.
    pub actor: ActorView,
    /// What.
    pub action: String,
    /// The case, if any.
    pub case: Option<(CaseId, CaseReference)>,
    /// Codes and parameters, JSON.
    pub detail: serde_json::Value,
    /// Hash of this entry.
    pub hash: String,
    /// Hash of the entry before.
    pub previous_hash: String,
}

/// One line of the suggestions trail.
#[derive(Clone, Debug)]
pub struct TrailItem {
    /// The suggestion.
    pub suggestion: SuggestionView,
    /// The case.
    pub case: (CaseId, CaseReference),
    /// Name of the field, requirement or kind.
    pub label: Option<Label>,
    /// What a person made of it.
    pub review: Option<ReviewView>,
    /// Whether a later suggestion took its place.
    pub is_superseded: bool,
}

/// A suggestion as an entry of the history opens it.
#[derive(Clone, Debug)]
pub struct ShownSuggestion {
    /// The suggestion, as it was made.
    pub suggestion: SuggestionView,
    /// Name of the field or requirement.
    pub label: Option<Label>,
}

/// A draft of a review as the screen sends it.
#[derive(Clone, Debug)]
pub struct ReviewDraft {
    /// What it is about.
    pub subject: Subject,
    /// The suggestion on the screen.
    pub suggestion: Option<SuggestionId>,
    /// What the person did.
    pub verdict: aktenlage_domain::review::Verdict,
    /// The value, for amending and entering.
    pub value: Option<String>,
    /// Where the person says it stands.
    pub evidence: Vec<aktenlage_domain::document::SourceSpan>,
    /// Why.
    pub reason: Option<aktenlage_domain::review::ReviewReason>,
    /// A note.
    pub note: Option<String>,
    /// What the screen showed, as JSON text.
    pub shown: String,
    /// Milliseconds the evidence was in view.
    pub dwell_ms: Option<i64>,
}

/// State of the models.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ModelState {
    /// Loaded.
    Ready,
    /// Being loaded.
    Loading,
    /// Not installed, or broken: everything can be done by hand.
    Absent,
}

impl ModelState {
    /// The stable word.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Ready => "ready",
            Self::Loading => "loading",
            Self::Absent => "absent",
        }
    }
}

/// What assists the clerks at the moment.
#[derive(Clone, Debug)]
pub struct Assistance {
    /// State of the models.
    pub models: ModelState,
    /// Name and digest of the encoder.
    pub encoder: Option<String>,
    /// Version of the blueprint.
    pub blueprint: String,
    /// Passages in the index.
    pub regulations: u64,
}

/// Words of one page for the text view.
pub type PageWords = Vec<Word>;

/// Filter of a search in the regulations.
pub type RegulationFilter = aktenlage_domain::passage::PassageFilter;

/// A law in the index.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LawView {
    /// Short title.
    pub law: String,
    /// Who made it.
    pub level: Level,
    /// How many passages.
    pub passages: u64,
}
