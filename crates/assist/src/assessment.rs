//! What comes out: suggestions, the norms behind them, and how long it took.
use aktenlage_domain::passage::Passage;
use aktenlage_domain::suggestion::{Subject, Suggestion};

/// The answer to one submission.
#[derive(Clone, Debug, Default)]
pub struct Assessment {
    /// One suggestion or abstention per subject: document kinds, service, fields, requirements, legal bases.
    pub suggestions: Vec<Suggestion>,
    /// The norms that bear on the requirements, best first.
    pub legal_bases: Vec<LegalReference>,
    /// Where the time went.
    pub timings: Timings,
}

impl Assessment {
    /// The suggestion about a subject.
    pub fn suggestion(&self, subject: &Subject) -> Option<&Suggestion> {
        self.suggestions
            .iter()
            .find(|suggestion| &suggestion.subject == subject)
    }
}

/// A norm and what it is needed for.
#[derive(Clone, Debug, PartialEq)]
pub struct LegalReference {
    /// As one cites it.
    pub citation: String,
    /// Short title of the law.
    pub law: String,
    /// Its text; `None` if the index does not hold the norm.
    pub passage: Option<Passage>,
    /// 1 for a norm that the blueprint names, else the score of the search.
    pub score: f32,
    /// Whether the blueprint names it (or else the search found it).
    pub cited: bool,
    /// Requirements that it bears on.
    pub used_by: Vec<Subject>,
}

/// Milliseconds per stage.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Timings {
    /// In the encoder.
    pub embed_ms: u64,
    /// Everything, the encoder included.
    pub assess_ms: u64,
}
