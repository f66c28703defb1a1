//! A reading as JSON, for the way from the child process; the domain types know nothing of it.
use aktenlage_domain::document::{
    DocumentText, FormField, Issue, Mark, MarkKind, Page, PageBox, Widget, Word,
};
use serde::{Deserialize, Serialize};

use crate::{ExtractError, Reading, Unchecked};

mod scan;

use scan::{WireOrigin, WireScan};

/// A reading as one line of JSON.
pub fn to_json(reading: &Reading) -> String {
    // Only numbers, strings and lists: nothing in it can fail to be written.
    serde_json::to_string(&WireReading::from(reading)).unwrap_or_default()
}

/// A reading from what [`to_json`] wrote.
pub fn from_json(json: &str) -> Result<Reading, ExtractError> {
    let wire: WireReading = serde_json::from_str(json).map_err(|_| ExtractError::Corrupt)?;
    wire.try_into()
}

#[derive(Serialize, Deserialize)]
struct WireReading {
    media_type: String,
    pages: Vec<WirePage>,
    fields: Vec<WireField>,
    /// Readings that were stored before there were marks have none.
    #[serde(default)]
    marks: Vec<WireMark>,
    issues: Vec<WireIssue>,
    /// Readings that were stored before scans were measured have neither this nor `WirePage::scan`.
    #[serde(default)]
    origin: WireOrigin,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    unchecked: Vec<u32>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    unmarked: Vec<u32>,
}

#[derive(Serialize, Deserialize)]
struct WirePage {
    number: u32,
    width_points: f32,
    height_points: f32,
    rotation: u16,
    source: String,
    words: Vec<WireWord>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    scan: Option<WireScan>,
}

/// Text, left, top, right, bottom, confidence: a document has tens of thousands of words.
#[derive(Serialize, Deserialize)]
struct WireWord(String, f32, f32, f32, f32, Option<f32>);

#[derive(Serialize, Deserialize)]
struct WireField {
    name: String,
    tooltip: Option<String>,
    kind: String,
    value: Option<String>,
    default_value: Option<String>,
    options: Vec<String>,
    widgets: Vec<WireWidget>,
}

#[derive(Serialize, Deserialize)]
struct WireWidget {
    page: u32,
    bbox: [f32; 4],
    on_value: Option<String>,
    is_on: bool,
}

#[derive(Serialize, Deserialize)]
struct WireMark {
    kind: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    state: Option<String>,
    page: u32,
    bbox: [f32; 4],
    ink: f32,
    confidence: f32,
}

#[derive(Serialize, Deserialize)]
struct WireIssue {
    code: String,
    page: Option<u32>,
}

impl From<&Reading> for WireReading {
    fn from(reading: &Reading) -> Self {
        Self {
            media_type: reading.media_type.clone(),
            pages: reading.text.pages.iter().map(WirePage::from).collect(),
            fields: reading.text.fields.iter().map(WireField::from).collect(),
            marks: reading.text.marks.iter().map(WireMark::from).collect(),
            issues: reading.issues.iter().map(WireIssue::from).collect(),
            origin: WireOrigin::from(&reading.origin),
            unchecked: reading.unchecked.texts.clone(),
            unmarked: reading.unchecked.marks.clone(),
        }
    }
}

impl From<&Page> for WirePage {
    fn from(page: &Page) -> Self {
        Self {
            number: page.number,
            width_points: page.width_points,
            height_points: page.height_points,
            rotation: page.rotation,
            source: page.source.to_string(),
            words: page.words.iter().map(WireWord::from).collect(),
            scan: page.scan.as_ref().map(WireScan::from),
        }
    }
}

impl From<&Word> for WireWord {
    fn from(word: &Word) -> Self {
        let PageBox {
            left,
            top,
            right,
            bottom,
        } = word.bbox;
        Self(word.text.clone(), left, top, right, bottom, word.confidence)
    }
}

impl From<&FormField> for WireField {
    fn from(field: &FormField) -> Self {
        Self {
            name: field.name.clone(),
            tooltip: field.tooltip.clone(),
            kind: field.kind.to_string(),
            value: field.value.clone(),
            default_value: field.default_value.clone(),
            options: field.options.clone(),
            widgets: field.widgets.iter().map(WireWidget::from).collect(),
        }
    }
}

impl From<&Widget> for WireWidget {
    fn from(widget: &Widget) -> Self {
        let PageBox {
            left,
            top,
            right,
            bottom,
        } = widget.bbox;
        Self {
            page: widget.page,
            bbox: [left, top, right, bottom],
            on_value: widget.on_value.clone(),
            is_on: widget.is_on,
        }
    }
}

impl From<&Mark> for WireMark {
    fn from(mark: &Mark) -> Self {
        let PageBox {
            left,
            top,
            right,
            bottom,
        } = mark.bbox;
        Self {
            kind: mark.kind.as_str().to_owned(),
            state: mark.kind.state().map(|state| state.to_string()),
            page: mark.page,
            bbox: [left, top, right, bottom],
            ink: mark.ink,
            confidence: mark.confidence,
        }
    }
}

