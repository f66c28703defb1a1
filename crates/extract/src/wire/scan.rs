//! What is known about scans, as JSON.
use aktenlage_domain::scan::{PageScan, ScanMeasures};
use aktenlage_domain::transfer::{FileOrigin, Stated};
use serde::{Deserialize, Serialize};

use super::word;
use crate::ExtractError;

#[derive(Serialize, Deserialize)]
pub(super) struct WireScan {
    verdict: String,
    reasons: Vec<String>,
    steps: Vec<String>,
    words: u32,
    unsure_words: u32,
    confidence: f32,
    dots_per_inch: (f32, f32),
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

#[derive(Default, Serialize, Deserialize)]
pub(super) struct WireOrigin {
    device: Option<WireStated>,
    software: Vec<WireStated>,
    captured_at: Option<WireStated>,
}

#[derive(Serialize, Deserialize)]
struct WireStated {
    text: String,
    place: String,
}

impl From<&PageScan> for WireScan {
    fn from(scan: &PageScan) -> Self {
        let ScanMeasures {
            words,
            unsure_words,
            confidence,
            dots_per_inch,
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
            dots_per_inch,
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

impl TryFrom<WireScan> for PageScan {
    type Error = ExtractError;

    fn try_from(wire: WireScan) -> Result<Self, ExtractError> {
        Ok(Self {
            verdict: word(&wire.verdict)?,
            reasons: wire
                .reasons
                .iter()
                .map(|reason| word(reason))
                .collect::<Result<_, _>>()?,
            measures: ScanMeasures {
                words: wire.words,
                unsure_words: wire.unsure_words,
                confidence: wire.confidence,
                dots_per_inch: wire.dots_per_inch,
                is_resolution_assumed: wire.is_resolution_assumed,
                paper: wire.paper,
                print: wire.print,
                edge_width_mm: wire.edge_width_mm,
                skew_degrees: wire.skew_degrees,
                words_cut_off: wire.words_cut_off,
                colour: wire.colour.as_deref().map(word).transpose()?,
            },
            steps: wire
                .steps
                .iter()
                .map(|step| word(step))
                .collect::<Result<_, _>>()?,
            quarter_turns: wire.quarter_turns % 4,
        })
    }
}

impl From<&Stated> for WireStated {
    fn from(stated: &Stated) -> Self {
        Self {
            text: stated.text.clone(),
            place: stated.place.clone(),
        }
    }
}

impl From<WireStated> for Stated {
    fn from(wire: WireStated) -> Self {
        Self {
            text: wire.text,
            place: wire.place,
        }
    }
}

impl From<&FileOrigin> for WireOrigin {
    fn from(origin: &FileOrigin) -> Self {
        Self {
            device: origin.device.as_ref().map(WireStated::from),
            software: origin.software.iter().map(WireStated::from).collect(),
            captured_at: origin.captured_at.as_ref().map(WireStated::from),
        }
    }
}

impl From<WireOrigin> for FileOrigin {
    fn from(wire: WireOrigin) -> Self {
        Self {
            device: wire.device.map(Stated::from),
            software: wire.software.into_iter().map(Stated::from).collect(),
            captured_at: wire.captured_at.map(Stated::from),
        }
    }
}

#[cfg(test)]
mod tests {
    use aktenlage_domain::document::{IssueCode, Page, TextSource};
    use aktenlage_domain::scan::{PreparationStep, ScanColour, ScanVerdict};

    use super::*;
    use crate::{Reading, from_json, to_json};

    #[test]
    fn scans_survive_the_way_and_older_readings_have_none() {
        let stated = |text: &str| Stated {
            text: text.to_owned(),
            place: "TIFF Software".to_owned(),
        };
        let origin = FileOrigin {
            device: Some(stated("Muster Scan 3")),
            software: vec![stated("Scanprogramm"), stated("Wandler")],
            captured_at: None,
        };
        let mut reading = Reading {
            origin,
            ..Reading::default()
        };
        reading.text.pages.push(Page {
            number: 1,
            width_points: 595.0,
            height_points: 842.0,
            rotation: 0,
            source: TextSource::Ocr,
            words: Vec::new(),
            scan: Some(PageScan {
                verdict: ScanVerdict::Poor,
                reasons: vec![IssueCode::ScanTooDark],
                measures: ScanMeasures {
                    words: 20,
                    unsure_words: 9,
                    confidence: 0.5,
                    dots_per_inch: (204.0, 98.0),
                    is_resolution_assumed: true,
                    paper: 0.25,
                    print: 0.125,
                    edge_width_mm: Some(0.5),
                    skew_degrees: -1.5,
                    words_cut_off: 1,
                    colour: Some(ScanColour::Bitonal),
                },
                steps: vec![PreparationStep::LightEvened],
                quarter_turns: 3,
            }),
        });
        let json = to_json(&reading);
        assert_eq!(from_json(&json), Ok(reading));
        let unnoted = json
            .replace(r#","quarter_turns":3"#, "")
            .replace(r#""is_resolution_assumed":true,"#, "");
        let unnoted = from_json(&unnoted).unwrap().text.pages.remove(0).scan.unwrap();
        assert_eq!(
            (unnoted.quarter_turns, unnoted.measures.is_resolution_assumed),
            (0, false)
        );
        let damaged = json.replace("light_evened", "polished");
        assert_eq!(from_json(&damaged), Err(ExtractError::Corrupt));
        let older = r#"{"media_type":"image/png","pages":[{"number":1,"width_points":1.0,"height_points":1.0,
            "rotation":0,"source":"ocr","words":[]}],"fields":[],"issues":[]}"#;
        assert_eq!(from_json(older).unwrap().text.pages[0].scan, None);
    }
}
