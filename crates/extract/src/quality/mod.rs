//! Whether the picture of a page is good enough to work with, and what is wrong with it.
//!
//! The verdict rests on how sure the recogniser was, which is what best tells how much of a page was read wrongly; the
//! reasons are what is out of the ordinary about the picture then. A page that reads well is not blamed for being dark.
//! The bound for the share of print that was read was measured, the rest is set by hand:
//! `docs/decisions/0012-scan-quality.md`.

mod measure;

pub(crate) use measure::UNSURE_WORD;

use aktenlage_domain::document::{IssueCode, Word};
use aktenlage_domain::scan::{PageScan, ScanMeasures, ScanVerdict};

use crate::marks::Print;
use crate::ocr::Treatment;
use crate::picture::Grey;

/// From this share of unsure words on, in percent, a new scan is advisable.
const POOR_PERCENT: u8 = 35;
/// The same, below this mean confidence of the letters.
const POOR_CONFIDENCE: f32 = 0.7;
/// From this share of unsure words on, in percent, nothing can be relied on.
const UNREADABLE_PERCENT: u8 = 70;
/// The same, below this mean confidence.
const UNREADABLE_CONFIDENCE: f32 = 0.45;
/// Below this share of print under sure words a new scan is advisable: a block that nobody found leaves no unsure words.
const POOR_SHARE: f32 = 0.8;
/// The same, below which nothing can be relied on.
const UNREADABLE_SHARE: f32 = 0.4;
/// A page with fewer words may hold nothing but a stamp: its share of unsure words says little.
const FEW_WORDS: u32 = 8;
/// Paper below this brightness is dark.
const DARK_PAPER: f32 = 0.45;
/// Print above this brightness is pale.
const PALE_PRINT: f32 = 0.55;
/// Less contrast than this is little.
const LOW_CONTRAST: f32 = 0.25;
/// Fewer dots per inch are few.
const LOW_RESOLUTION: f32 = 140.0;
/// Edges wider than this, in millimetres, are blurred.
const BLURRED_MM: f32 = 0.45;
/// Lines that are more askew than this, in degrees, are much askew.
const SKEWED: f32 = 4.0;
/// So many words at the edge are no chance.
const CUT_OFF_WORDS: u32 = 3;

/// What is to be said about a page whose words were recognised; their boxes are fractions of the picture. How the page
/// lies is not seen here.
pub(crate) fn judge(
    image: &Grey,
    words: &[Word],
    print: Print,
    confidence: f32,
    treatment: Treatment,
) -> PageScan {
    let measures = measure::measure(image, words, confidence, &treatment);
    let verdict = verdict(&measures, print);
    PageScan {
        verdict,
        reasons: reasons(&measures, verdict),
        measures,
        steps: treatment.steps,
        quarter_turns: 0,
    }
}

fn verdict(measures: &ScanMeasures, print: Print) -> ScanVerdict {
    let unsure = if measures.words < FEW_WORDS {
        0
    } else {
        measures.unsure_percent()
    };
    let confidence = measures.confidence;
    let read = print.sure_share().unwrap_or(1.0);
    if measures.words == 0
        || unsure >= UNREADABLE_PERCENT
        || confidence < UNREADABLE_CONFIDENCE
        || read < UNREADABLE_SHARE
    {
        ScanVerdict::Unreadable
    } else if unsure >= POOR_PERCENT || confidence < POOR_CONFIDENCE || read < POOR_SHARE {
        ScanVerdict::Poor
    } else {
        ScanVerdict::Readable
    }
}

