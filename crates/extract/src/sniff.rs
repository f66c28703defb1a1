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
];

/// The media type of a file by its content; `application/octet-stream` if it is none of the known ones.
pub fn sniff(bytes: &[u8]) -> &'static str {
    let head = &bytes[..bytes.len().min(PDF_HEADER_WINDOW_BYTES)];
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
    if bytes.starts_with(b"PK\x03\x04") {
        return zip_kind(bytes);
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

/// What a ZIP archive is, told by the names at its beginning.
fn zip_kind(bytes: &[u8]) -> &'static str {
    let head = &bytes[..bytes.len().min(4096)];
    if find(head, b"application/vnd.oasis.opendocument.text").is_some() {
        "application/vnd.oasis.opendocument.text"
    } else if find(head, b"word/").is_some() {
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    } else {
        "application/zip"
    }
}

/// Mail, mark-up or plain text, if the beginning is text at all.
fn text_kind(head: &[u8]) -> &'static str {
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
    let is_mail = [
        "from:",
        "received:",
        "return-path:",
        "mime-version:",
        "message-id:",
        "delivered-to:",
    ];
    if is_mail.iter().any(|field| lower.starts_with(field)) {
        "message/rfc822"
    } else if lower.starts_with("<!doctype html") || lower.starts_with("<html") {
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
        let cases: [(&[u8], &str); 10] = [
            (b"%PDF-1.7\n", PDF),
            (b"\r\n\r\nsome mail gateway\n%PDF-1.4", PDF),
            (b"\xff\xd8\xff\xe0", "image/jpeg"),
            (b"RIFF\0\0\0\0WEBPVP8 ", "image/webp"),
            (
                b"PK\x03\x04\x14\0word/document.xml",
                "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            ),
            (b"From: amt@example.org\r\n", "message/rfc822"),
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
    fn a_character_cut_by_the_window_is_still_text() {
        let mut bytes = vec![b'a'; PDF_HEADER_WINDOW_BYTES - 1];
        bytes.extend("ü und weiter".as_bytes());
        assert_eq!(sniff(&bytes), "text/plain");
    }
}
