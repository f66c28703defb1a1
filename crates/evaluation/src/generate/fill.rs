//! A layout and the facts of a case become what the template sets: runs of text with the ids they state, places to
//! write in, boxes to tick. `evaluation/layouts/README.md` has the rules, `docs/decisions/0020-synthetic-applications.md`
//! the shape of the data.
use aktenlage_catalogue::vocabulary::Vocabulary;
use serde_json::{Value, json};

use super::facts::Facts;
use super::layouts::{Block, ChoiceBlock, FieldBlock, Layout};
use resolve::{Resolved, Resolver};

mod resolve;

/// A layout with the facts of a case.
#[derive(Clone, Debug)]
pub struct Filled {
    /// What the template reads as `data.json`.
    pub data: Value,
    /// Places to write in, by number.
    pub boxes: Vec<WritableBox>,
    /// Groups of boxes to tick, by number.
    pub ticks: Vec<TickGroup>,
    /// What is stated, in the order of the page; an id may stand several times.
    pub stated: Vec<Stated>,
    /// Whether there is a line to sign on, and whether it is signed.
    pub signed: Option<bool>,
}

/// A place to write in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WritableBox {
    /// What is printed beside it.
    pub label: String,
    /// Characters that have a box each.
    pub comb: Option<usize>,
    /// Height in lines.
    pub lines: usize,
    /// What is written in it; empty if nothing.
    pub text: String,
}

/// Boxes to tick of one question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TickGroup {
    /// The question, or the words beside the only box.
    pub label: String,
    /// Field id of the vocabulary.
    pub field: String,
    /// Id of the value, words, whether it is ticked.
    pub options: Vec<(String, String, bool)>,
    /// Whether several may be ticked.
    pub is_set: bool,
}

/// A value that stands on the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stated {
    /// Id of the fact.
    pub id: String,
    /// Its stored value; `None` if what is written is no value, as a day that no calendar has.
    pub value: Option<String>,
    /// Where it stands.
    pub stand: Stand,
}

/// Where a value stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stand {
    /// In the place to write in of this number.
    Box(usize),
    /// At this option of the group of this number.
    Tick(usize, String),
    /// In print.
    Print,
}

/// Fills a layout. With `live` the template draws no values: they come as form fields.
pub fn fill(layout: &Layout, facts: &Facts, vocabulary: &Vocabulary, live: bool) -> Filled {
    let mut filling = Filling {
        resolver: Resolver { facts, vocabulary },
        filled: Filled {
            data: Value::Null,
            boxes: Vec::new(),
            ticks: Vec::new(),
            stated: Vec::new(),
            signed: None,
        },
    };
    let blocks: Vec<Value> = layout
        .blocks
        .iter()
        .filter_map(|block| filling.block(block, live))
        .collect();
    filling.filled.data = json!({
        "style": layout.style,
        "font": layout.font,
        "size": layout.size,
        "tone": layout.tone,
        "live": live,
        "blocks": blocks,
    });
    filling.filled
}

struct Filling<'a> {
    resolver: Resolver<'a>,
    filled: Filled,
}

