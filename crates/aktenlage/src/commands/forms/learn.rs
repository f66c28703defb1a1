//! `aktenlage forms learn FILE`: teaches a blank form, or says why nothing can be learned from the file and what to do.
use std::path::PathBuf;

use aktenlage_assist::{FormLibrary, RecognisedForm};
use aktenlage_catalogue::Catalogue;
use aktenlage_catalogue::forms::{FormFolder, TaughtForm};
use aktenlage_domain::clock::Clock;
use aktenlage_domain::document::IssueCode;
use aktenlage_domain::form_template::{FormTemplate, Teaching, TeachingError};
use aktenlage_domain::ids::{DocumentKind, FormId};
use aktenlage_extract::Reading;
use anyhow::{Context, anyhow, bail};
use sha2::{Digest, Sha256};

use super::{print_changes, print_extent, warn};
use crate::config::Config;
use crate::system::SystemClock;
use crate::wiring;

/// What to do about a file on which no print could be read, by what the reader said; the first that fits.
const REMEDIES: [(IssueCode, &str); 8] = [
    (
        IssueCode::ConverterMissing,
        "install LibreOffice (`aktenlage doctor` says how), or save the form as a PDF",
    ),
    (
        IssueCode::RecogniserMissing,
        "install Tesseract (`aktenlage doctor` says how), or teach the file that the form was printed from",
    ),
    (IssueCode::PasswordProtected, "save the form without a password"),
    (
        IssueCode::UnsupportedType,
        "save the form as a PDF, a Word or an OpenDocument text",
    ),
    (
        IssueCode::UnsupportedPhoto,
        "save the photo as a JPEG, or better the form as a PDF",
    ),
    (
        IssueCode::Sealed,
        "let somebody who can open it save the form as a PDF",
    ),
    (IssueCode::DamagedFile, "get the file anew, it is damaged"),
    (IssueCode::EmptyFile, "get the file anew, it is empty"),
];

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// The blank form: a PDF, a picture, a Word or an OpenDocument text
    file: PathBuf,
    /// Id of the form: small letters, digits and hyphens; by default made from the name of the file
    #[arg(long)]
    id: Option<String>,
    /// Name for people; by default the name of the file
    #[arg(long)]
    name: Option<String>,
    /// Kind of document that the form is, as in the blueprint
    #[arg(long)]
    kind: Option<String>,
}

/// Reads a blank as documents are read when they come in, and keeps what is printed on it.
pub(super) async fn run(
    config: &Config,
    learn: &Arguments,
    catalogue: &Catalogue,
    folder: &FormFolder,
) -> anyhow::Result<()> {
    let bytes = fs_err::read(&learn.file)?;
    let stem = learn.file.file_stem().unwrap_or_default().to_string_lossy();
    let id = FormId::new(learn.id.clone().unwrap_or_else(|| id_of(&stem)));
    let kind = kind_named(learn.kind.as_deref(), catalogue)?;
    let sha256 = hex(&Sha256::digest(&bytes));
    let reader = wiring::reader(config)?;
    let taken = reader.take(bytes, reader.limits().allowance()).await;
    let reading = taken.reading;
    let refused = || format!("{} cannot be taught", learn.file.display());
    check(&reading).with_context(refused)?;
    let (forms, issues) = folder.load(&catalogue.forms);
    warn(&issues);
    let taken = forms.iter().filter(|form| form.id == id).map(|form| form.number);
    let number = folder.next_number(&id).max(taken.max().unwrap_or(0) + 1);
    let template = FormTemplate::of_blank(
        &reading.text,
        Teaching {
            id: id.clone(),
            name: learn.name.clone().unwrap_or_else(|| stem.replace('_', " ")),
            number,
            source_sha256: sha256,
            taught_on: SystemClock.today(),
            kind,
        },
    )
    .map_err(|error| match error {
        TeachingError::WithoutPrint => anyhow!("{error}; {}", remedy(&reading)),
        TeachingError::FilledIn { .. } => error.into(),
    })
    .with_context(refused)?;
    let relatives = FormLibrary::new(forms).relatives(&template);
    if let Some((other, _)) = relatives
        .iter()
        .find(|(found, is_same)| *is_same && found.form.id != id)
    {
        bail!(
            "form_already_taught: this print is taught as `{0}`; teach it again with --id {0}",
            other.form.id
        );
    }
    let supersedes: Vec<u32> = relatives
        .iter()
        .filter(|(found, is_same)| *is_same && found.form.id == id)
        .map(|(found, _)| found.form.number)
        .collect();
    let kept = folder.add(TaughtForm {
        template,
        supersedes,
        is_forgotten: false,
    })?;
    println!("{} taught as {}, version {}", kept.name, kept.id, kept.version());
    print_extent(&kept);
    for issue in &reading.issues {
        let page = issue
            .page
            .map(|page| format!(" (page {page})"))
            .unwrap_or_default();
        println!("  ! {}{page}", issue.code);
    }
    print_relatives(&id, &relatives);
    Ok(())
}

