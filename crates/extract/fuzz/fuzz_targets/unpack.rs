//! Takes e-mails and archives apart.
#![no_main]

use aktenlage_extract::{Limits, unpack_unconfined};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let limits = Limits::recommended();
    assert!(unpack_unconfined(bytes, &limits) <= limits.max_parts as usize);
});
