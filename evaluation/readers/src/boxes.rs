//! The places of our words against `pdftotext -bbox`: of the words that both find, how many lie on each other.
use std::path::Path;
use std::process::{Command, Stdio};

use aktenlage_extract::{Limits, read};

use crate::table::pdfs;

struct Boxed {
    text: String,
    edges: [f32; 4],
}

/// Prints, per file, the part of the matched words whose centres lie in each other's boxes.
pub(crate) fn print(directory: &Path) {
    let (mut all, mut all_agreeing) = (0, 0);
    println!("words  agreeing  file");
    for file in pdfs(directory) {
        let reading = read(&std::fs::read(&file).expect("file"), &Limits::recommended());
        let (mut matched, mut agreeing) = (0, 0);
        for (page, theirs) in reading.text.pages.iter().zip(poppler(&file)) {
            for word in &page.words {
                let b = word.bbox;
                let same = theirs.iter().filter(|other| other.text == word.text);
                let ours = [b.left, b.top, b.right, b.bottom];
                let distance = |other: &&Boxed| {
                    let ((x, y), (u, v)) = (centre(ours), centre(other.edges));
                    (x - u).hypot(y - v)
                };
                let Some(nearest) = same.min_by(|a, b| distance(a).total_cmp(&distance(b))) else {
                    continue;
                };
                matched += 1;
                agreeing +=
                    usize::from(holds(ours, centre(nearest.edges)) && holds(nearest.edges, centre(ours)));
            }
        }
        let part = agreeing as f64 / f64::from(u32::try_from(matched.max(1)).unwrap_or(u32::MAX));
        println!(
            "{matched:>5}  {part:>8.4}  {}",
            file.file_name().unwrap_or_default().to_string_lossy()
        );
        all += matched;
        all_agreeing += agreeing;
    }
    println!("{all:>5}  {:>8.4}  all", all_agreeing as f64 / all.max(1) as f64);
}

fn centre([left, top, right, bottom]: [f32; 4]) -> (f32, f32) {
    (f32::midpoint(left, right), f32::midpoint(top, bottom))
}

fn holds([left, top, right, bottom]: [f32; 4], (x, y): (f32, f32)) -> bool {
    x >= left && x <= right && y >= top && y <= bottom
}

/// Words of each page with edges as fractions.
fn poppler(file: &Path) -> Vec<Vec<Boxed>> {
    let output = Command::new("pdftotext")
        .args(["-cropbox", "-bbox"])
        .arg(file)
        .arg("-")
        .stderr(Stdio::null())
        .output();
    let html = String::from_utf8_lossy(&output.expect("pdftotext of poppler-utils").stdout).into_owned();
    let (mut pages, mut size) = (Vec::new(), (1.0, 1.0));
    for line in html.lines() {
        if line.contains("<page ") {
            size = (number(line, "width"), number(line, "height"));
            pages.push(Vec::new());
        } else if line.contains("<word ")
            && let (Some(page), Some((head, text))) = (pages.last_mut(), line.split_once('>'))
        {
            let text = text.trim_end_matches("</word>");
            let text = text
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&amp;", "&");
            let edges = [
                number(head, "xMin") / size.0,
                number(head, "yMin") / size.1,
                number(head, "xMax") / size.0,
                number(head, "yMax") / size.1,
            ];
            page.push(Boxed { text, edges });
        }
    }
    pages
}

fn number(line: &str, name: &str) -> f32 {
    let value = line
        .split_once(&format!("{name}=\""))
        .and_then(|(_, rest)| rest.split('"').next());
    value.and_then(|value| value.parse().ok()).unwrap_or(1.0)
}
