//! The type of a file by its content; its name and what the browser claims are never trusted.

/// How far into a file the header of a PDF is searched, as viewers do.
const PDF_HEADER_WINDOW_BYTES: usize = 1024;

/// Type of a file that is none of the known ones.
pub(crate) const UNKNOWN: &str = "application/octet-stream";
/// Type of a PDF.
pub(crate) const PDF: &str = "application/pdf";
/// Type of a JPEG photo.
pub(crate) const JPEG: &str = "image/jpeg";
/// Type of a PNG picture.
pub(crate) const PNG: &str = "image/png";
/// Type of a TIFF picture, the usual one of fax servers and copiers.
pub(crate) const TIFF: &str = "image/tiff";
/// Type of a WebP picture.
pub(crate) const WEBP: &str = "image/webp";

/// Type of an e-mail.
pub(crate) const MAIL: &str = "message/rfc822";
/// Type of a ZIP archive that is nothing else.
pub(crate) const ZIP: &str = "application/zip";
/// Type of a Word document.
pub(crate) const DOCX: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
/// Type of an OpenDocument text.
pub(crate) const ODT: &str = "application/vnd.oasis.opendocument.text";
/// Type of what is encrypted or signed with S/MIME.
pub(crate) const SMIME: &str = "application/pkcs7-mime";
/// Type of what is encrypted with PGP.
pub(crate) const PGP: &str = "application/pgp-encrypted";

/// Type of a photo as phones take them, packed with a code for films (ISO/IEC 23008-12).
pub(crate) const HEIC: &str = "image/heic";

/// What can be done with a file, by its type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Has pages: a PDF or a picture.
    Pages,
    /// Holds other files: an e-mail or an archive.
    Container,
    /// Has pages once it is converted.
    Office,
    /// Only its recipient can open it.
    Sealed,
    /// Is a photo that nothing here decodes.
    Photo,
    /// Nothing.
    Other,
}

/// What can be done with files of this media type.
pub(crate) fn kind(media_type: &str) -> Kind {
    match media_type {
        PDF | JPEG | PNG | TIFF | WEBP => Kind::Pages,
        MAIL | ZIP => Kind::Container,
        DOCX | ODT => Kind::Office,
        SMIME | PGP => Kind::Sealed,
        HEIC => Kind::Photo,
        _ => Kind::Other,
    }
}

/// Beginnings that tell a type, at the very start of the file.
const SIGNATURES: &[(&[u8], &str)] = &[
    (b"\xff\xd8\xff", JPEG),
    (b"\x89PNG\r\n\x1a\n", PNG),
    (b"II*\0", TIFF),
    (b"MM\0*", TIFF),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"BM", "image/bmp"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole-storage"),
    (b"{\\rtf", "application/rtf"),
    (b"\x1f\x8b", "application/gzip"),
    (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (b"Rar!\x1a\x07", "application/vnd.rar"),
    (b"x\x9f>\"", "application/vnd.ms-tnef"),
    (b"-----BEGIN PGP MESSAGE-----", PGP),
];

/// The media type of a file by its content; `application/octet-stream` if it is none of the known ones.
pub fn sniff(bytes: &[u8]) -> &'static str {
    let head = &bytes[..bytes.len().min(PDF_HEADER_WINDOW_BYTES)];
    // Before the PDF: an archive may hold one that is not compressed. The second is an empty archive.
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return zip_kind(bytes);
    }
    if find(head, b"%PDF-").is_some() {
        return PDF;
    }
    if let Some((_, media_type)) = SIGNATURES
        .iter()
        .find(|(signature, _)| bytes.starts_with(signature))
    {
        return media_type;
    }
    if bytes.len() >= 12 && bytes.starts_with(b"RIFF") && &bytes[8..12] == b"WEBP" {
        return WEBP;
    }
    if let Some(media_type) = film_kind(bytes) {
        return media_type;
    }
    if is_pdf_without_header(bytes) {
        PDF
    } else {
        text_kind(head)
    }
}

