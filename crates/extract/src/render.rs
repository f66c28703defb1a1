//! A page as a picture, as the clerk sees it.
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use aktenlage_domain::document::IssueCode;
use hayro::hayro_interpret::{InterpreterSettings, InterpreterWarning};
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::vello_cpu::{Pixmap, RasterizerSettings, RenderContext, Resources, TargetInit};
use hayro::{RenderCache, RenderSettings, render_into};
use hayro_interpret::kurbo::Affine;
use hayro_interpret::util::TransformExt as _;
use hayro_syntax::page::Page;

use crate::ocr::Scan;
use crate::pdf::{admit, on_own_stack, open};
use crate::picture::{Grey, colour_inks, is_coloured, is_picture, luma};
use crate::{ExtractError, Limits, images, paper, photo, sniff};

mod appearance;
mod overlay;

/// Quality of the lossy WebP: text stays crisp, a full form page at 1600 pixels stays below 300 KB.
const WEBP_QUALITY: f32 = 75.0;
/// Effort of the encoder, 0 to 6: twice as fast as the usual 4 for files 3 % larger.
const WEBP_METHOD: i32 = 2;

/// Draws one page (counted from 1) as WebP, `width_pixels` wide, with its annotations and with the values of
/// its form fields, also those for which the file has no appearance.
pub fn render_page(
    bytes: &[u8],
    page: u32,
    width_pixels: u32,
    limits: &Limits,
) -> Result<Vec<u8>, ExtractError> {
    admit(bytes, limits).map_err(ExtractError::Refused)?;
    on_own_stack(|| {
        let draw = || {
            let (pixels, height) = if is_picture(sniff(bytes)) {
                photo::draw(bytes, page, width_pixels, limits)?
            } else {
                draw(bytes, page, width_pixels, limits)?
            };
            encode(&pixels, width_pixels, height)
        };
        catch_unwind(AssertUnwindSafe(draw)).unwrap_or(Err(not_rendered()))
    })
    .unwrap_or(Err(not_rendered()))
}

const fn not_rendered() -> ExtractError {
    ExtractError::Refused(IssueCode::PageNotRendered)
}

/// A page as it is shown without the values that the file itself does not draw, in shades of grey, at the
/// resolution that recognition works best with; coarser if the limit on pixels asks for it.
///
/// `scanned_dots_per_inch` is the resolution of the picture on the page, which this one is drawn from.
pub(crate) fn scan(
    page: &Page<'_>,
    limits: &Limits,
    scanned_dots_per_inch: Option<(f64, f64)>,
) -> Option<Scan> {
    /// Dots per inch, and points per inch; a unit of the page may be more than one of them.
    const DPI: f64 = 300.0;
    const POINTS: f64 = 72.0;
    let (width, height) = page.render_dimensions();
    let (width, height) = (f64::from(width), f64::from(height));
    let units = POINTS / f64::from(paper::points_per_unit(page));
    #[expect(
        clippy::cast_precision_loss,
        reason = "a limit of more than 2^52 pixels is none"
    )]
    let most = (limits.max_pixels as f64 / (width * height)).sqrt();
    let longest = f64::from(u16::MAX) / width.max(height);
    let scale = (DPI / units).min(most).min(longest);
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "at most what fits, see above"
    )]
    let (across, down) = ((width * scale).floor() as u16, (height * scale).floor() as u16);
    if across == 0 || down == 0 {
        return None;
    }
    let (x, y) = (f64::from(across) / width, f64::from(down) / height);
    let mut context = RenderContext::new(across, down);
    let is_whole = add(page, &mut context, Affine::scale_non_uniform(x, y));
    let pixmap = finish(context, across, down);
    let pixels = || {
        let pixels = pixmap.data_as_u8_slice().chunks_exact(4);
        pixels.map(|pixel| [pixel[0], pixel[1], pixel[2]])
    };
    let shades = pixels()
        .map(|[red, green, blue]| luma(red, green, blue))
        .collect();
    let size = (usize::from(across), usize::from(down));
    let dots_per_inch = (x * units, y * units);
    let is_coloured = is_coloured(pixels());
    Some(Scan {
        image: Grey::new(size.0, size.1, shades)?,
        dots_per_inch,
        scanned_dots_per_inch,
        is_coloured,
        colours: if is_coloured {
            colour_inks(size, dots_per_inch, pixels())
        } else {
            Vec::new()
        },
        is_whole,
    })
}

