//! Draws the first page of whatever comes.
#![no_main]

use aktenlage_extract::{Limits, render_page};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let limits = Limits {
        max_pixels: 4_000_000,
        ..Limits::recommended()
    };
    let _drawn = render_page(bytes, 1, 200, &limits);
});
