//! The child's side: limits first, then the file.
use std::io::{Read, Write};
use std::str::FromStr as _;

use aktenlage_domain::document::{IssueCode, PageBox};

use super::confinement::confine;
use super::convert::become_converter;
use super::{CONVERT_COMMAND, LOOK_COMMAND, OCR_COMMAND, READ_COMMAND, RENDER_COMMAND, UNPACK_COMMAND};
use crate::limits::Allowance;
use crate::unpack::{to_frames, unpack};
use crate::{
    ExtractError, Limits, Reading, look_at_boxes, ocr_support, read, read_with_ocr, render_page, to_json,
};

/// Exit code of an orderly refusal; its words are on the standard output.
pub(super) const EXIT_FAILED: u8 = 3;
/// Exit code of a child that was called wrongly or could not answer.
const EXIT_BROKEN: u8 = 4;

/// How many numbers the limits are.
const LIMITS: usize = 10;

/// The arguments of a child: command, the limits, and what else the command needs.
pub(super) fn arguments(command: &str, limits: &Limits, further: &[u64]) -> Vec<String> {
    let Limits {
        max_bytes,
        max_pages,
        max_seconds,
        max_seconds_per_scan,
        max_memory_bytes,
        max_pixels,
        max_parts,
        max_depth,
        max_unpacked_bytes,
        max_expansion,
    } = *limits;
    let numbers: [u64; LIMITS] = [
        max_bytes,
        u64::from(max_pages),
        max_seconds,
        max_seconds_per_scan,
        max_memory_bytes,
        max_pixels,
        u64::from(max_parts),
        u64::from(max_depth),
        max_unpacked_bytes,
        max_expansion,
    ];
    std::iter::once(command.to_owned())
        .chain(numbers.iter().chain(further).map(u64::to_string))
        .collect()
}

/// What the program does when its first argument is one of the hidden commands; `arguments` begins with it.
/// Returns the exit code. Never call it in a process that has anything else to do: it limits that process.
pub fn child_main(arguments: &[String], stdin: &mut dyn Read, stdout: &mut dyn Write) -> u8 {
    // A panic's message may quote the document.
    std::panic::set_hook(Box::new(|_| {}));
    if let Some((limits, further)) = parse_converter(arguments) {
        let _failed = become_converter(&limits, further);
        return EXIT_BROKEN;
    }
    let Some((command, limits, further)) = parse(arguments) else {
        return EXIT_BROKEN;
    };
    if command == OCR_COMMAND {
        // Library and model have to be in memory before there are no files any more; without them pages that
        // are pictures stay unread, which their issue says.
        let _ = ocr_support();
    }
    if confine(&limits).is_err() {
        return EXIT_BROKEN;
    }
    let mut bytes = Vec::new();
    if stdin
        .take(limits.max_bytes.saturating_add(1))
        .read_to_end(&mut bytes)
        .is_err()
    {
        return EXIT_BROKEN;
    }
    let (answer, exit_code) = match (command, further.as_slice()) {
        (READ_COMMAND, []) => (vec![to_json(&read(&bytes, &limits)).into_bytes()], 0),
        (OCR_COMMAND, []) => (vec![to_json(&read_with_ocr(&bytes, &limits)).into_bytes()], 0),
        (LOOK_COMMAND, numbers) => {
            let mut looked = Reading::default();
            looked.text.marks = look_at_boxes(&bytes, &places_of(numbers), &limits);
            (vec![to_json(&looked).into_bytes()], 0)
        }
        (UNPACK_COMMAND, &[parts, depth, bytes_left]) => {
            let (Ok(parts), Ok(depth)) = (parts.try_into(), depth.try_into()) else {
                return EXIT_BROKEN;
            };
            let allowance = Allowance {
                parts,
                depth,
                bytes: bytes_left,
            };
            (to_frames(unpack(&bytes, &limits, allowance)), 0)
        }
        (RENDER_COMMAND, &[page, width_pixels]) => {
            let (Ok(page), Ok(width_pixels)) = (page.try_into(), width_pixels.try_into()) else {
                return EXIT_BROKEN;
            };
            match render_page(&bytes, page, width_pixels, &limits) {
                Ok(image) => (vec![image], 0),
                Err(error) => (vec![words_of(&error).into_bytes()], EXIT_FAILED),
            }
        }
        _ => return EXIT_BROKEN,
    };
    let written = answer.iter().try_for_each(|piece| stdout.write_all(piece));
    match written.and_then(|()| stdout.flush()) {
        Ok(()) => exit_code,
        Err(_) => EXIT_BROKEN,
    }
}

