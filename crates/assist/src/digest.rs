//! The fingerprint of what a suggestion was made from.
use aktenlage_domain::document::MarkState;
use aktenlage_domain::ids::ServiceKey;
use sha2::{Digest, Sha256};

use crate::submission::{Fact, KnownFacts, SubmissionInput};

/// SHA-256 over texts, verdicts on scans, fields, day of receipt and what people settled.
/// Versions of the templates by which the documents were read count as well.
pub(crate) fn of(submission: &SubmissionInput, templates: &[String]) -> String {
    let mut hash = Sha256::new();
    let mut add = |text: &str| {
        hash.update(text.as_bytes());
        hash.update([0]);
    };
    add(&submission.received_on.to_string());
    add(submission.service.as_ref().map_or("", ServiceKey::as_str));
    for template in templates {
        add(template);
    }
    for document in &submission.documents {
        add(&document.file_name);
        for word in document.text.pages.iter().flat_map(|page| &page.words) {
            add(&word.text);
        }
        for scan in document.text.pages.iter().filter_map(|page| page.scan.as_ref()) {
            add(scan.verdict.as_str());
            scan.reasons.iter().for_each(|reason| add(reason.as_str()));
        }
        for field in &document.text.fields {
            add(&field.name);
            add(field.value.as_deref().unwrap_or(""));
        }
        for mark in &document.text.marks {
            add(mark.kind.as_str());
            add(mark.kind.state().map_or("", MarkState::as_str));
        }
    }
    for (document, kind) in &submission.confirmed.kinds {
        add(&document.to_string());
        add(kind.as_str());
    }
    for (field, value) in &submission.confirmed.values {
        add(field.as_str());
        add(value.as_deref().unwrap_or("\u{1}"));
    }
    hex(&hash.finalize())
}

/// Twelve digits that tell the prefixes of encoders apart.
pub(crate) fn of_prefixes(query: &str, passage: &str) -> String {
    let mut digits = hex(&Sha256::digest(format!("{query}\0{passage}")));
    digits.truncate(12);
    digits
}

/// The same for facts.
pub(crate) fn of_facts(service: &ServiceKey, facts: &KnownFacts) -> String {
    let mut hash = Sha256::new();
    let mut add = |text: &str| {
        hash.update(text.as_bytes());
        hash.update([0]);
    };
    add(service.as_str());
    add(&facts.received_on.to_string());
    for (field, fact) in &facts.values {
        add(field.as_str());
        add(match fact {
            Fact::Value(value) => value,
            Fact::Absent => "\u{1}",
        });
    }
    for document in &facts.documents {
        add(&document.id.to_string());
        add(document
            .kind
            .as_ref()
            .map_or("", aktenlage_domain::ids::DocumentKind::as_str));
    }
    hex(&hash.finalize())
}

/// SHA-256 over texts in their order.
pub(crate) fn of_texts<'t>(texts: impl IntoIterator<Item = &'t str>) -> String {
    let mut hash = Sha256::new();
    for text in texts {
        hash.update(text.as_bytes());
        hash.update([0]);
    }
    hex(&hash.finalize())
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(64), |mut text, byte| {
        use std::fmt::Write as _;
        let _ = write!(text, "{byte:02x}");
        text
    })
}
