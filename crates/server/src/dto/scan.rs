//! Scans: what the picture of a page is like, and the transfer note of a document.
use aktenlage_domain::clock::instant_to_text;
use aktenlage_domain::{scan, transfer};
use aktenlage_workflow::views;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::label::Person;
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
    /// Text of the file or of a person, or codes separated by commas.
    value: String,
    source: TransferSource,
    /// Where the file says so.
    place: Option<String>,
    by: Option<Person>,
    /// When a person said so.
    #[schema(format = DateTime)]
    at: Option<String>,
}

/// What a person says about one item of a transfer note.
#[derive(Clone, Debug, Deserialize, ToSchema)]
pub(crate) struct TransferEntryRequest {
    #[schema(value_type = TransferItem)]
    pub(crate) item: String,
    /// One line, 1 to 500 characters.
    pub(crate) value: String,
}

/// The new version of the case and the note as it is now.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct TransferRecorded {
    pub(crate) version: i64,
    pub(crate) note: TransferNote,
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

impl From<views::TransferNoteView> for TransferNote {
    fn from(view: views::TransferNoteView) -> Self {
        let views::TransferNoteView { note, people } = view;
        let open = note.open_items().map(TransferItem).collect();
        let entries = note.entries.into_iter();
        Self {
            entries: entries.map(|entry| TransferEntry::of(entry, &people)).collect(),
            open,
        }
    }
}

impl TransferEntry {
    fn of(entry: transfer::TransferEntry, people: &[views::Person]) -> Self {
        let by = entry
            .said
            .and_then(|said| people.iter().find(|person| person.id == said.by));
        Self {
            item: entry.item.into(),
            value: entry.value,
            source: entry.source.into(),
            place: entry.place,
            by: by.cloned().map(Person::from),
            at: entry.said.map(|said| instant_to_text(said.at)),
        }
    }
}
