//! A PDF of one page with texts and crosses at given places.
use std::fmt::Write as _;

use aktenlage_domain::document::PageBox;
use unicode_normalization::UnicodeNormalization as _;

/// Mean width of a letter of Helvetica, in ems.
const LETTER_WIDTH_EM: f32 = 0.52;
/// Height of a line, in ems.
const LINE_HEIGHT_EM: f32 = 1.2;
/// Largest size of a value, in points.
const MAX_SIZE_POINTS: f32 = 11.0;
/// Smallest size at which a value is still legible.
const MIN_SIZE_POINTS: f32 = 4.0;
/// White space between the edge of a field and its text, in points.
const MARGIN_POINTS: f32 = 2.0;

/// The page in the making; coordinates come as fractions of the page as shown.
pub(super) struct Overlay {
    width: f32,
    height: f32,
    content: String,
}

impl Overlay {
    /// An empty page of this size, in points.
    pub(super) fn new(width: f32, height: f32) -> Self {
        Self {
            width,
            height,
            content: String::new(),
        }
    }

    /// A value in its field, on a tint as viewers use for fields, so that nothing shines through.
    pub(super) fn text(&mut self, bbox: PageBox, value: &str) {
        let (x, y, width, height) = self.rectangle(bbox);
        let size = fitting_size(value, width - 2.0 * MARGIN_POINTS, height);
        let lines = wrap(value, width - 2.0 * MARGIN_POINTS, size);
        let _ = write!(
            self.content,
            "q 0.91 0.94 1 rg {x} {y} {width} {height} re f {x} {y} {width} {height} re W n 0 0 0.4 rg BT /F {size} Tf "
        );
        let first = if lines.len() == 1 {
            y + (height - size * 0.72) / 2.0
        } else {
            y + height - size
        };
        for (line, step) in lines.iter().zip(0u8..) {
            let (left, base) = (x + MARGIN_POINTS, first - f32::from(step) * size * LINE_HEIGHT_EM);
            let _ = write!(
                self.content,
                "1 0 0 1 {left} {base} Tm <{}> Tj ",
                hexadecimal(line)
            );
        }
        self.content.push_str("ET Q\n");
    }

    /// A cross over a box that is ticked.
    pub(super) fn cross(&mut self, bbox: PageBox) {
        let (x, y, width, height) = self.rectangle(bbox);
        let (left, right) = (x + width * 0.15, x + width * 0.85);
        let (bottom, top) = (y + height * 0.15, y + height * 0.85);
        let _ = writeln!(
            self.content,
            "q 0 0 0.4 RG 1.2 w {left} {bottom} m {right} {top} l S {left} {top} m {right} {bottom} l S Q"
        );
    }

    /// The finished file; `None` if there is nothing on the page.
    pub(super) fn finish(self) -> Option<Vec<u8>> {
        if self.content.is_empty() {
            return None;
        }
        let objects = [
            "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
            format!(
                "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {} {}] /Contents 4 0 R \
                 /Resources << /Font << /F 5 0 R >> >> >>",
                self.width, self.height
            ),
            format!(
                "<< /Length {} >>\nstream\n{}endstream",
                self.content.len(),
                self.content
            ),
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>".to_owned(),
        ];
        let mut file = String::from("%PDF-1.7\n");
        let mut offsets = Vec::new();
        for (number, object) in (1..).zip(&objects) {
            offsets.push(file.len());
            let _ = writeln!(file, "{number} 0 obj\n{object}\nendobj");
        }
        let start = file.len();
        let _ = writeln!(file, "xref\n0 {}\n0000000000 65535 f ", objects.len() + 1);
        for offset in offsets {
            let _ = writeln!(file, "{offset:010} 00000 n ");
        }
        let size = objects.len() + 1;
        let _ = writeln!(
            file,
            "trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF"
        );
        Some(file.into_bytes())
    }

    /// Left, bottom, width and height in points from the lower left corner.
    fn rectangle(&self, bbox: PageBox) -> (f32, f32, f32, f32) {
        let (width, height) = (bbox.width() * self.width, bbox.height() * self.height);
        (
            bbox.left * self.width,
            self.height - bbox.bottom * self.height,
            width,
            height,
        )
    }
}

/// The largest size at which a value fits into its field.
fn fitting_size(value: &str, width: f32, height: f32) -> f32 {
    let mut size = (height * 0.75).clamp(MIN_SIZE_POINTS, MAX_SIZE_POINTS);
    while size > MIN_SIZE_POINTS {
        let lines = wrap(value, width, size);
        let needed = f32::from(u16::try_from(lines.len()).unwrap_or(u16::MAX)) * size * LINE_HEIGHT_EM;
        let fits = lines.len() == 1 || needed <= height;
        if fits && lines.iter().all(|line| line_width(line, size) <= width) {
            break;
        }
        size -= 0.5;
    }
    size.max(MIN_SIZE_POINTS)
}

fn line_width(line: &str, size: f32) -> f32 {
    f32::from(u16::try_from(line.chars().count()).unwrap_or(u16::MAX)) * size * LETTER_WIDTH_EM
}

/// Breaks a value into lines at its own breaks and at spaces.
fn wrap(value: &str, width: f32, size: f32) -> Vec<String> {
    let mut lines = Vec::new();
    for paragraph in value.split('\n').take(200) {
        let mut line = String::new();
        for word in paragraph.split(' ') {
            let longer = if line.is_empty() {
                word.to_owned()
            } else {
                format!("{line} {word}")
            };
            if line.is_empty() || line_width(&longer, size) <= width {
                line = longer;
            } else {
                lines.push(std::mem::replace(&mut line, word.to_owned()));
            }
        }
        lines.push(line);
    }
    lines
}

/// A line as codes of the Windows Latin encoding, which the standard fonts have; letters that it lacks lose
/// their accents here (the field's value beside the picture keeps them).
fn hexadecimal(line: &str) -> String {
    let code = |character: char| match character {
        '€' => Some(0x80),
        '„' => Some(0x84),
        '…' => Some(0x85),
        '’' => Some(0x92),
        '“' => Some(0x93),
        '”' => Some(0x94),
        '–' => Some(0x96),
        '—' => Some(0x97),
        _ => u8::try_from(character)
            .ok()
            .filter(|code| matches!(code, 0x20..=0x7e | 0xa0..=0xff)),
    };
    let codes = line.nfc().map(|character| {
        let base = || code(std::iter::once(character).nfd().next()?);
        code(character).or_else(base).unwrap_or(b'?')
    });
    codes.fold(String::new(), |mut text, code| {
        let _ = write!(text, "{code:02x}");
        text
    })
}
