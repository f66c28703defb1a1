//! A printed document on its way to the office: as a file, scanned, faxed or photographed; and where its places lie then.
use image::imageops::{FilterType, resize};
use pdf_writer::{Content, Filter, Finish, Name, Pdf, Rect, Ref};

use super::random::Chance;
use crate::case_file::Channel;
use crate::channels::degrade::VARIANTS;
use crate::channels::picture::{Picture, Shot};
use crate::channels::write::tiff;
use crate::samples::page_picture;

const POINTS_PER_INCH: f64 = 72.0;
/// As phones and scanners save.
const JPEG_QUALITY: u8 = 75;

/// What arrives of one document.
pub struct Sent {
    /// How its file name ends.
    pub ending: &'static str,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// For pictures: what became of each page.
    shots: Vec<Shot>,
}

impl Sent {
    /// A file as it was made.
    pub const fn as_made(pdf: Vec<u8>) -> Self {
        Self {
            ending: "pdf",
            bytes: pdf,
            shots: Vec::new(),
        }
    }

    /// Where a box on a page (from 1, in fractions) lies in what arrives.
    pub fn bbox(&self, page: u32, bbox: [f64; 4]) -> [f64; 4] {
        let index = usize::try_from(page).ok().and_then(|page| page.checked_sub(1));
        let shot = index.and_then(|index| self.shots.get(index));
        shot.map_or(bbox, |shot| shot.bbox(bbox))
    }
}

/// Sends a PDF with so many pages of this width in points. `None` if a page cannot be drawn.
pub fn send(pdf: Vec<u8>, widths: &[f64], channel: Channel, chance: &mut Chance) -> Option<Sent> {
    let variants: &[usize] = match channel {
        Channel::Form | Channel::Printed => return Some(Sent::as_made(pdf)),
        Channel::Scan => &[0],
        Channel::Fax => &[1, 2],
        Channel::Photo => &[3, 4, 5],
    };
    let variant = VARIANTS.get(*chance.pick(variants)?)?;
    let mut shots = Vec::new();
    for (page, width) in (1..).zip(widths) {
        let across = whole(width / POINTS_PER_INCH * variant.across);
        let drawn = page_picture(&pdf, page, across)?;
        let drawn = if (variant.across - variant.down).abs() < 0.5 {
            drawn
        } else {
            let down = whole(f64::from(drawn.height()) * variant.down / variant.across);
            resize(&drawn, across, down, FilterType::Triangle)
        };
        shots.push((variant.degrade)(&Picture::from_image(&drawn), chance.seed()));
    }
    let (ending, bytes) = match channel {
        Channel::Fax => {
            let pages: Vec<&Picture> = shots.iter().map(|shot| &shot.picture).collect();
            ("tif", tiff(&pages, 1, whole(variant.across), whole(variant.down)))
        }
        Channel::Photo if shots.len() == 1 => ("jpg", shots.first()?.picture.jpeg(JPEG_QUALITY)),
        Channel::Photo | Channel::Scan | Channel::Form | Channel::Printed => ("pdf", as_pdf(&shots, widths)?),
    };
    Some(Sent { ending, bytes, shots })
}

/// Pictures as pages of a PDF, each as wide as the page that it shows.
fn as_pdf(shots: &[Shot], widths: &[f64]) -> Option<Vec<u8>> {
    let mut out = Pdf::new();
    let tree = Ref::new(1);
    let mut kids = Vec::new();
    for (index, (shot, page_width)) in (0..).zip(shots.iter().zip(widths)) {
        let first = 3 + index * 3;
        let (page_id, image_id, content_id) = (Ref::new(first), Ref::new(first + 1), Ref::new(first + 2));
        let (width, height) = (
            i32::try_from(shot.picture.width).ok()?,
            i32::try_from(shot.picture.height).ok()?,
        );
        let jpeg = shot.picture.jpeg(JPEG_QUALITY);
        let mut object = out.image_xobject(image_id, &jpeg);
        object.filter(Filter::DctDecode);
        object.width(width).height(height).bits_per_component(8);
        object.color_space().device_gray();
        object.finish();
        let right = points(*page_width);
        let top = points(page_width * f64::from(height) / f64::from(width));
        let mut content = Content::new();
        content
            .transform([right, 0.0, 0.0, top, 0.0, 0.0])
            .x_object(Name(b"Scan"));
        let stream = content.finish();
        out.stream(content_id, &stream);
        let mut page = out.page(page_id);
        page.parent(tree)
            .media_box(Rect::new(0.0, 0.0, right, top))
            .contents(content_id);
        page.resources().x_objects().pair(Name(b"Scan"), image_id);
        page.finish();
        kids.push(page_id);
    }
    out.catalog(Ref::new(2)).pages(tree);
    let count = i32::try_from(kids.len()).ok()?;
    out.pages(tree).kids(kids).count(count);
    Some(out.finish())
}

#[expect(clippy::cast_possible_truncation, reason = "PDF has single precision")]
const fn points(number: f64) -> f32 {
    number as f32
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "pixels of a page"
)]
fn whole(number: f64) -> u32 {
    number.round().max(1.0) as u32
}
