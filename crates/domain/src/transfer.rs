//! The transfer note of a scan (BSI TR-03138, RESISCAN): who made it, with what, and what was found when it was checked.
//!
//! The machine fills in what the file says and what it measured, each marked as such. What only a person knows stays
//! open until somebody says it: an open item is honest, a guess would make the note worthless.
use std::collections::BTreeMap;

use time::OffsetDateTime;

use crate::document::{Issue, IssueCode, Page};
use crate::ids::{DocumentId, TransferEntryId, UserId};
use crate::scan::{PreparationStep, ScanMeasures, ScanVerdict};
use crate::vocabulary::vocabulary;

vocabulary! {
    /// What a transfer note tells. The guideline asks for who made the scan, technical and organisational surroundings,
    /// anomalies, the time, the result of the quality check, and that it agrees with the paper.
    TransferItem {
        /// Who scanned.
        Operator => "operator",
        /// The unit or the service provider that scanned.
        Organisation => "organisation",
        /// When it was scanned.
        CapturedAt => "captured_at",
        /// The scanner, the fax machine or the phone.
        Device => "device",
        /// The program that wrote the file.
        Software => "software",
        /// How many pages are pictures.
        Pages => "pages",
        /// Black and white, grey or colour.
        Colour => "colour",
        /// Dots per inch.
        Resolution => "resolution",
        /// What was done to the copy that was recognised: codes of [`PreparationStep`].
        Treatment => "treatment",
        /// What is wrong, as `page:code` with codes of [`IssueCode`].
        Anomalies => "anomalies",
        /// The result of the quality check, as `page:verdict` with words of [`ScanVerdict`].
        QualityResult => "quality_result",
        /// Who checked the quality: `machine`, or the person who did.
        QualityCheckedBy => "quality_checked_by",
        /// That the scan agrees with the paper in picture and content: only somebody who has both can say so.
        AgreesWithPaper => "agrees_with_paper",
    }
}

vocabulary! {
    /// How an entry of a transfer note is known.
    TransferSource {
        /// The file says so, and nobody checked it.
        File => "file",
        /// Measured on the pages.
        Measured => "measured",
        /// Taken as likely where nothing says it: a photo shows a sheet of A4.
        Assumed => "assumed",
        /// A person said so.
        Person => "person",
    }
}

impl TransferItem {
    /// Whether a person may say it, or correct what the file says. What was counted and measured on the pages, and what
    /// the program did to its copy, nobody knows better.
    pub fn may_be_entered(self) -> bool {
        !matches!(self, Self::Pages | Self::Resolution | Self::Treatment)
    }

    /// Whether what a person said of a scan holds for every document that some of its pages make; the rest may speak of
    /// other pages.
    pub fn holds_for_parts(self) -> bool {
        !matches!(self, Self::Colour | Self::Anomalies | Self::QualityResult)
    }
}

/// One entry of a transfer note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TransferEntry {
    /// What it tells.
    pub item: TransferItem,
    /// What it says: text of the file or of a person, or codes separated by commas.
    pub value: String,
    /// How it is known.
    pub source: TransferSource,
    /// Where the file says so, for example `EXIF Model`.
    pub place: Option<String>,
    /// Which person said it and when; `None` where no person did.
    pub said: Option<Said>,
}

/// Who said something, and when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Said {
    /// Who.
    pub by: UserId,
    /// When.
    pub at: OffsetDateTime,
}

/// What a person said about one item of the transfer note of a document. Append-only: a later one on the same item
/// stands beside the earlier one and is the one that counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PersonEntry {
    /// Its id.
    pub id: TransferEntryId,
    /// The scan.
    pub document: DocumentId,
    /// What it is about.
    pub item: TransferItem,
    /// In the person's words, as [`entered_value`] gave it. May name a person.
    pub value: String,
    /// Who.
    pub by: UserId,
    /// When.
    pub at: OffsetDateTime,
}

/// Longest value that a person may enter, in characters.
pub const VALUE_CHARACTERS: usize = 500;

/// A value that may not be entered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EnteredValueError {
    /// Nothing but white space.
    #[error("the value is empty")]
    Empty,
    /// More than [`VALUE_CHARACTERS`].
    #[error("the value is too long")]
    TooLong,
    /// A character that is no text, or a second line.
    #[error("the value holds a control character")]
    ControlCharacter,
}

/// The value as it is kept: one line without white space around it.
pub fn entered_value(text: &str) -> Result<String, EnteredValueError> {
    let value = text.trim();
    if value.is_empty() {
        Err(EnteredValueError::Empty)
    } else if value.chars().any(char::is_control) {
        Err(EnteredValueError::ControlCharacter)
    } else if value.chars().count() > VALUE_CHARACTERS {
        Err(EnteredValueError::TooLong)
    } else {
        Ok(value.to_owned())
    }
}

