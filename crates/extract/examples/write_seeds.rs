//! Writes the good files from which `tools/fuzz` begins: `write_seeds FOLDER` makes a folder in it for each target.
#[path = "../tests/support/mod.rs"]
mod support;

use std::io;
use std::path::{Path, PathBuf};

use aktenlage_extract::{Limits, has_pages, read, sniff, to_json};
use support::good_files::good_files;

fn main() -> io::Result<()> {
    let Some(folder) = std::env::args().nth(1).map(PathBuf::from) else {
        return Err(io::Error::other("write_seeds FOLDER"));
    };
    for (name, bytes) in good_files() {
        let name = name.replace(|letter: char| !letter.is_alphanumeric(), "-");
        if has_pages(sniff(&bytes)) {
            let reading = read(&bytes, &Limits::recommended());
            for target in ["read", "draw"] {
                write(&folder.join(target), &name, &bytes)?;
            }
            write(&folder.join("answer"), &name, to_json(&reading).as_bytes())?;
        } else {
            write(&folder.join("unpack"), &name, &bytes)?;
        }
    }
    Ok(())
}

fn write(folder: &Path, name: &str, bytes: &[u8]) -> io::Result<()> {
    fs_err::create_dir_all(folder)?;
    fs_err::write(folder.join(name), bytes)
}
