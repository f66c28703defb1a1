//! Pages of a PDF that show nothing but one picture in two tones, as fax servers and copiers write them: its samples are
//! taken as they are, for drawing them at another resolution makes greys.
use std::ops::RangeInclusive;

use hayro_interpret::font::GlyphRun;
use hayro_interpret::kurbo::{Affine, BezPath, Rect, Shape as _};
use hayro_interpret::util::{RectExt as _, TransformExt as _};
use hayro_interpret::{
    BlendMode, ClipPath, Context, Device, DrawMode, DrawProps, Image, ImageDrawProps, InterpreterCache,
    InterpreterSettings, Paint, SoftMask, interpret_page,
};
use hayro_syntax::page::Page;

use crate::ocr::Scan;
use crate::picture::Grey;
use crate::usability::PAGE_IMAGE_COVER;
use crate::{Limits, paper};

mod samples;
mod strips;
#[cfg(test)]
mod two_tone_test;

use strips::{Strip, joined, paste};

/// Dots per inch that are taken: finer pictures are better drawn smaller, in coarser ones nothing can be read.
const TAKEN_DPI: RangeInclusive<f64> = 60.0..=650.0;
/// Strips of one page: some fax servers write one for each sixteen rows.
const MOST_STRIPS: usize = 500;
/// A clip that cuts off less than this, in units of the page, was meant to show all of the picture.
const SLACK: f64 = 1.0;
/// Colours lighter than this are paper.
const PAPER_LIGHTNESS: u8 = 250;
/// What is less opaque than this lets shine through what lies below.
const OPAQUE: f32 = 0.999;

/// The page as shown, pixel by pixel as it was scanned; `None` if it is not such a page, or larger than the limits on
/// what is drawn allow.
pub(crate) fn scan(page: &Page<'_>, limits: &Limits) -> Option<Scan> {
    let cache = InterpreterCache::new();
    let transform: Affine = page.initial_transform(true).to_kurbo();
    let target = transform.transform_rect_bbox(page.intersected_crop_box().to_kurbo());
    let settings = InterpreterSettings::default();
    let mut context = Context::new(transform, target, &cache, page.xref(), settings);
    let (width, height) = page.render_dimensions();
    let shown = Rect::new(0.0, 0.0, f64::from(width), f64::from(height));
    let mut device = Strips {
        page: shown,
        pixels_left: limits.max_pixels,
        clips: Vec::new(),
        taken: Vec::new(),
        is_other: false,
    };
    interpret_page(page, &mut context, &mut device);
    if device.is_other {
        return None;
    }
    let units_per_inch = 72.0 / f64::from(paper::points_per_unit(page));
    on_page(joined(device.taken)?, shown, units_per_inch, limits)
}

/// The picture where it lies on its page, at its own resolution.
#[expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "pixels of pictures within the limits; a limit of more than 2^52 pixels is none"
)]
fn on_page(strip: Strip, page: Rect, units_per_inch: f64, limits: &Limits) -> Option<Scan> {
    let Strip { shown, picture } = strip;
    if shown.intersect(page).area() < page.area() * PAGE_IMAGE_COVER {
        return None;
    }
    let (across, down) = (
        shown.width() / picture.width() as f64,
        shown.height() / picture.height() as f64,
    );
    let (width, height) = ((page.width() / across).round(), (page.height() / down).round());
    let dots_per_inch = (
        width / page.width() * units_per_inch,
        height / page.height() * units_per_inch,
    );
    let is_taken = TAKEN_DPI.contains(&dots_per_inch.0) && TAKEN_DPI.contains(&dots_per_inch.1);
    if !is_taken || width < 1.0 || height < 1.0 || width * height > limits.max_pixels as f64 {
        return None;
    }
    let (width, height) = (width as usize, height as usize);
    let (left, top) = (
        (shown.x0 / across).round() as isize,
        (shown.y0 / down).round() as isize,
    );
    let image = if (left, top, width, height) == (0, 0, picture.width(), picture.height()) {
        picture
    } else {
        let mut image = Grey::filled(width, height, u8::MAX);
        paste(&mut image, &picture, left, top);
        image
    };
    Some(Scan {
        image,
        dots_per_inch,
        // This is what was scanned.
        scanned_dots_per_inch: None,
        is_coloured: false,
        colours: Vec::new(),
        is_whole: true,
    })
}

