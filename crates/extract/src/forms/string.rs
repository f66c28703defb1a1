//! Text strings of a PDF (ISO 32000-2, 7.9.2.2): UTF-16, UTF-8 or `PDFDocEncoding`.

/// Characters of `PDFDocEncoding` from 0x18 to 0x1f.
const ACCENTS: [char; 8] = [
    '\u{2d8}', '\u{2c7}', '\u{2c6}', '\u{2d9}', '\u{2dd}', '\u{2db}', '\u{2da}', '\u{2dc}',
];
/// Characters of `PDFDocEncoding` from 0x80 to 0x9f.
const HIGH: [char; 32] = [
    '•', '†', '‡', '…', '—', '–', 'ƒ', '⁄', '‹', '›', '−', '‰', '„', '“', '”', '‘', '’', '‚', '™', 'ﬁ', 'ﬂ',
    'Ł', 'Œ', 'Š', 'Ÿ', 'Ž', 'ı', 'ł', 'œ', 'š', 'ž', '\u{fffd}',
];

/// The text of a string, with `\n` as the only line break.
pub(crate) fn decode(bytes: &[u8]) -> String {
    let text = match bytes {
        [0xfe, 0xff, rest @ ..] => utf16(rest, u16::from_be_bytes),
        [0xff, 0xfe, rest @ ..] => utf16(rest, u16::from_le_bytes),
        [0xef, 0xbb, 0xbf, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        _ => bytes.iter().map(|&byte| doc_character(byte)).collect(),
    };
    text.replace("\r\n", "\n").replace('\r', "\n").replace('\0', "")
}

/// The text of a name: UTF-8 where it is valid, else one character per byte.
pub(super) fn decode_name(bytes: &[u8]) -> String {
    match bytes {
        [0xfe, 0xff, ..] => decode(bytes),
        _ => std::str::from_utf8(bytes).map_or_else(
            |_| bytes.iter().map(|&byte| doc_character(byte)).collect(),
            str::to_owned,
        ),
    }
}

fn utf16(bytes: &[u8], unit: impl Fn([u8; 2]) -> u16) -> String {
    let units = bytes.chunks_exact(2).map(|pair| unit([pair[0], pair[1]]));
    let text = char::decode_utf16(units).map(|character| character.unwrap_or(char::REPLACEMENT_CHARACTER));
    // Language marks are enclosed in escape characters.
    let mut is_mark = false;
    text.filter(|&character| {
        let is_escape = character == '\u{1b}';
        is_mark ^= is_escape;
        !is_escape && !is_mark
    })
    .collect()
}

fn doc_character(byte: u8) -> char {
    match byte {
        0x18..=0x1f => ACCENTS[usize::from(byte - 0x18)],
        0x80..=0x9f => HIGH[usize::from(byte - 0x80)],
        0xa0 => '€',
        _ => char::from(byte),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_encoding_gives_the_same_text() {
        assert_eq!(decode(b"Stra\xdfe \xa0"), "Straße €");
        assert_eq!(decode(b"\xfe\xff\0S\0t\0r\0a\0\xdf\0e"), "Straße");
        assert_eq!(decode(b"\xff\xfeS\0t\0r\0a\0\xdf\0e\0"), "Straße");
        assert_eq!(decode(b"\xef\xbb\xbfStra\xc3\x9fe"), "Straße");
        assert_eq!(decode(b"\xfe\xff\0\x1b\0d\0e\0\x1b\0J\0a"), "Ja");
    }

    #[test]
    fn line_breaks_are_of_one_kind() {
        assert_eq!(decode(b"a\rb\r\nc\nd"), "a\nb\nc\nd");
    }

    #[test]
    fn names_may_be_utf_8_or_latin() {
        assert_eq!(decode_name("männlich".as_bytes()), "männlich");
        assert_eq!(decode_name(b"m\xe4nnlich"), "männlich");
    }
}
