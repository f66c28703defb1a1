//! Form fields of a PDF (`AcroForm`, ISO 32000-2, 12.7): names, values and where they are shown.

mod data;
mod hint;
mod node;
mod pages;
mod scripts;
mod string;
mod value;

use std::collections::{HashMap, HashSet};

use aktenlage_domain::document::{FormField, FormFieldKind};
use data::DataSet;
use hayro_syntax::Pdf;
use hayro_syntax::object::{Array, Dict, MaybeRef, Object, ObjectIdentifier};
use node::Inherited;
pub(crate) use pages::{WidgetPages, rect_to_page};
pub(crate) use string::decode;

/// Fields nest at most this deep; more is an attack or a cycle.
const MAX_DEPTH: usize = 32;
/// More fields than any form has; the largest known has about 700.
const MAX_FIELDS: usize = 20_000;
/// A form with so many empty text fields and nothing written was not filled in.
const MIN_EMPTY_FIELDS: usize = 10;

/// The form of a document.
#[derive(Default)]
pub(crate) struct Form {
    /// Its fields, in the form's order.
    pub(crate) fields: Vec<FormField>,
    /// Whether it carries an XFA description whose data the fields do not reflect.
    pub(crate) is_dynamic: bool,
    /// Whether one name stands for two values, so that it depends on the program which one a person saw.
    pub(crate) is_contradictory: bool,
}

/// Reads the fields of a document; pages beyond `max_pages` count as not there.
pub(crate) fn read_form(pdf: &Pdf, max_pages: usize) -> Form {
    let Some(root) = pdf.xref().get::<Dict<'_>>(pdf.xref().root_id()) else {
        return Form::default();
    };
    let acro_form = root.get::<Dict<'_>>(b"AcroForm");
    let data = acro_form.as_ref().and_then(DataSet::of);
    let has_data = data.is_some();
    let mut walk = Walk {
        sources: Sources {
            pages: WidgetPages::new(pdf, max_pages),
            dated: scripts::dated_fields(pdf),
            data: data.unwrap_or_default(),
        },
        visited: HashSet::new(),
        fields: Vec::new(),
        last_of: HashMap::new(),
        pdf,
    };
    if let Some(fields) = acro_form
        .as_ref()
        .and_then(|form| form.get::<Array<'_>>(b"Fields"))
    {
        walk.kids(&fields, &Inherited::default(), 0);
    }
    walk.widgets_without_form();
    let Walk {
        mut fields, sources, ..
    } = walk;
    set_preselections_apart(&mut fields);
    let is_contradictory = has_two_values(&fields);
    let has_xfa = acro_form.is_some_and(|form| form.contains_key(b"XFA"));
    let names = fields.iter().map(|field| field.name.as_str());
    let is_covered = has_data && !fields.is_empty() && sources.data.values_beside(names) == 0;
    Form {
        is_dynamic: has_xfa && !is_covered,
        is_contradictory,
        fields,
    }
}

/// Where values and places come from besides the fields themselves.
struct Sources<'a> {
    pages: WidgetPages<'a>,
    /// Names of the fields into which the document writes the date of the day.
    dated: HashSet<String>,
    data: DataSet,
}

/// In a form in which nobody wrote or ticked anything, buttons of which one is always on tell how the form was
/// made: nobody hands in an application without a name.
fn set_preselections_apart(fields: &mut [FormField]) {
    let is_text = |field: &&FormField| matches!(field.kind, FormFieldKind::Text | FormFieldKind::Choice);
    let is_radio = |field: &FormField| field.kind == FormFieldKind::Radio;
    let is_filled = fields
        .iter()
        .any(|field| !is_radio(field) && field.value.is_some());
    if is_filled || fields.iter().filter(is_text).count() < MIN_EMPTY_FIELDS {
        return;
    }
    for field in fields.iter_mut().filter(|field| is_radio(field)) {
        field.default_value = field.value.take().or(field.default_value.take());
    }
}

/// Whether a name stands for two different values that somebody entered.
fn has_two_values(fields: &[FormField]) -> bool {
    let mut values: HashMap<(&str, FormFieldKind), &str> = HashMap::new();
    fields.iter().filter(|field| !field.name.is_empty()).any(|field| {
        let Some(value) = field.value.as_deref() else {
            return false;
        };
        let known = *values.entry((&field.name, field.kind)).or_insert(value);
        known != value
    })
}