/// Whether the header is lost but the rest is a PDF: viewers open such files.
fn is_pdf_without_header(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(PDF_HEADER_WINDOW_BYTES)];
    let tail = &bytes[bytes.len().saturating_sub(PDF_HEADER_WINDOW_BYTES)..];
    find(head, b" obj").is_some() && find(tail, b"startxref").is_some() && find(tail, b"%%EOF").is_some()
}

/// What a file of the family of films is (ISO/IEC 14496-12, 4.3): its first box names all that it can be taken for. A
/// still picture may name the family alone (`mif1`), so the code that it is packed with is asked for first.
fn film_kind(bytes: &[u8]) -> Option<&'static str> {
    /// Most have three or four names; a box may say that it is as long as the file.
    const LONGEST_BYTES: usize = 128;
    const STILL: [&[u8]; 2] = [b"mif1", b"msf1"];
    let (size, rest) = bytes.split_first_chunk::<4>()?;
    let size = usize::try_from(u32::from_be_bytes(*size)).ok()?;
    let names = rest.strip_prefix(b"ftyp")?;
    let names = &names[..names.len().min(size.saturating_sub(8)).min(LONGEST_BYTES)];
    // The second place is a version and may look like anything.
    let mut names = names.chunks_exact(4).enumerate().filter(|(place, _)| *place != 1);
    let has = |wanted: &dyn Fn(&[u8]) -> bool| names.clone().any(|(_, name)| wanted(name));
    if has(&|name| name.starts_with(b"avi")) {
        Some("image/avif")
    } else if has(&|name| name.starts_with(b"hei") || name.starts_with(b"hev") || STILL.contains(&name)) {
        Some(HEIC)
    } else {
        names.next().map(|_| "video/mp4")
    }
}

/// What a ZIP archive is: office documents are archives too, told by names that only they have. They count as names of
/// the archive's own entries alone: it may hold an office document that is not compressed.
fn zip_kind(bytes: &[u8]) -> &'static str {
    /// What stands before the name of the first entry.
    const ENTRY_HEAD_BYTES: usize = 30;
    let head = &bytes[..bytes.len().min(4096)];
    let names = zip_names(bytes);
    let has = |name: &[u8]| match &names {
        Some(names) => names.contains(&name),
        // Without a directory, what stands at the beginning has to do.
        None => find(head, name).is_some(),
    };
    // The first entry of an OpenDocument file is its type, not compressed.
    if let Some(start) = find(
        &head[..head.len().min(256)],
        b"mimetypeapplication/vnd.oasis.opendocument.",
    )
    .filter(|start| *start <= ENTRY_HEAD_BYTES)
    {
        return if head[start..].starts_with(b"mimetypeapplication/vnd.oasis.opendocument.textPK") {
            ODT
        } else {
            "application/vnd.oasis.opendocument"
        };
    }
    if !has(b"[Content_Types].xml") {
        ZIP
    } else if has(b"word/document.xml") {
        DOCX
    } else {
        "application/vnd.openxmlformats-officedocument"
    }
}

/// The names in the directory of an archive (APPNOTE.TXT 6.3.10, 4.3.12 and 4.3.16), as far as one stands at its end.
fn zip_names(bytes: &[u8]) -> Option<Vec<&[u8]>> {
    const END: &[u8] = b"PK\x05\x06";
    const ENTRY: &[u8] = b"PK\x01\x02";
    const ENTRY_BYTES: usize = 46;
    /// The end with the longest comment.
    const END_WINDOW_BYTES: usize = 22 + 65_535;
    const MOST_NAMES: usize = 2_000;
    let number = |place: usize, count: usize| {
        let bytes = bytes.get(place..place.checked_add(count)?)?;
        Some(
            bytes
                .iter()
                .rev()
                .fold(0_usize, |number, byte| number << 8 | usize::from(*byte)),
        )
    };
    let window = bytes.len().saturating_sub(END_WINDOW_BYTES);
    let end = window
        + bytes[window..]
            .windows(END.len())
            .rposition(|found| found == END)?;
    // Counted back from the end: what stands before the archive moves all places that it names.
    let mut place = end.checked_sub(number(end + 12, 4)?)?;
    let mut names = Vec::new();
    while names.len() < MOST_NAMES && bytes.get(place..)?.starts_with(ENTRY) {
        let length = number(place + 28, 2)?;
        let start = place + ENTRY_BYTES;
        names.push(bytes.get(start..start + length)?);
        place = start + length + number(place + 30, 2)? + number(place + 32, 2)?;
    }
    (!names.is_empty()).then_some(names)
}

