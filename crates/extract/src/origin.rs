//! What a file says about how it was made: device, program, time. Where it was taken, serial numbers and authors are
//! not read, though files hold them: nobody needs them to judge a scan.
use std::io::Cursor;

use aktenlage_domain::transfer::{FileOrigin, Stated};
use exif::{Exif, In, Tag, Value};
use hayro_syntax::Pdf;

use crate::forms::decode;
use crate::pdf_date::creation_date;

/// Longest statement that is kept, in characters.
const MAX_CHARACTERS: usize = 200;

/// What the information dictionary of a PDF says (ISO 32000-2, 14.3.3); `bytes` are those of the file.
pub(crate) fn of_pdf(pdf: &Pdf, bytes: &[u8]) -> FileOrigin {
    let metadata = pdf.metadata();
    let text = |bytes: Option<&[u8]>, place| stated(&decode(bytes?), place);
    let software = [
        text(metadata.creator.as_deref(), "PDF Creator"),
        text(metadata.producer.as_deref(), "PDF Producer"),
    ];
    FileOrigin {
        device: None,
        software: software.into_iter().flatten().collect(),
        captured_at: creation_date(pdf, bytes).and_then(|date| stated(&date, "PDF CreationDate")),
    }
}

/// What the tags of a picture say (Exif 3.0, TIFF 6.0).
pub(crate) fn of_picture(bytes: &[u8]) -> FileOrigin {
    let exif = exif::Reader::new()
        .continue_on_error(true)
        .read_from_container(&mut Cursor::new(bytes))
        .or_else(|error| error.distill_partial_result(|_| {}));
    let Ok(exif) = exif else {
        return FileOrigin::default();
    };
    let device = match (text(&exif, Tag::Make), text(&exif, Tag::Model)) {
        // Many models begin with the name of their maker.
        (Some(make), Some(model)) if !model.starts_with(&make) => Some(format!("{make} {model}")),
        (_, Some(model)) => Some(model),
        (make, None) => make,
    };
    let captured_at = [
        (Tag::DateTimeOriginal, "Exif DateTimeOriginal"),
        (Tag::DateTime, "TIFF DateTime"),
    ];
    FileOrigin {
        device: device.and_then(|device| stated(&device, "TIFF Make, Model")),
        software: text(&exif, Tag::Software)
            .and_then(|software| stated(&software, "TIFF Software"))
            .into_iter()
            .collect(),
        captured_at: captured_at.into_iter().find_map(|(tag, place)| {
            let date = exif::DateTime::from_ascii(text(&exif, tag)?.as_bytes()).ok()?;
            let exif::DateTime {
                year,
                month,
                day,
                hour,
                minute,
                second,
                ..
            } = date;
            // Files hold no offset, or it cannot be relied on: this is what the clock of the device showed.
            let shown = format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}");
            (year > 0).then(|| stated(&shown, place)).flatten()
        }),
    }
}

fn text(exif: &Exif, tag: Tag) -> Option<String> {
    let Value::Ascii(parts) = &exif.get_field(tag, In::PRIMARY)?.value else {
        return None;
    };
    let text = String::from_utf8_lossy(parts.first()?).trim().to_owned();
    (!text.is_empty()).then_some(text)
}

fn stated(text: &str, place: &str) -> Option<Stated> {
    let clean: String = text
        .chars()
        .map(|character| if character.is_control() { ' ' } else { character })
        .take(MAX_CHARACTERS)
        .collect();
    let clean = clean.trim();
    (!clean.is_empty()).then(|| Stated {
        text: clean.to_owned(),
        place: place.to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A TIFF of tags that are texts.
    fn tagged(entries: &[(u16, &str)]) -> Vec<u8> {
        let mut directory = b"II*\0\x08\0\0\0".to_vec();
        directory.extend(u16::try_from(entries.len()).unwrap().to_le_bytes());
        let mut data = Vec::new();
        let start = 8 + 2 + 12 * entries.len() + 4;
        for (tag, text) in entries {
            let bytes = [text.as_bytes(), &[0]].concat();
            directory.extend(tag.to_le_bytes());
            directory.extend(2_u16.to_le_bytes());
            directory.extend(u32::try_from(bytes.len()).unwrap().to_le_bytes());
            if bytes.len() <= 4 {
                let mut inline = bytes;
                inline.resize(4, 0);
                directory.extend(inline);
            } else {
                directory.extend(u32::try_from(start + data.len()).unwrap().to_le_bytes());
                data.extend(bytes);
            }
        }
        directory.extend(0_u32.to_le_bytes());
        directory.extend(data);
        directory
    }

    fn texts(origin: &FileOrigin) -> [Option<&str>; 3] {
        [
            origin.device.as_ref(),
            origin.software.first(),
            origin.captured_at.as_ref(),
        ]
        .map(|stated| stated.map(|stated| stated.text.as_str()))
    }

    #[test]
    fn tags_say_what_made_a_picture() {
        let bytes = tagged(&[
            (0x10f, "Muster"),
            (0x110, "Muster Scan 3"),
            (0x131, "Scanprogramm 1.2"),
            (0x132, "2026:11:22 10:05:07"),
        ]);
        let origin = of_picture(&bytes);
        let expected = [
            Some("Muster Scan 3"),
            Some("Scanprogramm 1.2"),
            Some("2026-11-22T10:05:07"),
        ];
        assert_eq!(texts(&origin), expected);
        let other = tagged(&[(0x10f, "Muster"), (0x110, "S3"), (0x132, "0000:00:00 00:00:00")]);
        assert_eq!(texts(&of_picture(&other)), [Some("Muster S3"), None, None]);
    }

    #[test]
    fn nonsense_says_nothing() {
        for bytes in [
            &b""[..],
            b"II*\0",
            b"\xff\xd8\xff\xe1\0\x04",
            &tagged(&[(0x10f, "\u{1}")]),
        ] {
            assert_eq!(of_picture(bytes), FileOrigin::default());
        }
        let long = tagged(&[(0x131, &"x".repeat(5_000))]);
        assert_eq!(of_picture(&long).software[0].text.chars().count(), MAX_CHARACTERS);
    }
}
