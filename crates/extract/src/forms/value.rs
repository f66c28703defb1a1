//! One field with its value, told by its kind.
use aktenlage_domain::document::{FormField, FormFieldKind, Widget};
use hayro_syntax::object::{Array, Dict, Name, Object, ObjectIdentifier};

use super::hint::is_hint;
use super::node::Inherited;
use super::string::{decode, decode_name};
use super::{Sources, WidgetPages};

/// The state of a button that is not ticked.
const OFF: &str = "Off";
/// Between several selected entries of a list.
const LIST_SEPARATOR: &str = "; ";

/// A widget's dictionary and object.
pub(super) type Place<'a> = (Option<ObjectIdentifier>, Dict<'a>);

/// The field with these attributes that is shown at these places; `None` if it holds no value.
pub(super) fn field<'a>(
    inherited: &Inherited<'a>,
    places: &[Place<'a>],
    sources: &Sources<'a>,
) -> Option<FormField> {
    let pages = &sources.pages;
    let kind = inherited.kind()?;
    let options = inherited.options.as_ref().map(options).unwrap_or_default();
    let tooltip = inherited.tooltip.clone().or_else(|| {
        let own = places
            .iter()
            .find_map(|(_, place)| Inherited::default().with(place).tooltip);
        own.filter(|_| !matches!(kind, FormFieldKind::Radio))
    });
    let mut field = FormField {
        name: inherited.name.clone(),
        tooltip,
        kind,
        value: None,
        default_value: None,
        options: options.iter().map(|(_, shown)| shown.clone()).collect(),
        widgets: Vec::new(),
    };
    match kind {
        FormFieldKind::Checkbox | FormFieldKind::Radio => buttons(&mut field, inherited, places, sources),
        FormFieldKind::Signature => {
            field.value = matches!(inherited.value, Some(Object::Dict(_))).then(|| "signed".to_owned());
            field.widgets = shown_at(places, pages);
        }
        FormFieldKind::Text | FormFieldKind::Choice => {
            let value = written_value(inherited, places)
                .or_else(|| sources.data.value(&field.name).map(str::to_owned));
            let default = inherited.default_value.as_ref().and_then(text_of);
            let [value, default] = [value, default].map(|text| text.map(|text| as_shown(&text, &options)));
            let is_dated = inherited.is_dated || sources.dated.contains(&field.name);
            texts(&mut field, value, default, is_dated);
            field.widgets = shown_at(places, pages);
        }
    }
    Some(field)
}

/// The text of the field's own value; some programs write it on the place instead of the field.
fn written_value(inherited: &Inherited<'_>, places: &[Place<'_>]) -> Option<String> {
    let text = |object: Object<'_>| text_of(&object).filter(|text| !text.trim().is_empty());
    let own = inherited.value.clone().and_then(text);
    own.or_else(|| places.iter().find_map(|(_, place)| text(place.get(b"V")?)))
}

/// Tells what the applicant entered from what the form shipped with or wrote by itself.
fn texts(field: &mut FormField, value: Option<String>, default: Option<String>, is_dated: bool) {
    let [value, default] = [value, default].map(|text| text.filter(|text| !text.trim().is_empty()));
    let is_default = value.is_some() && value == default;
    let is_hint = value
        .as_deref()
        .is_some_and(|value| is_hint(value, field.kind, &field.name, field.tooltip.as_deref()));
    let is_todays_date = is_dated && value.as_deref().is_some_and(is_date);
    if is_default || is_hint || is_todays_date {
        field.default_value = default.or(value);
    } else {
        field.value = value;
        field.default_value = default;
    }
}

/// Whether a text is nothing but a date in figures.
fn is_date(text: &str) -> bool {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let is_figures =
        |character: char| character.is_ascii_digit() || matches!(character, '.' | '/' | '-' | ' ');
    (4..=8).contains(&digits) && text.chars().all(is_figures)
}

fn shown_at<'a>(places: &[Place<'a>], pages: &WidgetPages<'a>) -> Vec<Widget> {
    let shown = places.iter().filter_map(|(id, dict)| pages.place(*id, dict));
    shown
        .map(|(page, bbox)| Widget {
            page,
            bbox,
            on_value: None,
            is_on: false,
        })
        .collect()
}

