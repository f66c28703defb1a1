//! Passages of regulations with exact citations.
use time::Date;

use crate::ids::PassageId;
use crate::vocabulary::vocabulary;

vocabulary! {
    /// Who made a rule.
    Level {
        /// Bund.
        Federal => "federal",
        /// Land.
        State => "state",
        /// Gemeinde, Landkreis, Bezirk.
        Municipal => "municipal",
        /// Explanations of the blueprint, not law.
        Guidance => "guidance",
    }
}

/// The smallest citable piece of a regulation, usually one paragraph (Absatz).
#[derive(Clone, Debug, PartialEq)]
pub struct Passage {
    /// Derived from law, section, paragraph and text: the same import gives the same id.
    pub id: PassageId,
    /// Short title, for example `WoGG`.
    pub law: String,
    /// Section, for example `22` or `14a`; `Art. 3` for articles; empty for preambles.
    pub section: String,
    /// Paragraph (Absatz) within the section, for example `1`; `None` if the section has none.
    pub paragraph: Option<String>,
    /// Heading of the section.
    pub heading: String,
    /// As one cites it: `§ 22 Abs. 1 WoGG`.
    #[doc(alias = "Fundstelle im Recht")]
    pub citation: String,
    /// The words of the passage.
    pub text: String,
    /// Who made it.
    pub level: Level,
    /// In force from; `None` if unknown.
    pub valid_from: Option<Date>,
    /// In force until, inclusive; `None` if open.
    pub valid_to: Option<Date>,
    /// Where it came from, for example `WoGG.xml`.
    pub source: String,
}

/// Narrows a search. Empty lists and `None` mean no restriction.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct PassageFilter {
    /// Only these laws (short titles).
    pub laws: Vec<String>,
    /// Only these levels.
    pub levels: Vec<Level>,
    /// Only what was in force on this day; passages without dates count as in force.
    pub valid_on: Option<Date>,
}

/// One hit of a search, best first.
#[derive(Clone, Debug, PartialEq)]
pub struct FoundPassage {
    /// The passage.
    pub passage: Passage,
    /// Fused score, 0 to 1, comparable within one search only.
    pub score: f32,
}
