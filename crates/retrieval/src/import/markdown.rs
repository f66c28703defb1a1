//! Markdown statutes and guidance: sections by headings, Absätze by `(1)`.
use aktenlage_domain::ids::PassageId;
use aktenlage_domain::passage::{Level, Passage};
use uuid::Uuid;

use super::front_matter::{self, FrontMatter};
use super::gii_text::{is_void, numbered};
use super::{ImportIssue, Imported, piece};

/// Files that lead through a folder and hold no rules.
fn is_signpost(file: &str) -> bool {
    let stem = file.to_lowercase();
    let stem = stem.trim_end_matches(".md");
    stem.ends_with("index") || matches!(stem, "readme" | "license" | "licence" | "changelog")
}

pub(super) fn read(text: &str, file: &str) -> Imported {
    if is_signpost(file) {
        return (Vec::new(), Vec::new());
    }
    let (matter, body, mut issues) = front_matter::read(text, file);
    let mut reader = Reader::default();
    for line in body.lines() {
        reader.line(line);
    }
    reader.close();
    let title = matter.law(reader.first_heading.as_deref(), file);
    let mut passages = Vec::new();
    for section in reader.sections {
        if !is_void(&section.text) {
            passages.extend(piece::pieces(&section.into_passage(&matter, &title, file)));
        }
    }
    if passages.is_empty() {
        issues.push(ImportIssue::new("empty", file, "no text below its headings"));
    }
    (passages, issues)
}

/// One Absatz, or a section without Absätze.
#[derive(Clone, Debug, Default, PartialEq)]
struct Section {
    number: String,
    paragraph: Option<String>,
    heading: String,
    text: String,
}

impl Section {
    fn into_passage(self, matter: &FrontMatter, law: &str, file: &str) -> Passage {
        let Self {
            number,
            paragraph,
            heading,
            text,
        } = self;
        let guidance = matter.level == Level::Guidance;
        let number = if guidance { String::new() } else { number };
        let place = match &paragraph {
            Some(paragraph) => format!("{number} Abs. {paragraph}"),
            None => number.clone(),
        };
        let citation = if number.is_empty() {
            let heading = if heading.is_empty() { "Eingang" } else { &heading };
            format!("{law}, {heading}")
        } else if number.starts_with("Art.") {
            format!("{place} {law}")
        } else {
            format!("§ {place} {law}")
        };
        Passage {
            id: PassageId(Uuid::nil()),
            law: law.to_owned(),
            section: number,
            paragraph,
            heading,
            citation,
            text,
            level: matter.level,
            valid_from: matter.valid_from,
            valid_to: matter.valid_to,
            source: file.to_owned(),
        }
    }
}

#[derive(Default)]
struct Reader {
    sections: Vec<Section>,
    open: Section,
    /// Depth of the heading of the numbered section that is open; 0 outside.
    depth: usize,
    after_blank: bool,
    first_heading: Option<String>,
}

impl Reader {
    fn line(&mut self, line: &str) {
        let line = line.trim();
        let bare = line.trim_start_matches('#');
        let depth = line.len() - bare.len();
        if depth > 0 && bare.starts_with(' ') {
            self.heading(depth, &plain(bare));
        } else if line.starts_with("**§") && line.ends_with("**") {
            self.heading(self.depth.max(1), &plain(line));
        } else if line.is_empty() {
            self.after_blank = true;
        } else {
            self.words(&plain(line));
        }
    }

    fn heading(&mut self, depth: usize, text: &str) {
        if self.first_heading.is_none() && depth == 1 {
            self.first_heading = Some(text.to_owned());
        }
        if let Some((number, "")) = numbered(text) {
            self.paragraph(number);
            return;
        }
        let numbered_section = section_number(text);
        if numbered_section.is_none() && self.depth > 0 && depth > self.depth {
            self.after_blank = true;
            self.words(text);
            return;
        }
        self.close();
        let (number, heading) = numbered_section.unwrap_or((String::new(), text));
        self.depth = if number.is_empty() { 0 } else { depth };
        self.open = Section {
            number,
            heading: heading.to_owned(),
            ..Section::default()
        };
    }

    fn paragraph(&mut self, number: String) {
        let next = Section {
            paragraph: Some(number),
            text: String::new(),
            ..self.open.clone()
        };
        self.close();
        self.open = next;
    }

    fn words(&mut self, line: &str) {
        let mut line = line;
        if !self.open.number.is_empty()
            && let Some((number, rest)) = numbered(line)
        {
            self.paragraph(number);
            line = rest;
        }
        if line.is_empty() {
            return;
        }
        let text = &mut self.open.text;
        if !text.is_empty() {
            text.push(if self.after_blank || starts_item(line) {
                '\n'
            } else {
                ' '
            });
        }
        text.push_str(line);
        self.after_blank = false;
    }

    fn close(&mut self) {
        let section = std::mem::take(&mut self.open);
        if !section.text.is_empty() {
            self.sections.push(section);
        }
        self.after_blank = false;
    }
}

/// `§ 3 - Zuständigkeit` gives `3` and the heading; `Art. 3 Zweck` gives `Art. 3`.
fn section_number(text: &str) -> Option<(String, &str)> {
    let (sign, rest) = ["§", "Art.", "Artikel "]
        .into_iter()
        .find_map(|sign| Some((sign, text.strip_prefix(sign)?.trim_start())))?;
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let (number, rest) = rest.split_at(digits);
    if number.is_empty() {
        return None;
    }
    let tail = rest.strip_prefix(' ').unwrap_or(rest);
    let letter = tail.chars().next().filter(|first| {
        first.is_ascii_lowercase() && !tail.chars().nth(1).is_some_and(char::is_alphanumeric)
    });
    let (suffix, rest) = tail.split_at(letter.map_or(0, char::len_utf8));
    let prefix = if sign == "§" { "" } else { "Art. " };
    let heading = rest.trim_matches([' ', '-', '–', ':', '.', '*']);
    Some((format!("{prefix}{number}{suffix}"), heading))
}

/// A line without the marks of Markdown; rules and the lines below table heads become empty.
fn plain(line: &str) -> String {
    let line = line.trim().trim_start_matches('>').trim();
    if line
        .chars()
        .all(|letter| matches!(letter, '-' | '|' | ':' | ' ' | '*' | '_' | '='))
        || line.starts_with("<!--")
    {
        return String::new();
    }
    let line = line.trim_matches('|').trim();
    line.replace("**", "").replace(['\\', '`'], "").trim().to_owned()
}

fn starts_item(line: &str) -> bool {
    let label: String = line
        .chars()
        .take_while(|letter| letter.is_alphanumeric())
        .collect();
    let after = line.chars().nth(label.chars().count());
    line.starts_with(['-', '*', '•', '|', '('])
        || line.contains(" | ")
        || (!label.is_empty() && label.len() <= 3 && matches!(after, Some('.' | ')')))
}
