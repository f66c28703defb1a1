//! Scans: what the picture of a page is like, and the transfer note of a document.
use aktenlage_domain::{scan, transfer};
use serde::Serialize;
use utoipa::ToSchema;

use super::list;
use super::word::{IssueCode, PreparationStep, ScanColour, ScanVerdict, TransferItem, TransferSource};

/// What the picture of a page is like, and whether that is good enough.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct PageScan {
    verdict: ScanVerdict,
    /// What is wrong with the picture, worst first.
    reasons: Vec<IssueCode>,
    measures: ScanMeasures,
    /// What was done before the page was read, in this order.
    steps: Vec<PreparationStep>,
}

/// What the verdict rests on.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct ScanMeasures {
    words: u32,
    unsure_words: u32,
    /// Of the letters, 0 to 1.
    confidence: f32,
    /// Across and down.
    dots_per_inch: [f32; 2],
    /// Brightness of the paper, 0 to 1.
    paper: f32,
    /// Brightness of the print, 0 to 1.
    print: f32,
    /// `null` where there is no print.
    edge_width_mm: Option<f32>,
    skew_degrees: f32,
    words_cut_off: u32,
    /// `null` where it cannot be told.
    colour: Option<ScanColour>,
}

/// A transfer note (BSI TR-03138) as far as it is known.
#[derive(Clone, Debug, Default, Serialize, ToSchema)]
pub(crate) struct TransferNote {
    entries: Vec<TransferEntry>,
    /// What nobody has said yet.
    open: Vec<TransferItem>,
}

/// One entry of a transfer note.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct TransferEntry {
    item: TransferItem,
    /// Text of the file, or codes separated by commas.
    value: String,
    source: TransferSource,
    /// Where the file says so.
    place: Option<String>,
}

impl From<scan::PageScan> for PageScan {
    fn from(scan: scan::PageScan) -> Self {
        Self {
            verdict: scan.verdict.into(),
            reasons: list(scan.reasons),
            measures: scan.measures.into(),
            steps: list(scan.steps),
        }
    }
}

impl From<scan::ScanMeasures> for ScanMeasures {
    fn from(measures: scan::ScanMeasures) -> Self {
        let (across, down) = measures.dots_per_inch;
        Self {
            words: measures.words,
            unsure_words: measures.unsure_words,
            confidence: measures.confidence,
            dots_per_inch: [across, down],
            paper: measures.paper,
            print: measures.print,
            edge_width_mm: measures.edge_width_mm,
            skew_degrees: measures.skew_degrees,
            words_cut_off: measures.words_cut_off,
            colour: measures.colour.map(ScanColour),
        }
    }
}

impl From<transfer::TransferNote> for TransferNote {
    fn from(note: transfer::TransferNote) -> Self {
        Self {
            open: note.open_items().map(TransferItem).collect(),
            entries: list(note.entries),
        }
    }
}

impl From<transfer::TransferEntry> for TransferEntry {
    fn from(entry: transfer::TransferEntry) -> Self {
        Self {
            item: entry.item.into(),
            value: entry.value,
            source: entry.source.into(),
            place: entry.place,
        }
    }
}