fn reasons(measures: &ScanMeasures, verdict: ScanVerdict) -> Vec<IssueCode> {
    let is_poor = verdict != ScanVerdict::Readable;
    let resolution = measures.coarsest_dots_per_inch();
    let is_coarse = resolution > 0.0 && resolution < LOW_RESOLUTION;
    let is_dark = measures.paper < DARK_PAPER;
    let is_pale = !is_dark && measures.print > PALE_PRINT;
    let found = [
        // What is missing is missing, however sharp the rest is.
        (IssueCode::ScanCutOff, measures.words_cut_off >= CUT_OFF_WORDS),
        (IssueCode::ScanTooDark, is_poor && is_dark),
        (IssueCode::ScanTooLight, is_poor && is_pale),
        (
            IssueCode::ScanLowContrast,
            is_poor && !is_dark && !is_pale && measures.contrast() < LOW_CONTRAST,
        ),
        (IssueCode::ScanLowResolution, is_poor && is_coarse),
        (
            // Coarse pictures have wide edges too.
            IssueCode::ScanBlurred,
            is_poor && !is_coarse && measures.edge_width_mm.is_some_and(|width| width > BLURRED_MM),
        ),
        (
            IssueCode::ScanSkewed,
            is_poor && measures.skew_degrees.abs() > SKEWED,
        ),
    ];
    let found = found.into_iter().filter(|(_, is_so)| *is_so);
    found.map(|(code, _)| code).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: ScanMeasures = ScanMeasures {
        words: 200,
        unsure_words: 4,
        confidence: 0.93,
        dots_per_inch: (200.0, 200.0),
        is_resolution_assumed: false,
        paper: 0.95,
        print: 0.2,
        edge_width_mm: Some(0.2),
        skew_degrees: 0.3,
        words_cut_off: 0,
        colour: None,
    };
    const GUESSED: ScanMeasures = ScanMeasures {
        unsure_words: 120,
        confidence: 0.6,
        ..GOOD
    };

    fn judged(measures: ScanMeasures) -> (ScanVerdict, Vec<IssueCode>) {
        let verdict = verdict(&measures, Print::default());
        (verdict, reasons(&measures, verdict))
    }

    #[test]
    fn a_page_that_reads_well_is_not_blamed_for_how_it_looks() {
        let odd = ScanMeasures {
            paper: 0.3,
            edge_width_mm: Some(0.9),
            dots_per_inch: (90.0, 90.0),
            ..GOOD
        };
        assert_eq!(judged(GOOD), (ScanVerdict::Readable, Vec::new()));
        assert_eq!(judged(odd), (ScanVerdict::Readable, Vec::new()));
        let cut = ScanMeasures {
            words_cut_off: 9,
            ..GOOD
        };
        assert_eq!(judged(cut), (ScanVerdict::Readable, vec![IssueCode::ScanCutOff]));
    }

    #[test]
    fn reasons_are_what_is_out_of_the_ordinary() {
        assert_eq!(judged(GUESSED), (ScanVerdict::Poor, Vec::new()));
        let with = |change: fn(&mut ScanMeasures)| {
            let mut measures = GUESSED;
            change(&mut measures);
            judged(measures).1
        };
        assert_eq!(with(|m| m.paper = 0.3), [IssueCode::ScanTooDark]);
        assert_eq!(with(|m| m.print = 0.8), [IssueCode::ScanTooLight]);
        assert_eq!(
            with(|m| (m.paper, m.print) = (0.6, 0.5)),
            [IssueCode::ScanLowContrast]
        );
        assert_eq!(with(|m| m.edge_width_mm = Some(0.8)), [IssueCode::ScanBlurred]);
        assert_eq!(with(|m| m.skew_degrees = -9.0), [IssueCode::ScanSkewed]);
        // Wide edges of a coarse picture are no blur of their own.
        let coarse = with(|m| (m.dots_per_inch, m.edge_width_mm) = ((204.0, 98.0), Some(0.8)));
        assert_eq!(coarse, [IssueCode::ScanLowResolution]);
    }

    #[test]
    fn print_that_nobody_found_is_missed() {
        let with = |sure| verdict(&GOOD, Print { seen: 10_000, sure });
        assert_eq!(with(9_500), ScanVerdict::Readable);
        assert_eq!(with(6_500), ScanVerdict::Poor);
        assert_eq!(with(3_000), ScanVerdict::Unreadable);
        // A stamp beside a few letters.
        assert_eq!(
            verdict(&GOOD, Print { seen: 200, sure: 0 }),
            ScanVerdict::Readable
        );
    }

    #[test]
    fn nothing_read_is_unreadable_and_a_stamp_is_not() {
        let nothing = ScanMeasures {
            words: 0,
            unsure_words: 0,
            confidence: 0.0,
            ..GOOD
        };
        assert_eq!(judged(nothing).0, ScanVerdict::Unreadable);
        let stamp = ScanMeasures {
            words: 3,
            unsure_words: 2,
            confidence: 0.75,
            ..GOOD
        };
        assert_eq!(judged(stamp).0, ScanVerdict::Readable);
    }
}
