//! SHA-256 of files, in the hexadecimal form manifests use.

use std::io::Read as _;
use std::path::Path;

use sha2::{Digest as _, Sha256};

use crate::InferenceError;

/// SHA-256 of a file as 64 lower-case hexadecimal digits.
pub(crate) fn of_file(path: &Path) -> Result<String, InferenceError> {
    let mut file = fs_err::File::open(path).map_err(InferenceError::file_system)?;
    let mut hasher = Sha256::new();
    let mut buffer = vec![0_u8; 1 << 20];
    loop {
        let read = file.read(&mut buffer).map_err(InferenceError::file_system)?;
        if read == 0 {
            return Ok(hexadecimal(&hasher.finalize()));
        }
        hasher.update(&buffer[..read]);
    }
}

/// Refuses a file that is not the pinned one.
pub(crate) fn check(path: &Path, expected: &str) -> Result<(), InferenceError> {
    let found = of_file(path)?;
    if found == expected {
        return Ok(());
    }
    Err(InferenceError::WrongDigest {
        file: path.display().to_string(),
        expected: expected.to_owned(),
        found,
    })
}

pub(crate) fn hexadecimal(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::new(), |mut text, byte| {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}