/// Whether a file begins with the fields of an e-mail (RFC 5322, 2.2). They are ASCII whatever the text is.
fn is_mail(head: &[u8]) -> bool {
    const FIRST: [&str; 8] = [
        "from",
        "received",
        "return-path",
        "mime-version",
        "message-id",
        "delivered-to",
        "x-mozilla-status",
        "dkim-signature",
    ];
    const KNOWN: [&str; 12] = [
        "from",
        "to",
        "cc",
        "date",
        "subject",
        "sender",
        "reply-to",
        "message-id",
        "mime-version",
        "received",
        "return-path",
        "delivered-to",
    ];
    let mut known = 0;
    for (number, line) in head.split(|&byte| byte == b'\n').enumerate() {
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        if line.is_empty() {
            break;
        }
        if number > 0 && matches!(line[0], b' ' | b'\t') || number == 0 && line.starts_with(b"From ") {
            continue;
        }
        let is_name = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
        let name = match line.iter().position(|&byte| byte == b':') {
            Some(colon) if colon > 0 && line[..colon].iter().all(is_name) => {
                line[..colon].to_ascii_lowercase()
            }
            // The last line may be cut by the window.
            _ => return known > 1,
        };
        let name = std::str::from_utf8(&name).unwrap_or_default();
        if number == 0 && FIRST.contains(&name) {
            return true;
        }
        known += usize::from(KNOWN.contains(&name));
    }
    known > 1
}

/// Whether a file is a cryptographic message (RFC 5652): a sequence that begins with one of its types.
fn is_smime(head: &[u8]) -> bool {
    const MESSAGE_TYPES: &[u8] = b"\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07";
    head.first() == Some(&0x30) && find(&head[..head.len().min(32)], MESSAGE_TYPES).is_some()
}

/// Mail, mark-up or plain text, if the beginning is text at all.
fn text_kind(head: &[u8]) -> &'static str {
    let ascii_start = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head);
    if is_smime(head) {
        return SMIME;
    }
    if is_mail(ascii_start.trim_ascii_start()) {
        return MAIL;
    }
    if head.is_empty() || head.contains(&0) {
        return UNKNOWN;
    }
    let text = match std::str::from_utf8(head) {
        Ok(text) => text,
        // The window may cut a character in two.
        Err(error) if error.error_len().is_none() => {
            std::str::from_utf8(&head[..error.valid_up_to()]).unwrap_or_default()
        }
        Err(_) => return UNKNOWN,
    };
    let start = text.trim_start_matches('\u{feff}').trim_start();
    let lower = start.to_ascii_lowercase();
    if lower.starts_with("<!doctype html") || lower.starts_with("<html") {
        "text/html"
    } else if lower.starts_with("<?xml") {
        "application/xml"
    } else {
        "text/plain"
    }
}