fn draw(
    bytes: &[u8],
    number: u32,
    width_pixels: u32,
    limits: &Limits,
) -> Result<(Vec<u8>, u32), ExtractError> {
    let pdf = open(bytes).map_err(ExtractError::Refused)?;
    let index = usize::try_from(number)
        .ok()
        .and_then(|number| number.checked_sub(1));
    let page = index
        .and_then(|index| pdf.pages().get(index))
        .ok_or(ExtractError::NoSuchPage(number))?;
    if images::has_too_many_pixels(page, limits) {
        return Err(ExtractError::Refused(IssueCode::TooManyPixels));
    }
    let (width, height, scale) = image_size(page, width_pixels, limits)?;
    let mut context = RenderContext::new(width, height);
    add(page, &mut context, scale);
    let overlay = appearance::missing_appearances(&pdf, page, number);
    if let Some(overlay) = overlay.and_then(|bytes| open(&bytes).ok())
        && let Some(page) = overlay.pages().first()
    {
        add(page, &mut context, scale);
    }
    let pixmap = finish(context, width, height);
    // The paper is opaque, so alpha carries nothing.
    let pixels = pixmap.data_as_u8_slice().chunks_exact(4);
    let pixels = pixels.flat_map(|pixel| [pixel[0], pixel[1], pixel[2]]).collect();
    Ok((pixels, u32::from(height)))
}

/// Draws a page over what is drawn already. Tells whether every picture on it could be decoded.
fn add(page: &Page<'_>, context: &mut RenderContext, scale: Affine) -> bool {
    let transform: Affine = scale * page.initial_transform(true).to_kurbo();
    let is_whole = Arc::new(AtomicBool::new(true));
    let sink = Arc::clone(&is_whole);
    let settings = InterpreterSettings {
        warning_sink: Arc::new(move |warning| {
            if matches!(warning, InterpreterWarning::ImageDecodeFailure) {
                sink.store(false, Ordering::Relaxed);
            }
        }),
        ..InterpreterSettings::default()
    };
    render_into(
        page,
        &RenderCache::new(),
        &settings,
        &RenderSettings::default(),
        context,
        transform,
    );
    is_whole.load(Ordering::Relaxed)
}

fn finish(mut context: RenderContext, width: u16, height: u16) -> Pixmap {
    context.flush();
    let mut pixmap = Pixmap::new(width, height);
    let rasterizer = RasterizerSettings {
        target_init: TargetInit::Clear(WHITE),
        ..RasterizerSettings::default()
    };
    context.render_with(&mut pixmap, &mut Resources::default(), rasterizer);
    pixmap
}

/// Width and height in pixels, and the scale that fills them exactly.
#[expect(
    clippy::cast_possible_truncation,
    reason = "checked against the limits before"
)]
fn image_size(
    page: &Page<'_>,
    width_pixels: u32,
    limits: &Limits,
) -> Result<(u16, u16, Affine), ExtractError> {
    let (page_width, page_height) = page.render_dimensions();
    let height = height_for(width_pixels, page_width, page_height, limits)?;
    let scale = Affine::scale_non_uniform(
        f64::from(width_pixels) / f64::from(page_width),
        f64::from(height) / f64::from(page_height),
    );
    Ok((width_pixels as u16, height as u16, scale))
}

/// The height in pixels of the image of a page of this size.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss,
    reason = "checked against the limits before; a limit of more than 2^52 pixels is none"
)]
pub(crate) fn height_for(
    width_pixels: u32,
    page_width: f32,
    page_height: f32,
    limits: &Limits,
) -> Result<u32, ExtractError> {
    let height = (f64::from(width_pixels) * f64::from(page_height) / f64::from(page_width))
        .round()
        .max(1.0);
    let refused = ExtractError::ImageSize {
        width: u64::from(width_pixels),
        height: height as u64,
    };
    let pixels = f64::from(width_pixels) * height;
    // WebP ends at 16,383 pixels on each side.
    if width_pixels == 0 || width_pixels > 16_383 || height > 16_383.0 || pixels > limits.max_pixels as f64 {
        return Err(refused);
    }
    Ok(height as u32)
}

fn encode(rgb: &[u8], width: u32, height: u32) -> Result<Vec<u8>, ExtractError> {
    let encoder = webp::Encoder::from_rgb(rgb, width, height);
    let mut config = webp::WebPConfig::new().map_err(|()| not_rendered())?;
    config.quality = WEBP_QUALITY;
    config.method = WEBP_METHOD;
    let image = encoder.encode_advanced(&config).map_err(|_| not_rendered())?;
    Ok(image.to_vec())
}
