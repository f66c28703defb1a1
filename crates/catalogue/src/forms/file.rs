//! One taught form as TOML: a head with a digest over all that follows, then pages and fields.
use aktenlage_domain::clock::date_from_text;
use aktenlage_domain::document::{FormField, PageBox, Widget, Word};
use aktenlage_domain::form_template::{FormTemplate, TemplatePage};
use aktenlage_domain::ids::{DocumentKind, FormId};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::TaughtForm;

/// First line of a file; the number is that of the format.
const FORMAT: &str = "# Aktenlage form template, format 1";
/// Begins the line with the digest.
const DIGEST: &str = "# digest = sha256:";

/// Why a file is no taught form. Whoever runs the office has to replace or remove it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FormFileError {
    /// It is of another format, perhaps of a later version.
    #[error("it does not begin with `{format}`", format = FORMAT)]
    OtherFormat,
    /// Its content does not have the digest that it names: it was changed or cut off.
    #[error("its content does not match its digest: it was changed or cut off; put the original file back")]
    Damaged,
    /// Its content is not what a template consists of.
    #[error("it is not valid: {0}")]
    Invalid(String),
}

impl FormFileError {
    /// The stable code.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::OtherFormat => "form_template_of_other_format",
            Self::Damaged => "form_template_damaged",
            Self::Invalid(_) => "form_template_invalid",
        }
    }
}

/// The text of a file, and the digest that it names (`sha256:` and 64 hexadecimal digits).
pub fn to_toml(taught: &TaughtForm) -> Result<(String, String), FormFileError> {
    let body = toml::to_string(&FormFile::from(taught))
        .map_err(|error| FormFileError::Invalid(error.to_string()))?;
    let digest = hex(&Sha256::digest(body.as_bytes()));
    Ok((
        format!("{FORMAT}\n{DIGEST}{digest}\n{body}"),
        format!("sha256:{digest}"),
    ))
}

