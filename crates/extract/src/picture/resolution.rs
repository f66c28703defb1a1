//! How large a picture is on paper.

/// Below this a resolution is a default of cameras and screens (72, 96) and says nothing about paper.
const LEAST_BELIEVED_DPI: f64 = 97.5;
/// Above this no scanner of an office works.
const MOST_BELIEVED_DPI: f64 = 2_500.0;
/// Long side of A4 in inches: what a photo without a resolution most likely shows.
pub(crate) const A4_LONG_SIDE_INCHES: f64 = 11.69;

/// Dots per inch across and down as the file says, if it can be believed.
pub(super) fn believable(said: Option<(f64, f64)>) -> Option<(f64, f64)> {
    let is_believable = |dpi: f64| (LEAST_BELIEVED_DPI..=MOST_BELIEVED_DPI).contains(&dpi);
    said.filter(|(across, down)| is_believable(*across) && is_believable(*down))
}

/// Dots per inch across and down so that the page has the long side of A4.
pub(super) fn assumed(width: u32, height: u32) -> (f64, f64) {
    let dpi = f64::from(width.max(height)) / A4_LONG_SIDE_INCHES;
    (dpi, dpi)
}

/// What the header of a JPEG (JFIF) says.
pub(super) fn of_jpeg(bytes: &[u8]) -> Option<(f64, f64)> {
    let start = crate::sniff::find(bytes.get(..bytes.len().min(64))?, b"JFIF\0")?;
    let density = bytes.get(start + 7..start + 12)?;
    let value = |at: usize| f64::from(u16::from_be_bytes([density[at], density[at + 1]]));
    let to_inch = match density[0] {
        1 => 1.0,
        2 => 2.54,
        _ => return None,
    };
    Some((value(1) * to_inch, value(3) * to_inch))
}

/// What the header of a PNG (`pHYs`) says.
pub(super) fn of_png(bytes: &[u8]) -> Option<(f64, f64)> {
    const HEADER_BYTES: usize = 64 * 1024;
    const METRES_PER_INCH: f64 = 0.0254;
    let head = bytes.get(..bytes.len().min(HEADER_BYTES))?;
    let start = crate::sniff::find(head, b"pHYs")? + 4;
    let chunk = head.get(start..start + 9)?;
    let value = |at: usize| {
        f64::from(u32::from_be_bytes([
            chunk[at],
            chunk[at + 1],
            chunk[at + 2],
            chunk[at + 3],
        ]))
    };
    (chunk[8] == 1).then(|| (value(0) * METRES_PER_INCH, value(4) * METRES_PER_INCH))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_resolutions_of_paper_are_believed() {
        for said in [(204.0, 98.0), (300.0, 300.0)] {
            assert_eq!(believable(Some(said)), Some(said));
        }
        for said in [
            None,
            Some((72.0, 72.0)),
            Some((0.0, 0.0)),
            Some((f64::NAN, 300.0)),
        ] {
            assert_eq!(believable(said), None);
        }
        let (across, down) = assumed(3024, 4032);
        assert!((across - 344.9).abs() < 0.1 && (down - across).abs() < 1e-9);
    }

    #[test]
    fn headers_are_read() {
        let jpeg = b"\xff\xd8\xff\xe0\0\x10JFIF\0\x01\x01\x01\0\xc8\0\xc8\0\0";
        assert_eq!(of_jpeg(jpeg), Some((200.0, 200.0)));
        let metric = b"\xff\xd8\xff\xe0\0\x10JFIF\0\x01\x01\x02\0\x4f\0\x4f\0\0";
        assert!((of_jpeg(metric).unwrap().0 - 200.66).abs() < 0.01);
        let png = b"\x89PNG\r\n\x1a\n....pHYs\0\0\x1e\xc3\0\0\x1e\xc3\x01";
        assert!((of_png(png).unwrap().0 - 200.0).abs() < 0.1);
        assert_eq!(of_jpeg(b"\xff\xd8"), None);
        assert_eq!(of_png(b"\x89PNG"), None);
    }
}
