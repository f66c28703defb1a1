//! Fills real forms as programs for forms do it (ISO 32000-2, 12.7.4 and 12.7.5).
//!
//! A library that our reader does not use says which fields there are and writes the file. Entries are the same on
//! every run.

use std::collections::{BTreeMap, HashSet};

use aktenlage_domain::document::FormFieldKind;
use lopdf::{Dictionary, Document, Object, ObjectId, StringFormat, decode_text_string, text_string};

use crate::support;

/// More than one line (`Ff` bit 13), radio buttons (bit 16), a button without a value (bit 17).
const MULTI_LINE: i64 = 1 << 12;
const RADIO: i64 = 1 << 15;
const PUSH_BUTTON: i64 = 1 << 16;

/// What a field takes over from the fields above it.
#[derive(Clone, Default)]
struct Attributes {
    name: String,
    field_type: Vec<u8>,
    flags: i64,
    /// Letters that it takes; 0 for any number.
    max_length: usize,
    default_value: Vec<u8>,
    /// Export values with what is shown for them.
    options: Vec<(Object, String)>,
}

impl Attributes {
    fn below(&self, document: &Document, own: &Dictionary) -> Self {
        let number = |key: &[u8]| part(document, own, key)?.as_i64().ok();
        let name = part(document, own, b"T").and_then(|name| decode_text_string(name).ok());
        let field_type = part(document, own, b"FT").and_then(|name| name.as_name().ok());
        let default_value = part(document, own, b"DV").map(plain);
        let options = part(document, own, b"Opt").and_then(|list| list.as_array().ok());
        Self {
            name: match (self.name.as_str(), name.unwrap_or_default().as_str()) {
                (above, "") => above.to_owned(),
                ("", own) => own.to_owned(),
                (above, own) => format!("{above}.{own}"),
            },
            field_type: field_type.map_or_else(|| self.field_type.clone(), <[u8]>::to_vec),
            flags: number(b"Ff").unwrap_or(self.flags),
            max_length: number(b"MaxLen")
                .and_then(|length| usize::try_from(length).ok())
                .unwrap_or(self.max_length),
            default_value: default_value.unwrap_or_else(|| self.default_value.clone()),
            options: options.map_or_else(|| self.options.clone(), |list| options_of(document, list)),
        }
    }

    fn kind(&self) -> Option<FormFieldKind> {
        match self.field_type.as_slice() {
            b"Tx" => Some(FormFieldKind::Text),
            b"Ch" => Some(FormFieldKind::Choice),
            b"Btn" if self.flags & PUSH_BUTTON != 0 => None,
            b"Btn" if self.flags & RADIO != 0 => Some(FormFieldKind::Radio),
            b"Btn" => Some(FormFieldKind::Checkbox),
            _ => None,
        }
    }
}

/// All that has one name and one kind: it shares one value.
pub(crate) struct Field {
    attributes: Attributes,
    pub(crate) kind: FormFieldKind,
    nodes: Vec<ObjectId>,
    widgets: Vec<ObjectId>,
}

/// Fields by name and kind.
pub(crate) type Fields = BTreeMap<(String, FormFieldKind), Field>;

fn part<'a>(document: &'a Document, dictionary: &'a Dictionary, key: &[u8]) -> Option<&'a Object> {
    dictionary.get_deref(key, document).ok()
}

/// The bytes of a name or of a string.
fn plain(object: &Object) -> Vec<u8> {
    let bytes = object.as_name().or_else(|_| object.as_str());
    bytes.map(<[u8]>::to_vec).unwrap_or_default()
}

fn options_of(document: &Document, list: &[Object]) -> Vec<(Object, String)> {
    let mut options = Vec::new();
    for entry in list {
        let Ok((_, entry)) = document.dereference(entry) else {
            continue;
        };
        // Export value and text, or one text for both.
        let parts: Vec<&Object> = entry
            .as_array()
            .map_or_else(|_| vec![entry], |pair| pair.iter().collect());
        if let (Some(&export), Some(&shown)) = (parts.first(), parts.last())
            && let Ok(shown) = decode_text_string(shown)
        {
            options.push((export.clone(), shown));
        }
    }
    options
}

