//! Takes e-mails and archives apart.
#![no_main]

use aktenlage_extract::{Limits, unpack_unconfined};
use libfuzzer_sys::fuzz_target;

// Parsers of mails and archives panic on some input, with the assertions of this build more often than in the product;
// `unpack` holds that back and says so. Only what gets out of it counts here, so the hook that ends the process at every
// panic is taken away.
fuzz_target!(init: std::panic::set_hook(Box::new(|_| ())), |bytes: &[u8]| {
    let limits = Limits::recommended();
    assert!(unpack_unconfined(bytes, &limits) <= limits.max_parts as usize);
});