/// Refuses files whose pages are not the form's, though there is print on them.
fn check(reading: &Reading) -> anyhow::Result<()> {
    if matches!(reading.media_type.as_str(), "message/rfc822" | "application/zip") {
        bail!(
            "form_is_packed: this is an e-mail or an archive; take the blank form out of it and teach that file"
        );
    }
    // What is printed there is "Please wait": the same on all forms of this kind.
    let is_dynamic = reading
        .issues
        .iter()
        .any(|issue| issue.code == IssueCode::DynamicForm);
    if is_dynamic && reading.text.fields.is_empty() {
        bail!(
            "form_is_dynamic: the pages of this form (XFA) are made by the program that opens it; print it into a PDF \
             there and teach that"
        );
    }
    Ok(())
}

/// What to do about a file on which no print could be read.
fn remedy(reading: &Reading) -> String {
    let said = |code: IssueCode| reading.issues.iter().any(|issue| issue.code == code);
    let known = REMEDIES.iter().find(|(code, _)| said(*code));
    known.map_or_else(
        || "teach the file that the form was printed from, or a scan of it with 300 dots per inch".to_owned(),
        |(code, remedy)| format!("{code}: {remedy}"),
    )
}

fn print_relatives(id: &FormId, relatives: &[(RecognisedForm, bool)]) {
    for (found, is_same) in relatives {
        let other = &found.form;
        if *is_same {
            println!("  takes the place of version {}: same print", other.version());
        } else if other.id == *id {
            println!(
                "  another edition than version {}; both are recognised",
                other.version()
            );
        } else {
            println!(
                "  looks like an edition of {}: teach it with --id {} if it is one",
                other.id, other.id
            );
        }
        print_changes(&found.changes);
    }
}

fn kind_named(kind: Option<&str>, catalogue: &Catalogue) -> anyhow::Result<Option<DocumentKind>> {
    let Some(kind) = kind.map(DocumentKind::from) else {
        return Ok(None);
    };
    if catalogue.kind(&kind).is_none() {
        let known: Vec<&str> = catalogue.kinds.iter().map(|kind| kind.id.as_str()).collect();
        bail!("--kind: expected one of {}", known.join(", "));
    }
    Ok(Some(kind))
}

/// An id from the name of a file: small letters, digits and single hyphens.
fn id_of(stem: &str) -> String {
    let mut id = String::new();
    for character in stem.to_lowercase().chars() {
        match character {
            'ä' => id.push_str("ae"),
            'ö' => id.push_str("oe"),
            'ü' => id.push_str("ue"),
            'ß' => id.push_str("ss"),
            other if other.is_ascii_alphanumeric() => id.push(other),
            _ if !id.ends_with('-') => id.push('-'),
            _ => {}
        }
    }
    let id: String = id.trim_matches('-').chars().take(64).collect();
    id.trim_end_matches('-').to_owned()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |digits, byte| {
        let [high, low] = [byte >> 4, byte & 15].map(|digit| char::from_digit(digit.into(), 16));
        digits + &String::from_iter(high) + &String::from_iter(low)
    })
}