/// Takes the pictures of a page, and notes whether it shows anything else.
struct Strips {
    /// All of the page, in its own units as shown.
    page: Rect,
    /// Pixels that may still be unpacked.
    pixels_left: u64,
    /// What is shown, from the outside in; `None` for shapes that are no rectangles.
    clips: Vec<Option<Rect>>,
    taken: Vec<Strip>,
    is_other: bool,
}

impl Strips {
    /// A ground in the colour of paper, below the picture, changes nothing.
    fn see(&mut self, paint: &Paint<'_>) {
        self.is_other |= match paint {
            Paint::Color(color) => {
                let [red, green, blue, alpha] = color.to_rgba().to_rgba8();
                let is_paper = red.min(green).min(blue) >= PAPER_LIGHTNESS;
                alpha > 0 && !(is_paper && self.taken.is_empty())
            }
            Paint::Pattern(_) => true,
        };
    }

    /// A picture in two tones that is shown upright or turned by quarters, without any of it cut off.
    fn strip(&mut self, image: &Image<'_, '_>, transform: Affine) -> Option<Strip> {
        if self.taken.len() >= MOST_STRIPS || !samples::are_bits(image) {
            return None;
        }
        let pixels = u64::from(image.width()) * u64::from(image.height());
        self.pixels_left = self.pixels_left.checked_sub(pixels)?;
        let samples = samples::of(image)?;
        let (x, y) = samples.scale_factors;
        let transform = transform * Affine::scale_non_uniform(f64::from(x), f64::from(y));
        let size = Rect::new(0.0, 0.0, f64::from(samples.width), f64::from(samples.height));
        let shown = transform.transform_rect_bbox(size);
        let visible = shown.intersect(self.page);
        let is_cut = |clip: Option<Rect>| {
            clip.is_none_or(|clip| {
                visible.x0 < clip.x0 - SLACK
                    || visible.y0 < clip.y0 - SLACK
                    || visible.x1 > clip.x1 + SLACK
                    || visible.y1 > clip.y1 + SLACK
            })
        };
        if visible.area() <= 0.0 || self.clips.iter().copied().any(is_cut) {
            return None;
        }
        let picture = samples::as_shown(samples, transform)?;
        Some(Strip { shown, picture })
    }
}

impl<'a> Device<'a> for Strips {
    fn draw_path(&mut self, _: &BezPath, props: DrawProps<'a>, _: &DrawMode) {
        self.see(&props.paint);
    }

    fn push_clip_path(&mut self, clip: &ClipPath) {
        let bounds = clip.path.bounding_box();
        let is_rectangle = clip.path.area().abs() >= bounds.area() * 0.999;
        self.clips.push(is_rectangle.then_some(bounds));
    }

    fn push_transparency_group(&mut self, opacity: f32, mask: Option<SoftMask<'a>>, blend_mode: BlendMode) {
        self.is_other |= opacity < OPAQUE || mask.is_some() || blend_mode != BlendMode::Normal;
    }

    fn draw_glyph_run(&mut self, _: &GlyphRun<'_, 'a>, props: DrawProps<'a>, mode: &DrawMode) {
        // A scanner's own recognition lies over its picture unseen.
        if !matches!(mode, DrawMode::Invisible) {
            self.see(&props.paint);
        }
    }

    fn draw_image(&mut self, image: Image<'a, '_>, props: ImageDrawProps<'a>) {
        if self.is_other {
            return;
        }
        let is_plain = props.soft_mask.is_none() && props.blend_mode == BlendMode::Normal;
        let strip = if is_plain {
            self.strip(&image, props.transform)
        } else {
            None
        };
        match strip {
            Some(strip) => self.taken.push(strip),
            None => self.is_other = true,
        }
    }

    fn pop_clip(&mut self) {
        self.clips.pop();
    }

    fn pop_transparency_group(&mut self) {}
}