/// The objects that a list refers to.
fn references(document: &Document, dictionary: &Dictionary, key: &[u8]) -> Vec<ObjectId> {
    let list = part(document, dictionary, key).and_then(|list| list.as_array().ok());
    list.into_iter()
        .flatten()
        .filter_map(|object| object.as_reference().ok())
        .collect()
}

/// The fields that the form lists.
pub(crate) fn fields_of(document: &Document) -> Fields {
    let mut fields = Fields::new();
    let form = document.catalog().ok();
    let form = form.and_then(|catalog| part(document, catalog, b"AcroForm")?.as_dict().ok());
    if let Some(form) = form {
        let mut seen = HashSet::new();
        for id in references(document, form, b"Fields") {
            collect(document, id, &Attributes::default(), &mut seen, &mut fields);
        }
    }
    fields
}

fn collect(
    document: &Document,
    id: ObjectId,
    above: &Attributes,
    seen: &mut HashSet<ObjectId>,
    fields: &mut Fields,
) {
    let Ok(dictionary) = document.get_dictionary(id) else {
        return;
    };
    if !seen.insert(id) {
        return;
    }
    let attributes = above.below(document, dictionary);
    // Kids with a name are fields of their own, the others are places of this one.
    let has_name = |kid: &ObjectId| document.get_dictionary(*kid).is_ok_and(|kid| kid.has(b"T"));
    let (children, mut widgets): (Vec<ObjectId>, Vec<ObjectId>) = references(document, dictionary, b"Kids")
        .into_iter()
        .partition(has_name);
    if dictionary.has(b"Rect") {
        widgets.push(id);
    }
    if (!widgets.is_empty() || children.is_empty())
        && let Some(kind) = attributes.kind()
    {
        let key = (attributes.name.clone(), kind);
        let field = fields.entry(key).or_insert_with(|| Field {
            attributes: attributes.clone(),
            kind,
            nodes: Vec::new(),
            widgets: Vec::new(),
        });
        field.nodes.push(id);
        field.widgets.extend(widgets);
    }
    for child in children {
        collect(document, child, &attributes, seen, fields);
    }
}

fn set(document: &mut Document, id: ObjectId, key: &str, value: Object) {
    if let Ok(dictionary) = document.get_dictionary_mut(id) {
        dictionary.set(key, value);
    }
}

/// Enters something into a field: what the reader has to tell of it, `None` if nothing was; or why it is left out.
pub(crate) fn enter(
    document: &mut Document,
    field: &Field,
    number: usize,
) -> Result<Option<String>, &'static str> {
    let (value, told) = match field.kind {
        FormFieldKind::Text => {
            let text = text_for(&field.attributes, number);
            (string(&text, number), text.replace('\r', "\n"))
        }
        FormFieldKind::Choice => {
            let default = &field.attributes.default_value;
            let is_statement = |(export, shown): &&(Object, String)| {
                plain(export) != *default && shown.chars().filter(|letter| letter.is_alphabetic()).count() > 1
            };
            let options: Vec<_> = field.attributes.options.iter().filter(is_statement).collect();
            let nothing = "a list without anything to choose but its default";
            let (export, shown) = *options.get(number % options.len().max(1)).ok_or(nothing)?;
            (export.clone(), shown.clone())
        }
        FormFieldKind::Checkbox | FormFieldKind::Radio => return tick(document, field, number),
        FormFieldKind::Signature => return Err("a signature"),
    };
    for &node in &field.nodes {
        set(document, node, "V", value.clone());
        // Which entries of a list are chosen, by number: the value says it.
        if let Ok(node) = document.get_dictionary_mut(node) {
            node.remove(b"I");
        }
    }
    Ok(Some(told))
}

