//! Words with boxes from the glyphs of a page, in the order in which people read them.

mod device;
mod grid;
#[cfg(test)]
mod grid_test;
mod gutter;
#[cfg(test)]
mod ink_test;
mod line;
mod network;
mod order;
mod rules;
mod segment;
mod table;
#[cfg(test)]
mod table_test;

pub(crate) use device::{Glyph, Ink, PageDevice};
use hayro_interpret::kurbo::Affine;
use hayro_interpret::util::{RectExt as _, TransformExt as _};
use hayro_interpret::{Context, InterpreterCache, InterpreterSettings, RenderContent, interpret_page};
use hayro_syntax::page::Page;
pub(crate) use order::reading_order;
pub(crate) use segment::{page_box, words_of};

use crate::paper;
use crate::whole::Drawn;

/// What lies on a page: its glyphs in the order of drawing, its rules, and how much else is drawn.
/// Lengths are in units of the page, which are points on nearly all of them.
pub(crate) fn collect<'a>(
    page: &Page<'a>,
    cache: &InterpreterCache<'a>,
    content: RenderContent,
) -> PageDevice {
    let transform: Affine = page.initial_transform(true).to_kurbo();
    let settings = InterpreterSettings {
        render_content: content,
        ..InterpreterSettings::default()
    };
    let target = transform.transform_rect_bbox(page.intersected_crop_box().to_kurbo());
    let mut context = Context::new(transform, target, cache, page.xref(), settings);
    let mut device = PageDevice::new(page.render_dimensions(), paper::points_per_unit(page));
    interpret_page(page, &mut context, &mut device);
    device.finish();
    device
}

/// The pictures that a page and its annotations draw.
pub(crate) fn pictures_of(page: &Page<'_>) -> Drawn {
    collect(page, &InterpreterCache::new(), RenderContent::all()).pictures
}
