//! Values of form fields that the file itself does not show.
//!
//! A program that fills forms may set a field's value and leave out, or leave unchanged, the drawing of it;
//! viewers then draw it themselves. Here the missing values are written into a small PDF of one page, which
//! is drawn over the page by the same renderer.
use aktenlage_domain::document::{FormField, FormFieldKind, PageBox, Widget};
use hayro_interpret::{InterpreterCache, RenderContent};
use hayro_syntax::Pdf;
use hayro_syntax::object::{Array, Dict, Name, Object, Rect};
use hayro_syntax::page::Page;

use super::overlay::Overlay;
use crate::forms::{read_form, rect_to_page};
use crate::text::{Glyph, collect};

/// A one-page PDF with the values that the page does not show by itself; `None` if it shows all of them.
pub(super) fn missing_appearances(pdf: &Pdf, page: &Page<'_>, number: u32) -> Option<Vec<u8>> {
    page.raw().get::<Array<'_>>(b"Annots")?;
    let fields = read_form(pdf, usize::MAX).fields;
    let here = |field: &FormField| field.widgets.iter().any(|widget| widget.page == number);
    if !fields
        .iter()
        .any(|field| here(field) && (field.value.is_some() || field.default_value.is_some()))
    {
        return None;
    }
    let (width, height) = page.render_dimensions();
    let glyphs = collect(page, &InterpreterCache::new(), RenderContent::ANNOTATIONS).glyphs;
    let ticked = ticked_boxes(page);
    let mut overlay = Overlay::new(width, height);
    for field in fields.iter().filter(|field| here(field)) {
        for widget in field.widgets.iter().filter(|widget| widget.page == number) {
            match field.kind {
                FormFieldKind::Checkbox | FormFieldKind::Radio => {
                    if widget.is_on && !ticked.iter().any(|bbox| is_same(*bbox, widget.bbox)) {
                        overlay.cross(widget.bbox);
                    }
                }
                FormFieldKind::Text | FormFieldKind::Choice => {
                    if let Some(value) = field.value.as_deref()
                        && !shows(&glyphs, widget, value, (width, height))
                    {
                        overlay.text(widget.bbox, value);
                    }
                }
                FormFieldKind::Signature => {}
            }
        }
    }
    overlay.finish()
}

/// Whether what is drawn inside a widget is this value, or the visible part of it.
fn shows(glyphs: &[Glyph], widget: &Widget, value: &str, (width, height): (f32, f32)) -> bool {
    let drawn: String = glyphs
        .iter()
        .filter(|glyph| {
            let middle = glyph.origin + (glyph.direction * glyph.advance + glyph.up * glyph.size * 0.4) * 0.5;
            #[expect(clippy::cast_possible_truncation, reason = "fractions of a page")]
            let (x, y) = (
                (middle.x / f64::from(width)) as f32,
                (middle.y / f64::from(height)) as f32,
            );
            widget.bbox.contains(x, y)
        })
        .map(|glyph| glyph.text.as_str())
        .collect();
    if drawn.contains(char::REPLACEMENT_CHARACTER) {
        // The font of the drawing does not tell its letters: it cannot be compared, only counted.
        return drawn.chars().count() * 2 >= value.chars().count();
    }
    let [drawn, value] = [drawn.as_str(), value].map(essence);
    // A long value may be cut off by its box.
    drawn.contains(&value) || (drawn.len() * 2 >= value.len() && value.contains(&drawn))
}

/// Text without spaces.
fn essence(text: &str) -> String {
    text.chars()
        .filter(|character| !character.is_whitespace())
        .collect()
}

/// Places of the buttons that the file draws as ticked.
fn ticked_boxes(page: &Page<'_>) -> Vec<PageBox> {
    let annotations = page.raw().get::<Array<'_>>(b"Annots");
    let annotations = annotations.iter().flat_map(Array::iter::<Dict<'_>>);
    annotations
        .filter(|annotation| {
            let state = annotation
                .get::<Name<'_>>(b"AS")
                .filter(|state| &**state != b"Off");
            let states = annotation
                .get::<Dict<'_>>(b"AP")
                .and_then(|drawings| drawings.get::<Dict<'_>>(b"N"));
            state.zip(states).is_some_and(|(state, states)| {
                matches!(states.get::<Object<'_>>(&*state), Some(Object::Stream(_)))
            })
        })
        .filter_map(|annotation| rect_to_page(page, annotation.get::<Rect>(b"Rect")?))
        .collect()
}

fn is_same(a: PageBox, b: PageBox) -> bool {
    let near = |a: f32, b: f32| (a - b).abs() < 1e-4;
    near(a.left, b.left) && near(a.top, b.top) && near(a.right, b.right) && near(a.bottom, b.bottom)
}