/// Ticks one of the boxes of a field, of every second checkbox none.
fn tick(document: &mut Document, field: &Field, number: usize) -> Result<Option<String>, &'static str> {
    const OFF: &[u8] = b"Off";
    let drawn: Option<Vec<Vec<u8>>> = field.widgets.iter().map(|&id| on_state(document, id)).collect();
    let states = drawn.ok_or("a button that is not drawn ticked")?;
    let others: Vec<&Vec<u8>> = states
        .iter()
        .filter(|state| **state != field.attributes.default_value)
        .collect();
    let is_ticked = field.kind == FormFieldKind::Radio || number.is_multiple_of(2);
    let chosen = if is_ticked {
        let only_default = "a button that is on by default";
        Some(*others.get(number / 2 % others.len().max(1)).ok_or(only_default)?)
    } else {
        None
    };
    let name = |state: Option<&Vec<u8>>| Object::Name(state.map_or_else(|| OFF.to_vec(), Clone::clone));
    for &node in &field.nodes {
        set(document, node, "V", name(chosen));
    }
    for (&widget, state) in field.widgets.iter().zip(&states) {
        set(
            document,
            widget,
            "AS",
            name(chosen.filter(|chosen| *chosen == state)),
        );
    }
    Ok(chosen.map(|state| name_text(state)))
}

/// The state in which a button is drawn ticked.
fn on_state(document: &Document, widget: ObjectId) -> Option<Vec<u8>> {
    let drawings = part(document, document.get_dictionary(widget).ok()?, b"AP")?;
    let states = part(document, drawings.as_dict().ok()?, b"N")?.as_dict().ok()?;
    let names = states.iter().map(|(name, _)| name);
    names.filter(|name| name.as_slice() != b"Off").min().cloned()
}

/// A name in UTF-8, or in Latin-1 as older programs write it.
fn name_text(name: &[u8]) -> String {
    let latin = || -> String { name.iter().map(|&byte| char::from(byte)).collect() };
    std::str::from_utf8(name).map_or_else(|_| latin(), str::to_owned)
}

/// Names, dates, amounts and remarks in turn, with umlauts and figures, as long as the field takes.
fn text_for(attributes: &Attributes, number: usize) -> String {
    let text = match number % 6 {
        0 => format!("Jörg Müßig-Öztürk {number}"),
        1 => format!(
            "{:02}.{:02}.{}",
            1 + number % 28,
            1 + number % 12,
            1930 + number % 90
        ),
        2 => format!("Äußere Gärtnerstraße {number} b"),
        3 => format!("{number}.{:03},50 €", number % 1000),
        4 => format!("Łukasz Şahin (Nr. {number})"),
        _ => format!("{number} (siehe Anlage), § 5 \\ 7"),
    };
    if attributes.max_length > 0 {
        let letters: String = text.chars().take(attributes.max_length).collect();
        letters.trim_end().to_owned()
    } else if attributes.flags & MULTI_LINE != 0 {
        format!("{text}\rzweite Zeile")
    } else {
        text
    }
}

/// A text string in `PDFDocEncoding` or in UTF-16, as programs write either.
fn string(text: &str, number: usize) -> Object {
    let is_latin = text
        .chars()
        .all(|letter| letter.is_ascii() || ('\u{a1}'..='\u{ff}').contains(&letter));
    if is_latin && number % 4 < 2 {
        Object::String(support::latin(text), StringFormat::Literal)
    } else {
        text_string(text)
    }
}

/// The file with these entries; viewers are asked to draw them.
pub(crate) fn saved(document: &mut Document) -> Option<Vec<u8>> {
    let form = document.catalog().ok()?.get(b"AcroForm").ok()?.as_reference();
    if let Ok(id) = form {
        set(document, id, "NeedAppearances", true.into());
    } else if let Ok(Object::Dictionary(form)) = document
        .catalog_mut()
        .and_then(|catalog| catalog.get_mut(b"AcroForm"))
    {
        form.set("NeedAppearances", true);
    }
    written(document)
}

/// The file as it is.
pub(crate) fn written(document: &mut Document) -> Option<Vec<u8>> {
    // They describe the table of the file as it was.
    for key in ["XRefStm", "DecodeParms"] {
        document.trailer.remove(key.as_bytes());
    }
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).ok()?;
    Some(bytes)
}
