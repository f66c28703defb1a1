//! `aktenlage read FILE...`: what the machine saw on the pages, without anything made of it.
mod answer;
mod lines;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use aktenlage_assist::{FormLibrary, RecognisedForm};
use aktenlage_domain::document::{FormField, FormFieldKind, Page, PageBox};
use aktenlage_extract::confined::Reader;
use aktenlage_extract::{Reading, clean_name, last_name};
use anyhow::{Context, bail};
use serde_json::{Value, json};

use super::input::{Input, file_name, rounded};
use super::intake::{TakenFile, take_in};
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
    /// Show every word with its box and how sure it is, not only those that are unsure; JSON always has them
    #[arg(long)]
    words: bool,
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
        for file in &files {
            file.print(arguments.words);
        }
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
    /// Where what a page says comes from: `form` if it has fields to fill in (AcroForm, XFA), for what is entered there
    /// is not among its words; else where its words come from. A place for a digital signature alone is no form.
    fn source(&self, page: &Page) -> &'static str {
        let is_to_fill_in = |field: &&FormField| field.kind != FormFieldKind::Signature;
        let mut fields = self.reading.text.fields.iter().filter(is_to_fill_in);
        let is_shown = |field: &FormField| field.widgets.iter().any(|widget| widget.page == page.number);
        if fields.any(is_shown) {
            "form"
        } else {
            page.source.as_str()
        }
    }
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
