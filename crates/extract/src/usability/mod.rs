//! Whether a page's text layer can be used, or has to be taken from its picture.
//!
//! The measure is how surprising the pairs of letters in a word are for German. Text whose letters were shifted
//! or swapped by a broken font table costs far more than German text; English lies between, and
//! scripts other than Latin are not judged at all.

mod pairs;

use std::collections::HashMap;

use aktenlage_domain::document::{IssueCode, TextSource, Word};
use pairs::{LETTERS, PAIR_COST};
use unicode_normalization::UnicodeNormalization as _;

use crate::text::Ink;

/// Fewer letters than this on a page that is a picture: a scanner's stamp, not its text.
const MIN_LETTERS_BESIDE_PICTURE: usize = 100;
/// The same beside a picture of this part of the page: a photo that somebody put on a page, with a caption.
const MIN_LETTERS_BESIDE_PHOTO: usize = 40;
const PHOTO_COVER: f64 = 0.25;
/// Text that stands nowhere but in the upper and lower margin of a picture, of this part of the page each, is a line of
/// whoever sent it on, however long it is.
const MARGIN: f32 = 0.08;
/// The same for a page of outlines, which are not all letters.
const MIN_LETTERS_BESIDE_OUTLINES: usize = 40;
/// An image that covers this part of the page is the page.
pub(crate) const PAGE_IMAGE_COVER: f64 = 0.7;
/// Curves from which on a page with hardly any text is drawn as outlines.
const OUTLINE_CURVES: usize = 1500;
/// Mean cost of a letter pair, in tenths of a nat, from which on a word is no word. Pages of German forms lie
/// at 23 to 26 in the mean, English ones between 30 and 36; shifting every letter of the German ones by one puts
/// at least 70 % of their letters into words above this.
const GARBLED_COST: u32 = 40;
/// Shorter words say nothing.
const MIN_WORD_LETTERS: usize = 4;
/// Fewer letters in judged words say nothing about a page.
const MIN_JUDGED_LETTERS: usize = 60;

/// The same of one font among several, and how many tenths of its letters have to stand in words that are none: print in
/// capitals and abbreviations has fonts of its own.
const MIN_JUDGED_LETTERS_OF_FONT: usize = 40;
const GARBLED_TENTHS_OF_FONT: usize = 7;
/// From so many words on that a font shows and does not tell, something that people can read is missing from the text:
/// what was entered into a form, say, beside print that is sound.
const MIN_UNMAPPED_WORDS: usize = 2;

/// Where the text of a page comes from, and what is to be said about it.
pub(crate) fn judge(words: &[Word], ink: &Ink, has_fields: bool) -> (TextSource, Option<IssueCode>) {
    let has_ink = ink.paths > 0 || ink.images > 0 || ink.unmapped_glyphs > 0;
    if words.is_empty() && !has_ink && !has_fields {
        return (TextSource::Blank, None);
    }
    let letters = letters(words);
    let is_picture = ink.image_cover >= PAGE_IMAGE_COVER;
    let is_beside = (is_picture && (letters < MIN_LETTERS_BESIDE_PICTURE || stands_in_margins(words)))
        || (ink.image_cover >= PHOTO_COVER && letters < MIN_LETTERS_BESIDE_PHOTO)
        || (ink.curves >= OUTLINE_CURVES && letters < MIN_LETTERS_BESIDE_OUTLINES);
    if words.is_empty() || is_beside {
        return (TextSource::Unreadable, Some(IssueCode::PageWithoutText));
    }
    // What some scanner recognised on a picture is worth less than text that a program wrote.
    let parts = if is_recognised(words, ink) { 4 } else { 2 };
    if ink.unmapped_words >= MIN_UNMAPPED_WORDS
        || ink.has_garbled_font
        || is_unmapped(words, letters)
        || is_garbled(words, parts)
    {
        return (TextSource::Unreadable, Some(IssueCode::PageTextUnusable));
    }
    (TextSource::Text, None)
}

/// Whether the text of a page was recognised on its picture by a copier or an archive.
pub(crate) fn is_recognised(words: &[Word], ink: &Ink) -> bool {
    ink.image_cover >= PAGE_IMAGE_COVER && ink.hidden_glyphs * 2 > letters(words)
}

fn stands_in_margins(words: &[Word]) -> bool {
    let is_in_margin = |word: &Word| word.bbox.bottom <= MARGIN || word.bbox.top >= 1.0 - MARGIN;
    words.iter().all(is_in_margin)
}

fn letters(words: &[Word]) -> usize {
    words
        .iter()
        .flat_map(|word| word.text.chars())
        .filter(|character| character.is_alphabetic())
        .count()
}

