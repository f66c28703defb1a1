//! `aktenlage forms`: teach blank forms once, list them, show what is known of them, forget them.
use std::path::PathBuf;
use std::process::ExitCode;

use aktenlage_assist::{Changes, Edition, FormLibrary, RecognisedForm};
use aktenlage_catalogue::Catalogue;
use aktenlage_catalogue::forms::{FormFolder, TaughtForm};
use aktenlage_domain::clock::Clock;
use aktenlage_domain::document::FormField;
use aktenlage_domain::form_template::{FormTemplate, Teaching};
use aktenlage_domain::ids::{DocumentKind, FormId};
use anyhow::{Context, bail};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::input::rounded;
use crate::config::Config;
use crate::system::SystemClock;
use crate::wiring;

#[derive(clap::Subcommand)]
pub(crate) enum Command {
    /// Teach a blank form; a running workbench knows it from the next case on that it reads
    Learn(Learn),
    /// List the forms that are recognised
    List {
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
    /// Show what is known of a form: its editions, pages and fields
    Show {
        /// Id of the form
        id: String,
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
    /// No longer recognise a form; its files stay
    Forget {
        /// Id of the form
        id: String,
    },
}

#[derive(clap::Args)]
pub(crate) struct Learn {
    /// The blank form
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

pub(crate) async fn run(config: &Config, command: &Command) -> anyhow::Result<ExitCode> {
    let (catalogue, _) = wiring::catalogue(config);
    let folder = wiring::form_folder(config);
    match command {
        Command::Learn(learn) => teach(config, learn, &catalogue, &folder).await?,
        Command::List { json } => list(&catalogue, &folder, *json)?,
        Command::Show { id, json } => show(&FormId::from(id.as_str()), &catalogue, &folder, *json)?,
        Command::Forget { id } => {
            folder.forget(&FormId::from(id.as_str()), &catalogue.forms, SystemClock.today())?;
            println!("{id} is no longer recognised; its files stay in the data directory");
        }
    }
    Ok(ExitCode::SUCCESS)
}

async fn teach(
    config: &Config,
    learn: &Learn,
    catalogue: &Catalogue,
    folder: &FormFolder,
) -> anyhow::Result<()> {
    let bytes = fs_err::read(&learn.file)?;
    let stem = learn.file.file_stem().unwrap_or_default().to_string_lossy();
    let id = FormId::new(learn.id.clone().unwrap_or_else(|| id_of(&stem)));
    let kind = kind_named(learn.kind.as_deref(), catalogue)?;
    let sha256 = hex(&Sha256::digest(&bytes));
    let reading = wiring::reader(config)?.read(bytes).await;
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
    .with_context(|| format!("{} cannot be taught", learn.file.display()))?;
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

/// How large a form is, and what its blank shows in fields: nobody is taken to have entered it.
fn print_extent(form: &FormTemplate) {
    let words: usize = form.pages.iter().map(|page| page.words.len()).sum();
    println!(
        "  {} pages, {words} printed words, {} fields",
        form.pages.len(),
        form.fields.len()
    );
    if form.fields.is_empty() {
        println!(
            "  the file has no form fields: print and what was added to it are told apart, places of fields are not known"
        );
    }
    let hints = form
        .fields
        .iter()
        .filter_map(|field| Some((field, field.default_value.as_ref()?)));
    for (field, hint) in hints {
        println!("  the blank shows {hint:?} in {}", field.name);
    }
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

fn print_changes(changes: &Changes) {
    let said = [
        ("moved", &changes.moved),
        ("new", &changes.appeared),
        ("gone", &changes.vanished),
    ];
    for (word, names) in said.into_iter().filter(|(_, names)| !names.is_empty()) {
        println!("    {word}: {}", names.join(", "));
    }
}

fn list(catalogue: &Catalogue, folder: &FormFolder, as_json: bool) -> anyhow::Result<()> {
    let (forms, issues) = folder.load(&catalogue.forms);
    if as_json {
        let forms: Vec<Value> = forms.iter().map(|form| head(form, catalogue)).collect();
        println!("{}", serde_json::to_string_pretty(&json!({ "forms": forms }))?);
    } else if forms.is_empty() {
        println!("no form is taught: `aktenlage forms learn FILE` teaches a blank one");
    } else {
        for form in &forms {
            println!(
                "{:32} {:16} {} {:3} p. {:4} fields  {}",
                form.id.as_str(),
                form.version(),
                form.taught_on,
                form.pages.len(),
                form.fields.len(),
                form.name
            );
        }
    }
    warn(&issues);
    Ok(())
}

/// What stands about a form in lists. The shape is stable: members are only added.
fn head(form: &FormTemplate, catalogue: &Catalogue) -> Value {
    let services: Vec<&str> = catalogue
        .services
        .iter()
        .filter(|service| service.forms.contains(&form.id))
        .map(|service| service.key.as_str())
        .collect();
    json!({
        "id": form.id.as_str(),
        "name": form.name,
        "version": form.version(),
        "digest": form.digest,
        "source_sha256": form.source_sha256,
        "taught_on": form.taught_on.to_string(),
        "kind": form.kind.as_ref().map(DocumentKind::as_str),
        "services": services,
        "pages": form.pages.len(),
        "fields": form.fields.len(),
    })
}

fn show(id: &FormId, catalogue: &Catalogue, folder: &FormFolder, as_json: bool) -> anyhow::Result<()> {
    let (forms, issues) = folder.load(&catalogue.forms);
    let editions: Vec<&FormTemplate> = forms.iter().filter(|form| &form.id == id).collect();
    if editions.is_empty() {
        warn(&issues);
        bail!("form_unknown: no form with this id is taught; `aktenlage forms list` names them");
    }
    if as_json {
        let editions: Vec<Value> = editions
            .iter()
            .map(|form| {
                let mut value = head(form, catalogue);
                value["fields"] = form.fields.iter().map(field).collect();
                value["pages"] = form
                    .pages
                    .iter()
                    .map(|page| {
                        json!({
                            "number": page.number,
                            "width_points": rounded(page.width_points),
                            "height_points": rounded(page.height_points),
                            "words": page.words.len(),
                        })
                    })
                    .collect();
                value
            })
            .collect();
        println!(
            "{}",
            serde_json::to_string_pretty(&json!({ "editions": editions }))?
        );
        return Ok(());
    }
    for form in editions {
        println!("{} {}: {}", form.id, form.version(), form.name);
        println!(
            "  taught on {} from a file with SHA-256 {}",
            form.taught_on, form.source_sha256
        );
        print_extent(form);
        for field in &form.fields {
            let page = field
                .widgets
                .first()
                .map(|widget| format!("page {}", widget.page));
            println!(
                "    {:9} {:32} {:40} {}",
                field.kind.as_str(),
                field.name,
                field.tooltip.as_deref().unwrap_or("–"),
                page.unwrap_or_default()
            );
        }
    }
    let (all, _) = folder.all();
    for former in all.iter().filter(|taught| &taught.template.id == id) {
        let form = &former.template;
        let is_used = forms
            .iter()
            .any(|used| used.id == form.id && used.number == form.number);
        if former.is_forgotten {
            println!("forgotten on {}", form.taught_on);
        } else if !is_used {
            println!("no longer used: version {}", form.version());
        }
    }
    Ok(())
}

fn field(field: &FormField) -> Value {
    let widgets: Vec<Value> = field
        .widgets
        .iter()
        .map(|widget| {
            let edges = [
                widget.bbox.left,
                widget.bbox.top,
                widget.bbox.right,
                widget.bbox.bottom,
            ];
            json!({ "page": widget.page, "box": edges.map(rounded), "on_value": widget.on_value })
        })
        .collect();
    json!({
        "name": field.name,
        "tooltip": field.tooltip,
        "kind": field.kind.as_str(),
        "default": field.default_value,
        "options": field.options,
        "widgets": widgets,
    })
}

/// A form that was found in a file, for `read`. The shape is stable: members are only added.
pub(crate) fn found(form: &RecognisedForm) -> Value {
    let pages: Vec<Value> = form
        .pages
        .iter()
        .map(|page| {
            json!({
                "page": page.page,
                "form_page": page.form_page,
                "same_share": rounded(page.same_share),
                "changed_share": rounded(page.changed_share),
                "words": page.words,
                "residual_median": rounded(page.residual_median),
                "residual_p95": rounded(page.residual_p95),
            })
        })
        .collect();
    json!({
        "id": form.form.id.as_str(),
        "name": form.form.name,
        "version": form.form.version(),
        "edition": edition_word(form.edition),
        "moved": form.changes.moved,
        "appeared": form.changes.appeared,
        "vanished": form.changes.vanished,
        "pages": pages,
        "fields": form.fields().map(entered).collect::<Vec<_>>(),
    })
}

/// A field of a form on paper with what stands in it.
fn entered(field: &FormField) -> Value {
    let mut value = self::field(field);
    value["value"] = json!(field.value);
    for (shown, widget) in value["widgets"]
        .as_array_mut()
        .into_iter()
        .flatten()
        .zip(&field.widgets)
    {
        shown["is_on"] = json!(widget.is_on);
    }
    value
}

/// The same in a few lines.
pub(crate) fn print_found(form: &RecognisedForm) {
    println!(
        "  form {} {}, edition {}: {}",
        form.form.id,
        form.form.version(),
        edition_word(form.edition),
        form.form.name
    );
    for page in &form.pages {
        println!(
            "    page {} is page {} of the form: {:.0} % of its print, {:.1} % changed, laid over to {:.4} of the page",
            page.page,
            page.form_page,
            100.0 * page.same_share,
            100.0 * page.changed_share,
            page.residual_median
        );
    }
    print_changes(&form.changes);
    for field in form.fields() {
        let page = field
            .widgets
            .first()
            .map(|widget| format!("page {}", widget.page));
        println!(
            "    {:8} {:40} {:24} {}",
            field.kind.as_str(),
            field.tooltip.as_deref().unwrap_or(&field.name),
            field.value.as_deref().unwrap_or("–"),
            page.unwrap_or_default()
        );
    }
}

/// The stable word of an edition.
const fn edition_word(edition: Edition) -> &'static str {
    match edition {
        Edition::Same => "same",
        Edition::Unsure => "unsure",
        Edition::Other => "other",
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

/// Files of taught forms that cannot be used.
fn warn(issues: &[aktenlage_catalogue::Issue]) {
    for issue in issues {
        eprintln!("{}: {} ({})", issue.file, issue.detail, issue.code);
    }
}
