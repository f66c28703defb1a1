//! Form fields (`AcroForm`, ISO 32000-2, 12.7) on a set form: as many ways to name and fill them as authors of forms
//! and viewers have.
use aktenlage_typeset::Typeset;
use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary, text_string};

use super::GenerateError;
use super::fill::{Filled, TickGroup, WritableBox};
use super::random::Chance;
use names::Names;

mod names;

const MULTI_LINE: i64 = 1 << 12;
const COMB: i64 = 1 << 24;
const NO_TOGGLE_TO_OFF: i64 = 1 << 14;
const RADIO: i64 = 1 << 15;
/// Shown in print, as all fields are.
const PRINT: i64 = 4;

/// How the author of a layout builds forms, and the viewer with which this one was filled.
#[derive(Clone, Debug)]
struct Habits {
    /// Export value of a single box.
    on: String,
    /// Questions are groups of which one is on; else every box is a field.
    has_groups: bool,
    has_tooltips: bool,
    /// The viewer draws what it writes; else the next one has to.
    draws: bool,
}

/// Adds the fields with their values. How they are named and built follows from the layout's name alone, whether the
/// viewer drew the values from chance.
pub fn form(
    set: &Typeset,
    filled: &Filled,
    layout: &str,
    chance: &mut Chance,
) -> Result<Vec<u8>, GenerateError> {
    let broken = |detail: String| GenerateError::NotSet {
        layout: layout.to_owned(),
        detail,
    };
    let document = Document::load_mem(&set.pdf).map_err(|error| broken(error.to_string()))?;
    let mut author = Chance::of(0, layout);
    let habits = Habits {
        on: author.word(&["Ja", "1", "selektiert", "On", "Yes", "ja"]),
        has_groups: author.in_hundred(60),
        has_tooltips: author.in_hundred(60),
        draws: chance.in_hundred(75),
    };
    let mut builder = Builder {
        names: Names::of(&mut author),
        habits,
        document,
        set,
        roots: Vec::new(),
        annotations: Vec::new(),
        font: (0, 0),
    };
    builder.font = builder.document.add_object(dictionary! {
        "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Helvetica", "Encoding" => "WinAnsiEncoding",
    });
    for (number, field) in filled.boxes.iter().enumerate() {
        builder.text(number, field);
    }
    for (number, group) in filled.ticks.iter().enumerate() {
        builder.ticks(number, group);
    }
    builder.finish().map_err(broken)
}

struct Builder<'a> {
    names: Names,
    habits: Habits,
    document: Document,
    set: &'a Typeset,
    roots: Vec<Object>,
    /// Page from 1, and the annotation on it.
    annotations: Vec<(u32, ObjectId)>,
    font: ObjectId,
}