/// One pass over the tree of fields.
struct Walk<'a> {
    sources: Sources<'a>,
    visited: HashSet<ObjectIdentifier>,
    fields: Vec<FormField>,
    /// Where the last field of a name and kind stands among them.
    last_of: HashMap<(String, FormFieldKind), usize>,
    pdf: &'a Pdf,
}

impl<'a> Walk<'a> {
    fn kids(&mut self, kids: &Array<'a>, inherited: &Inherited<'a>, depth: usize) {
        for kid in kids.raw_iter() {
            if let Some((id, dict)) = self.resolve(kid)
                && id.is_none_or(|id| self.visited.insert(id))
            {
                self.field(id, &dict, inherited, depth + 1);
            }
        }
    }

    /// A field: either an inner node of the tree, or one with a value, whose kids are only its places.
    fn field(&mut self, id: Option<ObjectIdentifier>, dict: &Dict<'a>, parent: &Inherited<'a>, depth: usize) {
        if depth > MAX_DEPTH || self.fields.len() >= MAX_FIELDS {
            return;
        }
        let inherited = parent.with(dict);
        let mut places = Vec::new();
        let mut children = Vec::new();
        for kid in dict.get::<Array<'_>>(b"Kids").iter().flat_map(Array::raw_iter) {
            let Some((kid_id, kid)) = self.resolve(kid) else {
                continue;
            };
            if kid.contains_key(b"T") {
                children.push((kid_id, kid));
            } else if kid_id.is_none_or(|kid_id| self.visited.insert(kid_id)) {
                if kid.contains_key(b"Kids") && !kid.contains_key(b"Rect") {
                    children.push((None, kid));
                } else {
                    places.push((kid_id, kid));
                }
            }
        }
        if dict.contains_key(b"Rect") {
            places.push((id, dict.clone()));
        }
        let is_terminal = !places.is_empty() || children.is_empty();
        if is_terminal && let Some(field) = value::field(&inherited, &places, &self.sources) {
            self.merge(field);
        }
        for (child_id, child) in children {
            if child_id.is_none_or(|child_id| self.visited.insert(child_id)) {
                self.field(child_id, &child, &inherited, depth + 1);
            }
        }
    }

    /// Adds a field; the same name a second time is the same field shown once more (12.7.4.2), unless it has another
    /// value: then both are kept.
    fn merge(&mut self, field: FormField) {
        let key = (field.name.clone(), field.kind);
        let known = self
            .last_of
            .get(&key)
            .and_then(|index| self.fields.get_mut(*index));
        let differs = |known: &FormField| {
            let values = known.value.as_ref().zip(field.value.as_ref());
            values.is_some_and(|(known, found)| known != found)
        };
        match known {
            Some(known) if !field.name.is_empty() && !differs(known) => {
                known.value = known.value.take().or(field.value);
                known.default_value = known.default_value.take().or(field.default_value);
                known.tooltip = known.tooltip.take().or(field.tooltip);
                known.widgets.extend(field.widgets);
            }
            _ => {
                self.last_of.insert(key, self.fields.len());
                self.fields.push(field);
            }
        }
    }

    /// Fields that only a page knows: their form does not list them, or there is no form at all.
    fn widgets_without_form(&mut self) {
        for (id, dict) in self.sources.pages.widgets() {
            if id.is_some_and(|id| self.visited.contains(&id)) {
                continue;
            }
            let (mut top_id, mut top) = (id, dict);
            let mut chain = HashSet::new();
            while let Some(parent) = top.get_ref(b"Parent").map(ObjectIdentifier::from) {
                if self.visited.contains(&parent) || !chain.insert(parent) || chain.len() > MAX_DEPTH {
                    break;
                }
                let Some(dict) = self.pdf.xref().get::<Dict<'_>>(parent) else {
                    break;
                };
                (top_id, top) = (Some(parent), dict);
            }
            if top_id.is_none_or(|top_id| self.visited.insert(top_id)) {
                self.field(top_id, &top, &Inherited::default(), 0);
            }
        }
    }

    fn resolve(&self, object: MaybeRef<Object<'a>>) -> Option<(Option<ObjectIdentifier>, Dict<'a>)> {
        match object {
            MaybeRef::Ref(reference) => {
                let id = ObjectIdentifier::from(reference);
                Some((Some(id), self.pdf.xref().get::<Dict<'_>>(id)?))
            }
            MaybeRef::NotRef(object) => Some((None, object.into_dict()?)),
        }
    }
}
