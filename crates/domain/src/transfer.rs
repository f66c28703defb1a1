//! The transfer note of a scan (BSI TR-03138, RESISCAN): who made it, with what, and what was found when it was checked.
//!
//! The machine fills in what the file says and what it measured, each marked as such. What only a person knows stays
//! open: an open item is honest, a guess would make the note worthless.
use crate::document::{Issue, IssueCode, Page};
use crate::scan::{PreparationStep, ScanVerdict};
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
        /// A person said so.
        Person => "person",
    }
}

/// One entry of a transfer note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TransferEntry {
    /// What it tells.
    pub item: TransferItem,
    /// What it says: text of the file, or codes separated by commas.
    pub value: String,
    /// How it is known.
    pub source: TransferSource,
    /// Where the file says so, for example `EXIF Model`.
    pub place: Option<String>,
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
    /// When, as `2026-11-22T10:00:00`, with an offset where the file has one.
    pub captured_at: Option<Stated>,
}

/// A transfer note as far as it is known.
#[doc(alias = "Transfervermerk")]
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TransferNote {
    /// What is known, in the order of [`TransferItem`]; two programs are two entries.
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
            });
        };
        measured(TransferItem::Pages, scans.len().to_string());
        let resolutions = scans.iter().map(|(_, scan)| {
            let (across, down) = scan.measures.dots_per_inch;
            format!("{across:.0}x{down:.0}")
        });
        measured(TransferItem::Resolution, distinct(resolutions));
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
        entries.sort_by_key(|entry| entry.item);
        Some(Self { entries })
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
        let result = self.entry(TransferItem::QualityResult);
        let passed = |part: &str| {
            part.split_once(':')
                .is_some_and(|(_, verdict)| verdict == ScanVerdict::Readable.as_str())
        };
        result.is_some_and(|entry| !entry.value.is_empty() && entry.value.split(',').all(passed))
    }
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
    use crate::scan::{PageScan, ScanMeasures};

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
    fn documents_that_are_no_pictures_have_none() {
        assert_eq!(
            TransferNote::of(&FileOrigin::default(), &[page(1, None)], &[]),
            None
        );
    }
}
