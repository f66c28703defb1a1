//! Sets a filled layout as PDF with places.
use aktenlage_typeset::{File, Placed, Standard, Typeset, typeset};
use time::Date;

use super::GenerateError;
use super::fill::{Filled, Stand, Stated};
use super::layouts::template_files;

/// The template that sets all layouts.
const TEMPLATE: &str = "styles.typ";
/// What it reads.
const DATA: &str = "data.json";

/// Sets a filled layout; `name` is the layout's, for the error.
pub fn set(filled: &Filled, name: &str, date: Date) -> Result<Typeset, GenerateError> {
    let template = template_files();
    let data = serde_json::to_vec(&filled.data).unwrap_or_default();
    let mut files: Vec<File<'_>> = template
        .iter()
        .map(|(name, bytes)| File { name, bytes })
        .collect();
    files.push(File {
        name: DATA,
        bytes: &data,
    });
    typeset(&files, TEMPLATE, date, Standard::Plain).map_err(|error| GenerateError::NotSet {
        layout: name.to_owned(),
        detail: error.to_string(),
    })
}

/// Where a value stands: page from 1, and left, top, right and bottom as fractions of the page.
pub fn places(set: &Typeset, stated: &Stated, live: bool) -> Vec<(u32, [f64; 4])> {
    let named = |name: &str| -> Vec<(u32, [f64; 4])> {
        let found = set.places.iter().filter(|place| place.name == name);
        in_lines(found.filter_map(|place| on_page(set, place)))
    };
    let value = || named(&format!("value:{}", stated.id));
    match &stated.stand {
        Stand::Tick(group, option) => named(&format!("tick:{group}:{option}")),
        Stand::Box(number) => {
            let field = named(&format!("box:{number}"));
            if live {
                return field;
            }
            // The same value may stand elsewhere too: here it is the one within this box.
            let within = value()
                .into_iter()
                .filter(|(page, bbox)| {
                    field
                        .iter()
                        .any(|(own, edges)| own == page && is_within(*bbox, *edges))
                })
                .collect::<Vec<_>>();
            if within.is_empty() { field } else { within }
        }
        Stand::Print => {
            let boxes: Vec<(u32, [f64; 4])> = set
                .places
                .iter()
                .filter(|place| place.name.starts_with("box:"))
                .filter_map(|place| on_page(set, place))
                .collect();
            let is_free = |(page, bbox): &(u32, [f64; 4])| {
                !boxes
                    .iter()
                    .any(|(own, edges)| own == page && is_within(*bbox, *edges))
            };
            value().into_iter().filter(is_free).collect()
        }
    }
}

/// Words that follow one another in a line as one place: the template names them one by one, so that a value may break
/// across lines.
fn in_lines(words: impl Iterator<Item = (u32, [f64; 4])>) -> Vec<(u32, [f64; 4])> {
    /// The widest space within a value, as a fraction of the page's width.
    const SPACE: f64 = 0.012;
    let mut lines: Vec<(u32, [f64; 4])> = Vec::new();
    for (page, word) in words {
        let [left, top, right, bottom] = word;
        match lines.last_mut() {
            Some((last_page, last))
                if *last_page == page
                    && (last[1] - top).abs() < (bottom - top) / 2.0
                    && left + SPACE / 4.0 >= last[2]
                    && left - last[2] <= SPACE =>
            {
                *last = [last[0], last[1].min(top), right.max(last[2]), last[3].max(bottom)];
            }
            _ => lines.push((page, word)),
        }
    }
    lines
}

/// A place as fractions of its page.
pub fn on_page(set: &Typeset, place: &Placed) -> Option<(u32, [f64; 4])> {
    let index = usize::try_from(place.page).ok()?.checked_sub(1)?;
    let size = set.pages.get(index)?;
    let [left, top, right, bottom] = place.bbox;
    let edges = [
        left / size.width,
        top / size.height,
        right / size.width,
        bottom / size.height,
    ];
    Some((place.page, edges.map(|edge| edge.clamp(0.0, 1.0))))
}

/// Whether the middle of one box lies in another.
fn is_within([left, top, right, bottom]: [f64; 4], outer: [f64; 4]) -> bool {
    let (x, y) = (f64::midpoint(left, right), f64::midpoint(top, bottom));
    (outer[0]..=outer[2]).contains(&x) && (outer[1]..=outer[3]).contains(&y)
}
