//! Documents and pages that were sent in twice: the same once more, or the same page scanned again.
use std::collections::{BTreeMap, BTreeSet};

use aktenlage_domain::document::{DocumentText, MarkKind, Page, TextSource};
use aktenlage_domain::ids::DocumentId;
use aktenlage_domain::suggestion::Remark;

use crate::digest;
use crate::remark;
use crate::submission::DocumentInput;
use crate::text::fold;

/// Fewer words say nothing about a page.
const LEAST_WORDS: usize = 12;
/// Words that two pictures of one page have in common at least, as a share.
const SAME_WORDS: f32 = 0.80;
/// A word this sure is what it says.
const SURE: f32 = 0.85;
/// So many sure words of three letters may be missing on one of two pictures: recognition loses some.
const MAY_BE_LOST: usize = 2;

/// A page made comparable.
struct Print {
    document: usize,
    number: u32,
    words: Vec<String>,
    confidences: Vec<f32>,
    /// What is entered in the form fields of the page.
    entered: Vec<(String, Option<String>)>,
    /// States of the boxes on paper, in the order of the page.
    ticks: Vec<&'static str>,
    is_picture: bool,
}

/// A remark on every later document that repeats an earlier one, whole or by pages. It is a hint: nothing follows.
pub(crate) fn find(documents: &[DocumentInput]) -> Vec<(DocumentId, Remark)> {
    let mut remarks = Vec::new();
    let mut repeated: BTreeSet<usize> = BTreeSet::new();
    for (later, document) in documents.iter().enumerate() {
        let earlier = documents[..later]
            .iter()
            .find(|earlier| is_same_file(earlier, document) || is_same_text(earlier, document));
        if let Some(earlier) = earlier {
            repeated.insert(later);
            let remark = Remark::new(remark::DUPLICATE_DOCUMENT)
                .with("document", earlier.file_name.as_str())
                .with("document_id", earlier.id.to_string());
            remarks.push((document.id, remark));
        }
    }
    let prints: Vec<Print> = documents
        .iter()
        .enumerate()
        .filter(|(index, _)| !repeated.contains(index))
        .flat_map(|(index, document)| prints(index, &document.text))
        .collect();
    for (earlier, later) in pairs(&prints) {
        let (one, two) = (&prints[earlier], &prints[later]);
        let Some(code) = relation(one, two) else {
            continue;
        };
        let remark = Remark::new(code)
            .with("page", two.number.to_string())
            .with("document", documents[one.document].file_name.as_str())
            .with("document_id", documents[one.document].id.to_string())
            .with("other_page", one.number.to_string());
        remarks.push((documents[two.document].id, remark));
    }
    remarks
}

/// Of each page that says something its number and a SHA-256 over its words, entries and ticks in their order: two pages
/// with the same one are a [`remark::DUPLICATE_PAGE`] to each other. A page of a form that nobody filled in has none, and
/// neither has one with few words; a page that was scanned again has another one.
pub fn page_prints(text: &DocumentText) -> Vec<(u32, String)> {
    let is_filled_in =
        |print: &&Print| print.entered.is_empty() || print.entered.iter().any(|(_, value)| value.is_some());
    prints(0, text)
        .iter()
        .filter(is_filled_in)
        .map(|print| (print.number, digest_of(print)))
        .collect()
}

fn digest_of(print: &Print) -> String {
    let words = print.words.iter().map(String::as_str);
    // What no word is stands between the lists, so that none runs into the next.
    let entered = print
        .entered
        .iter()
        .flat_map(|(name, value)| [name.as_str(), value.as_deref().unwrap_or("\u{1}")]);
    let ticks = print.ticks.iter().copied();
    digest::of_texts(
        words
            .chain(["\u{2}"])
            .chain(entered)
            .chain(["\u{2}"])
            .chain(ticks),
    )
}

/// Whether both are one file, byte by byte, whatever could be read of it. Parts of a divided scan share its file.
fn is_same_file(earlier: &DocumentInput, later: &DocumentInput) -> bool {
    earlier.sha256.is_some() && earlier.sha256 == later.sha256 && earlier.pages == later.pages
}

/// Whether both say the same at the same places: one file saved twice, a form filled in and printed twice.
fn is_same_text(earlier: &DocumentInput, later: &DocumentInput) -> bool {
    says_something(&earlier.text) && earlier.text == later.text
}