impl Builder<'_> {
    /// Page and edges in PDF space: left, bottom, right, top in points from the lower left corner.
    fn place(&self, name: &str) -> Option<(u32, [f64; 4])> {
        let place = self.set.places.iter().find(|place| place.name == name)?;
        let index = usize::try_from(place.page).ok()?.checked_sub(1)?;
        let height = self.set.pages.get(index)?.height;
        let [left, top, right, bottom] = place.bbox;
        Some((place.page, [left, height - bottom, right, height - top]))
    }

    fn text(&mut self, number: usize, field: &WritableBox) {
        let Some((page, rect)) = self.place(&format!("box:{number}")) else {
            return;
        };
        let mut flags = 0;
        let mut own = dictionary! {
            "Type" => "Annot", "Subtype" => "Widget", "FT" => "Tx", "F" => PRINT,
            "Rect" => numbers(&rect),
            "DA" => Object::string_literal("/Helv 10 Tf 0 g"),
        };
        let name = self.names.next("Text", &field.label);
        own.set("T", text_string(&name));
        if self.habits.has_tooltips && !field.label.is_empty() {
            own.set("TU", text_string(&field.label));
        }
        let letters = field.text.chars().count();
        if let Some(comb) = field.comb.filter(|comb| letters <= *comb) {
            flags |= COMB;
            own.set("MaxLen", i64::try_from(comb).unwrap_or(i64::MAX));
        } else if field.lines > 1 {
            flags |= MULTI_LINE;
        }
        own.set("Ff", flags);
        if !field.text.is_empty() {
            own.set("V", text_string(&field.text));
            if let Some(written) = win_ansi(&field.text).filter(|_| self.habits.draws) {
                let stream = self.text_appearance(&written, field.comb, rect);
                own.set("AP", dictionary! { "N" => stream });
            }
        }
        let id = self.document.add_object(own);
        self.roots.push(id.into());
        self.annotations.push((page, id));
    }

    fn text_appearance(&mut self, written: &[u8], comb: Option<usize>, rect: [f64; 4]) -> ObjectId {
        let (width, height) = (rect[2] - rect[0], rect[3] - rect[1]);
        let base = (height / 2.0 - 3.5).max(1.0);
        let mut content = "/Tx BMC q BT /Helv 10 Tf 0 g ".to_owned();
        if let Some(comb) = comb.filter(|comb| written.len() <= *comb) {
            let step = width / real(comb);
            let letters = written.iter().enumerate().map(|(position, byte)| {
                let x = step * (real(position) + 0.5) - 2.8;
                format!("1 0 0 1 {x:.2} {base:.2} Tm <{}> Tj ", hex(&[*byte]))
            });
            content.push_str(&letters.collect::<Vec<_>>().concat());
        } else {
            let line = format!("2 {base:.2} Td <{}> Tj ", hex(written));
            content.push_str(&line);
        }
        content.push_str("ET Q EMC");
        let form = dictionary! {
            "Type" => "XObject", "Subtype" => "Form", "BBox" => numbers(&[0.0, 0.0, width, height]),
            "Resources" => dictionary! { "Font" => dictionary! { "Helv" => self.font } },
        };
        self.document.add_object(Stream::new(form, content.into_bytes()))
    }

    fn ticks(&mut self, number: usize, group: &TickGroup) {
        let is_group = self.habits.has_groups && group.options.len() > 1 && !group.is_set;
        if !is_group {
            for (option, words, is_ticked) in &group.options {
                let Some((page, rect)) = self.place(&format!("tick:{number}:{option}")) else {
                    continue;
                };
                let on = self.habits.on.clone();
                let mut own = self.button(rect, &on, *is_ticked);
                own.set("FT", "Btn");
                let name = self.names.next("Kontrollkästchen", words);
                own.set("T", text_string(&name));
                if self.habits.has_tooltips {
                    own.set("TU", text_string(words));
                }
                if *is_ticked {
                    own.set("V", Object::Name(on.into_bytes()));
                }
                let id = self.document.add_object(own);
                self.roots.push(id.into());
                self.annotations.push((page, id));
            }
            return;
        }
        let parent = self.document.new_object_id();
        let mut kids: Vec<Object> = Vec::new();
        let mut chosen = None;
        for (index, (option, _, is_ticked)) in group.options.iter().enumerate() {
            let Some((page, rect)) = self.place(&format!("tick:{number}:{option}")) else {
                continue;
            };
            let on = self.names.option(index);
            let mut own = self.button(rect, &on, *is_ticked);
            own.set("Parent", parent);
            if *is_ticked {
                chosen = Some(on);
            }
            let id = self.document.add_object(own);
            kids.push(id.into());
            self.annotations.push((page, id));
        }
        if kids.is_empty() {
            return;
        }
        let name = self.names.next("Optionsfeld", &group.label);
        let mut own = dictionary! {
            "FT" => "Btn", "Ff" => RADIO | NO_TOGGLE_TO_OFF, "T" => text_string(&name), "Kids" => kids,
        };
        if self.habits.has_tooltips {
            own.set("TU", text_string(&group.label));
        }
        if let Some(on) = chosen {
            own.set("V", Object::Name(on.into_bytes()));
        }
        self.document.set_object(parent, own);
        self.roots.push(parent.into());
    }

    /// The widget of a box to tick, with a look for both of its states.
    fn button(&mut self, rect: [f64; 4], on: &str, is_ticked: bool) -> Dictionary {
        let (width, height) = (rect[2] - rect[0], rect[3] - rect[1]);
        let cross = format!(
            "q 1.2 w 1.5 1.5 m {0:.2} {1:.2} l 1.5 {1:.2} m {0:.2} 1.5 l S Q",
            width - 1.5,
            height - 1.5
        );
        let mut look = |content: String| {
            let form = dictionary! {
                "Type" => "XObject", "Subtype" => "Form", "BBox" => numbers(&[0.0, 0.0, width, height]),
            };
            self.document.add_object(Stream::new(form, content.into_bytes()))
        };
        let (ticked, empty) = (look(cross), look(String::new()));
        let mut states = Dictionary::new();
        states.set(on, ticked);
        states.set("Off", empty);
        let state = if is_ticked { on } else { "Off" };
        dictionary! {
            "Type" => "Annot", "Subtype" => "Widget", "F" => PRINT, "Rect" => numbers(&rect),
            "AP" => dictionary! { "N" => states },
            "AS" => Object::Name(state.as_bytes().to_vec()),
        }
    }

    fn finish(mut self) -> Result<Vec<u8>, String> {
        for (number, page) in self.document.get_pages() {
            let own = self.annotations.iter().filter(|(on, _)| *on == number);
            let own: Vec<Object> = own.map(|(_, id)| Object::Reference(*id)).collect();
            if own.is_empty() {
                continue;
            }
            let dictionary = self
                .document
                .get_dictionary(page)
                .map_err(|error| error.to_string())?;
            let known = dictionary.get_deref(b"Annots", &self.document);
            let mut all: Vec<Object> = known.and_then(Object::as_array).cloned().unwrap_or_default();
            all.extend(own);
            let dictionary = self
                .document
                .get_dictionary_mut(page)
                .map_err(|error| error.to_string())?;
            dictionary.set("Annots", all);
        }
        let form = dictionary! {
            "Fields" => std::mem::take(&mut self.roots),
            "DA" => Object::string_literal("/Helv 10 Tf 0 g"),
            "DR" => dictionary! { "Font" => dictionary! { "Helv" => self.font } },
            "NeedAppearances" => !self.habits.draws,
        };
        let form = self.document.add_object(form);
        let catalogue = self.document.catalog_mut().map_err(|error| error.to_string())?;
        catalogue.set("AcroForm", form);
        let mut bytes = Vec::new();
        self.document
            .save_to(&mut bytes)
            .map_err(|error| error.to_string())?;
        Ok(bytes)
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes
        .iter()
        .flat_map(|byte| [byte >> 4, byte & 15])
        .filter_map(|half| char::from_digit(u32::from(half), 16))
        .collect()
}

fn numbers(edges: &[f64; 4]) -> Object {
    Object::Array(edges.iter().map(|edge| Object::from(*edge)).collect())
}

#[expect(clippy::cast_precision_loss, reason = "boxes of a line")]
fn real(number: usize) -> f64 {
    number as f64
}

/// The text in the encoding of the standard fonts; `None` for letters that they do not have: then nothing is drawn.
fn win_ansi(text: &str) -> Option<Vec<u8>> {
    let byte = |letter: char| match letter {
        '€' => Some(0x80),
        '„' => Some(0x84),
        'Š' => Some(0x8a),
        'Ž' => Some(0x8e),
        '’' => Some(0x92),
        '“' => Some(0x93),
        '–' => Some(0x96),
        'š' => Some(0x9a),
        'ž' => Some(0x9e),
        ' '..='~' | '\u{a0}'..='\u{ff}' => u8::try_from(u32::from(letter)).ok(),
        _ => None,
    };
    text.chars().map(byte).collect()
}
