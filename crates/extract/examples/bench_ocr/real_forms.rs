//! What the benches share of real forms: their files, their pages as pictures, and how long they may take.
use std::path::{Path, PathBuf};
use std::process::Command;

use aktenlage_domain::document::PageBox;
use aktenlage_extract::Limits;

use aktenlage_evaluation::channels::picture::Picture;

/// The usual limits, but nothing is given up for the time that it takes.
pub(crate) fn limits() -> Limits {
    Limits {
        max_seconds: 3_600,
        ..Limits::recommended()
    }
}

/// The forms of a folder, by name.
pub(crate) fn files(folder: &Path) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = fs_err::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    files.retain(|file| file.extension().is_some_and(|extension| extension == "pdf"));
    files.sort();
    files
}

/// Left, top, right and bottom, in fractions of the page.
pub(crate) fn edges(bbox: PageBox) -> [f64; 4] {
    [bbox.left, bbox.top, bbox.right, bbox.bottom].map(f64::from)
}

/// The page as `pdftoppm` draws it, with so many dots per inch across and down.
pub(crate) fn raster(file: &Path, page: u32, across: f64, down: f64, work: &Path) -> Picture {
    let target = work.join("page");
    let status = Command::new("pdftoppm")
        .args(["-gray", "-singlefile", "-f", &page.to_string()])
        .args(["-rx", &across.to_string(), "-ry", &down.to_string()])
        .arg(file)
        .arg(&target)
        .stderr(std::process::Stdio::null())
        .status()
        .unwrap();
    assert!(status.success());
    Picture::from_pgm(&fs_err::read(target.with_extension("pgm")).unwrap()).unwrap()
}