/// Where one byte sequence stands in another.
pub(crate) fn find(haystack: &[u8], needle: &[u8]) -> Option<usize> {
    haystack.windows(needle.len()).position(|window| window == needle)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_are_told_by_content() {
        let cases: [(&[u8], &str); 25] = [
            (b"%PDF-1.7\n", PDF),
            (b"\r\n\r\nsome mail gateway\n%PDF-1.4", PDF),
            (b"\xff\xd8\xff\xe0", "image/jpeg"),
            (b"RIFF\0\0\0\0WEBPVP8 ", "image/webp"),
            (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic\0\0", HEIC),
            (b"\0\0\0\x14ftypmif1\0\0\0\0mif1avif", HEIC),
            (b"\0\0\0\x18ftypmif1\0\0\0\0mif1avif", "image/avif"),
            (b"\0\0\0\x14ftypisom\0\0\x02\0isom", "video/mp4"),
            (b"\0\0\0\x14ftyp", UNKNOWN),
            (
                b"PK\x03\x04\x14\0[Content_Types].xml....PK\x03\x04word/document.xml",
                DOCX,
            ),
            (
                b"PK\x03\x04\x14\0[Content_Types].xml....PK\x03\x04xl/workbook.xml",
                "application/vnd.openxmlformats-officedocument",
            ),
            (
                b"PK\x03\x04\x14\0mimetypeapplication/vnd.oasis.opendocument.textPK\x03\x04",
                ODT,
            ),
            (
                b"PK\x03\x04\x14\0mimetypeapplication/vnd.oasis.opendocument.text-templatePK\x03\x04",
                "application/vnd.oasis.opendocument",
            ),
            (b"PK\x03\x04\x14\0Brief word/notes.txt", ZIP),
            (b"PK\x03\x04\x14\0Antrag.pdf%PDF-1.7", ZIP),
            (b"From: amt@example.org\r\n", MAIL),
            (
                b"X-Mailer: m\r\n folded\r\nSubject: =?q?\r\nDate: heute\r\n\r\nGr\xfc\xdfe",
                MAIL,
            ),
            (
                b"Betreff: Antrag\r\nDatum: heute\r\n\r\nSubject: x\nDate: y",
                "text/plain",
            ),
            (b"x\x9f>\"\x01\0", "application/vnd.ms-tnef"),
            (
                b"\x30\x82\x01\x02\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x03",
                SMIME,
            ),
            (b"-----BEGIN PGP MESSAGE-----\n", PGP),
            ("Sehr geehrte Damen und Herren, Grüße".as_bytes(), "text/plain"),
            (b"%\xe2\xe3\n1 0 obj <<>> endobj\nstartxref\n0\n%%EOF", PDF),
            (b"\0\x01\x02", UNKNOWN),
            (b"", UNKNOWN),
        ];
        for (bytes, expected) in cases {
            assert_eq!(sniff(bytes), expected);
        }
    }

    #[test]
    fn an_archive_is_not_what_is_in_it() {
        use std::io::{Cursor, Write as _};

        use zip::write::SimpleFileOptions;

        let archive = |files: &[(&str, &[u8])]| {
            let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
            let stored = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
            for (name, content) in files {
                writer.start_file(*name, stored).unwrap();
                writer.write_all(content).unwrap();
            }
            writer.finish().unwrap().into_inner()
        };
        let word = archive(&[("[Content_Types].xml", b"<a/>"), ("word/document.xml", b"<b/>")]);
        let open = archive(&[("mimetype", b"application/vnd.oasis.opendocument.text")]);
        assert_eq!((sniff(&word), sniff(&open)), (DOCX, ODT));
        for inner in [&word, &open] {
            assert_eq!(sniff(&archive(&[("a", inner), ("antrag.pdf", b"%PDF-1.7")])), ZIP);
            assert_eq!(sniff(&archive(&[("antrag.pdf", b"%PDF-1.7"), ("b", inner)])), ZIP);
        }
        // A file that was cut has no directory.
        assert_eq!(sniff(&word[..word.len() - 30]), DOCX);
    }

    #[test]
    fn a_character_cut_by_the_window_is_still_text() {
        let mut bytes = vec![b'a'; PDF_HEADER_WINDOW_BYTES - 1];
        bytes.extend("ü und weiter".as_bytes());
        assert_eq!(sniff(&bytes), "text/plain");
    }
}
