//! Laws that a blueprint cites, and citations as people write them.
use aktenlage_domain::service::LegalBasis;

use crate::schema::LawsFile;

/// A law that citations of the blueprint may name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LawDefinition {
    /// How citations end, for example `SGB I`.
    pub cited_as: String,
    /// Short title in the regulations index, for example `SGB 1`.
    pub index: String,
    /// Full title.
    pub title: String,
    /// `federal`, `state`, `municipal` or `form`.
    pub level: String,
}

/// All laws of a blueprint.
#[derive(Clone, Debug, Default)]
pub(crate) struct Laws(pub(crate) Vec<LawDefinition>);

impl Laws {
    pub(crate) fn new(file: LawsFile) -> Self {
        let laws = file.laws.into_iter().map(|law| LawDefinition {
            index: law.index.unwrap_or_else(|| law.cited_as.clone()),
            cited_as: law.cited_as,
            title: law.title,
            level: law.level,
        });
        Self(laws.collect())
    }

    /// Whether the regulations index would know this short title.
    pub(crate) fn knows(&self, index: &str) -> bool {
        self.0.iter().any(|law| law.index == index)
    }

    /// Reads `§ 9 Abs. 1 WoGG`; `None` if no known law stands at its end.
    pub(crate) fn citation(&self, citation: &str, verified: bool) -> Option<LegalBasis> {
        let ends_with = |law: &&LawDefinition| {
            citation
                .strip_suffix(law.cited_as.as_str())
                .is_some_and(|rest| rest.is_empty() || rest.ends_with(' '))
        };
        let law = self
            .0
            .iter()
            .filter(ends_with)
            .max_by_key(|law| law.cited_as.len())?;
        Some(LegalBasis {
            law: law.index.clone(),
            citation: citation.to_owned(),
            verified,
        })
    }
}
