//! Layouts of forms and supporting documents, read from `evaluation/layouts`.
pub mod check;

use std::collections::BTreeSet;

use include_dir::{Dir, include_dir};
use serde::Deserialize;

use super::placeholders::{Piece, parse};
use crate::truth::Split;

static FILES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/../../evaluation/layouts");

/// What a layout is a form of, or which kind of document.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Subject {
    /// The application form of this service.
    Service(String),
    /// A document of this kind; `unknown` are forms that no service has.
    Kind(String),
}

impl Subject {
    /// The file of its layouts, without the ending.
    pub fn file(&self) -> String {
        match self {
            Self::Service(service) => format!("forms/{service}"),
            Self::Kind(kind) => format!("documents/{kind}"),
        }
    }
}

/// One layout: what an author of forms decides.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Layout {
    /// Unique in its file.
    pub id: String,
    /// Its side; never changed.
    pub split: Split,
    /// Look of the whole page, see the README beside the layouts.
    pub style: String,
    /// `sans`, `condensed`, `serif` or `mono`.
    #[serde(default = "sans")]
    pub font: String,
    /// Points.
    #[serde(default = "ten")]
    pub size: f64,
    /// Colour of rules, shades and headings.
    #[serde(default = "black")]
    pub tone: String,
    /// Services that it fits; all that take its kind if none is named.
    #[serde(default)]
    pub services: Vec<String>,
    /// What stands on it, from top to bottom.
    pub blocks: Vec<Block>,
    /// File that it stands in, `forms/dog_registration`.
    #[serde(skip)]
    pub file: String,
}

/// A piece of a page.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
#[expect(missing_docs, reason = "the README beside the layouts says what each sets")]
pub enum Block {
    Title(String),
    Section(String),
    Text(String),
    Note(String),
    Field(FieldBlock),
    Row(Vec<FieldBlock>),
    Choice(ChoiceBlock),
    Check(CheckBlock),
    Table(TableBlock),
    Letterhead(LetterheadBlock),
    Address(Vec<String>),
    Right(String),
    Pairs(Vec<[String; 2]>),
    Signature(SignatureBlock),
    Stamp(Vec<String>),
    Space(f64),
    Rule(bool),
    NewPage(bool),
}

/// A labelled place to write in.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "the README beside the layouts says what each sets")]
pub struct FieldBlock {
    pub label: String,
    pub value: String,
    pub comb: Option<usize>,
    pub hint: Option<String>,
    pub lines: Option<usize>,
    pub share: Option<f64>,
}

/// Boxes to tick.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "the README beside the layouts says what each sets")]
pub struct ChoiceBlock {
    pub label: String,
    pub of: String,
    pub options: Vec<[String; 2]>,
}

/// One box to tick.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "the README beside the layouts says what each sets")]
pub struct CheckBlock {
    pub label: String,
    pub of: String,
}

/// A table.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "the README beside the layouts says what each sets")]
pub struct TableBlock {
    pub head: Vec<String>,
    pub rows: Vec<Vec<String>>,
    #[serde(default)]
    pub right: Vec<usize>,
}

/// Who writes.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "the README beside the layouts says what each sets")]
pub struct LetterheadBlock {
    pub lines: Vec<String>,
    #[serde(default = "left")]
    pub place: String,
}

/// A line to sign on.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "the README beside the layouts says what each sets")]
pub struct SignatureBlock {
    pub label: String,
    pub value: Option<String>,
}

/// The layouts that there are.
#[derive(Clone, Debug, Default)]
pub struct Layouts {
    all: Vec<(Subject, Layout)>,
}

/// Something wrong with a layout, for whoever writes it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    /// File and layout.
    pub place: String,
    /// What is wrong.
    pub detail: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct LayoutFile {
    service: Option<String>,
    kind: Option<String>,
    layouts: Vec<Layout>,
}

impl Layouts {
    /// What the binary carries. A file that cannot be read is reported and left out.
    pub fn built_in() -> (Self, Vec<Problem>) {
        let mut texts = Vec::new();
        for folder in ["forms", "documents"] {
            let files = FILES.get_dir(folder).into_iter().flat_map(Dir::files);
            for file in files {
                let is_toml = file.path().extension().is_some_and(|ending| ending == "toml");
                if let (true, Some(text)) = (is_toml, file.contents_utf8()) {
                    let stem = file.path().file_stem().unwrap_or_default().to_string_lossy();
                    texts.push((format!("{folder}/{stem}"), text));
                }
            }
        }
        texts.sort();
        let mut layouts = Self::default();
        let mut problems = Vec::new();
        for (name, text) in texts {
            if let Err(detail) = layouts.add(&name, text) {
                problems.push(Problem { place: name, detail });
            }
        }
        (layouts, problems)
    }

