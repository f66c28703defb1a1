//! Reading and drawing documents that are pictures: photos, scans, faxes.
use std::time::Instant;

use aktenlage_domain::document::{IssueCode, Page, TextSource};
use aktenlage_domain::scan::PreparationStep;
use image::imageops::{FilterType, resize};

use crate::ocr::Scan;
use crate::picture::{GreyPage, PictureFile, on_white};
use crate::{ExtractError, Limits, Reading, issue, origin, scanned};

/// Pages, and their words until a deadline if there is one and as far as there is a recogniser; the code says why
/// there are none.
pub(crate) fn read(bytes: &[u8], limits: &Limits, ocr_until: Option<Instant>) -> Result<Reading, IssueCode> {
    let file = PictureFile::open(bytes, limits)?;
    let mut reading = Reading {
        origin: origin::of_picture(bytes),
        ..Reading::default()
    };
    reading.issues.extend(file.finding.map(issue::document));
    for (number, shot) in (1..).zip(&file.shots) {
        let (width_points, height_points) = shot.points();
        reading.text.pages.push(Page {
            number,
            width_points,
            height_points,
            rotation: shot.rotation(),
            source: TextSource::Unreadable,
            words: Vec::new(),
            scan: None,
        });
        let code = if file.is_too_large(shot) {
            IssueCode::TooManyPixels
        } else {
            IssueCode::PageWithoutText
        };
        reading.issues.push(issue::on_page(code, number));
    }
    let Some(deadline) = ocr_until else {
        return Ok(reading);
    };
    scanned::fill_in(&mut reading, deadline, limits, |number| {
        scan(&file, usize::try_from(number).ok()?.checked_sub(1)?)
    });
    for (page, shot) in reading.text.pages.iter_mut().zip(&file.shots) {
        if let Some(scan) = &mut page.scan {
            // A sheet that was found on its background is taken for A4 whatever the file says of the photo.
            let is_sheet = scan.steps.contains(&PreparationStep::PerspectiveStraightened);
            scan.measures.is_resolution_assumed = shot.is_resolution_assumed || is_sheet;
        }
    }
    Ok(reading)
}

/// One shot as recognition takes it, counted from 0; `None` if there is none or it cannot be decoded.
pub(crate) fn scan(file: &PictureFile<'_>, index: usize) -> Option<Scan> {
    let GreyPage {
        image,
        is_coloured,
        colours,
        is_whole,
    } = file.grey(index).ok()?;
    Some(Scan {
        image,
        dots_per_inch: file.shots.get(index)?.dots_per_inch,
        scanned_dots_per_inch: None,
        is_coloured,
        colours,
        is_whole,
    })
}

/// One page, counted from 1, as red, green and blue bytes, `width_pixels` wide, and its height.
pub(crate) fn draw(
    bytes: &[u8],
    number: u32,
    width_pixels: u32,
    limits: &Limits,
) -> Result<(Vec<u8>, u32), ExtractError> {
    let file = PictureFile::open(bytes, limits).map_err(ExtractError::Refused)?;
    let index = usize::try_from(number)
        .ok()
        .and_then(|number| number.checked_sub(1));
    let (index, shot) = index
        .and_then(|index| Some((index, file.shots.get(index)?)))
        .ok_or(ExtractError::NoSuchPage(number))?;
    let (width_points, height_points) = shot.points();
    let height = crate::render::height_for(width_pixels, width_points, height_points, limits)?;
    let image = on_white(file.page(index).map_err(ExtractError::Refused)?).into_rgb8();
    let image = resize(&image, width_pixels, height, FilterType::Triangle);
    Ok((image.into_raw(), height))
}
