//! The child's side: limits first, then the file.
use std::io::{Read, Write};
use std::str::FromStr as _;

use aktenlage_domain::document::{IssueCode, PageBox};

use super::confinement::confine;
use super::{LOOK_COMMAND, OCR_COMMAND, READ_COMMAND, RENDER_COMMAND};
use crate::{
    ExtractError, Limits, Reading, look_at_boxes, ocr_support, read, read_with_ocr, render_page, to_json,
};

/// Exit code of an orderly refusal; its words are on the standard output.
pub(super) const EXIT_FAILED: u8 = 3;
/// Exit code of a child that was called wrongly or could not answer.
const EXIT_BROKEN: u8 = 4;

/// The arguments of a child: command, the five limits, and what else the command needs.
pub(super) fn arguments(command: &str, limits: &Limits, further: &[u32]) -> Vec<String> {
    let Limits {
        max_bytes,
        max_pages,
        max_seconds,
        max_memory_bytes,
        max_pixels,
    } = *limits;
    let numbers = [
        max_bytes,
        u64::from(max_pages),
        max_seconds,
        max_memory_bytes,
        max_pixels,
    ];
    std::iter::once(command.to_owned())
        .chain(numbers.iter().map(u64::to_string))
        .chain(further.iter().map(u32::to_string))
        .collect()
}

/// What the program does when its first argument is one of the hidden commands; `arguments` begins with it.
/// Returns the exit code. Never call it in a process that has anything else to do: it limits that process.
pub fn child_main(arguments: &[String], stdin: &mut dyn Read, stdout: &mut dyn Write) -> u8 {
    // A panic's message may quote the document.
    std::panic::set_hook(Box::new(|_| {}));
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
        (READ_COMMAND, []) => (to_json(&read(&bytes, &limits)).into_bytes(), 0),
        (OCR_COMMAND, []) => (to_json(&read_with_ocr(&bytes, &limits)).into_bytes(), 0),
        (LOOK_COMMAND, numbers) => {
            let mut looked = Reading::default();
            looked.text.marks = look_at_boxes(&bytes, &places_of(numbers), &limits);
            (to_json(&looked).into_bytes(), 0)
        }
        (RENDER_COMMAND, &[page, width_pixels]) => match render_page(&bytes, page, width_pixels, &limits) {
            Ok(image) => (image, 0),
            Err(error) => (words_of(&error).into_bytes(), EXIT_FAILED),
        },
        _ => return EXIT_BROKEN,
    };
    match stdout.write_all(&answer).and_then(|()| stdout.flush()) {
        Ok(()) => exit_code,
        Err(_) => EXIT_BROKEN,
    }
}

fn parse(arguments: &[String]) -> Option<(&str, Limits, Vec<u32>)> {
    let (command, numbers) = arguments.split_first()?;
    let [
        max_bytes,
        max_pages,
        max_seconds,
        max_memory_bytes,
        max_pixels,
        further @ ..,
    ] = numbers
    else {
        return None;
    };
    let limits = Limits {
        max_bytes: max_bytes.parse().ok()?,
        max_pages: max_pages.parse().ok()?,
        max_seconds: max_seconds.parse().ok()?,
        max_memory_bytes: max_memory_bytes.parse().ok()?,
        max_pixels: max_pixels.parse().ok()?,
    };
    let further = further
        .iter()
        .map(|number| number.parse().ok())
        .collect::<Option<_>>()?;
    Some((command, limits, further))
}

/// Parts of a page that edges are counted in on the way to the child.
const PARTS: f32 = 1_000_000.0;

/// Places as numbers: page, then four edges in millionths of the page.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "fractions of a page"
)]
pub(super) fn numbers_of(places: &[(u32, PageBox)]) -> Vec<u32> {
    let edges = |place: &PageBox| {
        [place.left, place.top, place.right, place.bottom].map(|edge| (edge.clamp(0.0, 1.0) * PARTS) as u32)
    };
    places
        .iter()
        .flat_map(|(page, place)| std::iter::once(*page).chain(edges(place)))
        .collect()
}

/// The places that [`numbers_of`] wrote.
#[expect(clippy::cast_precision_loss, reason = "at most a million")]
fn places_of(numbers: &[u32]) -> Vec<(u32, PageBox)> {
    let places = numbers.chunks_exact(5).map(|five| {
        let edge = |index: usize| (five[index] as f32 / PARTS).min(1.0);
        let bbox = PageBox {
            left: edge(1),
            top: edge(2),
            right: edge(3),
            bottom: edge(4),
        };
        (five[0], bbox)
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