    /// Adds the layouts of one file, `forms/<service>` or `documents/<kind>`.
    pub fn add(&mut self, name: &str, text: &str) -> Result<(), String> {
        let file: LayoutFile = toml::from_str(text).map_err(|error| error.to_string())?;
        let subject = match (file.service, file.kind) {
            (Some(service), None) => Subject::Service(service),
            (None, Some(kind)) => Subject::Kind(kind),
            _ => return Err("it names either a service or a kind".to_owned()),
        };
        if subject.file() != name {
            return Err(format!("by what it says it is {}", subject.file()));
        }
        for mut layout in file.layouts {
            name.clone_into(&mut layout.file);
            self.all.push((subject.clone(), layout));
        }
        Ok(())
    }

    /// The layouts of a subject on a side; of all sides if none is named.
    pub fn of(&self, subject: &Subject, split: Option<Split>) -> Vec<&Layout> {
        let found = self
            .all
            .iter()
            .filter(|(known, layout)| known == subject && split.is_none_or(|split| layout.split == split));
        found.map(|(_, layout)| layout).collect()
    }

    /// The layouts of a kind of document on a side that fit a service.
    pub fn of_kind(&self, kind: &str, split: Split, service: Option<&str>) -> Vec<&Layout> {
        let mut found = self.of(&Subject::Kind(kind.to_owned()), Some(split));
        found.retain(|layout| {
            let fits = |service: &str| layout.services.iter().any(|own| own == service);
            layout.services.is_empty() || service.is_some_and(fits)
        });
        found
    }

    /// Every layout with its subject, by file.
    pub fn iter(&self) -> impl Iterator<Item = (&Subject, &Layout)> {
        self.all.iter().map(|(subject, layout)| (subject, layout))
    }

    /// Services that have a form, by key.
    pub fn services(&self) -> Vec<String> {
        let mut services: Vec<String> = self
            .all
            .iter()
            .filter_map(|(subject, _)| match subject {
                Subject::Service(service) => Some(service.clone()),
                Subject::Kind(_) => None,
            })
            .collect();
        services.sort();
        services.dedup();
        services
    }
}

impl Layout {
    /// Its name among all, `forms/dog_registration/a`.
    pub fn name(&self) -> String {
        format!("{}/{}", self.file, self.id)
    }

    /// Ids of the facts for which it has a place to write in or a box to tick.
    pub fn asked(&self) -> BTreeSet<String> {
        let mut ids = BTreeSet::new();
        let mut within = |text: &str| {
            for piece in parse(text).unwrap_or_default() {
                if let Piece::Fact { id, .. } = piece {
                    ids.insert(id);
                }
            }
        };
        for block in &self.blocks {
            match block {
                Block::Field(field) => within(&field.value),
                Block::Row(fields) => fields.iter().for_each(|field| within(&field.value)),
                Block::Choice(choice) => within(&format!("{{{}}}", choice.of)),
                Block::Check(check) => within(&format!("{{{}}}", check.of)),
                Block::Signature(signature) => within(signature.value.as_deref().unwrap_or_default()),
                Block::Title(_)
                | Block::Section(_)
                | Block::Text(_)
                | Block::Note(_)
                | Block::Table(_)
                | Block::Letterhead(_)
                | Block::Address(_)
                | Block::Right(_)
                | Block::Pairs(_)
                | Block::Stamp(_)
                | Block::Space(_)
                | Block::Rule(_)
                | Block::NewPage(_) => {}
            }
        }
        ids
    }
}

/// The template that sets all layouts, and what it needs: name and bytes.
pub fn template_files() -> Vec<(String, &'static [u8])> {
    let files = FILES
        .files()
        .filter(|file| file.path().extension().is_some_and(|ending| ending == "typ"));
    let mut files: Vec<(String, &'static [u8])> = files
        .map(|file| (file.path().display().to_string(), file.contents()))
        .collect();
    files.sort();
    files
}

fn sans() -> String {
    "sans".to_owned()
}

const fn ten() -> f64 {
    10.0
}

fn black() -> String {
    "black".to_owned()
}

fn left() -> String {
    "left".to_owned()
}