/// A statement of a file about itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stated {
    /// What it says, cleaned of control characters, at most 200 characters. May name a person.
    pub text: String,
    /// Where, for example `PDF Producer`.
    pub place: String,
}

/// What a file says about how it was made. Places and serial numbers that it may also hold are not read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FileOrigin {
    /// Maker and model of the device.
    pub device: Option<Stated>,
    /// The programs that made it, first the one that made the original; some devices name themselves here.
    pub software: Vec<Stated>,
    /// When, as `2026-11-22T10:00:00`, with an offset where the file has one; without the parts that it leaves out, as
    /// `2026` or `2026-11`.
    pub captured_at: Option<Stated>,
}

/// A transfer note as far as it is known.
#[doc(alias = "Transfervermerk")]
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TransferNote {
    /// What is known, in the order of [`TransferItem`]; two programs are two entries. What a person said stands before
    /// what the file says and what was measured.
    pub entries: Vec<TransferEntry>,
}

impl TransferNote {
    /// What the machine can say about a file; `None` if none of its pages was read from a picture.
    pub fn of(origin: &FileOrigin, pages: &[Page], issues: &[Issue]) -> Option<Self> {
        let scans: Vec<_> = pages
            .iter()
            .filter_map(|page| Some((page.number, page.scan.as_ref()?)))
            .collect();
        if scans.is_empty() {
            return None;
        }
        let mut entries = Vec::new();
        let mut stated = |item, stated: &[Stated]| {
            entries.extend(stated.iter().map(|stated| TransferEntry {
                item,
                value: stated.text.clone(),
                source: TransferSource::File,
                place: Some(stated.place.clone()),
                said: None,
            }));
        };
        stated(TransferItem::CapturedAt, origin.captured_at.as_slice());
        stated(TransferItem::Device, origin.device.as_slice());
        stated(TransferItem::Software, &origin.software);
        let mut measured = |item, value: String| {
            entries.push(TransferEntry {
                item,
                value,
                source: TransferSource::Measured,
                place: None,
                said: None,
            });
        };
        measured(TransferItem::Pages, scans.len().to_string());
        let (assumed, known): (Vec<_>, Vec<_>) = scans
            .iter()
            .map(|(_, scan)| &scan.measures)
            .partition(|measures| measures.is_resolution_assumed);
        if !known.is_empty() {
            measured(TransferItem::Resolution, resolutions(&known));
        }
        let colours: Vec<_> = scans
            .iter()
            .filter_map(|(_, scan)| scan.measures.colour)
            .collect();
        if !colours.is_empty() {
            measured(
                TransferItem::Colour,
                distinct(colours.iter().map(ToString::to_string)),
            );
        }
        let steps = PreparationStep::ALL
            .iter()
            .filter(|step| scans.iter().any(|(_, scan)| scan.steps.contains(step)));
        measured(TransferItem::Treatment, distinct(steps.map(ToString::to_string)));
        let anomalies = issues
            .iter()
            .filter(|issue| issue.code != IssueCode::PoorScan && issue.code != IssueCode::UnreadableScan)
            .map(|issue| match issue.page {
                Some(page) => format!("{page}:{}", issue.code),
                None => issue.code.to_string(),
            });
        measured(TransferItem::Anomalies, distinct(anomalies));
        let verdict = |(page, scan): &(u32, &crate::scan::PageScan)| format!("{page}:{}", scan.verdict);
        measured(TransferItem::QualityResult, distinct(scans.iter().map(verdict)));
        measured(TransferItem::QualityCheckedBy, "machine".to_owned());
        if !assumed.is_empty() {
            entries.push(TransferEntry {
                item: TransferItem::Resolution,
                value: resolutions(&assumed),
                source: TransferSource::Assumed,
                place: None,
                said: None,
            });
        }
        entries.sort_by_key(|entry| entry.item);
        Some(Self { entries })
    }

    /// The note with what people said, oldest first: the newest on each item stands before what the machine can say
    /// about it, which stays.
    #[must_use]
    pub fn with_entered(mut self, entered: &[PersonEntry]) -> Self {
        let newest: BTreeMap<TransferItem, &PersonEntry> =
            entered.iter().map(|entry| (entry.item, entry)).collect();
        let said = newest.into_values().map(|entry| TransferEntry {
            item: entry.item,
            value: entry.value.clone(),
            source: TransferSource::Person,
            place: None,
            said: Some(Said {
                by: entry.by,
                at: entry.at,
            }),
        });
        self.entries = said.chain(self.entries).collect();
        // Stable: within an item the person stays first.
        self.entries.sort_by_key(|entry| entry.item);
        self
    }

