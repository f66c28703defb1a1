//! The JSON form of what the picture of a page is like, kept beside the page.
use aktenlage_domain::scan::{PageScan, ScanMeasures};
use serde::{Deserialize, Serialize};

use crate::convert::{optional_word, word};
use crate::error::StoreError;

#[derive(Serialize, Deserialize)]
pub(crate) struct ScanJson {
    verdict: String,
    reasons: Vec<String>,
    steps: Vec<String>,
    words: u32,
    unsure_words: u32,
    confidence: f32,
    dots_per_inch: [f32; 2],
    /// Readings that were stored before it was noted do not say so.
    #[serde(default)]
    is_resolution_assumed: bool,
    paper: f32,
    print: f32,
    edge_width_mm: Option<f32>,
    skew_degrees: f32,
    words_cut_off: u32,
    colour: Option<String>,
    /// Readings that were stored before it was noted have none.
    #[serde(default)]
    quarter_turns: u8,
}

impl From<&PageScan> for ScanJson {
    fn from(scan: &PageScan) -> Self {
        let ScanMeasures {
            words,
            unsure_words,
            confidence,
            dots_per_inch: (across, down),
            is_resolution_assumed,
            paper,
            print,
            edge_width_mm,
            skew_degrees,
            words_cut_off,
            colour,
        } = scan.measures;
        Self {
            verdict: scan.verdict.to_string(),
            reasons: scan.reasons.iter().map(ToString::to_string).collect(),
            steps: scan.steps.iter().map(ToString::to_string).collect(),
            words,
            unsure_words,
            confidence,
            dots_per_inch: [across, down],
            is_resolution_assumed,
            paper,
            print,
            edge_width_mm,
            skew_degrees,
            words_cut_off,
            colour: colour.map(|colour| colour.to_string()),
            quarter_turns: scan.quarter_turns,
        }
    }
}

impl ScanJson {
    /// The scan; what cannot be read is an error that names the column.
    pub(crate) fn into_scan(self, column: &str) -> Result<PageScan, StoreError> {
        let [across, down] = self.dots_per_inch;
        Ok(PageScan {
            verdict: word(column, &self.verdict)?,
            reasons: self
                .reasons
                .iter()
                .map(|reason| word(column, reason))
                .collect::<Result<_, _>>()?,
            measures: ScanMeasures {
                words: self.words,
                unsure_words: self.unsure_words,
                confidence: self.confidence,
                dots_per_inch: (across, down),
                is_resolution_assumed: self.is_resolution_assumed,
                paper: self.paper,
                print: self.print,
                edge_width_mm: self.edge_width_mm,
                skew_degrees: self.skew_degrees,
                words_cut_off: self.words_cut_off,
                colour: optional_word(column, self.colour.as_deref())?,
            },
            steps: self
                .steps
                .iter()
                .map(|step| word(column, step))
                .collect::<Result<_, _>>()?,
            quarter_turns: self.quarter_turns,
        })
    }
}