/// Whether the fonts leave open what so many of the letters are that words cannot be read.
fn is_unmapped(words: &[Word], letters: usize) -> bool {
    let unknown = words
        .iter()
        .flat_map(|word| word.text.chars())
        .filter(|&c| c == char::REPLACEMENT_CHARACTER)
        .count();
    unknown >= 10 && unknown * 5 > letters
}

/// Whether one of so many parts of the letters stands in words that are none.
fn is_garbled(words: &[Word], parts: usize) -> bool {
    let (mut judged, mut garbled) = (0, 0);
    for word in words {
        let Some((letters, cost)) = mean_cost(&word.text) else {
            continue;
        };
        judged += letters;
        if cost >= GARBLED_COST {
            garbled += letters;
        }
    }
    judged >= MIN_JUDGED_LETTERS && garbled * parts >= judged
}

/// Whether nearly all words of one font are none, given as pairs of font and word: entries whose letters are shifted stand
/// beside print that is sound.
pub(crate) fn has_garbled_font<'w>(words: impl Iterator<Item = (u128, &'w str)>) -> bool {
    let mut of_fonts: HashMap<u128, (usize, usize)> = HashMap::new();
    for (font, word) in words {
        if let Some((letters, cost)) = mean_cost(word) {
            let (judged, garbled) = of_fonts.entry(font).or_default();
            *judged += letters;
            *garbled += if cost >= GARBLED_COST { letters } else { 0 };
        }
    }
    let is_garbled = |(judged, garbled): &(usize, usize)| {
        *judged >= MIN_JUDGED_LETTERS_OF_FONT && garbled * 10 >= judged * GARBLED_TENTHS_OF_FONT
    };
    of_fonts.values().any(is_garbled)
}

/// Number of letters and mean cost of a letter pair; `None` for words that say nothing.
fn mean_cost(word: &str) -> Option<(usize, u32)> {
    let (mut letters, mut pairs, mut cost, mut previous) = (0, 0, 0, 0);
    for character in word.chars().chain([' ']) {
        let letter = letter_index(character)?;
        letters += usize::from(letter > 0);
        if previous > 0 || letter > 0 {
            cost += u32::from(PAIR_COST[previous][letter]);
            pairs += 1;
        }
        previous = letter;
    }
    (letters >= MIN_WORD_LETTERS).then(|| (letters, cost / pairs.max(1)))
}

/// Place in [`LETTERS`], 0 for what is not a letter; `None` for letters of other scripts.
fn letter_index(character: char) -> Option<usize> {
    let place = |character: char| LETTERS.iter().position(|&letter| letter == character);
    if character.is_ascii() {
        return Some(place(character.to_ascii_lowercase()).unwrap_or(0));
    }
    if !character.is_alphabetic() {
        return Some(0);
    }
    let lower = character.to_lowercase().next().unwrap_or(character);
    // Letters with foreign accents count as their base letter.
    place(lower).or_else(|| place(std::iter::once(lower).nfd().next()?))
}

#[cfg(test)]
mod tests {
    use aktenlage_domain::document::PageBox;

    use super::*;

    const GERMAN: &str = "Antrag auf Wohngeld Bitte beachten Sie die Hinweise auf der Rückseite Familienname \
        Geburtsdatum Straße und Hausnummer Angaben zu den Haushaltsmitgliedern Einkommen Mietzuschuss";
    const ENGLISH: &str = "Application for residence permit Please complete all sections in capital letters \
        surname date of birth nationality purpose of the intended stay previous addresses signature";
    const TURKISH: &str = "Nüfus kayıt örneği adı soyadı doğum yeri ve tarihi anne adı baba adı medeni hali \
        ikametgah belgesi aile hekimliği bildirimi başvuru dilekçesi imza";
    const POLISH: &str = "Odpis skrócony aktu urodzenia nazwisko imię data urodzenia miejsce urodzenia rodzice \
        ojciec matka urząd stanu cywilnego zaświadczenie o zameldowaniu podpis kierownika";

    fn words(text: &str) -> Vec<Word> {
        let bbox = PageBox {
            left: 0.0,
            top: 0.0,
            right: 0.1,
            bottom: 0.1,
        };
        text.split_whitespace()
            .map(|word| Word {
                text: word.to_owned(),
                bbox,
                confidence: None,
            })
            .collect()
    }

    fn verdict(text: &str, ink: Ink) -> (TextSource, Option<IssueCode>) {
        judge(&words(text), &ink, false)
    }

    fn shifted(text: &str, by: u32) -> String {
        let shift = |c: char| {
            if c == ' ' {
                c
            } else {
                char::from_u32(c as u32 + by).unwrap_or(c)
            }
        };
        text.chars().map(shift).collect()
    }