    /// The first entry about an item.
    pub fn entry(&self, item: TransferItem) -> Option<&TransferEntry> {
        self.entries.iter().find(|entry| entry.item == item)
    }

    /// What nobody has said yet.
    pub fn open_items(&self) -> impl Iterator<Item = TransferItem> + '_ {
        TransferItem::ALL
            .iter()
            .copied()
            .filter(|item| self.entry(*item).is_none())
    }

    /// Whether every page passed the machine's quality check.
    pub fn is_readable(&self) -> bool {
        let result = self.entries.iter().find(|entry| {
            entry.item == TransferItem::QualityResult && entry.source == TransferSource::Measured
        });
        let passed = |part: &str| {
            part.split_once(':')
                .is_some_and(|(_, verdict)| verdict == ScanVerdict::Readable.as_str())
        };
        result.is_some_and(|entry| !entry.value.is_empty() && entry.value.split(',').all(passed))
    }
}

/// Dots per inch across and down of each page, each once.
fn resolutions(measures: &[&ScanMeasures]) -> String {
    distinct(measures.iter().map(|measures| {
        let (across, down) = measures.dots_per_inch;
        format!("{across:.0}x{down:.0}")
    }))
}

/// Texts separated by commas, each once, in the order of their first appearance.
fn distinct(texts: impl Iterator<Item = String>) -> String {
    let mut kept: Vec<String> = Vec::new();
    for text in texts {
        if !kept.contains(&text) {
            kept.push(text);
        }
    }
    kept.join(",")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::TextSource;
    use crate::scan::PageScan;

    fn page(number: u32, scan: Option<PageScan>) -> Page {
        Page {
            number,
            width_points: 595.0,
            height_points: 842.0,
            rotation: 0,
            source: TextSource::Ocr,
            words: Vec::new(),
            scan,
        }
    }

    fn scan(verdict: ScanVerdict) -> PageScan {
        PageScan {
            verdict,
            reasons: Vec::new(),
            measures: ScanMeasures {
                dots_per_inch: (204.0, 196.0),
                ..ScanMeasures::default()
            },
            steps: vec![PreparationStep::DustRemoved, PreparationStep::Resampled],
            quarter_turns: 0,
        }
    }

    #[test]
    fn what_only_a_person_knows_stays_open() {
        let origin = FileOrigin {
            device: Some(Stated {
                text: "Muster Scan 3".to_owned(),
                place: "TIFF Model".to_owned(),
            }),
            ..FileOrigin::default()
        };
        let pages = [
            page(1, Some(scan(ScanVerdict::Readable))),
            page(2, Some(scan(ScanVerdict::Poor))),
            page(3, None),
        ];
        let issues = [
            Issue {
                code: IssueCode::PoorScan,
                page: Some(2),
            },
            Issue {
                code: IssueCode::ScanTooDark,
                page: Some(2),
            },
        ];
        let note = TransferNote::of(&origin, &pages, &issues).unwrap();
        let open: Vec<_> = note.open_items().collect();
        let person = [
            TransferItem::Operator,
            TransferItem::Organisation,
            TransferItem::CapturedAt,
            TransferItem::Software,
            TransferItem::Colour,
            TransferItem::AgreesWithPaper,
        ];
        assert_eq!(open, person);
        let value = |item| note.entry(item).unwrap().value.as_str();
        assert_eq!(value(TransferItem::Device), "Muster Scan 3");
        assert_eq!(
            note.entry(TransferItem::Device).unwrap().source,
            TransferSource::File
        );
        assert_eq!(value(TransferItem::Pages), "2");
        assert_eq!(value(TransferItem::Resolution), "204x196");
        assert_eq!(value(TransferItem::Treatment), "dust_removed,resampled");
        assert_eq!(value(TransferItem::Anomalies), "2:scan_too_dark");
        assert_eq!(value(TransferItem::QualityResult), "1:readable,2:poor");
        assert!(!note.is_readable());
        for (verdicts, is_readable) in [
            ("1:readable", true),
            ("1:readable,2:unreadable", false),
            ("", false),
        ] {
            let mut note = note.clone();
            let entry = note
                .entries
                .iter_mut()
                .find(|entry| entry.item == TransferItem::QualityResult);
            verdicts.clone_into(&mut entry.unwrap().value);
            assert_eq!(note.is_readable(), is_readable, "{verdicts}");
        }
        assert!(note.entries.is_sorted_by_key(|entry| entry.item));
    }

    #[test]
    fn what_was_only_assumed_is_not_called_measured() {
        let photo = |dots: f32| {
            let mut scan = scan(ScanVerdict::Readable);
            scan.measures.dots_per_inch = (dots, dots);
            scan.measures.is_resolution_assumed = true;
            Some(scan)
        };
        let told = |pages: &[Page]| {
            let note = TransferNote::of(&FileOrigin::default(), pages, &[]).unwrap();
            assert!(note.entries.is_sorted_by_key(|entry| entry.item));
            let entries = note.entries.into_iter();
            let resolutions = entries.filter(|entry| entry.item == TransferItem::Resolution);
            resolutions
                .map(|entry| (entry.value, entry.source))
                .collect::<Vec<_>>()
        };
        let assumed = ("345x345".to_owned(), TransferSource::Assumed);
        assert_eq!(told(&[page(1, photo(344.9))]), std::slice::from_ref(&assumed));
        let measured = ("204x196".to_owned(), TransferSource::Measured);
        let mixed = [
            page(1, photo(344.9)),
            page(2, Some(scan(ScanVerdict::Readable))),
            page(3, photo(345.1)),
        ];
        assert_eq!(told(&mixed), [measured, assumed]);
    }

    fn person_entry(number: u128, item: TransferItem, value: &str) -> PersonEntry {
        PersonEntry {
            id: TransferEntryId(uuid::Uuid::from_u128(number)),
            document: DocumentId(uuid::Uuid::from_u128(1)),
            item,
            value: value.to_owned(),
            by: UserId(uuid::Uuid::from_u128(number)),
            at: OffsetDateTime::UNIX_EPOCH,
        }
    }

    #[test]
    fn what_a_person_said_last_stands_first_and_hides_nothing() {
        let origin = FileOrigin {
            device: Some(Stated {
                text: "Muster Scan 3".to_owned(),
                place: "TIFF Model".to_owned(),
            }),
            ..FileOrigin::default()
        };
        let pages = [page(1, Some(scan(ScanVerdict::Poor)))];
        let machine = TransferNote::of(&origin, &pages, &[]).unwrap();
        let entered = [
            person_entry(1, TransferItem::Operator, "A. Beispiel"),
            person_entry(2, TransferItem::Device, "Gerät im Flur"),
            person_entry(3, TransferItem::Operator, "B. Beispiel"),
            person_entry(4, TransferItem::QualityResult, "1:readable"),
        ];
        let note = machine.clone().with_entered(&entered);
        let told: Vec<_> = note
            .entries
            .iter()
            .filter(|entry| entry.source != TransferSource::Measured)
            .map(|entry| (entry.value.as_str(), entry.source))
            .collect();
        assert_eq!(
            told,
            [
                ("B. Beispiel", TransferSource::Person),
                ("Gerät im Flur", TransferSource::Person),
                ("Muster Scan 3", TransferSource::File),
                ("1:readable", TransferSource::Person),
            ]
        );
        let said = note.entry(TransferItem::Operator).unwrap().said.unwrap();
        assert_eq!(said.by, entered[2].by);
        assert!(!note.open_items().any(|item| item == TransferItem::Operator));
        assert!(note.entries.is_sorted_by_key(|entry| entry.item));
        assert!(!note.is_readable(), "the machine's check stays the machine's");
        assert_eq!(machine.clone().with_entered(&[]), machine);
    }

    #[test]
    fn what_is_entered_is_one_line_of_text() {
        assert_eq!(entered_value("  A. Beispiel \n"), Ok("A. Beispiel".to_owned()));
        let longest = "ä".repeat(VALUE_CHARACTERS);
        assert_eq!(entered_value(&longest), Ok(longest.clone()));
        let longer = format!("{longest}b");
        for (text, error) in [
            ("", EnteredValueError::Empty),
            (" \t ", EnteredValueError::Empty),
            ("zwei\nZeilen", EnteredValueError::ControlCharacter),
            ("a\u{1b}[31m", EnteredValueError::ControlCharacter),
            (longer.as_str(), EnteredValueError::TooLong),
        ] {
            assert_eq!(entered_value(text), Err(error), "{text:?}");
        }
    }

    #[test]
    fn nobody_corrects_what_was_measured() {
        let refused: Vec<_> = TransferItem::ALL
            .iter()
            .filter(|item| !item.may_be_entered())
            .map(|item| item.as_str())
            .collect();
        assert_eq!(refused, ["pages", "resolution", "treatment"]);
        assert!(TransferItem::Operator.holds_for_parts() && !TransferItem::Anomalies.holds_for_parts());
    }

    #[test]
    fn documents_that_are_no_pictures_have_none() {
        assert_eq!(
            TransferNote::of(&FileOrigin::default(), &[page(1, None)], &[]),
            None
        );
    }
}