impl From<&Issue> for WireIssue {
    fn from(issue: &Issue) -> Self {
        Self {
            code: issue.code.to_string(),
            page: issue.page,
        }
    }
}

impl TryFrom<WireReading> for Reading {
    type Error = ExtractError;

    fn try_from(wire: WireReading) -> Result<Self, ExtractError> {
        Ok(Self {
            media_type: wire.media_type,
            text: DocumentText {
                pages: wire
                    .pages
                    .into_iter()
                    .map(Page::try_from)
                    .collect::<Result<_, _>>()?,
                fields: wire
                    .fields
                    .into_iter()
                    .map(FormField::try_from)
                    .collect::<Result<_, _>>()?,
                marks: wire
                    .marks
                    .into_iter()
                    .map(Mark::try_from)
                    .collect::<Result<_, _>>()?,
            },
            issues: wire
                .issues
                .into_iter()
                .map(Issue::try_from)
                .collect::<Result<_, _>>()?,
            origin: wire.origin.into(),
            unchecked: Unchecked {
                texts: wire.unchecked,
                marks: wire.unmarked,
            },
        })
    }
}

impl TryFrom<WirePage> for Page {
    type Error = ExtractError;

    fn try_from(wire: WirePage) -> Result<Self, ExtractError> {
        Ok(Self {
            number: wire.number,
            width_points: wire.width_points,
            height_points: wire.height_points,
            rotation: wire.rotation,
            source: word(&wire.source)?,
            words: wire.words.into_iter().map(Word::from).collect(),
            scan: wire.scan.map(TryInto::try_into).transpose()?,
        })
    }
}

impl From<WireWord> for Word {
    fn from(wire: WireWord) -> Self {
        let WireWord(text, left, top, right, bottom, confidence) = wire;
        Self {
            text,
            bbox: PageBox {
                left,
                top,
                right,
                bottom,
            },
            confidence,
        }
    }
}

impl TryFrom<WireField> for FormField {
    type Error = ExtractError;

    fn try_from(wire: WireField) -> Result<Self, ExtractError> {
        Ok(Self {
            name: wire.name,
            tooltip: wire.tooltip,
            kind: word(&wire.kind)?,
            value: wire.value,
            default_value: wire.default_value,
            options: wire.options,
            widgets: wire.widgets.into_iter().map(Widget::from).collect(),
        })
    }
}

impl From<WireWidget> for Widget {
    fn from(wire: WireWidget) -> Self {
        let [left, top, right, bottom] = wire.bbox;
        Self {
            page: wire.page,
            bbox: PageBox {
                left,
                top,
                right,
                bottom,
            },
            on_value: wire.on_value,
            is_on: wire.is_on,
        }
    }
}

impl TryFrom<WireMark> for Mark {
    type Error = ExtractError;

    fn try_from(wire: WireMark) -> Result<Self, ExtractError> {
        let state = || word(wire.state.as_deref().unwrap_or_default());
        let kind = match wire.kind.as_str() {
            "tick_box" => MarkKind::TickBox(state()?),
            "signature" => MarkKind::Signature(state()?),
            "handwriting" => MarkKind::Handwriting,
            "stamp" => MarkKind::Stamp,
            _ => return Err(ExtractError::Corrupt),
        };
        let [left, top, right, bottom] = wire.bbox;
        Ok(Self {
            kind,
            page: wire.page,
            bbox: PageBox {
                left,
                top,
                right,
                bottom,
            },
            ink: wire.ink,
            confidence: wire.confidence,
        })
    }
}

impl TryFrom<WireIssue> for Issue {
    type Error = ExtractError;

    fn try_from(wire: WireIssue) -> Result<Self, ExtractError> {
        Ok(Self {
            code: word(&wire.code)?,
            page: wire.page,
        })
    }
}

/// One word of a closed vocabulary.
fn word<T: std::str::FromStr>(text: &str) -> Result<T, ExtractError> {
    T::from_str(text).map_err(|_| ExtractError::Corrupt)
}

#[cfg(test)]
mod tests {
    use aktenlage_domain::document::MarkState;

    use super::*;

    #[test]
    fn marks_survive_the_way_and_older_readings_have_none() {
        let mark = |kind| Mark {
            kind,
            page: 2,
            bbox: PageBox {
                left: 0.125,
                top: 0.25,
                right: 0.5,
                bottom: 0.75,
            },
            ink: 0.25,
            confidence: 0.5,
        };
        let mut reading = Reading::default();
        reading.text.marks = vec![
            mark(MarkKind::TickBox(MarkState::On)),
            mark(MarkKind::Signature(MarkState::Unsure)),
            mark(MarkKind::Handwriting),
            mark(MarkKind::Stamp),
        ];
        assert_eq!(from_json(&to_json(&reading)), Ok(reading));
        let older = r#"{"media_type":"application/pdf","pages":[],"fields":[],"issues":[]}"#;
        assert_eq!(from_json(older).unwrap().text.marks, []);
    }
}
