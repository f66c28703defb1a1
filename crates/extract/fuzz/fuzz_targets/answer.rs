//! Takes what a child that fell into the wrong hands might answer.
#![no_main]

use aktenlage_extract::from_json;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|answer: &str| {
    let _reading = from_json(answer);
});
