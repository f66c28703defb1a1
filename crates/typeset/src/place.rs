//! Places on the page that a template names: where a value, a box or a tick stands.
use typst::foundations::{Label, Selector, Value};
use typst::introspection::{Introspector, MetadataElem};
use typst::utils::PicoStr;
use typst_layout::PagedDocument;

use crate::TypesetError;

/// A place that a template named with metadata labelled `<place>`: `(name: …, width: …, height: …)` in points, put
/// where the upper left corner is.
#[derive(Clone, Debug, PartialEq)]
pub struct Placed {
    /// The name.
    pub name: String,
    /// Page, counted from 1.
    pub page: u32,
    /// Left, top, right and bottom in points from the upper left corner of the page.
    pub bbox: [f64; 4],
}

pub(crate) fn all(document: &PagedDocument) -> Result<Vec<Placed>, TypesetError> {
    let introspector = document.introspector();
    let Some(label) = Label::new(PicoStr::intern("place")) else {
        return Ok(Vec::new());
    };
    let mut places = Vec::new();
    for content in introspector.query(&Selector::Label(label)) {
        let Some(metadata) = content.to_packed::<MetadataElem>() else {
            continue;
        };
        let position = content
            .location()
            .and_then(|location| introspector.position(location))
            .ok_or(TypesetError::Place { what: "a position" })?;
        let Value::Dict(said) = &metadata.value else {
            return Err(TypesetError::Place {
                what: "name, width and height",
            });
        };
        let Ok(Value::Str(name)) = said.get("name") else {
            return Err(TypesetError::Place { what: "its name" });
        };
        let width = points(said.get("width").ok()).ok_or(TypesetError::Place { what: "its width" })?;
        let height = points(said.get("height").ok()).ok_or(TypesetError::Place { what: "its height" })?;
        let (left, top) = (position.point.x.to_pt(), position.point.y.to_pt());
        places.push(Placed {
            name: name.to_string(),
            page: u32::try_from(position.page.get()).unwrap_or(u32::MAX),
            bbox: [left, top, left + width, top + height],
        });
    }
    Ok(places)
}

#[expect(clippy::wildcard_enum_match_arm, reason = "no other value is a length")]
fn points(value: Option<&Value>) -> Option<f64> {
    match value? {
        Value::Float(points) => Some(*points),
        Value::Length(length) => Some(length.abs.to_pt()),
        #[expect(clippy::cast_precision_loss, reason = "points of a page")]
        Value::Int(points) => Some(*points as f64),
        _ => None,
    }
}
