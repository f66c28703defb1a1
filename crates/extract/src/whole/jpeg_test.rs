//! What counts as a whole JPEG: the data covers the picture, whether the mark of the end is there or not.
use image::codecs::jpeg::JpegEncoder;
use image::{ExtendedColorType, ImageEncoder as _};

use super::jpeg::is_whole;

/// A JPEG of one component, 80 by 80 pixels: 100 blocks of two bits each, 25 bytes in all.
fn blocks(frame: u8, interval: u8) -> Vec<u8> {
    let mut data = vec![0xff, 0xd8];
    // A preview within, with marks of its own.
    data.extend([0xff, 0xe1, 0, 6, 0xff, 0xd8, 0xff, 0xd9]);
    for number in [0x00, 0x10] {
        // One code of one bit, for a value that is zero or the end of the block.
        data.extend([0xff, 0xc4, 0, 20, number, 1]);
        data.extend([0; 16]);
    }
    data.extend([0xff, frame, 0, 11, 8, 0, 80, 0, 80, 1, 1, 0x11, 0]);
    data.extend([0xff, 0xdd, 0, 4, 0, interval]);
    data.extend([0xff, 0xda, 0, 8, 1, 1, 0, 0, 63, 0]);
    if interval == 0 {
        data.extend([0; 25]);
    } else {
        let units = usize::from(interval);
        for start in (0..100).step_by(units) {
            if start > 0 {
                data.extend([0xff, 0xd0]);
            }
            data.extend(vec![0; units.min(100 - start).div_ceil(4)]);
        }
    }
    data.extend([0xff, 0xd9]);
    data
}

fn without(data: &[u8], bytes: usize) -> bool {
    is_whole(&data[..data.len() - bytes], None)
}

#[test]
fn data_has_to_cover_the_picture() {
    for frame in [0xc0, 0xc1] {
        let data = blocks(frame, 0);
        assert!(without(&data, 0));
        assert!(without(&data, 2));
        assert!(!without(&data, 3));
        assert!(!without(&data, 15));
        assert!(!without(&data, 40));
        // The mark of the end alone does not make it whole.
        let mut short = data.clone();
        short.drain(data.len() - 12..data.len() - 2);
        assert!(!is_whole(&short, None));
        // A size that makes no sense is set right by the page.
        assert!(is_whole(&short, Some((80, 40))));
    }
}

#[test]
fn intervals_begin_anew() {
    for interval in [8, 10, 100] {
        let data = blocks(0xc0, interval);
        assert!(without(&data, 0), "{interval}");
        assert!(without(&data, 2), "{interval}");
        assert!(!without(&data, 8), "{interval}");
    }
}

#[test]
fn progressive_pictures_have_to_end() {
    let data = blocks(0xc2, 0);
    assert!(without(&data, 0));
    assert!(!without(&data, 2));
}

#[test]
fn what_a_real_encoder_writes_is_whole_to_its_last_byte() {
    let (width, height) = (203_u32, 155_u32);
    let shades: Vec<u8> = (0..width * height * 3)
        .map(|at| u8::try_from(at.wrapping_mul(2_654_435_761) >> 24).unwrap())
        .collect();
    for quality in [30, 75, 100] {
        let mut data = Vec::new();
        JpegEncoder::new_with_quality(&mut data, quality)
            .write_image(&shades, width, height, ExtendedColorType::Rgb8)
            .unwrap();
        assert!(without(&data, 0));
        assert!(without(&data, 2));
        assert!(!without(&data, data.len() / 20));
        assert!(!without(&data, data.len() / 2));
    }
}

#[test]
fn what_is_no_jpeg_is_left_to_decoders() {
    assert!(!is_whole(b"\xff\xd8\xff\xe0 this is no picture at all", None));
    assert!(!is_whole(b"", None));
    // Lossless, which nothing here decodes.
    assert!(is_whole(&blocks(0xc3, 0), None));
}
