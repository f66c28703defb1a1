//! `aktenlage read FILE...`: what the machine saw on the pages, without anything made of it.
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use aktenlage_assist::{FormLibrary, RecognisedForm};
use aktenlage_domain::document::{FormField, Mark, MarkKind, Page, PageBox, Word};
use aktenlage_domain::transfer::TransferNote;
use aktenlage_extract::confined::Reader;
use aktenlage_extract::{Reading, clean_name, last_name};
use anyhow::{Context, bail};
use serde_json::{Value, json};

use super::forms;
use super::input::{Input, file_name, rounded};
use super::intake::{TakenFile, take_in};
use super::scan;
use crate::config::Config;
use crate::wiring;

/// Width of the page images that `--images` writes, as the workbench shows them.
const IMAGE_WIDTH_PIXELS: u32 = 1600;

#[derive(clap::Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    input: Input,
    /// Only these pages: 1-3,7
    #[arg(long, value_name = "PAGES", value_parser = page_numbers)]
    pages: Option<PageNumbers>,
    /// Write the page images into this folder
    #[arg(long, value_name = "DIR")]
    images: Option<PathBuf>,
}

/// Pages that were asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
struct PageNumbers(BTreeSet<u32>);

/// One file as read, cut down to the pages asked for.
struct ReadFile {
    name: String,
    /// Where it is packed in the file before it, if it is.
    part: Option<String>,
    reading: Reading,
    /// Taught forms that were found in it.
    forms: Vec<RecognisedForm>,
    /// Where the image of each page was written to.
    images: Vec<(u32, Result<PathBuf, String>)>,
}

pub(crate) async fn run(config: &Config, arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let reader = wiring::reader(config)?;
    if let Some(folder) = &arguments.images {
        fs_err::create_dir_all(folder)?;
    }
    let (catalogue, _) = wiring::catalogue(config);
    let (forms, _) = wiring::forms(config, &catalogue);
    let mut files = Vec::new();
    for path in &arguments.input.files {
        for taken in take_in(&reader, file_name(path), fs_err::read(path)?).await {
            let position = files.len();
            files.push(read_file(&reader, &forms, taken, position, arguments).await?);
        }
    }
    if arguments.input.json {
        let files: Vec<Value> = files.iter().map(ReadFile::to_json).collect();
        println!("{}", serde_json::to_string_pretty(&json!({ "files": files }))?);
    } else {
        files.iter().for_each(ReadFile::print);
    }
    Ok(ExitCode::SUCCESS)
}

async fn read_file(
    reader: &Reader,
    forms: &FormLibrary,
    taken: TakenFile,
    position: usize,
    arguments: &Arguments,
) -> anyhow::Result<ReadFile> {
    let TakenFile {
        name,
        part,
        pages,
        mut reading,
        ..
    } = taken;
    let unseen = forms.unseen_boxes(&reading.text);
    let looked = reader.look(pages.clone(), &unseen).await;
    reading.text.marks.extend(looked);
    if let Some(PageNumbers(wanted)) = &arguments.pages {
        let is_wanted = |page: u32| wanted.contains(&page);
        reading.text.pages.retain(|page| is_wanted(page.number));
        reading.issues.retain(|issue| issue.page.is_none_or(is_wanted));
        reading
            .text
            .fields
            .retain(|field| field.widgets.iter().any(|widget| is_wanted(widget.page)));
        reading.text.marks.retain(|mark| is_wanted(mark.page));
    }
    let forms = forms.recognise(&reading.text);
    let mut images = Vec::new();
    if let Some(folder) = &arguments.images {
        let clean = clean_name(&name);
        let stem = Path::new(last_name(&clean))
            .file_stem()
            .unwrap_or_default()
            .to_string_lossy();
        for page in &reading.text.pages {
            // Numbered, so that two files of one name do not overwrite each other.
            let file = folder.join(format!("{}-{stem}-{}.webp", position + 1, page.number));
            let drawn = reader
                .render(pages.clone(), page.number, IMAGE_WIDTH_PIXELS)
                .await;
            let written = match drawn {
                Ok(image) => {
                    fs_err::write(&file, image)?;
                    Ok(file)
                }
                Err(error) => Err(error.to_string()),
            };
            images.push((page.number, written));
        }
    }
    Ok(ReadFile {
        name,
        part,
        reading,
        forms,
        images,
    })
}

impl ReadFile {
    /// The shape is stable: members are only added.
    fn to_json(&self) -> Value {
        let Reading {
            media_type,
            text,
            issues,
            origin,
            unchecked: _,
        } = &self.reading;
        let note = TransferNote::of(origin, &text.pages, issues);
        let issue = |issue: &aktenlage_domain::document::Issue| json!({ "code": issue.code.as_str(), "page": issue.page });
        json!({
            "file": self.name,
            "part": self.part,
            "media_type": media_type,
            "pages": text.pages.iter().map(|page| self.page(page)).collect::<Vec<_>>(),
            "fields": text.fields.iter().map(field).collect::<Vec<_>>(),
            "marks": text.marks.iter().map(mark).collect::<Vec<_>>(),
            "issues": issues.iter().map(issue).collect::<Vec<_>>(),
            "transfer_note": note.as_ref().map(scan::note_to_json),
            "forms": self.forms.iter().map(forms::found).collect::<Vec<_>>(),
        })
    }

