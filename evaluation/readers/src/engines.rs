//! The candidates, each as "file to words".
use std::fs;
use std::path::Path;

use aktenlage_extract::Limits;

/// Names of the candidates.
pub(crate) const ENGINES: [&str; 3] = ["hayro", "pdf-extract", "pdf_oxide"];

/// Prints all words of a file, one per line; the exit code tells a failure from a crash.
pub(crate) fn print_words(engine: &str, file: &Path) {
    let bytes = fs::read(file).expect("file");
    let text = match engine {
        "hayro" => hayro(&bytes),
        "pdf-extract" => pdf_extract::extract_text_from_mem(&bytes).ok(),
        "pdf_oxide" => pdf_oxide_words(bytes),
        _ => None,
    };
    let Some(text) = text else { std::process::exit(3) };
    for word in text.split_whitespace() {
        println!("{word}");
    }
}

/// Our reader over `hayro-interpret`.
fn hayro(bytes: &[u8]) -> Option<String> {
    let reading = aktenlage_extract::read(bytes, &Limits::recommended());
    if reading.text.pages.is_empty() {
        return None;
    }
    let pages: Vec<String> = reading
        .text
        .pages
        .iter()
        .map(|page| reading.text.page_text(page.number))
        .collect();
    Some(pages.join("\n"))
}

fn pdf_oxide_words(bytes: Vec<u8>) -> Option<String> {
    let document = pdf_oxide::PdfDocument::from_bytes(bytes).ok()?;
    let mut text = String::new();
    for page in 0..document.page_count().ok()? {
        for word in document.extract_words(page).ok()? {
            text.push_str(&word.text);
            text.push('\n');
        }
    }
    Some(text)
}
