//! Whether a page is empty: nothing was read on it, and what is to be seen is dust or shines through from behind.
use super::prepare::Prepared;
use super::table::SeenWord;
use crate::marks;
use crate::picture::Grey;

/// A word that is surer than this is one.
const SURE: f32 = 0.5;
/// On a picture whose faint ink was made black noise makes letters too: a word that counts there has so many, ...
const LETTERS: usize = 3;
/// ... and there are so many of these words.
const WORDS: usize = 3;

/// Whether there is nothing on a page whose `words` were read. `read_mirrored` reads a picture, and is asked only where
/// faint ink cannot be told otherwise from the print on the back of the sheet.
pub(super) fn is_blank(
    prepared: &Prepared,
    words: &[SeenWord],
    read_mirrored: impl FnOnce(&Grey) -> Option<Vec<SeenWord>>,
) -> bool {
    let Some(faint) = prepared.faint else {
        return !words.iter().any(|word| word.confidence > SURE) && marks::is_blank(&prepared.image);
    };
    if !faint.is_all || says_something(words) {
        return false;
    }
    // What nobody can read is not blank: a clerk looks at it, and nothing is lost.
    !faint.is_sharp || read_mirrored(&prepared.image.mirrored()).is_some_and(|words| says_something(&words))
}

/// Whether faint ink is text.
fn says_something(words: &[SeenWord]) -> bool {
    let is_word = |word: &&SeenWord| {
        word.confidence > SURE && word.text.chars().filter(|letter| letter.is_alphabetic()).count() >= LETTERS
    };
    words.iter().filter(is_word).take(WORDS).count() == WORDS
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ocr::Treatment;
    use crate::ocr::prepare::Faint;
    use crate::picture::Projection;

    fn words(texts: &[&str]) -> Vec<SeenWord> {
        let word = |text: &&str| SeenWord {
            text: (*text).to_owned(),
            edges: [0.0; 4],
            confidence: 0.8,
        };
        texts.iter().map(word).collect()
    }

    fn page(faint: Option<Faint>) -> Prepared {
        Prepared {
            image: Grey::filled(1_200, 1_600, 250),
            to_page: Projection::IDENTITY,
            is_two_tone: false,
            faint,
            treatment: Treatment {
                steps: Vec::new(),
                skew: 0.0,
                dots_per_inch: (300.0, 300.0),
                scanned_dots_per_inch: None,
                colour: None,
            },
        }
    }

    #[test]
    fn faint_ink_is_print_unless_it_reads_from_behind_or_is_blurred() {
        let text = ["Antrag", "auf", "Wohngeld"];
        let garbage = ["o", "Il", "ei", "nut"];
        let faint = |is_all, is_sharp| page(Some(Faint { is_all, is_sharp }));
        let is_blank = |page: &Prepared, seen: &[&str], behind: &[&str]| {
            is_blank(page, &words(seen), |_| Some(words(behind)))
        };
        assert!(is_blank(&page(None), &[], &text));
        assert!(!is_blank(&page(None), &text, &text));
        assert!(!is_blank(&faint(true, true), &text, &garbage));
        assert!(is_blank(&faint(true, true), &garbage, &text));
        // Nobody can read it from either side.
        assert!(!is_blank(&faint(true, true), &garbage, &garbage));
        assert!(is_blank(&faint(true, false), &garbage, &garbage));
        // There is darker ink as well.
        assert!(!is_blank(&faint(false, false), &garbage, &text));
    }
}
