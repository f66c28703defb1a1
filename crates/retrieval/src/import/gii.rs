//! gii-norm: the XML of gesetze-im-internet.de. One `norm` element per section, outline entry or preamble.
use aktenlage_domain::ids::PassageId;
use aktenlage_domain::passage::{Level, Passage};
use roxmltree::{Document, Node, ParsingOptions};
use time::{Date, Month};
use uuid::Uuid;

use super::gii_text::{is_void, numbered, words};
use super::{ImportIssue, Imported, piece};
use crate::citation;

/// Entries that hold no rule.
const NOT_RULES: [&str; 5] = [
    "Inhaltsübersicht",
    "Inhaltsverzeichnis",
    "Eingangsformel",
    "Schlussformel",
    "Fußnote",
];

pub(super) fn read(xml: &str, file: &str) -> Imported {
    let options = ParsingOptions {
        allow_dtd: true,
        ..ParsingOptions::default()
    };
    let document = match Document::parse_with_options(xml, options) {
        Ok(document) => document,
        Err(error) => {
            return (
                Vec::new(),
                vec![ImportIssue::new("not_xml", file, error.to_string())],
            );
        }
    };
    let norms = || {
        document
            .root_element()
            .children()
            .filter(|node| node.has_tag_name("norm"))
    };
    let Some(head) = norms().find_map(|norm| child(norm, "metadaten")) else {
        let issue = ImportIssue::new("not_gii_norm", file, "no norm with metadaten");
        return (Vec::new(), vec![issue]);
    };
    let title = child(head, "amtabk")
        .or_else(|| child(head, "jurabk"))
        .map(words)
        .filter(|title| !title.is_empty());
    let Some(title) = title else {
        let issue = ImportIssue::new("law_unnamed", file, "neither amtabk nor jurabk");
        return (Vec::new(), vec![issue]);
    };
    let law = Law {
        title: citation::short_title(&title),
        valid_from: in_force_from(head),
        file,
    };
    let mut passages = Vec::new();
    let mut issues = Vec::new();
    let mut division = String::new();
    for norm in norms() {
        let Some(metadata) = child(norm, "metadaten") else {
            continue;
        };
        if let Some(unit) = child(metadata, "gliederungseinheit") {
            division = child(unit, "gliederungstitel").map(words).unwrap_or_default();
        }
        let Some(label) = child(metadata, "enbez").map(words) else {
            continue;
        };
        if let Err(detail) = law.read_section(norm, metadata, &label, &division, &mut passages) {
            issues.push(ImportIssue::new("section_unreadable", file, detail));
        }
    }
    if passages.is_empty() {
        issues.push(ImportIssue::new("empty", file, "no section with text"));
    }
    (passages, issues)
}

struct Law<'file> {
    title: String,
    valid_from: Option<Date>,
    file: &'file str,
}

impl Law<'_> {
    fn read_section(
        &self,
        norm: Node<'_, '_>,
        metadata: Node<'_, '_>,
        label: &str,
        division: &str,
        passages: &mut Vec<Passage>,
    ) -> Result<(), String> {
        // `(XXXX) §§ 1 bis 3` marks repealed sections.
        if label.starts_with('(') || NOT_RULES.contains(&label) {
            return Ok(());
        }
        let content = child(norm, "textdaten").and_then(|data| child(data, "text"));
        let Some(content) = content.and_then(|text| child(text, "Content")) else {
            return Ok(());
        };
        let section = section_of(label).ok_or_else(|| format!("no section in `{label}`"))?;
        let heading = child(metadata, "titel").map(|title| words(title).replace('\n', " "));
        let heading = heading.filter(|heading| !heading.is_empty());
        for (paragraph, text) in paragraphs(content) {
            let passage = Passage {
                id: PassageId(Uuid::nil()),
                law: self.title.clone(),
                citation: self.cite(&section, paragraph.as_deref()),
                section: section.clone(),
                paragraph,
                heading: heading.clone().unwrap_or_else(|| division.replace('\n', " ")),
                text,
                level: Level::Federal,
                valid_from: self.valid_from,
                valid_to: None,
                source: self.file.to_owned(),
            };
            passages.extend(piece::pieces(&passage));
        }
        Ok(())
    }

    fn cite(&self, section: &str, paragraph: Option<&str>) -> String {
        let sign = if section.starts_with(|first: char| first.is_ascii_digit()) {
            "§ "
        } else {
            ""
        };
        let paragraph = paragraph
            .map(|paragraph| format!(" Abs. {paragraph}"))
            .unwrap_or_default();
        format!("{sign}{section}{paragraph} {}", self.title)
    }
}

