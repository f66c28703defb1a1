//! Placeholders of one text become runs: what is printed, and which fact each part states.
use aktenlage_catalogue::vocabulary::Vocabulary;
use serde_json::{Value, json};

use crate::generate::facts::{Entry, Facts};
use crate::generate::formats::{kind_of, shown};
use crate::generate::placeholders::{Format, Piece, parse};

const NAME: &[&str] = &["given_names", " ", "family_name"];
const ADDRESS: &[&str] = &["street", ", ", "postal_code", " ", "city"];
const ADDRESS_WITH_NUMBER: &[&str] = &["street", " ", "house_number", ", ", "postal_code", " ", "city"];

/// A text with the facts put in.
#[derive(Clone, Debug, Default)]
pub(super) struct Resolved {
    runs: Vec<Run>,
    has_facts: bool,
}

#[derive(Clone, Debug)]
struct Run {
    text: String,
    /// The fact that it states, with its stored value if it is one.
    fact: Option<(String, Option<String>)>,
    is_struck: bool,
}

impl Run {
    fn words(text: &str) -> Self {
        Self {
            text: text.to_owned(),
            fact: None,
            is_struck: false,
        }
    }
}

impl Resolved {
    /// What a reader takes from it: without what is struck out.
    pub(super) fn plain(&self) -> String {
        let text: String = self
            .runs
            .iter()
            .filter(|run| !run.is_struck)
            .map(|run| run.text.as_str())
            .collect();
        text.trim().to_owned()
    }

    /// Without what stands between letters and digits if it is longer than so many boxes for single characters.
    pub(super) fn within(mut self, boxes: Option<usize>) -> Self {
        if boxes.is_some_and(|boxes| self.plain().chars().count() > boxes) {
            for run in &mut self.runs {
                run.text.retain(char::is_alphanumeric);
            }
        }
        self
    }

    /// What is struck out beside it, if anything.
    pub(super) fn struck(&self) -> Option<&str> {
        let run = self.runs.iter().find(|run| run.is_struck)?;
        Some(run.text.as_str())
    }

    /// The facts that it states, with their values.
    pub(super) fn stated(&self) -> impl Iterator<Item = (&str, Option<&str>)> {
        self.runs
            .iter()
            .filter_map(|run| run.fact.as_ref())
            .map(|(id, value)| (id.as_str(), value.as_deref()))
    }

    /// The runs as the template takes them.
    pub(super) fn json(&self) -> Value {
        let runs = self.runs.iter().filter(|run| !run.is_struck).map(|run| {
            let mut data = json!({ "t": run.text });
            if let Some((id, _)) = &run.fact {
                data["id"] = json!(id);
            }
            data
        });
        Value::Array(runs.collect())
    }

    /// The runs, or the text itself if no fact was in it.
    pub(super) fn json_unless_plain(&self, text: &str) -> Value {
        if self.has_facts { self.json() } else { json!(text) }
    }
}

/// Puts facts into texts.
pub(super) struct Resolver<'a> {
    pub(super) facts: &'a Facts,
    pub(super) vocabulary: &'a Vocabulary,
}

impl Resolver<'_> {
    /// Known facts are set, unknown ones left out with the commas around them.
    pub(super) fn partial(&self, text: &str) -> Resolved {
        self.resolve(text).0
    }

    /// All of it; `None` if a fact is unknown.
    pub(super) fn whole(&self, text: &str) -> Option<Resolved> {
        let (resolved, is_whole) = self.resolve(text);
        is_whole.then_some(resolved)
    }

    fn resolve(&self, text: &str) -> (Resolved, bool) {
        // The check names what cannot be parsed; here it is printed as it stands.
        let pieces = parse(text).unwrap_or_else(|_| vec![Piece::Text(text.to_owned())]);
        let pieces = self.expand(pieces);
        let has_facts = pieces.iter().any(|piece| matches!(piece, Piece::Fact { .. }));
        if !has_facts {
            let runs = if text.is_empty() {
                Vec::new()
            } else {
                vec![Run::words(text)]
            };
            return (Resolved { runs, has_facts }, true);
        }
        let mut runs: Vec<Run> = Vec::new();
        let mut is_whole = true;
        let mut between = String::new();
        let mut is_after_known = false;
        for piece in &pieces {
            match piece {
                Piece::Text(words) => {
                    // Of what stands around a fact that is left out, a comma tells more than a space.
                    if between.trim().is_empty() || (!is_after_known && runs.is_empty()) {
                        between.clone_from(words);
                    }
                }
                Piece::Fact { id, format } => {
                    let set = self.fact(id, *format);
                    if set.is_empty() {
                        is_whole = false;
                        is_after_known = false;
                        continue;
                    }
                    let begins = runs.is_empty() && !is_whole;
                    if !between.is_empty() && !begins {
                        runs.push(Run::words(&between));
                    }
                    between.clear();
                    runs.extend(set);
                    is_after_known = true;
                }
            }
        }
        if is_after_known && !between.is_empty() {
            let rest = if is_whole {
                between.as_str()
            } else {
                between.trim_end_matches([' ', ','])
            };
            if !rest.is_empty() {
                runs.push(Run::words(rest));
            }
        }
        (Resolved { runs, has_facts }, is_whole)
    }

    /// Full names and addresses in one line are made of facts of their own, unless the case has them as one.
    fn expand(&self, pieces: Vec<Piece>) -> Vec<Piece> {
        let mut expanded = Vec::new();
        for piece in pieces {
            let Piece::Fact { id, format } = &piece else {
                expanded.push(piece);
                continue;
            };
            let parts: Option<(&str, &[&str])> = if self.facts.get(id).is_some() {
                None
            } else if let Some(person) = id.strip_suffix(".full_name") {
                Some((person, NAME))
            } else if let Some(topic) = id.strip_suffix(".address") {
                let has_number = self.facts.get(&format!("{topic}.house_number")).is_some();
                Some((topic, if has_number { ADDRESS_WITH_NUMBER } else { ADDRESS }))
            } else {
                None
            };
            let Some((topic, parts)) = parts else {
                expanded.push(piece);
                continue;
            };
            expanded.extend(parts.iter().map(|part| {
                if part.trim_matches([' ', ',']).is_empty() {
                    Piece::Text((*part).to_owned())
                } else {
                    Piece::Fact {
                        id: format!("{topic}.{part}"),
                        format: *format,
                    }
                }
            }));
        }
        expanded
    }

    /// One fact as it is written; nothing if it is unknown.
    fn fact(&self, id: &str, format: Format) -> Vec<Run> {
        let real = self.facts.real_id(id);
        let field = self.vocabulary.field(&real);
        let is_stated = field.is_some();
        let print = |value: &str| shown(kind_of(self.vocabulary, &real), value, format, field.as_ref());
        let run = |text: String, value: Option<String>| Run {
            text,
            fact: is_stated.then(|| (real.clone(), value)),
            is_struck: false,
        };
        match self.facts.entry(&real) {
            Some(Entry::Wrong(written)) => vec![run(written.clone(), None)],
            Some(Entry::Corrected(struck)) => {
                let Some(value) = self.facts.get(&real) else {
                    return Vec::new();
                };
                let struck = Run {
                    is_struck: true,
                    ..Run::words(&print(struck))
                };
                vec![struck, run(print(value), Some(value.to_owned()))]
            }
            None => {
                let Some(value) = self.facts.get(&real) else {
                    return Vec::new();
                };
                vec![run(print(value), Some(value.to_owned()))]
            }
        }
    }
}