    #[test]
    fn real_languages_are_usable() {
        for text in [
            GERMAN,
            ENGLISH,
            TURKISH,
            POLISH,
            &GERMAN.to_uppercase(),
            "Справка о регистрации по месту жительства",
        ] {
            assert_eq!(verdict(text, Ink::default()), (TextSource::Text, None), "{text}");
        }
    }

    #[test]
    fn shifted_letters_are_unusable() {
        for text in [GERMAN, ENGLISH] {
            for by in 1..=8 {
                let verdict = verdict(&shifted(text, by), Ink::default());
                assert_eq!(
                    verdict,
                    (TextSource::Unreadable, Some(IssueCode::PageTextUnusable)),
                    "{by} {text}"
                );
            }
        }
    }

    #[test]
    fn unknown_letters_are_unusable() {
        let text = GERMAN.replace(['e', 'n'], "\u{fffd}");
        assert_eq!(
            verdict(&text, Ink::default()).1,
            Some(IssueCode::PageTextUnusable)
        );
    }

    #[test]
    fn a_shifted_font_beside_sound_print_is_found() {
        let print = || GERMAN.split_whitespace().map(|word| (1, word));
        let shifted = shifted(
            "Familienname Huber Straße Ringstraße Geburtsort München Beruf Lehrerin",
            3,
        );
        let entered = || shifted.split_whitespace().map(|word| (2, word));
        assert!(!has_garbled_font(print()));
        assert!(has_garbled_font(print().chain(entered())));
        assert!(
            !has_garbled_font(print().chain(entered().take(3))),
            "too few to say"
        );
        assert!(!has_garbled_font(
            ENGLISH.split_whitespace().map(|word| (3, word))
        ));
    }

    #[test]
    fn words_that_no_font_explains_make_sound_print_unusable() {
        for (unmapped_words, expected) in [(1, None), (2, Some(IssueCode::PageTextUnusable))] {
            let ink = Ink {
                unmapped_words,
                ..Ink::default()
            };
            assert_eq!(verdict(GERMAN, ink).1, expected);
        }
    }

    #[test]
    fn few_words_and_codes_are_not_judged() {
        for text in [
            "BWZR",
            "DE02 1203 0000 0000 2020 51 BYLADEM1001",
            "01.02.2026 1.234,56",
        ] {
            assert_eq!(verdict(text, Ink::default()), (TextSource::Text, None), "{text}");
        }
    }

    #[test]
    fn a_page_without_words_is_never_silently_empty() {
        let blank = (TextSource::Blank, None);
        let without_text = (TextSource::Unreadable, Some(IssueCode::PageWithoutText));
        let paths = Ink {
            paths: 3,
            ..Ink::default()
        };
        let scan = Ink {
            images: 1,
            image_cover: 1.0,
            ..Ink::default()
        };
        let recognised = Ink {
            hidden_glyphs: GERMAN.len(),
            ..scan
        };
        let outlines = Ink {
            paths: 90,
            curves: 9_000,
            ..Ink::default()
        };
        assert_eq!(verdict("", Ink::default()), blank);
        assert_eq!(judge(&[], &Ink::default(), true), without_text);
        assert_eq!(verdict("", paths), without_text);
        assert_eq!(verdict("Scanned by office 4", scan), without_text);
        let stamp = "Eingegangen am 03.02.2026 Stadt Musterstadt Bürgeramt Poststelle Zimmer 12";
        assert_eq!(verdict(stamp, scan), without_text);
        assert_eq!(verdict("Seite 3", outlines), without_text);
        let photo = Ink {
            images: 1,
            image_cover: 0.4,
            ..Ink::default()
        };
        assert_eq!(verdict("Mietvertrag Seite 1", photo), without_text);
        assert_eq!(verdict(GERMAN, photo), (TextSource::Text, None));
        let mut line = words(&GERMAN.repeat(2));
        assert_eq!(judge(&line, &scan, false), (TextSource::Text, None));
        for word in &mut line {
            (word.bbox.top, word.bbox.bottom) = (0.01, 0.025);
        }
        assert_eq!(judge(&line, &scan, false), without_text);
        assert_eq!(verdict(GERMAN, scan), (TextSource::Text, None));
        assert_eq!(verdict(GERMAN, recognised), (TextSource::Text, None));
        let half_wrong =
            GERMAN.to_owned() + " Fnbwjwqhz Xtrlgmxpq Bdjvkgwrt Qkzmfpxwn Vjhtrzkpb Wxkqjzvgf Gjqxwkzpv";
        assert_eq!(verdict(&half_wrong, scan), (TextSource::Text, None));
        let unusable = (TextSource::Unreadable, Some(IssueCode::PageTextUnusable));
        assert_eq!(verdict(&half_wrong, recognised), unusable);
        assert_eq!(verdict("Seite 3", paths), (TextSource::Text, None));
    }
}