/// A taught form from the text of its file.
pub fn from_toml(text: &str) -> Result<TaughtForm, FormFileError> {
    let rest = text
        .strip_prefix(FORMAT)
        .and_then(|rest| rest.strip_prefix('\n'))
        .ok_or(FormFileError::OtherFormat)?;
    let (digest, body) = rest
        .strip_prefix(DIGEST)
        .and_then(|rest| rest.split_once('\n'))
        .ok_or(FormFileError::Damaged)?;
    if hex(&Sha256::digest(body.as_bytes())) != digest.trim() {
        return Err(FormFileError::Damaged);
    }
    let file: FormFile =
        toml::from_str(body).map_err(|error| FormFileError::Invalid(error.message().to_owned()))?;
    file.into_taught(format!("sha256:{digest}"))
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct FormFile {
    id: String,
    number: u32,
    name: String,
    taught_on: String,
    source_sha256: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    kind: Option<String>,
    /// Earlier teachings of the same print.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    supersedes: Vec<u32>,
    /// The form is no longer to be recognised; there are no pages.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    is_forgotten: bool,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pages: Vec<PageEntry>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    fields: Vec<FieldEntry>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct PageEntry {
    number: u32,
    width_points: f64,
    height_points: f64,
    /// Text, left, top, right, bottom in fractions of the page.
    words: Vec<(String, f64, f64, f64, f64)>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct FieldEntry {
    name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    tooltip: Option<String>,
    kind: String,
    /// What the blank shows in it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    default_value: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    options: Vec<String>,
    widgets: Vec<WidgetEntry>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct WidgetEntry {
    page: u32,
    /// Left, top, right, bottom in fractions of the page.
    place: [f64; 4],
    #[serde(default, skip_serializing_if = "Option::is_none")]
    on_value: Option<String>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    is_on: bool,
}

impl From<&TaughtForm> for FormFile {
    fn from(taught: &TaughtForm) -> Self {
        let TaughtForm {
            template,
            supersedes,
            is_forgotten,
        } = taught;
        Self {
            id: template.id.to_string(),
            number: template.number,
            name: template.name.clone(),
            taught_on: template.taught_on.to_string(),
            source_sha256: template.source_sha256.clone(),
            kind: template.kind.as_ref().map(ToString::to_string),
            supersedes: supersedes.clone(),
            is_forgotten: *is_forgotten,
            pages: template.pages.iter().map(PageEntry::from).collect(),
            fields: template.fields.iter().map(FieldEntry::from).collect(),
        }
    }
}

impl From<&TemplatePage> for PageEntry {
    fn from(page: &TemplatePage) -> Self {
        let word = |word: &Word| {
            let [left, top, right, bottom] = edges(word.bbox);
            (word.text.clone(), left, top, right, bottom)
        };
        Self {
            number: page.number,
            width_points: rounded(page.width_points),
            height_points: rounded(page.height_points),
            words: page.words.iter().map(word).collect(),
        }
    }
}

impl From<&FormField> for FieldEntry {
    fn from(field: &FormField) -> Self {
        let widget = |widget: &Widget| WidgetEntry {
            page: widget.page,
            place: edges(widget.bbox),
            on_value: widget.on_value.clone(),
            is_on: widget.is_on,
        };
        Self {
            name: field.name.clone(),
            tooltip: field.tooltip.clone(),
            kind: field.kind.to_string(),
            default_value: field.default_value.clone(),
            options: field.options.clone(),
            widgets: field.widgets.iter().map(widget).collect(),
        }
    }
}

impl FormFile {
    fn into_taught(self, digest: String) -> Result<TaughtForm, FormFileError> {
        let taught_on = date_from_text(&self.taught_on)
            .ok_or_else(|| FormFileError::Invalid("taught_on is no date".to_owned()))?;
        let fields = self.fields.into_iter().map(FieldEntry::into_field);
        Ok(TaughtForm {
            template: FormTemplate {
                id: FormId::new(self.id),
                name: self.name,
                number: self.number,
                digest,
                source_sha256: self.source_sha256,
                taught_on,
                kind: self.kind.map(DocumentKind::new),
                pages: self
                    .pages
                    .into_iter()
                    .map(PageEntry::into_page)
                    .collect::<Result<_, _>>()?,
                fields: fields.collect::<Result<_, _>>()?,
            },
            supersedes: self.supersedes,
            is_forgotten: self.is_forgotten,
        })
    }
}

impl PageEntry {
    fn into_page(self) -> Result<TemplatePage, FormFileError> {
        let is_size = |points: f64| points.is_finite() && points > 0.0 && points < 100_000.0;
        if !is_size(self.width_points) || !is_size(self.height_points) {
            return Err(FormFileError::Invalid("a page has no size".to_owned()));
        }
        let word = |(text, left, top, right, bottom)| {
            Ok(Word {
                text,
                bbox: place([left, top, right, bottom])?,
                confidence: None,
            })
        };
        Ok(TemplatePage {
            number: self.number,
            width_points: single(self.width_points),
            height_points: single(self.height_points),
            words: self.words.into_iter().map(word).collect::<Result<_, _>>()?,
        })
    }
}

impl FieldEntry {
    fn into_field(self) -> Result<FormField, FormFileError> {
        let widget = |entry: WidgetEntry| {
            Ok(Widget {
                page: entry.page,
                bbox: place(entry.place)?,
                on_value: entry.on_value,
                is_on: entry.is_on,
            })
        };
        Ok(FormField {
            name: self.name,
            tooltip: self.tooltip,
            kind: self
                .kind
                .parse()
                .map_err(|_| FormFileError::Invalid("unknown kind of field".to_owned()))?,
            value: None,
            default_value: self.default_value,
            options: self.options,
            widgets: self.widgets.into_iter().map(widget).collect::<Result<_, _>>()?,
        })
    }
}

/// A box on a page; whoever computes with it relies on its edges being numbers in order.
fn place(edges: [f64; 4]) -> Result<PageBox, FormFileError> {
    let [left, top, right, bottom] = edges;
    // Fields may stand over the edge of their page a little.
    let is_near = edges.iter().all(|edge| (-1.0..=2.0).contains(edge));
    if !is_near || left > right || top > bottom {
        return Err(FormFileError::Invalid("a box is not on its page".to_owned()));
    }
    let [left, top, right, bottom] = edges.map(single);
    Ok(PageBox {
        left,
        top,
        right,
        bottom,
    })
}

fn edges(bbox: PageBox) -> [f64; 4] {
    [bbox.left, bbox.top, bbox.right, bbox.bottom].map(rounded)
}

/// Five places: a hundred thousandth of a page is 3 micrometres.
fn rounded(number: f32) -> f64 {
    (f64::from(number) * 100_000.0).round() / 100_000.0
}

#[expect(clippy::cast_possible_truncation, reason = "fractions of a page and points")]
fn single(number: f64) -> f32 {
    number as f32
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(64), |mut text, byte| {
        use std::fmt::Write as _;
        // Writing to a text cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
mod tests {
    use aktenlage_domain::document::FormFieldKind;
    use time::macros::date;

    use super::*;

    fn taught() -> TaughtForm {
        let bbox = PageBox {
            left: 0.1,
            top: 0.25,
            right: 0.5,
            bottom: 0.275,
        };
        TaughtForm {
            template: FormTemplate {
                id: FormId::from("hundesteuer"),
                name: "Anmeldung \"Hund\"".to_owned(),
                number: 2,
                digest: String::new(),
                source_sha256: "ab".repeat(32),
                taught_on: date!(2026 - 11 - 22),
                kind: Some(DocumentKind::from("application_form")),
                pages: vec![TemplatePage {
                    number: 1,
                    width_points: 595.0,
                    height_points: 842.0,
                    words: vec![Word {
                        text: "Straße\\".to_owned(),
                        bbox,
                        confidence: None,
                    }],
                }],
                fields: vec![FormField {
                    name: "feld_01".to_owned(),
                    tooltip: Some("Rasse".to_owned()),
                    kind: FormFieldKind::Checkbox,
                    value: None,
                    default_value: None,
                    options: vec!["ja".to_owned()],
                    widgets: vec![Widget {
                        page: 1,
                        bbox,
                        on_value: Some("Ja".to_owned()),
                        is_on: true,
                    }],
                }],
            },
            supersedes: vec![1],
            is_forgotten: false,
        }
    }

    #[test]
    fn a_form_survives_its_file() {
        let (text, digest) = to_toml(&taught()).unwrap();
        let mut expected = taught();
        expected.template.digest = digest;
        assert_eq!(from_toml(&text), Ok(expected));
    }

    #[test]
    fn every_change_is_noticed() {
        let (text, _) = to_toml(&taught()).unwrap();
        for (from, to) in [
            ("0.25", "0.26"),
            ("hundesteuer", "hundesteuex"),
            ("sha256:", "sha256:0"),
        ] {
            assert!(text.contains(from), "{from}");
            assert_eq!(
                from_toml(&text.replacen(from, to, 1)),
                Err(FormFileError::Damaged)
            );
        }
        assert_eq!(from_toml(&text[..text.len() / 2]), Err(FormFileError::Damaged));
        assert_eq!(from_toml("id = 'x'"), Err(FormFileError::OtherFormat));
    }

    #[test]
    fn content_that_was_damaged_before_its_digest_was_made_is_read_or_refused() {
        let (text, _) = to_toml(&taught()).unwrap();
        let body = text.splitn(3, '\n').nth(2).unwrap();
        let signed = |body: &str| {
            let digest = hex(&Sha256::digest(body.as_bytes()));
            format!("{FORMAT}\n{DIGEST}{digest}\n{body}")
        };
        assert_eq!(from_toml(&signed(body)), from_toml(&text));
        let (mut tried, mut read, mut refused) = (0, 0, 0);
        for (place, letter) in body.char_indices() {
            let (before, behind) = (&body[..place], &body[place + letter.len_utf8()..]);
            for put in ["", "9", "-", "[", "\"", "e99"] {
                tried += 1;
                let found = from_toml(&signed(&format!("{before}{put}{behind}")));
                read += usize::from(found.is_ok());
                refused += usize::from(matches!(found, Err(FormFileError::Invalid(_))));
            }
        }
        assert!(read > 0 && refused > 0, "{read} {refused}");
        assert_eq!(read + refused, tried, "no other error");
    }

    #[test]
    fn boxes_that_are_none_are_refused() {
        for (left, right) in [(f32::NAN, 0.5), (0.5, 0.4), (0.0, 9.0)] {
            let mut wrong = taught();
            wrong.template.fields[0].widgets[0].bbox.left = left;
            wrong.template.fields[0].widgets[0].bbox.right = right;
            let read = to_toml(&wrong).and_then(|(text, _)| from_toml(&text));
            assert!(matches!(read, Err(FormFileError::Invalid(_))), "{left} {right}");
        }
    }
}
