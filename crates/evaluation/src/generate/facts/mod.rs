//! The facts of one invented case: ids of the vocabulary and of the README beside the layouts, with stored values.
pub mod document;
pub mod story;

mod extras;
mod issuer;
mod money;
mod persons;
mod topics;

use std::collections::BTreeMap;

/// How something is written, if not as its value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Entry {
    /// This text, which is no value.
    Wrong(String),
    /// This value struck out, with the right one beside it.
    Corrected(String),
}

/// Facts by id.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    values: BTreeMap<String, String>,
    entries: BTreeMap<String, Entry>,
    /// The role that `person.` stands for.
    about: String,
    /// Whether signatures are the issuer's: then they are always there and say nothing about the application.
    is_signed_by_issuer: bool,
}

impl Facts {
    /// None yet; the document is about the person of this role.
    pub fn about(role: &str) -> Self {
        Self {
            about: role.to_owned(),
            ..Self::default()
        }
    }

    /// The same facts for a document about the person of this role.
    #[must_use]
    pub fn for_person(&self, role: &str) -> Self {
        Self {
            about: role.to_owned(),
            ..self.clone()
        }
    }

    /// The same facts for a document that its issuer signs, not the applicant.
    #[must_use]
    pub fn signed_by_issuer(mut self) -> Self {
        self.is_signed_by_issuer = true;
        self
    }

    /// Whether signatures are the issuer's.
    pub const fn is_signed_by_issuer(&self) -> bool {
        self.is_signed_by_issuer
    }

    /// The id with the role in the place of `person.`.
    pub fn real_id(&self, id: &str) -> String {
        id.strip_prefix("person.")
            .map_or_else(|| id.to_owned(), |name| format!("{}.{name}", self.about))
    }

    /// The stored value; `None` if it is unknown.
    pub fn get(&self, id: &str) -> Option<&str> {
        let value = match id.strip_prefix("person.") {
            Some(_) => self.values.get(&self.real_id(id)),
            None => self.values.get(id),
        };
        value.map(String::as_str)
    }

    /// How it is written, if not as its value.
    pub fn entry(&self, id: &str) -> Option<&Entry> {
        self.entries.get(id)
    }

    /// Sets a fact. An empty value is none.
    pub fn set(&mut self, id: impl Into<String>, value: impl Into<String>) {
        let value = value.into();
        if !value.is_empty() {
            self.values.insert(id.into(), value);
        }
    }

    /// Says how a fact is written.
    pub fn write(&mut self, id: &str, entry: Entry) {
        self.entries.insert(id.to_owned(), entry);
    }

    /// Forgets a fact; tells what it was.
    pub fn remove(&mut self, id: &str) -> Option<String> {
        self.values.remove(id)
    }

    /// All facts, by id.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.values
            .iter()
            .map(|(id, value)| (id.as_str(), value.as_str()))
    }

    /// As JSON, by id: the same facts give the same bytes.
    pub fn json(&self) -> String {
        let values: BTreeMap<&str, &str> = self.iter().collect();
        serde_json::to_string(&values).unwrap_or_default()
    }
}
