//! How a page came in that is a picture: what the picture is like, what was done to it before it was read, and
//! whether that is good enough to work with.
use crate::document::IssueCode;
use crate::vocabulary::vocabulary;

vocabulary! {
    /// Whether a page that was read from its picture is good enough to work with.
    #[doc(alias = "Scanqualität")]
    ScanVerdict {
        /// What was read is as sure as recognition can be.
        Readable => "readable",
        /// Much of it is guessed: a new scan is advisable.
        Poor => "poor",
        /// Next to nothing of it can be relied on.
        Unreadable => "unreadable",
    }
}

vocabulary! {
    /// What was done to a copy of the picture before it was recognised; the original stays as it came.
    PreparationStep {
        /// Single dots of a fax line or of dust were taken out.
        DustRemoved => "dust_removed",
        /// The sheet was found on its background and seen from the front.
        PerspectiveStraightened => "perspective_straightened",
        /// Lines that were askew were laid level.
        Straightened => "straightened",
        /// Scaled to the resolution that recognition works best with.
        Resampled => "resampled",
        /// Shadows and grey paper were made white.
        LightEvened => "light_evened",
        /// Turned by quarters until the text stood upright.
        Turned => "turned",
    }
}

vocabulary! {
    /// What a scanner or a camera kept of the colours.
    ScanColour {
        /// Black and white.
        Bitonal => "bitonal",
        /// Shades of grey.
        Grey => "grey",
        /// Colours.
        Colour => "colour",
    }
}

/// What the picture of a page is like, measured where its words stand.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct ScanMeasures {
    /// Words that were recognised.
    pub words: u32,
    /// Words among them whose confidence is below 0.6.
    pub unsure_words: u32,
    /// Mean confidence of the letters, 0 to 1.
    pub confidence: f32,
    /// Dots per inch across and down; assumed from the size of A4 where the file does not say, 0 if unknown.
    pub dots_per_inch: (f32, f32),
    /// Whether nothing but the size of A4 tells how many dots that is per inch; `false` also where nobody noted it.
    pub is_resolution_assumed: bool,
    /// Brightness of the paper, 0 (black) to 1 (white).
    pub paper: f32,
    /// Brightness of the print, 0 to 1.
    pub print: f32,
    /// Width in millimetres over which print becomes paper; `None` where there is no print.
    pub edge_width_mm: Option<f32>,
    /// How far the lines fall to the right, in degrees.
    pub skew_degrees: f32,
    /// Words that run off the edge of the picture.
    pub words_cut_off: u32,
    /// What is left of the colours; `None` where a drawing of the page does not tell black and white from grey.
    pub colour: Option<ScanColour>,
}

impl ScanMeasures {
    /// The share of unsure words, in whole percent; 100 where nothing was recognised.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        clippy::cast_precision_loss,
        reason = "a percentage of the words of one page"
    )]
    pub fn unsure_percent(&self) -> u8 {
        if self.words == 0 {
            return 100;
        }
        (100.0 * self.unsure_words as f32 / self.words as f32).round() as u8
    }

    /// How much brighter the paper is than the print, 0 to 1.
    pub fn contrast(&self) -> f32 {
        (self.paper - self.print).max(0.0)
    }

    /// The coarser of the two resolutions, in dots per inch.
    pub fn coarsest_dots_per_inch(&self) -> f32 {
        self.dots_per_inch.0.min(self.dots_per_inch.1)
    }
}

/// A page as it was scanned, faxed or photographed.
#[derive(Clone, Debug, PartialEq)]
pub struct PageScan {
    /// Whether it is good enough.
    pub verdict: ScanVerdict,
    /// What is wrong with the picture, worst first; only codes of [`IssueCode::SCAN_REASONS`].
    pub reasons: Vec<IssueCode>,
    /// What the verdict rests on.
    pub measures: ScanMeasures,
    /// What was done before recognition, in this order.
    pub steps: Vec<PreparationStep>,
    /// How many quarters the page as shown has to be turned clockwise until its text stands upright, 0 to 3; 0 also
    /// where nobody noted it.
    pub quarter_turns: u8,
}

impl PageScan {
    /// Whether a new scan of the page would help: it is hardly readable, or a part of it is missing.
    pub fn needs_rescan(&self) -> bool {
        self.verdict != ScanVerdict::Readable || self.reasons.contains(&IssueCode::ScanCutOff)
    }
}

impl IssueCode {
    /// What can be wrong with the picture of a page.
    pub const SCAN_REASONS: [Self; 7] = [
        Self::ScanCutOff,
        Self::ScanTooDark,
        Self::ScanTooLight,
        Self::ScanLowContrast,
        Self::ScanLowResolution,
        Self::ScanBlurred,
        Self::ScanSkewed,
    ];
}

/// Page numbers such as `1,3`, sorted and each once; `None` if a part is no page number or there is none.
pub fn page_numbers(text: &str) -> Option<Vec<u32>> {
    let parts = text.split(',').map(|part| part.trim().parse::<u32>());
    let mut numbers = parts.collect::<Result<Vec<u32>, _>>().ok()?;
    numbers.sort_unstable();
    numbers.dedup();
    (numbers.first()? > &0).then_some(numbers)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_of_what_was_recognised() {
        let measures = |words, unsure_words| ScanMeasures {
            words,
            unsure_words,
            ..ScanMeasures::default()
        };
        assert_eq!(measures(200, 82).unsure_percent(), 41);
        assert_eq!(measures(3, 0).unsure_percent(), 0);
        assert_eq!(measures(0, 0).unsure_percent(), 100);
    }

    #[test]
    fn page_numbers_are_counted_from_one() {
        assert_eq!(page_numbers("3, 1,3"), Some(vec![1, 3]));
        for wrong in ["", "0", "1,0", "1-3", "eins", "1,"] {
            assert_eq!(page_numbers(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_page_that_is_cut_off_needs_a_new_scan_however_sharp_it_is() {
        let scan = |verdict, reasons: &[IssueCode]| PageScan {
            verdict,
            reasons: reasons.to_vec(),
            measures: ScanMeasures::default(),
            steps: Vec::new(),
            quarter_turns: 0,
        };
        assert!(!scan(ScanVerdict::Readable, &[]).needs_rescan());
        assert!(scan(ScanVerdict::Readable, &[IssueCode::ScanCutOff]).needs_rescan());
        assert!(scan(ScanVerdict::Poor, &[]).needs_rescan());
    }
}
