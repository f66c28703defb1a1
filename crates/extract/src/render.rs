//! A page as a picture, as the clerk sees it.
use std::panic::{AssertUnwindSafe, catch_unwind};

use aktenlage_domain::document::IssueCode;
use hayro::hayro_interpret::InterpreterSettings;
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::vello_cpu::{Pixmap, RasterizerSettings, RenderContext, Resources, TargetInit};
use hayro::{RenderCache, RenderSettings, render_into};
use hayro_interpret::kurbo::Affine;
use hayro_interpret::util::TransformExt as _;
use hayro_syntax::page::Page;

use crate::pdf::{admit, on_own_stack, open};
use crate::{ExtractError, Limits};

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
            let pixmap = draw(bytes, page, width_pixels, limits)?;
            encode(&pixmap)
        };
        catch_unwind(AssertUnwindSafe(draw)).unwrap_or(Err(not_rendered()))
    })
    .unwrap_or(Err(not_rendered()))
}

const fn not_rendered() -> ExtractError {
    ExtractError::Refused(IssueCode::PageNotRendered)
}

fn draw(bytes: &[u8], number: u32, width_pixels: u32, limits: &Limits) -> Result<Pixmap, ExtractError> {
    let pdf = open(bytes).map_err(ExtractError::Refused)?;
    let index = usize::try_from(number)
        .ok()
        .and_then(|number| number.checked_sub(1));
    let page = index
        .and_then(|index| pdf.pages().get(index))
        .ok_or(ExtractError::NoSuchPage(number))?;
    let (width, height, scale) = image_size(page, width_pixels, limits)?;
    let mut context = RenderContext::new(width, height);
    let transform: Affine = scale * page.initial_transform(true).to_kurbo();
    let settings = (InterpreterSettings::default(), RenderSettings::default());
    render_into(
        page,
        &RenderCache::new(),
        &settings.0,
        &settings.1,
        &mut context,
        transform,
    );
    let overlay = appearance::missing_appearances(&pdf, page, number);
    if let Some(overlay) = overlay.and_then(|bytes| open(&bytes).ok())
        && let Some(page) = overlay.pages().first()
    {
        let transform: Affine = scale * page.initial_transform(true).to_kurbo();
        render_into(
            page,
            &RenderCache::new(),
            &settings.0,
            &settings.1,
            &mut context,
            transform,
        );
    }
    context.flush();
    let mut pixmap = Pixmap::new(width, height);
    let rasterizer = RasterizerSettings {
        target_init: TargetInit::Clear(WHITE),
        ..RasterizerSettings::default()
    };
    context.render_with(&mut pixmap, &mut Resources::default(), rasterizer);
    Ok(pixmap)
}

/// Width and height in pixels, and the scale that fills them exactly.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss,
    reason = "checked against the limits before; a limit of more than 2^52 pixels is none"
)]
fn image_size(
    page: &Page<'_>,
    width_pixels: u32,
    limits: &Limits,
) -> Result<(u16, u16, Affine), ExtractError> {
    let (page_width, page_height) = page.render_dimensions();
    let (page_width, page_height) = (f64::from(page_width), f64::from(page_height));
    let height = (f64::from(width_pixels) * page_height / page_width)
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
    let scale = Affine::scale_non_uniform(f64::from(width_pixels) / page_width, height / page_height);
    Ok((width_pixels as u16, height as u16, scale))
}

fn encode(pixmap: &Pixmap) -> Result<Vec<u8>, ExtractError> {
    // The paper is opaque, so alpha carries nothing.
    let pixels = pixmap.data_as_u8_slice();
    let rgb: Vec<u8> = pixels
        .chunks_exact(4)
        .flat_map(|pixel| [pixel[0], pixel[1], pixel[2]])
        .collect();
    let encoder = webp::Encoder::from_rgb(&rgb, u32::from(pixmap.width()), u32::from(pixmap.height()));
    let mut config = webp::WebPConfig::new().map_err(|()| not_rendered())?;
    config.quality = WEBP_QUALITY;
    config.method = WEBP_METHOD;
    let image = encoder.encode_advanced(&config).map_err(|_| not_rendered())?;
    Ok(image.to_vec())
}
