//! The last step of every import: from the words of an Absatz to passages with ids.
use aktenlage_domain::ids::PassageId;
use aktenlage_domain::passage::Passage;
use sha2::{Digest, Sha256};

/// Longest passage in characters. An encoder of 512 tokens reads about 1,900 characters of German.
const LONGEST: usize = 1_800;

/// Splits a passage that is too long into parts with the same citation, and gives each its id.
/// `template.id` is not looked at; nothing comes out of empty text.
pub(super) fn pieces(template: &Passage) -> impl Iterator<Item = Passage> + '_ {
    let parts = split(template.text.trim());
    parts.into_iter().enumerate().map(|(number, text)| {
        let mut passage = Passage {
            text,
            ..template.clone()
        };
        passage.id = id(&passage, number);
        passage
    })
}

/// The same words at the same place give the same id; parts of one Absatz sort in reading order.
fn id(passage: &Passage, part: usize) -> PassageId {
    let place = digest(&[
        &passage.law,
        &passage.section,
        passage.paragraph.as_deref().unwrap_or_default(),
        // Sections without a number (preambles, guidance) differ by what they are called.
        if passage.section.is_empty() {
            &passage.heading
        } else {
            ""
        },
    ]);
    let day = |date: Option<time::Date>| date.map(|date| date.to_string()).unwrap_or_default();
    let words = digest(&[
        &passage.heading,
        &passage.text,
        &day(passage.valid_from),
        &day(passage.valid_to),
    ]);
    let mut bytes = [0; 16];
    bytes[..8].copy_from_slice(&place[..8]);
    let part = u16::try_from(part).unwrap_or(u16::MAX) & 0x3fff;
    bytes[8..10].copy_from_slice(&part.to_be_bytes());
    bytes[10..].copy_from_slice(&words[..6]);
    PassageId(uuid::Builder::from_custom_bytes(bytes).into_uuid())
}

fn digest(parts: &[&str]) -> [u8; 32] {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update(part.as_bytes());
        hash.update([0]);
    }
    hash.finalize().into()
}

fn split(text: &str) -> Vec<String> {
    let mut parts: Vec<String> = Vec::new();
    let mut lengths: Vec<usize> = Vec::new();
    for unit in units(text) {
        let length = unit.chars().count();
        match (parts.last_mut(), lengths.last_mut()) {
            (Some(part), Some(so_far)) if *so_far + length <= LONGEST => {
                part.push_str(unit);
                *so_far += length;
            }
            _ => {
                parts.push(unit.to_owned());
                lengths.push(length);
            }
        }
    }
    parts
        .into_iter()
        .map(|part| part.trim().to_owned())
        .filter(|part| part.chars().any(char::is_alphanumeric))
        .collect()
}

/// Pieces that are not torn apart: lines of a list or table, else sentences, else words.
fn units(text: &str) -> Vec<&str> {
    if text.chars().count() <= LONGEST {
        return vec![text];
    }
    let mut units = Vec::new();
    for line in text.split_inclusive('\n') {
        if line.chars().count() <= LONGEST {
            units.push(line);
            continue;
        }
        for sentence in line.split_inclusive(". ") {
            if sentence.chars().count() <= LONGEST {
                units.push(sentence);
            } else {
                units.extend(sentence.split_inclusive(' ').flat_map(short));
            }
        }
    }
    units
}

/// A word without spaces can still be too long in a damaged file.
fn short(word: &str) -> Vec<&str> {
    let mut rest = word;
    let mut pieces = Vec::new();
    while let Some((cut, _)) = rest.char_indices().nth(LONGEST) {
        let (head, tail) = rest.split_at(cut);
        pieces.push(head);
        rest = tail;
    }
    pieces.push(rest);
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;
    use aktenlage_domain::passage::Level;

    fn template(text: &str) -> Passage {
        Passage {
            id: PassageId(uuid::Uuid::nil()),
            law: "TestG".into(),
            section: "1".into(),
            paragraph: Some("2".into()),
            heading: "Zweck".into(),
            citation: "§ 1 Abs. 2 TestG".into(),
            text: text.into(),
            level: Level::Federal,
            valid_from: None,
            valid_to: None,
            source: "TestG.xml".into(),
        }
    }

    #[test]
    fn long_text_is_split_without_loss_and_in_order() {
        let sentence = "Die Behörde entscheidet nach Lage der Akten über jeden einzelnen Antrag. ";
        let long = sentence.repeat(100) + "Ä".repeat(4_000).as_str();
        let parts: Vec<Passage> = pieces(&template(&long)).collect();
        assert!(parts.len() > 4);
        assert!(parts.iter().all(|part| part.text.chars().count() <= LONGEST));
        let letters = |text: &str| text.chars().filter(|letter| !letter.is_whitespace()).count();
        let kept: usize = parts.iter().map(|part| letters(&part.text)).sum();
        assert_eq!(kept, letters(&long));
        assert!(parts.is_sorted_by_key(|part| part.id), "parts sort by id");
        assert!(parts.iter().all(|part| part.citation == "§ 1 Abs. 2 TestG"));
    }

    #[test]
    fn ids_repeat_and_differ_where_they_must() {
        let id = |passage: &Passage| pieces(passage).next().unwrap().id;
        let one = template("Wohnen ist teuer.");
        assert_eq!(id(&one), id(&one.clone()));
        let mut other = one.clone();
        other.text.push('!');
        assert_ne!(id(&one), id(&other));
        let mut other = one.clone();
        other.paragraph = None;
        assert_ne!(id(&one), id(&other));
        let mut other = one.clone();
        other.valid_from = time::Date::from_ordinal_date(2026, 1).ok();
        assert_ne!(id(&one), id(&other));
        assert_eq!(pieces(&template(" \n ")).count(), 0);
    }
}
