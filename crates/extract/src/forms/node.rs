//! What a field takes over from the fields above it.
use aktenlage_domain::document::FormFieldKind;
use hayro_syntax::object::{Array, Dict, Name, Object, String as PdfString};
use unicode_normalization::UnicodeNormalization as _;

use super::scripts::is_dated_by_itself;
use super::string::decode;

/// Radio buttons (`Ff` bit 16).
const FLAG_RADIO: u32 = 1 << 15;
/// A button without a value (`Ff` bit 17).
const FLAG_PUSH_BUTTON: u32 = 1 << 16;

/// Attributes of a field, its own or inherited (ISO 32000-2, tables 226 and 228).
#[derive(Clone, Default)]
pub(super) struct Inherited<'a> {
    /// Fully qualified name.
    pub(super) name: String,
    pub(super) tooltip: Option<String>,
    pub(super) field_type: Option<Vec<u8>>,
    pub(super) flags: u32,
    pub(super) value: Option<Object<'a>>,
    pub(super) default_value: Option<Object<'a>>,
    pub(super) options: Option<Array<'a>>,
    /// Whether the form itself writes the date of the day into it.
    pub(super) is_dated: bool,
}

impl<'a> Inherited<'a> {
    /// The attributes of a field below this one.
    pub(super) fn with(&self, dict: &Dict<'a>) -> Self {
        let partial = dict
            .get::<PdfString<'_>>(b"T")
            .map(|name| decode(name.as_bytes()))
            .unwrap_or_default();
        let tooltip = dict
            .get::<PdfString<'_>>(b"TU")
            .map(|text| decode(text.as_bytes()).trim().nfc().collect::<String>());
        Self {
            name: match (self.name.as_str(), partial.as_str()) {
                (parent, "") => parent.to_owned(),
                ("", own) => own.to_owned(),
                (parent, own) => format!("{parent}.{own}"),
            },
            tooltip: tooltip
                .filter(|text| !text.is_empty())
                .or_else(|| self.tooltip.clone()),
            field_type: dict
                .get::<Name<'_>>(b"FT")
                .map(|name| name.to_vec())
                .or_else(|| self.field_type.clone()),
            flags: dict.get::<u32>(b"Ff").unwrap_or(self.flags),
            value: dict.get::<Object<'_>>(b"V").or_else(|| self.value.clone()),
            default_value: dict
                .get::<Object<'_>>(b"DV")
                .or_else(|| self.default_value.clone()),
            options: dict.get::<Array<'_>>(b"Opt").or_else(|| self.options.clone()),
            is_dated: self.is_dated || is_dated_by_itself(dict),
        }
    }

    /// Its kind; `None` for what holds no value.
    pub(super) fn kind(&self) -> Option<FormFieldKind> {
        match self.field_type.as_deref()? {
            b"Tx" => Some(FormFieldKind::Text),
            b"Ch" => Some(FormFieldKind::Choice),
            b"Sig" => Some(FormFieldKind::Signature),
            b"Btn" if self.flags & FLAG_PUSH_BUTTON != 0 => None,
            b"Btn" if self.flags & FLAG_RADIO != 0 => Some(FormFieldKind::Radio),
            b"Btn" => Some(FormFieldKind::Checkbox),
            _ => None,
        }
    }
}