fn says_something(text: &DocumentText) -> bool {
    !text.fields.is_empty() || text.pages.iter().any(|page| !page.words.is_empty())
}

fn prints(document: usize, text: &DocumentText) -> Vec<Print> {
    let is_read = |page: &&Page| page.words.len() >= LEAST_WORDS;
    text.pages
        .iter()
        .filter(is_read)
        .map(|page| {
            let words = page.words.iter().map(|word| fold(&word.text));
            let entered = text
                .fields
                .iter()
                .filter(|field| field.widgets.iter().any(|widget| widget.page == page.number))
                .map(|field| (field.name.clone(), field.value.clone()));
            let ticks = text.marks.iter().filter(|mark| mark.page == page.number);
            Print {
                document,
                number: page.number,
                words: words.collect(),
                confidences: page
                    .words
                    .iter()
                    .map(|word| word.confidence.unwrap_or(1.0))
                    .collect(),
                entered: entered.collect(),
                ticks: ticks
                    .filter_map(|mark| match mark.kind {
                        MarkKind::TickBox(state) => Some(state.as_str()),
                        MarkKind::Signature(_) | MarkKind::Handwriting | MarkKind::Stamp => None,
                    })
                    .collect(),
                is_picture: page.source == TextSource::Ocr,
            }
        })
        .collect()
}

/// Each page with the first earlier page that shares half of its rows of three words.
fn pairs(prints: &[Print]) -> Vec<(usize, usize)> {
    let mut known: BTreeMap<&[String], Vec<usize>> = BTreeMap::new();
    let mut pairs = Vec::new();
    for (index, print) in prints.iter().enumerate() {
        let rows: BTreeSet<&[String]> = print.words.windows(3).collect();
        let mut shared: BTreeMap<usize, usize> = BTreeMap::new();
        for other in rows.iter().filter_map(|row| known.get(row)).flatten() {
            *shared.entry(*other).or_default() += 1;
        }
        let alike = shared.iter().filter(|(_, count)| **count * 2 > rows.len());
        pairs.extend(alike.map(|(other, _)| (*other, index)).take(4));
        for row in rows {
            known.entry(row).or_default().push(index);
        }
    }
    pairs
}

/// What a later page is to an earlier one, as the code of a remark.
fn relation(one: &Print, two: &Print) -> Option<&'static str> {
    if one.entered != two.entered && !(one.is_picture || two.is_picture) {
        return None;
    }
    if one.words == two.words && one.entered == two.entered && one.ticks == two.ticks {
        return Some(remark::DUPLICATE_PAGE);
    }
    let has_entries = |print: &Print| print.entered.iter().any(|(_, value)| value.is_some());
    // What an interactive form holds is not among its words.
    if !(one.is_picture || two.is_picture) || has_entries(one) || has_entries(two) {
        return None;
    }
    let ticked = |print: &Print| print.ticks.iter().filter(|state| **state == "on").count();
    if one.is_picture && two.is_picture && ticked(one) != ticked(two) {
        return None;
    }
    is_same_page(one, two).then_some(remark::RESCANNED_PAGE)
}

/// Whether two pages say the same but for what recognition loses or garbles. Two forms of one kind that were filled in
/// differently do not.
#[expect(clippy::cast_precision_loss, reason = "words of a page")]
fn is_same_page(one: &Print, two: &Print) -> bool {
    let common = in_common(&one.words, &two.words);
    let count = common.iter().filter(|(is_first, _)| *is_first).count();
    let share = count as f32 / one.words.len().max(two.words.len()) as f32;
    if share < SAME_WORDS {
        return false;
    }
    let lonely = |print: &Print, is_first: bool| -> Vec<usize> {
        let known: BTreeSet<usize> = common
            .iter()
            .filter(|(first, _)| *first == is_first)
            .map(|(_, index)| *index)
            .collect();
        (0..print.words.len())
            .filter(|index| !known.contains(index))
            .collect()
    };
    let (first, second) = (lonely(one, true), lonely(two, false));
    let mut lost = 0;
    for (print, own, other_print, others) in [(one, &first, two, &second), (two, &second, one, &first)] {
        for &index in own {
            let word = &print.words[index];
            let letters = word.chars().filter(|letter| letter.is_alphanumeric()).count();
            let is_sure = print.confidences[index] >= SURE && letters >= 3;
            let has_twin = others
                .iter()
                .any(|&other| is_like(word, &other_print.words[other]));
            if is_sure && !has_twin {
                if word.chars().any(|letter| letter.is_ascii_digit()) {
                    return false;
                }
                lost += 1;
            }
        }
    }
    lost <= MAY_BE_LOST
}

