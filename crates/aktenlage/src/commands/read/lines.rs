//! What was read as lines for people: where each line of a page stands and how sure its least sure word is.
use aktenlage_domain::document::{FormField, Mark, MarkKind, MarkState, Page, PageBox, Word};
use aktenlage_domain::transfer::TransferNote;
use aktenlage_extract::Reading;

use super::super::{forms, scan};
use super::ReadFile;

/// Below this a word has a row of its own, as the verdict on a scan counts unsure words.
const UNSURE_WORD: f32 = 0.6;

impl ReadFile {
    /// Prints one file. With `all_words` every word has a row of its own below its line, else those that are unsure.
    pub(super) fn print(&self, all_words: bool) {
        let Reading {
            media_type,
            text,
            issues,
            origin,
            unchecked: _,
        } = &self.reading;
        println!("{} ({media_type})", self.name);
        for issue in issues {
            let page = issue
                .page
                .map(|page| format!(" (page {page})"))
                .unwrap_or_default();
            println!("  ! {}{page}", issue.code);
        }
        self.forms.iter().for_each(forms::print_found);
        for page in &text.pages {
            self.print_page(page, all_words);
            for mark in text.marks.iter().filter(|mark| mark.page == page.number) {
                print_mark(mark, &page.words);
            }
        }
        if let Some(note) = TransferNote::of(origin, &text.pages, issues) {
            scan::print_note(&note);
        }
        for (page, image) in &self.images {
            match image {
                Ok(path) => println!("  image of page {page}: {}", path.display()),
                Err(error) => println!("  image of page {page}: {error}"),
            }
        }
        if !text.fields.is_empty() {
            println!("  form fields");
        }
        text.fields.iter().for_each(print_field);
    }

    fn print_page(&self, page: &Page, all_words: bool) {
        let source = self.source(page);
        let of_words = if source == page.source.as_str() {
            String::new()
        } else {
            format!(" (words: {})", page.source)
        };
        println!(
            "  page {}: {:.0} x {:.0} points, rotated by {} degrees, source {source}{of_words}, {} words",
            page.number,
            page.width_points,
            page.height_points,
            page.rotation,
            page.words.len()
        );
        if let Some(found) = &page.scan {
            println!("    scan: {}", scan::in_words(found));
        }
        if !page.words.is_empty() {
            println!("    left  top   right bottom  sure  text");
        }
        for line in lines(&page.words) {
            print_line(line, all_words);
        }
    }
}

/// Words that stand beside each other, in reading order.
fn lines(words: &[Word]) -> impl Iterator<Item = &[Word]> {
    words.chunk_by(|last, next| {
        let (last, next) = (last.bbox, next.bbox);
        last.contains(last.center_x(), next.center_y()) && next.left >= last.left
    })
}

/// A line with the box around it and its lowest confidence, and below it the words that have rows of their own.
fn print_line(line: &[Word], all_words: bool) {
    let texts: Vec<&str> = line.iter().map(|word| word.text.as_str()).collect();
    let around = line.iter().map(|word| word.bbox).reduce(PageBox::union);
    let lowest = line.iter().filter_map(|word| word.confidence).reduce(f32::min);
    if let Some(around) = around {
        print_row(around, lowest, &texts.join(" "));
    }
    // Of a single word the line has said everything.
    let has_row =
        |word: &&Word| all_words || line.len() > 1 && word.confidence.is_some_and(|sure| sure < UNSURE_WORD);
    for word in line.iter().filter(has_row) {
        print_row(word.bbox, word.confidence, &format!("· {}", word.text));
    }
}

fn print_row(bbox: PageBox, confidence: Option<f32>, text: &str) {
    let PageBox {
        left,
        top,
        right,
        bottom,
    } = bbox;
    // Text that is born digital is what it is.
    let sure = confidence.map_or_else(|| "–".to_owned(), |confidence| format!("{confidence:.2}"));
    println!("    {left:.3} {top:.3} {right:.3} {bottom:.3}   {sure:>4}  {text}");
}

/// Fractions of the page, as in the rows of words.
fn place(bbox: PageBox) -> String {
    format!(
        "{:.3}, {:.3} to {:.3}, {:.3}",
        bbox.left, bbox.top, bbox.right, bbox.bottom
    )
}

fn print_field(field: &FormField) {
    println!(
        "    {:8} {:40} {}",
        field.kind.as_str(),
        field.tooltip.as_deref().unwrap_or(&field.name),
        field.value.as_deref().unwrap_or("–"),
    );
    if field.tooltip.is_some() {
        println!("      name: {}", field.name);
    }
    if let Some(default) = &field.default_value {
        println!("      default: {default}");
    }
    if !field.options.is_empty() {
        println!("      options: {}", field.options.join(" | "));
    }
    for widget in &field.widgets {
        let state = match (&widget.on_value, widget.is_on) {
            (Some(value), true) => format!("  on: {value}"),
            (Some(value), false) => format!("  off: {value}"),
            (None, _) => String::new(),
        };
        println!("      page {} at {}{state}", widget.page, place(widget.bbox));
    }
}

fn print_mark(mark: &Mark, words: &[Word]) {
    let state = mark.kind.state().map_or("", MarkState::as_str);
    // Of other marks the words in them are no text of theirs.
    let text = if mark.kind == MarkKind::Stamp {
        format!("  {}", mark.text_inside(words))
    } else {
        String::new()
    };
    println!(
        "    mark {:12} {state:6} at {}, sure {:.2}{text}",
        mark.kind.as_str(),
        place(mark.bbox),
        mark.confidence
    );
}
