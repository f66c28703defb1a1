//! A small writer of TIFF files: several pages, bare or as fax machines write them.
use fax::encoder::Encoder;
use fax::{Color, VecWriter};
use image::GrayImage;

/// How the pixels are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Compression {
    None,
    Huffman,
    Group3,
    Group4,
    Jpeg,
}

/// Pages with this many dots per inch across and down.
pub fn tiff(pages: &[GrayImage], compression: Compression, resolution: (u32, u32)) -> Vec<u8> {
    let pages: Vec<_> = pages
        .iter()
        .map(|page| {
            let data = if compression == Compression::Group4 {
                group4(page)
            } else {
                page.as_raw().clone()
            };
            (page.width(), page.height(), data)
        })
        .collect();
    wrapped(&pages, compression, resolution)
}

/// Pages whose pixels are encoded already: width, height, data.
pub fn wrapped(pages: &[(u32, u32, Vec<u8>)], compression: Compression, resolution: (u32, u32)) -> Vec<u8> {
    const SHORT: u16 = 3;
    const LONG: u16 = 4;
    const RATIONAL: u16 = 5;
    let (code, bits, lowest_is_black) = match compression {
        Compression::None => (1, 8, 1),
        Compression::Huffman => (2, 1, 0),
        Compression::Group3 => (3, 1, 0),
        Compression::Group4 => (4, 1, 0),
        Compression::Jpeg => (7, 8, 1),
    };
    let mut file = b"II*\0".to_vec();
    let mut link = file.len();
    file.extend([0; 4]);
    for (width, height, data) in pages {
        let start = position(&file);
        file.extend(data);
        file.resize(file.len().next_multiple_of(2), 0);
        let ratios = position(&file);
        for number in [resolution.0, 1, resolution.1, 1] {
            file.extend(number.to_le_bytes());
        }
        let directory = position(&file);
        file[link..link + 4].copy_from_slice(&directory.to_le_bytes());
        let entries: [(u16, u16, u32); 12] = [
            (256, LONG, *width),
            (257, LONG, *height),
            (258, SHORT, bits),
            (259, SHORT, code),
            (262, SHORT, lowest_is_black),
            (273, LONG, start),
            (277, SHORT, 1),
            (278, LONG, *height),
            (279, LONG, u32::try_from(data.len()).unwrap()),
            (282, RATIONAL, ratios),
            (283, RATIONAL, ratios + 8),
            (296, SHORT, 2),
        ];
        file.extend(u16::try_from(entries.len()).unwrap().to_le_bytes());
        for (tag, kind, value) in entries {
            file.extend(tag.to_le_bytes());
            file.extend(kind.to_le_bytes());
            file.extend(1_u32.to_le_bytes());
            file.extend(value.to_le_bytes());
        }
        link = file.len();
        file.extend([0; 4]);
    }
    file
}

fn position(file: &[u8]) -> u32 {
    u32::try_from(file.len()).unwrap()
}

/// A page as it is faxed (CCITT T.6); darker than half is black.
pub fn group4(page: &GrayImage) -> Vec<u8> {
    let mut encoder = Encoder::new(VecWriter::new());
    for row in page.rows() {
        let row = row.map(|pixel| {
            if pixel.0[0] < 128 {
                Color::Black
            } else {
                Color::White
            }
        });
        encoder.encode_line(row, page.width()).unwrap();
    }
    encoder.finish().unwrap().finish()
}
