//! The candidates, each as "file to words".
use std::fs;
use std::path::Path;
use std::process::Command;

use aktenlage_extract::Limits;

/// A reader that takes longer hangs.
const HANG_SECONDS: u64 = 20;

/// Names of the candidates.
pub(crate) const ENGINES: [&str; 3] = ["hayro", "pdf-extract", "pdf_oxide"];

/// `pdf_oxide` takes longer to build than everything else together; its own package (`pip install
/// pdf_oxide==0.3.78`) holds the same code, built for speed.
const PDF_OXIDE: &str = "
import sys
import pdf_oxide
try:
    document = pdf_oxide.PdfDocument(sys.argv[1])
    count = document.page_count()
except Exception:
    sys.exit(3)
for page in range(count):
    try:
        for word in document.extract_words(page):
            print(word.text)
    except Exception:
        pass
";

/// A process that prints all words of a file, one per line.
pub(crate) fn command(engine: &str, file: &Path) -> Command {
    let mut command = Command::new("timeout");
    command.arg(HANG_SECONDS.to_string());
    if engine == "pdf_oxide" {
        command.args(["python3", "-c", PDF_OXIDE]);
    } else {
        let own = std::env::current_exe().expect("own path");
        command.arg(own).arg("words").arg(engine);
    }
    command.arg(file);
    command
}

/// Prints all words of a file, one per line; the exit code tells a failure from a crash.
pub(crate) fn print_words(engine: &str, file: &Path) {
    let bytes = fs::read(file).expect("file");
    let text = match engine {
        "hayro" => hayro(&bytes),
        "pdf-extract" => pdf_extract::extract_text_from_mem(&bytes).ok(),
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