impl Filling<'_> {
    fn block(&mut self, block: &Block, live: bool) -> Option<Value> {
        Some(match block {
            Block::Title(text) => json!({ "title": self.heading(text) }),
            Block::Section(text) => json!({ "section": self.heading(text) }),
            Block::Text(text) => json!({ "text": self.line(text)? }),
            Block::Note(text) => json!({ "note": self.line(text)? }),
            Block::Right(text) => json!({ "right": self.line(text)? }),
            Block::Field(field) => json!({ "field": self.field(field) }),
            Block::Row(fields) => {
                let cells: Vec<Value> = fields.iter().map(|field| self.field(field)).collect();
                json!({ "row": cells })
            }
            Block::Choice(choice) => json!({ "choice": self.choice(choice) }),
            Block::Check(check) => {
                let label = self.resolver.partial(&check.label).plain();
                let ticked = self.resolver.facts.get(&check.of) == Some("true");
                let number = self.filled.ticks.len();
                if ticked {
                    self.tick(&check.of, "true", number);
                }
                self.filled.ticks.push(TickGroup {
                    label: label.clone(),
                    field: check.of.clone(),
                    options: vec![("true".to_owned(), label.clone(), ticked)],
                    is_set: false,
                });
                let option = json!({ "id": "true", "text": label, "ticked": ticked });
                json!({ "check": {
                    "label": label, "field": check.of, "tick": number, "ticked": ticked, "options": [option],
                } })
            }
            Block::Table(table) => {
                let head: Vec<Value> = table.head.iter().map(|cell| self.heading(cell)).collect();
                let rows: Vec<Value> = table
                    .rows
                    .iter()
                    .filter_map(|row| self.lines(row, true))
                    .map(Value::Array)
                    .collect();
                json!({ "table": { "head": head, "rows": rows, "right": table.right } })
            }
            Block::Letterhead(head) => {
                let lines = self.lines(&head.lines, false)?;
                json!({ "letterhead": { "lines": lines, "place": head.place } })
            }
            Block::Address(lines) => json!({ "address": self.lines(lines, false)? }),
            Block::Stamp(lines) => json!({ "stamp": self.lines(lines, false)? }),
            Block::Pairs(pairs) => {
                let pairs: Vec<Value> = pairs
                    .iter()
                    .filter_map(|[label, value]| {
                        let value = self.line(value)?;
                        Some(json!([self.heading(label), value]))
                    })
                    .collect();
                json!({ "pairs": pairs })
            }
            Block::Signature(signature) => {
                let value = self
                    .resolver
                    .partial(signature.value.as_deref().unwrap_or_default());
                let label = self.resolver.partial(&signature.label).plain();
                let number = self.written(&label, None, 1, &value);
                // Nobody signs a form on the screen with a pen.
                let facts = self.resolver.facts;
                let by_issuer = facts.is_signed_by_issuer();
                let signed = by_issuer || (!live && facts.get("declaration.signed") == Some("true"));
                if !by_issuer {
                    self.filled.signed = Some(signed);
                }
                json!({ "signature": {
                    "label": label, "value": value.json(), "box": number, "signed": signed,
                    "issuer": by_issuer,
                } })
            }
            Block::Space(points) => json!({ "space": points }),
            Block::Rule(is_set) => json!({ "rule": is_set }),
            Block::NewPage(is_set) => json!({ "new_page": is_set }),
        })
    }

    fn field(&mut self, field: &FieldBlock) -> Value {
        let value = self.resolver.partial(&field.value).within(field.comb);
        let label = self.resolver.partial(&field.label).plain();
        let number = self.written(&label, field.comb, field.lines.unwrap_or(1), &value);
        let mut data = json!({ "label": label, "value": value.json(), "box": number });
        if let Some(struck) = value.struck() {
            data["struck"] = json!(struck);
        }
        if let Some(comb) = field.comb {
            data["comb"] = json!(comb);
        }
        if let Some(hint) = &field.hint {
            data["hint"] = json!(self.resolver.partial(hint).plain());
        }
        if let Some(lines) = field.lines {
            data["lines"] = json!(lines);
        }
        if let Some(share) = field.share {
            data["share"] = json!(share);
        }
        data
    }

    fn written(&mut self, label: &str, comb: Option<usize>, lines: usize, value: &Resolved) -> usize {
        let number = self.filled.boxes.len();
        self.filled.boxes.push(WritableBox {
            label: label.to_owned(),
            comb,
            lines,
            text: value.plain(),
        });
        self.state(value, &Stand::Box(number));
        number
    }

    fn choice(&mut self, choice: &ChoiceBlock) -> Value {
        let label = self.resolver.partial(&choice.label).plain();
        let number = self.filled.ticks.len();
        let value = self.resolver.facts.get(&choice.of).unwrap_or_default();
        let chosen: Vec<&str> = value.split(',').map(str::trim).collect();
        let options: Vec<(String, String, bool)> = choice
            .options
            .iter()
            .map(|[id, text]| (id.clone(), text.clone(), chosen.contains(&id.as_str())))
            .collect();
        let ticked: Vec<String> = options
            .iter()
            .filter(|(_, _, is_ticked)| *is_ticked)
            .map(|(id, _, _)| id.clone())
            .collect();
        let data: Vec<Value> = options
            .iter()
            .map(|(id, text, is_ticked)| json!({ "id": id, "text": text, "ticked": is_ticked }))
            .collect();
        // What the form has no box for is not stated; of several, those that it has are.
        let stated = ticked.join(",");
        for id in &ticked {
            self.filled.stated.push(Stated {
                id: self.resolver.facts.real_id(&choice.of),
                value: Some(stated.clone()),
                stand: Stand::Tick(number, id.clone()),
            });
        }
        self.filled.ticks.push(TickGroup {
            label: label.clone(),
            field: choice.of.clone(),
            options,
            is_set: chosen.len() > 1,
        });
        json!({ "label": label, "field": choice.of, "tick": number, "options": data })
    }

    fn tick(&mut self, id: &str, option: &str, number: usize) {
        self.filled.stated.push(Stated {
            id: self.resolver.facts.real_id(id),
            value: Some(option.to_owned()),
            stand: Stand::Tick(number, option.to_owned()),
        });
    }

    fn state(&mut self, resolved: &Resolved, stand: &Stand) {
        for (id, value) in resolved.stated() {
            self.filled.stated.push(Stated {
                id: id.to_owned(),
                value: value.map(str::to_owned),
                stand: stand.clone(),
            });
        }
    }

    /// Words that stay even if a fact in them is unknown.
    fn heading(&mut self, text: &str) -> Value {
        let resolved = self.resolver.partial(text);
        self.state(&resolved, &Stand::Print);
        resolved.json_unless_plain(text)
    }

    /// Words that are left out if a fact in them is unknown.
    fn line(&mut self, text: &str) -> Option<Value> {
        let resolved = self.resolver.whole(text)?;
        self.state(&resolved, &Stand::Print);
        Some(resolved.json_unless_plain(text))
    }

    /// Several lines: those with unknown facts are left out, or all of them. `None` if none is left.
    fn lines(&mut self, lines: &[String], all_or_none: bool) -> Option<Vec<Value>> {
        let is_known = lines.iter().all(|line| self.resolver.whole(line).is_some());
        if all_or_none && !is_known {
            return None;
        }
        let lines: Vec<Value> = lines.iter().filter_map(|line| self.line(line)).collect();
        (!lines.is_empty()).then_some(lines)
    }
}

#[cfg(test)]
mod tests;
