//! How large a page of a PDF is on paper: what its units stand for.
use std::ops::RangeInclusive;

use hayro_syntax::page::Page;

/// Points per unit that are believed, set by hand: beyond them no page can be printed.
const BELIEVED: RangeInclusive<f32> = 0.01..=75_000.0;

/// Points per unit of a page (`UserUnit`; ISO 32000-2, table 31): pages larger than 5 m need more than one, which is
/// what counts where the page says none, or nothing that can be believed.
pub(crate) fn points_per_unit(page: &Page<'_>) -> f32 {
    let unit = page.raw().get::<f32>(b"UserUnit");
    unit.filter(|unit| BELIEVED.contains(unit)).unwrap_or(1.0)
}

/// Width and height of a page in points, as shown.
pub(crate) fn points(page: &Page<'_>) -> (f32, f32) {
    let (width, height) = page.render_dimensions();
    let unit = points_per_unit(page);
    (width * unit, height * unit)
}

#[cfg(test)]
mod tests {
    use hayro_interpret::{InterpreterCache, RenderContent};
    use hayro_syntax::Pdf;
    use lopdf::{Dictionary, Document, Object, Stream, dictionary};

    use crate::{Limits, pdf, render, text};

    /// A page of 60 x 80 units, covered by a picture of 1 x 1 pixels.
    fn page_of(unit: Option<f32>) -> Pdf {
        let mut document = Document::with_version("1.7");
        let tree = document.new_object_id();
        let content = b"q 60 0 0 80 0 0 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x80 EI Q".to_vec();
        let content = document.add_object(Stream::new(Dictionary::new(), content));
        let mut page = dictionary! {
            "Type" => "Page", "Parent" => tree, "Contents" => content,
            "MediaBox" => vec![0.into(), 0.into(), 60.into(), 80.into()],
        };
        if let Some(unit) = unit {
            page.set("UserUnit", Object::Real(unit));
        }
        let kids = vec![Object::from(document.add_object(page))];
        document.objects.insert(
            tree,
            dictionary! { "Type" => "Pages", "Kids" => kids, "Count" => 1 }.into(),
        );
        let root = document.add_object(dictionary! { "Type" => "Catalog", "Pages" => tree });
        document.trailer.set("Root", root);
        let mut bytes = Vec::new();
        document.save_to(&mut bytes).unwrap();
        pdf::open(&bytes).unwrap()
    }

    #[test]
    fn units_count_where_they_can_be_believed() {
        for (said, points) in [
            (None, 60.0),
            (Some(2.0), 120.0),
            (Some(0.5), 30.0),
            (Some(0.0), 60.0),
            (Some(-2.0), 60.0),
            (Some(1e9), 60.0),
        ] {
            let pdf = page_of(said);
            let (width, _) = super::points(&pdf.pages()[0]);
            assert!((width - points).abs() < 0.01, "{said:?}: {width}");
        }
    }

    #[test]
    fn resolutions_are_those_on_paper() {
        for (unit, expected) in [(None, (1.2, 0.9)), (Some(2.0), (0.6, 0.45))] {
            let pdf = page_of(unit);
            let page = &pdf.pages()[0];
            let device = text::collect(page, &InterpreterCache::new(), RenderContent::PAGE);
            let (across, down) = device.ink.image_dots_per_inch.unwrap();
            let is_near = |found: f64, expected: f64| (found - expected).abs() < 1e-6;
            assert!(
                is_near(across, expected.0) && is_near(down, expected.1),
                "{unit:?}: {across} x {down}"
            );
        }
    }

    #[test]
    fn scans_are_drawn_as_large_as_their_paper_within_the_limits() {
        let drawn = |unit, max_pixels| {
            let pdf = page_of(unit);
            let limits = Limits {
                max_pixels,
                ..Limits::recommended()
            };
            let scan = render::scan(&pdf.pages()[0], &limits, None).unwrap();
            (scan.image.width(), scan.image.height(), scan.dots_per_inch)
        };
        let is_near = |found: f64, expected: f64| (found - expected).abs() < 2.0;
        for (unit, size) in [(None, (250, 333)), (Some(2.0), (500, 666))] {
            let (width, height, (across, down)) = drawn(unit, 1_000_000);
            let is_sized = width.abs_diff(size.0) <= 1 && height.abs_diff(size.1) <= 1;
            assert!(is_sized, "{unit:?}: {width} x {height}");
            assert!(
                is_near(across, 300.0) && is_near(down, 300.0),
                "{across} x {down}"
            );
        }
        let (width, height, (across, down)) = drawn(Some(2.0), 48_000);
        assert!(width * height <= 48_000, "{width} x {height}");
        assert!(
            is_near(across, 113.8) && is_near(down, 113.8),
            "{across} x {down}"
        );
    }
}