    fn page(&self, page: &Page) -> Value {
        let word = |word: &Word| json!({ "text": word.text, "box": edges(word.bbox), "confidence": word.confidence.map(rounded) });
        let image = self.images.iter().find(|(number, _)| *number == page.number);
        json!({
            "number": page.number,
            "width_points": rounded(page.width_points),
            "height_points": rounded(page.height_points),
            "rotation": page.rotation,
            "source": page.source.as_str(),
            "image": image.and_then(|(_, image)| image.as_ref().ok()).map(|path| path.display().to_string()),
            "words": page.words.iter().map(word).collect::<Vec<_>>(),
            "scan": page.scan.as_ref().map(scan::to_json),
        })
    }

    fn print(&self) {
        println!("{} ({})", self.name, self.reading.media_type);
        for issue in &self.reading.issues {
            let page = issue
                .page
                .map(|page| format!(" (page {page})"))
                .unwrap_or_default();
            println!("  ! {}{page}", issue.code);
        }
        self.forms.iter().for_each(forms::print_found);
        for page in &self.reading.text.pages {
            println!(
                "  page {}: {:.0} x {:.0} points, rotated by {}, {}, {} words",
                page.number,
                page.width_points,
                page.height_points,
                page.rotation,
                page.source,
                page.words.len()
            );
            if let Some(found) = &page.scan {
                println!("    scan: {}", scan::in_words(found));
            }
            print_words(&page.words);
            for mark in self
                .reading
                .text
                .marks
                .iter()
                .filter(|mark| mark.page == page.number)
            {
                print_mark(mark, &page.words);
            }
        }
        let Reading {
            text, issues, origin, ..
        } = &self.reading;
        if let Some(note) = TransferNote::of(origin, &text.pages, issues) {
            scan::print_note(&note);
        }
        for (page, image) in &self.images {
            match image {
                Ok(path) => println!("  image of page {page}: {}", path.display()),
                Err(error) => println!("  image of page {page}: {error}"),
            }
        }
        if !self.reading.text.fields.is_empty() {
            println!("  form fields");
        }
        for field in &self.reading.text.fields {
            print_field(field);
        }
    }
}

/// Words as lines: a new one where the next word does not stand beside the last.
fn print_words(words: &[Word]) {
    let mut line = String::new();
    let mut last: Option<PageBox> = None;
    for word in words {
        let continues = last.is_some_and(|last| {
            last.contains(last.center_x(), word.bbox.center_y()) && word.bbox.left >= last.left
        });
        if !continues && !line.is_empty() {
            println!("    {line}");
            line.clear();
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(&word.text);
        last = Some(word.bbox);
    }
    if !line.is_empty() {
        println!("    {line}");
    }
}

fn print_field(field: &FormField) {
    println!(
        "    {:8} {:40} {}",
        field.kind.as_str(),
        field.tooltip.as_deref().unwrap_or(&field.name),
        field.value.as_deref().unwrap_or("–"),
    );
    if let Some(default) = &field.default_value {
        println!("      default: {default}");
    }
    if !field.options.is_empty() {
        println!("      options: {}", field.options.join(" | "));
    }
    for widget in &field.widgets {
        let [left, top, right, bottom] = edges(widget.bbox);
        let state = match (&widget.on_value, widget.is_on) {
            (Some(value), true) => format!("  on: {value}"),
            (Some(value), false) => format!("  off: {value}"),
            (None, _) => String::new(),
        };
        println!(
            "      page {} at {left}, {top} to {right}, {bottom}{state}",
            widget.page
        );
    }
}

fn print_mark(mark: &Mark, words: &[Word]) {
    let state = mark
        .kind
        .state()
        .map_or("", aktenlage_domain::document::MarkState::as_str);
    // Of other marks the words in them are no text of theirs.
    let text = if mark.kind == MarkKind::Stamp {
        format!("  {}", mark.text_inside(words))
    } else {
        String::new()
    };
    println!(
        "    mark {:12} {state:6} at {:.3}, {:.3}{text}",
        mark.kind.as_str(),
        mark.bbox.left,
        mark.bbox.top
    );
}

fn mark(mark: &Mark) -> Value {
    json!({
        "kind": mark.kind.as_str(),
        "state": mark.kind.state().map(aktenlage_domain::document::MarkState::as_str),
        "page": mark.page,
        "box": edges(mark.bbox),
        "ink": rounded(mark.ink),
        "confidence": rounded(mark.confidence),
    })
}

fn field(field: &FormField) -> Value {
    let widgets: Vec<Value> = field
        .widgets
        .iter()
        .map(|widget| {
            json!({ "page": widget.page, "box": edges(widget.bbox), "on_value": widget.on_value, "is_on": widget.is_on })
        })
        .collect();
    json!({
        "name": field.name,
        "tooltip": field.tooltip,
        "kind": field.kind.as_str(),
        "value": field.value,
        "default": field.default_value,
        "options": field.options,
        "widgets": widgets,
    })
}

fn edges(bbox: PageBox) -> [f64; 4] {
    [bbox.left, bbox.top, bbox.right, bbox.bottom].map(rounded)
}

/// Reads `1-3,7`.
fn page_numbers(text: &str) -> anyhow::Result<PageNumbers> {
    /// More than any document that is read has.
    const HIGHEST: u32 = 100_000;
    let mut pages = BTreeSet::new();
    for part in text.split(',') {
        let (first, last) = part.split_once('-').unwrap_or((part, part));
        let number = |text: &str| text.trim().parse::<u32>().context("expected pages such as 1-3,7");
        let (first, last) = (number(first)?, number(last)?);
        if first == 0 || first > last || last > HIGHEST {
            bail!("expected pages such as 1-3,7, counted from 1");
        }
        pages.extend(first..=last);
    }
    Ok(PageNumbers(pages))
}