fn child<'a, 'input>(node: Node<'a, 'input>, name: &str) -> Option<Node<'a, 'input>> {
    node.children().find(|child| child.has_tag_name(name))
}

/// `§ 22` is `22`, `Art 6` is `Art. 6`, `Anlage 1` stays.
fn section_of(label: &str) -> Option<String> {
    let label = label.replace('\n', " ");
    if let Some(number) = label.strip_prefix('§') {
        let number = number.trim_start_matches('§').trim();
        return (!number.is_empty()).then(|| number.to_owned());
    }
    for article in ["Artikel ", "Art. ", "Art "] {
        if let Some(number) = label.strip_prefix(article) {
            return Some(format!("Art. {}", number.trim()));
        }
    }
    Some(label.trim().to_owned()).filter(|label| !label.is_empty())
}

/// The Absätze of a section with their words; one without number if there are none. Repealed ones are left out.
fn paragraphs(content: Node<'_, '_>) -> Vec<(Option<String>, String)> {
    let mut found: Vec<(Option<String>, String)> = Vec::new();
    for block in blocks(content) {
        match (numbered(&block), found.last_mut()) {
            (Some((number, rest)), _) => found.push((Some(number), rest.to_owned())),
            (None, Some((_, text))) => {
                text.push('\n');
                text.push_str(&block);
            }
            (None, None) => found.push((None, block)),
        }
    }
    found
        .retain(|(_, text)| !is_void(text) && !is_void(text.split_once(") ").map_or(text, |(_, rest)| rest)));
    found
}

/// Paragraph elements, and runs of everything else between them.
fn blocks(content: Node<'_, '_>) -> Vec<String> {
    let mut blocks = Vec::new();
    for node in content.children() {
        let text = if node.is_text() {
            node.text()
                .unwrap_or_default()
                .split_whitespace()
                .collect::<Vec<_>>()
                .join(" ")
        } else if matches!(
            node.tag_name().name(),
            "kommentar" | "FnArea" | "Footnotes" | "TOC" | "BR"
        ) {
            continue;
        } else {
            words(node)
        };
        if !text.is_empty() {
            blocks.push(text);
        }
    }
    blocks
}

/// Only a new version of the whole law says since when its words hold; dates of single amendments say
/// nothing about the other sections.
fn in_force_from(head: Node<'_, '_>) -> Option<Date> {
    let remarks = head.children().filter(|node| node.has_tag_name("standangabe"));
    let mut remarks = remarks
        .filter_map(|remark| child(remark, "standkommentar"))
        .map(words);
    remarks.find_map(|remark| {
        let (_, after) = remark
            .strip_prefix("Konstitutive Neufassung")?
            .split_once("in Kraft getreten am ")?;
        german_date(after)
    })
}

/// `1.4.2013` at the start of a text.
pub(super) fn german_date(text: &str) -> Option<Date> {
    let text = text
        .split(|letter: char| !letter.is_ascii_digit() && letter != '.')
        .next()?;
    let mut parts = text.trim_end_matches('.').split('.');
    let day = parts.next()?.parse().ok()?;
    let month = parts.next()?.parse::<u8>().ok()?;
    let year = parts.next()?.parse().ok()?;
    Date::from_calendar_date(year, Month::try_from(month).ok()?, day).ok()
}
