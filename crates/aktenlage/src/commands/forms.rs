//! `aktenlage forms`: teach blank forms once, list them, show what is known of them, forget them.
mod learn;

use std::process::ExitCode;

use aktenlage_assist::{Changes, Edition, RecognisedForm};
use aktenlage_catalogue::Catalogue;
use aktenlage_catalogue::forms::FormFolder;
use aktenlage_domain::clock::Clock;
use aktenlage_domain::document::FormField;
use aktenlage_domain::form_template::FormTemplate;
use aktenlage_domain::ids::{DocumentKind, FormId};
use anyhow::bail;
use serde_json::{Value, json};

use super::input::rounded;
use crate::config::Config;
use crate::system::SystemClock;
use crate::wiring;

#[derive(clap::Subcommand)]
pub(crate) enum Command {
    /// Teach a blank form; a running workbench knows it from the next case on that it reads
    Learn(learn::Arguments),
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

pub(crate) async fn run(config: &Config, command: &Command) -> anyhow::Result<ExitCode> {
    let (catalogue, _) = wiring::catalogue(config);
    let folder = wiring::form_folder(config);
    match command {
        Command::Learn(arguments) => learn::run(config, arguments, &catalogue, &folder).await?,
        Command::List { json } => list(&catalogue, &folder, *json)?,
        Command::Show { id, json } => show(&FormId::from(id.as_str()), &catalogue, &folder, *json)?,
        Command::Forget { id } => {
            folder.forget(&FormId::from(id.as_str()), &catalogue.forms, SystemClock.today())?;
            println!("{id} is no longer recognised; its files stay in the data directory");
        }
    }
    Ok(ExitCode::SUCCESS)
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

/// Files of taught forms that cannot be used.
fn warn(issues: &[aktenlage_catalogue::Issue]) {
    for issue in issues {
        eprintln!("{}: {} ({})", issue.file, issue.detail, issue.code);
    }
}