fn buttons<'a>(
    field: &mut FormField,
    inherited: &Inherited<'a>,
    places: &[Place<'a>],
    sources: &Sources<'a>,
) {
    let state = |object: &Option<Object<'_>>| object.as_ref().and_then(text_of).filter(|state| state != OFF);
    let states: Vec<Option<String>> = places.iter().map(|(_, dict)| on_state(dict)).collect();
    let is_shown = |(_, dict): &Place<'_>| {
        dict.get::<Name<'_>>(b"AS")
            .is_some_and(|state| &*state != OFF.as_bytes())
    };
    let from_data = || {
        let value = sources.data.value(&field.name).map(str::to_owned);
        // Only a state that a widget has: data sets also hold what stands for "not ticked".
        value.filter(|value| {
            !places.iter().any(is_shown) && states.iter().flatten().any(|state| state == value)
        })
    };
    let value = state(&inherited.value)
        .and_then(|value| known_state(value, &states, &field.options))
        .or_else(from_data);
    let mut first_on = None;
    for ((id, dict), on_value) in places.iter().zip(states) {
        let on_value = on_value.or_else(|| places.len().eq(&1).then(|| value.clone()).flatten());
        let appearance = dict.get::<Name<'_>>(b"AS").map(|name| decode_name(&name));
        let is_shown_on = appearance
            .as_deref()
            .is_some_and(|state| state != OFF && !state.is_empty());
        // A program that fills forms may set the value and forget the appearance, or the other way round.
        let is_on = match (&on_value, &value) {
            (Some(on_value), Some(value)) if on_value == value => true,
            _ => is_shown_on && (value.is_none() || appearance == value),
        };
        if is_on && first_on.is_none() {
            first_on = on_value.clone().or(appearance);
        }
        if let Some((page, bbox)) = sources.pages.place(*id, dict) {
            field.widgets.push(Widget {
                page,
                bbox,
                on_value,
                is_on,
            });
        }
    }
    let value = value.or(first_on);
    let default = state(&inherited.default_value);
    if value.is_some() && value == default {
        field.default_value = default;
    } else {
        field.value = value;
        field.default_value = default;
    }
}

/// The state that a value means: itself, or the number of an export text (12.7.5.2.3). `None` for a value that
/// no widget can show: nobody ticked it.
fn known_state(value: String, states: &[Option<String>], options: &[String]) -> Option<String> {
    if value.is_empty() {
        return None;
    }
    let has = |state: &str| states.iter().flatten().any(|known| known == state);
    if has(&value) || states.iter().any(Option::is_none) {
        return Some(value);
    }
    let number = options.iter().position(|option| *option == value)?.to_string();
    has(&number).then_some(number)
}

/// The name of the appearance that a widget has when it is ticked.
fn on_state(widget: &Dict<'_>) -> Option<String> {
    let appearances = widget.get::<Dict<'_>>(b"AP")?;
    let of = |key: &[u8]| {
        let states = appearances.get::<Dict<'_>>(key)?;
        let mut names: Vec<String> = states
            .keys()
            .map(|name| decode_name(&name))
            .filter(|name| name != OFF)
            .collect();
        names.sort();
        names.into_iter().next()
    };
    of(b"N").or_else(|| of(b"D"))
}

/// The text of a value: a string, a name, a stream or a list of them.
fn text_of(object: &Object<'_>) -> Option<String> {
    match object {
        Object::String(text) => Some(decode(text.as_bytes())),
        Object::Name(name) => Some(decode_name(name)),
        Object::Stream(stream) => Some(decode(&stream.decoded_data().ok()?)),
        Object::Array(items) => {
            let texts: Vec<String> = items
                .iter::<Object<'_>>()
                .filter_map(|item| text_of(&item))
                .collect();
            Some(texts.join(LIST_SEPARATOR))
        }
        Object::Number(number) => Some(number.as_f64().to_string()),
        Object::Null(_) | Object::Boolean(_) | Object::Dict(_) => None,
    }
}

/// Export value and text of each entry of a list.
fn options(entries: &Array<'_>) -> Vec<(String, String)> {
    entries
        .iter::<Object<'_>>()
        .filter_map(|entry| {
            if let Object::Array(pair) = &entry {
                let mut texts = pair.iter::<Object<'_>>().filter_map(|text| text_of(&text));
                let export = texts.next()?;
                let shown = texts.next().unwrap_or_else(|| export.clone());
                return Some((export, shown));
            }
            text_of(&entry).map(|text| (text.clone(), text))
        })
        .collect()
}

/// What the applicant saw for an export value, or for several of them.
fn as_shown(value: &str, options: &[(String, String)]) -> String {
    let shown = |value: &str| {
        let option = options.iter().find(|(export, _)| export == value);
        option.map(|(_, shown)| shown.clone())
    };
    let each = || -> Option<Vec<String>> { value.split(LIST_SEPARATOR).map(shown).collect() };
    shown(value)
        .or_else(|| Some(each()?.join(LIST_SEPARATOR)))
        .unwrap_or_else(|| value.to_owned())
}