fn parse(arguments: &[String]) -> Option<(&str, Limits, Vec<u64>)> {
    let (command, numbers) = arguments.split_first()?;
    let numbers: Vec<u64> = numbers
        .iter()
        .map(|number| number.parse().ok())
        .collect::<Option<_>>()?;
    let (limits, further) = numbers.split_first_chunk::<LIMITS>()?;
    let &[
        max_bytes,
        max_pages,
        max_seconds,
        max_seconds_per_scan,
        max_memory_bytes,
        max_pixels,
        max_parts,
        max_depth,
        max_unpacked_bytes,
        max_expansion,
    ] = limits;
    let limits = Limits {
        max_bytes,
        max_pages: max_pages.try_into().ok()?,
        max_seconds,
        max_seconds_per_scan,
        max_memory_bytes,
        max_pixels,
        max_parts: max_parts.try_into().ok()?,
        max_depth: max_depth.try_into().ok()?,
        max_unpacked_bytes,
        max_expansion,
    };
    Some((command, limits, further.to_vec()))
}

/// Limits, and what the converter needs to know.
fn parse_converter(arguments: &[String]) -> Option<(Limits, &[String])> {
    let (own, further) = arguments.split_at_checked(1 + LIMITS)?;
    if own[0] != CONVERT_COMMAND {
        return None;
    }
    let (_, limits, _) = parse(own)?;
    Some((limits, further))
}

/// Parts of a page that edges are counted in on the way to the child.
const PARTS: f32 = 1_000_000.0;

/// Places as numbers: page, then four edges in millionths of the page.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "fractions of a page"
)]
pub(super) fn numbers_of(places: &[(u32, PageBox)]) -> Vec<u64> {
    let edges = |place: &PageBox| {
        [place.left, place.top, place.right, place.bottom].map(|edge| (edge.clamp(0.0, 1.0) * PARTS) as u64)
    };
    places
        .iter()
        .flat_map(|(page, place)| std::iter::once(u64::from(*page)).chain(edges(place)))
        .collect()
}

/// The places that [`numbers_of`] wrote.
#[expect(clippy::cast_precision_loss, reason = "at most a million")]
fn places_of(numbers: &[u64]) -> Vec<(u32, PageBox)> {
    let places = numbers.chunks_exact(5).map(|five| {
        let edge = |index: usize| (five[index] as f32 / PARTS).min(1.0);
        let bbox = PageBox {
            left: edge(1),
            top: edge(2),
            right: edge(3),
            bottom: edge(4),
        };
        (u32::try_from(five[0]).unwrap_or(u32::MAX), bbox)
    });
    places.collect()
}

/// An error as a line for the parent.
fn words_of(error: &ExtractError) -> String {
    match error {
        ExtractError::Refused(code) => format!("refused {code}"),
        ExtractError::NoSuchPage(page) => format!("page {page}"),
        ExtractError::ImageSize { width, height } => format!("size {width} {height}"),
        ExtractError::Corrupt | ExtractError::Unavailable(_) => "corrupt".to_owned(),
    }
}

/// The error that [`words_of`] wrote.
pub(super) fn error_from(words: &[u8]) -> ExtractError {
    let words = String::from_utf8_lossy(words);
    let parsed = match words.split(' ').collect::<Vec<_>>().as_slice() {
        ["refused", code] => IssueCode::from_str(code).ok().map(ExtractError::Refused),
        ["page", page] => page.parse().ok().map(ExtractError::NoSuchPage),
        ["size", width, height] => match (width.parse(), height.parse()) {
            (Ok(width), Ok(height)) => Some(ExtractError::ImageSize { width, height }),
            _ => None,
        },
        _ => None,
    };
    parsed.unwrap_or(ExtractError::Corrupt)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_survive_the_way_to_the_parent() {
        let errors = [
            ExtractError::Refused(IssueCode::PasswordProtected),
            ExtractError::NoSuchPage(7),
            ExtractError::ImageSize { width: 1, height: 2 },
            ExtractError::Corrupt,
        ];
        for error in errors {
            assert_eq!(error_from(words_of(&error).as_bytes()), error);
        }
    }

    #[test]
    fn places_survive_the_way_to_the_child() {
        let bbox = PageBox {
            left: 0.125,
            top: 0.25,
            right: 0.5,
            bottom: 0.75,
        };
        let places = [(1, bbox), (7, bbox)];
        assert_eq!(places_of(&numbers_of(&places)), places);
    }

    #[test]
    fn arguments_survive_the_way_to_the_child() {
        let limits = Limits::recommended();
        let arguments = arguments(RENDER_COMMAND, &limits, &[3, 1600]);
        assert_eq!(parse(&arguments), Some((RENDER_COMMAND, limits, vec![3, 1600])));
        assert_eq!(parse(&arguments[..4]), None);
    }
}