/// The words of both that follow each other in the same order (longest common subsequence): of the first list with
/// `true`, of the second with `false`.
fn in_common(one: &[String], two: &[String]) -> Vec<(bool, usize)> {
    let width = two.len() + 1;
    let mut longest = vec![0_u16; (one.len() + 1) * width];
    for (i, word) in one.iter().enumerate().rev() {
        for (j, other) in two.iter().enumerate().rev() {
            longest[i * width + j] = if word == other {
                longest[(i + 1) * width + j + 1] + 1
            } else {
                longest[(i + 1) * width + j].max(longest[i * width + j + 1])
            };
        }
    }
    let (mut i, mut j) = (0, 0);
    let mut common = Vec::new();
    while i < one.len() && j < two.len() {
        if one[i] == two[j] {
            common.extend([(true, i), (false, j)]);
            (i, j) = (i + 1, j + 1);
        } else if longest[(i + 1) * width + j] >= longest[i * width + j + 1] {
            i += 1;
        } else {
            j += 1;
        }
    }
    common
}

/// Whether one word may be the other, read worse: most letters of the shorter one stand in the longer in order.
fn is_like(one: &str, two: &str) -> bool {
    let (short, long) = if one.len() <= two.len() {
        (one, two)
    } else {
        (two, one)
    };
    let mut rest = long.chars();
    let found = short
        .chars()
        .filter(|letter| rest.by_ref().any(|other| other == *letter))
        .count();
    let length = long.chars().count();
    found * 10 >= length * 6
}

#[cfg(test)]
mod tests {
    use aktenlage_domain::document::{FormField, FormFieldKind, Widget, Word};

    use super::*;
    use crate::fixture::page;

    const LINES: [&str; 5] = [
        "Antrag auf Wohngeld als Mietzuschuss",
        "Familienname Muster Vorname Eva",
        "Geburtsdatum 03.04.1988 in Augsburg",
        "Monatliche Miete 712,50 Euro ab Mai",
        "Ich versichere dass die Angaben richtig sind",
    ];

    fn document(number: u128, lines: &[&str], source: TextSource) -> DocumentInput {
        let texts: Vec<(f32, f32, &str)> = lines
            .iter()
            .zip(1_u8..)
            .map(|(line, row)| (0.1, 0.05 * f32::from(row), *line))
            .collect();
        let mut page = page(1, &texts);
        page.source = source;
        if source == TextSource::Ocr {
            for word in &mut page.words {
                word.confidence = Some(0.93);
            }
        }
        DocumentInput {
            id: DocumentId(uuid::Uuid::from_u128(number)),
            file_name: format!("{number}.pdf"),
            text: DocumentText {
                pages: vec![page],
                ..DocumentText::default()
            },
            issues: Vec::new(),
            pages: None,
            sha256: None,
        }
    }

    fn codes(documents: &[DocumentInput]) -> Vec<(u128, String)> {
        find(documents)
            .into_iter()
            .map(|(id, remark)| (id.0.as_u128(), remark.code))
            .collect()
    }

    #[test]
    fn the_same_file_and_the_same_page_are_named_on_the_later_one() {
        let first = document(1, &LINES, TextSource::Text);
        let mut page = document(3, &LINES, TextSource::Text);
        page.text.pages.push(
            document(4, &["Noch eine Seite"], TextSource::Text)
                .text
                .pages
                .remove(0),
        );
        let found = codes(&[first.clone(), document(2, &LINES, TextSource::Text), page]);
        assert_eq!(
            found,
            [
                (2, remark::DUPLICATE_DOCUMENT.to_owned()),
                (3, remark::DUPLICATE_PAGE.to_owned())
            ]
        );
    }

    #[test]
    fn a_page_scanned_again_is_recognised_though_words_are_lost_and_garbled() {
        let first = document(1, &LINES, TextSource::Text);
        let mut again = document(2, &LINES, TextSource::Ocr);
        let words: &mut Vec<Word> = &mut again.text.pages[0].words;
        words[4].text = "Mietzuschuß".to_owned();
        words[4].confidence = Some(0.6);
        words.remove(14);
        assert_eq!(codes(&[first, again]), [(2, remark::RESCANNED_PAGE.to_owned())]);
    }

