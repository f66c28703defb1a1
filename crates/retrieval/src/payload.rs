//! How a passage is stored beside its vectors; the same fields in the embedded index and on the server.
use std::collections::BTreeMap;

use aktenlage_domain::ids::PassageId;
use aktenlage_domain::passage::{Level, Passage, PassageFilter};
use serde_json::{Map, Value};
use time::Date;

use crate::{LawSummary, citation};

/// Name of the dense vector.
pub(crate) const DENSE: &str = "dense";
/// Name of the sparse vector.
pub(crate) const LEXICAL: &str = "bm25";

/// Keys by which the law is found, see [`citation::law_key`].
pub(crate) const LAW_KEY: &str = "law_key";
/// Level of the rule.
pub(crate) const LEVEL: &str = "level";
/// Keys of the citation, see [`citation::keys_of`].
pub(crate) const CITED: &str = "cited";
/// First day in force as a Julian day; [`FIRST_DAY`] if unknown.
pub(crate) const VALID_FROM: &str = "valid_from";
/// Last day in force as a Julian day; [`LAST_DAY`] if open.
pub(crate) const VALID_TO: &str = "valid_to";
/// Level and short title in one value, for counting passages per law.
pub(crate) const SUMMARY: &str = "summary";

/// What the dense vector was made with, see [`crate::VectorOrigin`].
pub(crate) const MADE_WITH: &str = "made_with";
/// The id, where passages stand in a file.
pub(crate) const ID: &str = "id";

/// Fields with an index of words.
pub(crate) const KEYWORD_FIELDS: [&str; 5] = [LAW_KEY, LEVEL, CITED, SUMMARY, MADE_WITH];
/// Fields with an index of numbers.
pub(crate) const INTEGER_FIELDS: [&str; 2] = [VALID_FROM, VALID_TO];

const FIRST_DAY: i64 = 0;
const LAST_DAY: i64 = 9_999_999;

/// A stored value.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Stored {
    Text(String),
    Number(i64),
    Texts(Vec<String>),
}

/// The fields of a passage.
pub(crate) fn fields(passage: &Passage) -> Vec<(&'static str, Stored)> {
    let day = |date: Option<Date>, otherwise: i64| {
        Stored::Number(date.map_or(otherwise, |date| i64::from(date.to_julian_day())))
    };
    let text = |text: &str| Stored::Text(text.to_owned());
    let mut fields = vec![
        (LAW_KEY, Stored::Text(citation::law_key(&passage.law))),
        (LEVEL, text(passage.level.as_str())),
        (CITED, Stored::Texts(citation::keys_of(passage))),
        (VALID_FROM, day(passage.valid_from, FIRST_DAY)),
        (VALID_TO, day(passage.valid_to, LAST_DAY)),
        (
            SUMMARY,
            Stored::Text(format!("{} {}", passage.level, passage.law)),
        ),
        ("law", text(&passage.law)),
        ("section", text(&passage.section)),
        ("heading", text(&passage.heading)),
        ("citation", text(&passage.citation)),
        ("text", text(&passage.text)),
        ("source", text(&passage.source)),
    ];
    if let Some(paragraph) = &passage.paragraph {
        fields.push(("paragraph", text(paragraph)));
    }
    fields
}

/// Puts a passage together from stored fields; `None` if this program did not write them.
pub(crate) fn passage(id: PassageId, stored: &BTreeMap<String, Stored>) -> Option<Passage> {
    let text = |name: &str| match stored.get(name) {
        Some(Stored::Text(text)) => Some(text.clone()),
        Some(Stored::Number(_) | Stored::Texts(_)) | None => None,
    };
    let day = |name: &str, otherwise: i64| match stored.get(name) {
        Some(Stored::Number(number)) if *number != otherwise => {
            Date::from_julian_day(i32::try_from(*number).ok()?).ok()
        }
        Some(Stored::Text(_) | Stored::Number(_) | Stored::Texts(_)) | None => None,
    };
    Some(Passage {
        id,
        law: text("law")?,
        section: text("section")?,
        paragraph: text("paragraph"),
        heading: text("heading")?,
        citation: text("citation")?,
        text: text("text")?,
        level: text(LEVEL)?.parse().ok()?,
        valid_from: day(VALID_FROM, FIRST_DAY),
        valid_to: day(VALID_TO, LAST_DAY),
        source: text("source")?,
    })
}

/// The fields of a passage as JSON: what its vector was made with beside it, or its id if it stands alone.
pub(crate) fn to_json(passage: &Passage, made_with: Option<&str>) -> Map<String, Value> {
    let mut object: Map<String, Value> = fields(passage)
        .into_iter()
        .map(|(name, stored)| (name.to_owned(), json(stored)))
        .collect();
    match made_with {
        Some(made_with) => object.insert(MADE_WITH.to_owned(), Value::from(made_with)),
        None => object.insert(ID.to_owned(), Value::from(passage.id.to_string())),
    };
    object
}

/// Puts a passage together from JSON; `None` if this program did not write it.
pub(crate) fn from_json(id: PassageId, object: impl IntoIterator<Item = (String, Value)>) -> Option<Passage> {
    // Lists are only searched, never read back.
    let stored = object.into_iter().filter_map(|(name, value)| {
        let value = value
            .as_i64()
            .map(Stored::Number)
            .or_else(|| value.as_str().map(|text| Stored::Text(text.to_owned())))?;
        Some((name, value))
    });
    passage(id, &stored.collect())
}

fn json(value: Stored) -> Value {
    match value {
        Stored::Text(text) => Value::from(text),
        Stored::Number(number) => Value::from(number),
        Stored::Texts(texts) => Value::from(texts),
    }
}

/// Reads a value of [`SUMMARY`] back.
pub(crate) fn summary(value: &str, passages: usize) -> Option<LawSummary> {
    let (level, law) = value.split_once(' ')?;
    Some(LawSummary {
        law: law.to_owned(),
        passages,
        level: level.parse().ok()?,
    })
}

/// A filter in terms of stored fields.
#[derive(Clone, Debug, PartialEq, Default)]
pub(crate) struct StoredFilter {
    /// Any of these laws, as keys.
    pub(crate) law_keys: Vec<String>,
    /// Any of these levels.
    pub(crate) levels: Vec<String>,
    /// In force on this Julian day.
    pub(crate) day: Option<i64>,
}

impl From<&PassageFilter> for StoredFilter {
    fn from(filter: &PassageFilter) -> Self {
        let PassageFilter {
            laws,
            levels,
            valid_on,
        } = filter;
        Self {
            law_keys: laws.iter().map(|law| citation::law_key(law)).collect(),
            levels: levels
                .iter()
                .map(|level| Level::as_str(*level).to_owned())
                .collect(),
            day: valid_on.map(|date| i64::from(date.to_julian_day())),
        }
    }
}

/// Whether a passage passes a filter: what the engines do with stored fields, done in memory.
pub(crate) fn passes(passage: &Passage, filter: &PassageFilter) -> bool {
    let key = citation::law_key(&passage.law);
    (filter.laws.is_empty() || filter.laws.iter().any(|law| citation::law_key(law) == key))
        && (filter.levels.is_empty() || filter.levels.contains(&passage.level))
        && filter.valid_on.is_none_or(|day| {
            passage.valid_from.is_none_or(|from| from <= day) && passage.valid_to.is_none_or(|to| day <= to)
        })
}
