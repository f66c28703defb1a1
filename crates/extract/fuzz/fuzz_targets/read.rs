//! Reads words, fields and marks of whatever comes: PDFs and pictures.
#![no_main]

use aktenlage_extract::{Limits, read};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let limits = Limits {
        max_pages: 20,
        max_seconds: 10,
        max_pixels: 4_000_000,
        ..Limits::recommended()
    };
    let reading = read(bytes, &limits);
    assert!(!reading.text.pages.is_empty() || !reading.issues.is_empty());
});