    #[test]
    fn the_same_form_filled_in_for_another_person_is_no_duplicate() {
        let mut lines = LINES;
        lines[2] = "Geburtsdatum 17.09.2014 in Augsburg";
        let found = codes(&[
            document(1, &LINES, TextSource::Ocr),
            document(2, &lines, TextSource::Ocr),
        ]);
        assert_eq!(found, []);
    }

    /// A file of which nothing was read.
    fn unreadable(number: u128, sha256: Option<&str>) -> DocumentInput {
        DocumentInput {
            text: DocumentText::default(),
            sha256: sha256.map(str::to_owned),
            ..document(number, &[], TextSource::Unreadable)
        }
    }

    #[test]
    fn the_same_file_is_named_though_nothing_was_read_of_it() {
        let found = find(&[
            unreadable(1, Some("aa")),
            document(2, &LINES, TextSource::Text),
            unreadable(3, Some("bb")),
            unreadable(4, Some("aa")),
            unreadable(5, Some("aa")),
        ]);
        let told: Vec<(u128, &str, Option<&str>)> = found
            .iter()
            .map(|(id, remark)| (id.0.as_u128(), remark.code.as_str(), remark.parameter("document")))
            .collect();
        assert_eq!(
            told,
            [
                (4, remark::DUPLICATE_DOCUMENT, Some("1.pdf")),
                (5, remark::DUPLICATE_DOCUMENT, Some("1.pdf"))
            ],
            "each names the first"
        );
        assert_eq!(codes(&[unreadable(1, None), unreadable(2, None)]), []);
    }

    #[test]
    fn parts_of_one_scan_are_no_copies_of_each_other() {
        let scan = unreadable(1, Some("aa"));
        let part = |number: u128, pages: &str| {
            let id = DocumentId(uuid::Uuid::from_u128(number));
            scan.of_pages(id, format!("scan ({pages})"), &pages.parse().unwrap())
        };
        assert_eq!(codes(&[part(2, "1-3"), part(3, "4,5")]), []);
        // The scan came twice and was divided twice in the same way.
        let again = [part(2, "1-3"), part(3, "4,5"), part(4, "1-3")];
        assert_eq!(codes(&again), [(4, remark::DUPLICATE_DOCUMENT.to_owned())]);
    }

    #[test]
    fn pages_that_say_the_same_have_the_same_print() {
        let prints = |document: &DocumentInput| page_prints(&document.text);
        let first = document(1, &LINES, TextSource::Text);
        let again = document(2, &LINES, TextSource::Ocr);
        assert_eq!(prints(&first).len(), 1);
        assert_eq!(prints(&first), prints(&again));
        let mut another = document(3, &LINES, TextSource::Text);
        another.text.pages[0].words[7].text = "Evi".to_owned();
        assert_ne!(prints(&first), prints(&another));
        let few = document(4, &["Anlage 1"], TextSource::Text);
        assert_eq!(prints(&few), []);
    }

    #[test]
    fn a_page_of_a_form_has_a_print_once_it_is_filled_in() {
        let filled = |value: Option<&str>| {
            let mut form = document(1, &LINES, TextSource::Text);
            form.text.fields = vec![FormField {
                name: "Name".to_owned(),
                tooltip: None,
                kind: FormFieldKind::Text,
                value: value.map(str::to_owned),
                default_value: None,
                options: Vec::new(),
                widgets: vec![Widget {
                    page: 1,
                    bbox: form.text.pages[0].words[0].bbox,
                    on_value: None,
                    is_on: false,
                }],
            }];
            page_prints(&form.text)
        };
        assert_eq!(filled(None), []);
        assert_eq!(filled(Some("Muster")).len(), 1);
        assert_ne!(filled(Some("Muster")), filled(Some("Beispiel")));
    }

    #[test]
    fn pages_with_few_words_say_nothing() {
        let short = |number| document(number, &["Anlage 1"], TextSource::Ocr);
        let mut second = short(2);
        second.text.pages[0].words[0].confidence = Some(0.5);
        assert_eq!(codes(&[short(1), second]), []);
    }
}
