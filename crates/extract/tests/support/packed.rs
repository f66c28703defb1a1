//! E-mails and archives made by the tests.
use std::io::{Cursor, Write as _};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// A section of an e-mail: its header lines and its bytes, which go as base64.
pub fn attached(header: &str, content: &[u8]) -> Vec<u8> {
    let encoded = STANDARD.encode(content);
    let lines: Vec<&str> = encoded
        .as_bytes()
        .chunks(76)
        .map(|line| std::str::from_utf8(line).unwrap())
        .collect();
    format!(
        "{header}\r\nContent-Transfer-Encoding: base64\r\n\r\n{}",
        lines.join("\r\n")
    )
    .into_bytes()
}

/// Sections of one multipart, with the header of the whole.
pub fn multipart(header: &str, subtype: &str, sections: &[Vec<u8>]) -> Vec<u8> {
    // Multiparts in multiparts need boundaries of their own.
    let word = subtype.split(';').next().unwrap_or_default();
    let boundary = format!("grenze-{word}-{}", sections.iter().map(Vec::len).sum::<usize>());
    let separator = if header.is_empty() { "" } else { "\r\n" };
    let mut bytes =
        format!("{header}{separator}Content-Type: multipart/{subtype}; boundary=\"{boundary}\"\r\n")
            .into_bytes();
    for section in sections {
        bytes.extend(format!("\r\n--{boundary}\r\n").into_bytes());
        bytes.extend(section);
    }
    bytes.extend(format!("\r\n--{boundary}--\r\n").into_bytes());
    bytes
}

/// The header of an e-mail.
pub const HEADER: &str = "From: =?ISO-8859-1?Q?J=F6rg_M=FCller?= <joerg@example.org>\r\n\
    To: Wohngeldstelle <wohngeld@example.org>\r\n\
    Subject: =?utf-8?B?QW50cmFnIGF1ZiBXb2huZ2VsZCDigJMgTcO8bGxlcg==?=\r\n\
    Date: Sat, 14 Nov 2026 09:12:00 +0100\r\n\
    MIME-Version: 1.0";

/// A section of plain text in UTF-8.
pub fn text(text: &str) -> Vec<u8> {
    let mut bytes =
        b"Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n".to_vec();
    bytes.extend(text.as_bytes());
    bytes
}

/// An archive of these files, compressed.
pub fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in files {
        let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
        writer.start_file(*name, options).unwrap();
        writer.write_all(content).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// An OpenDocument text or a Word document with one paragraph.
pub fn office(is_word: bool, paragraph: &str) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let mut add = |name: &str, content: &str| {
        let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
        writer.start_file(name, options).unwrap();
        writer.write_all(content.as_bytes()).unwrap();
    };
    if is_word {
        add(
            "[Content_Types].xml",
            r#"<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>"#,
        );
        add(
            "_rels/.rels",
            r#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>"#,
        );
        add(
            "word/document.xml",
            &format!(
                r#"<?xml version="1.0"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>{paragraph}</w:t></w:r></w:p></w:body></w:document>"#
            ),
        );
    } else {
        add("mimetype", "application/vnd.oasis.opendocument.text");
        add(
            "META-INF/manifest.xml",
            r#"<?xml version="1.0"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.text"/><manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>"#,
        );
        add(
            "content.xml",
            &format!(
                r#"<?xml version="1.0"?><office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" office:version="1.2"><office:body><office:text><text:p>{paragraph}</text:p></office:text></office:body></office:document-content>"#
            ),
        );
    }
    writer.finish().unwrap().into_inner()
}
