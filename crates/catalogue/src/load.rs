//! Reads a blueprint: `(Catalogue, Vec<Issue>)`, a bad file does not stop the others.
use std::path::Path;

use aktenlage_domain::form_template::FormTemplate;
use aktenlage_domain::ids::DocumentKind;
use serde::de::DeserializeOwned;

use crate::files::{self, Files};
use crate::law::Laws;
use crate::letters::Letters;
use crate::library::{Library, incomplete, label, repeated};
use crate::resolve::Resolver;
use crate::schema::{
    CalendarFile, DeliveryFile, FieldsFile, KindsFile, LawsFile, LegalNoticesFile, LetterTextsFile,
    MunicipalityFile, RemarksFile, ReopeningFile, ServiceFile, WordingFile,
};
use crate::service::{KindDefinition, ServiceDefinition};
use crate::{Catalogue, Issue, authorities, calendar, check, forms, letters, remarks, reopening, version};

const LEVELS: [&str; 4] = ["federal", "state", "municipal", "form"];

pub(crate) fn load(override_directory: Option<&Path>) -> (Catalogue, Vec<Issue>) {
    let mut issues = Vec::new();
    let mut files = files::built_in();
    if let Some(directory) = override_directory {
        files::overlay(&mut files, directory, &mut issues);
    }
    let laws = laws(&files, &mut issues);
    let kinds = kinds(&files, &mut issues);
    let library = Library::new(shared::<FieldsFile>("fields.toml", &files, &mut issues));
    report_all(&mut issues, "fields.toml", library.problems());

    let mut services = Vec::new();
    for (path, bytes) in &files {
        if !(path.starts_with("services/") && extension_is(path, "toml")) {
            continue;
        }
        match parse::<ServiceFile>(bytes) {
            Err((code, detail)) => report(&mut issues, code, path, detail),
            Ok(file) => {
                let mut resolver = Resolver {
                    laws: &laws,
                    kinds: &kinds,
                    library: &library,
                    path,
                    issues: &mut issues,
                };
                services.push((path.clone(), resolver.service(file)));
            }
        }
    }
    check::across(&services, &mut issues);

    let (services, earlier) = by_version(services.into_iter().map(|(_, service)| service).collect());
    let guidance = guidance(&files, &mut issues);
    let municipality = shared::<MunicipalityFile>("municipality.toml", &files, &mut issues);
    let holidays = shared::<CalendarFile>("calendar.toml", &files, &mut issues);
    let (calendar, holidays, problems, local_problems) = calendar::calendar(holidays, &municipality);
    report_all(&mut issues, "calendar.toml", problems);
    report_all(&mut issues, "municipality.toml", local_problems);
    let deliveries = shared::<DeliveryFile>("delivery.toml", &files, &mut issues);
    let (deliveries, problems) = calendar::deliveries(deliveries, &laws);
    report_all(&mut issues, "delivery.toml", problems);
    let forms = forms(&files, &mut issues);
    let letters = letters(&files, &laws, (&services, &earlier), municipality, &mut issues);
    let mut procedures: Vec<&str> = (letters.legal_notices.iter())
        .map(|notice| notice.procedure.as_str())
        .collect();
    procedures.sort_unstable();
    procedures.dedup();
    let file = shared::<ReopeningFile>("reopening.toml", &files, &mut issues);
    let (reopening_grounds, problems) = reopening::grounds(file, &laws, &procedures);
    report_all(&mut issues, "reopening.toml", problems);
    let file = shared::<RemarksFile>("remarks.toml", &files, &mut issues);
    let (remark_labels, problems) = remarks::labels(file);
    report_all(&mut issues, "remarks.toml", problems);
    let catalogue = Catalogue {
        version: version::version(&files),
        services,
        earlier,
        kinds,
        laws: laws.0,
        calendar,
        holidays,
        deliveries,
        guidance,
        forms,
        letters,
        reopening_grounds,
        remark_labels,
    };
    (catalogue, issues)
}

fn report(issues: &mut Vec<Issue>, code: &'static str, file: &str, detail: String) {
    issues.push(Issue {
        code,
        file: file.to_owned(),
        detail,
    });
}

fn report_all(issues: &mut Vec<Issue>, file: &str, problems: Vec<(&'static str, String)>) {
    for (code, detail) in problems {
        report(issues, code, file, detail);
    }
}

fn extension_is(path: &str, extension: &str) -> bool {
    Path::new(path)
        .extension()
        .is_some_and(|found| found == extension)
}

fn parse<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, (&'static str, String)> {
    let text = std::str::from_utf8(bytes).map_err(|error| ("unreadable_file", error.to_string()))?;
    toml::from_str(text).map_err(|error| ("invalid_toml", error.to_string().trim().to_owned()))
}

/// A file that everything rests on: if it is broken, the built-in one stays in force.
fn shared<T: DeserializeOwned + Default>(path: &str, files: &Files, issues: &mut Vec<Issue>) -> T {
    let parsed = files.get(path).map(|bytes| parse(bytes));
    match parsed {
        Some(Ok(content)) => content,
        None => T::default(),
        Some(Err((code, detail))) => {
            report(
                issues,
                code,
                path,
                format!("{detail}; the built-in file stays in force"),
            );
            let built_in = files::built_in();
            built_in
                .get(path)
                .and_then(|bytes| parse(bytes).ok())
                .unwrap_or_default()
        }
    }
}

fn laws(files: &Files, issues: &mut Vec<Issue>) -> Laws {
    let laws = Laws::new(shared::<LawsFile>("laws.toml", files, issues));
    for law in laws.0.iter().filter(|law| !LEVELS.contains(&law.level.as_str())) {
        let detail = format!("{}: `{}` is no level of law", law.cited_as, law.level);
        report(issues, "unknown_word", "laws.toml", detail);
    }
    if let Some(twice) = repeated(laws.0.iter().map(|law| law.cited_as.as_str())) {
        report(
            issues,
            "duplicate_id",
            "laws.toml",
            format!("`{twice}` stands twice"),
        );
    }
    laws
}

fn kinds(files: &Files, issues: &mut Vec<Issue>) -> Vec<KindDefinition> {
    let file = shared::<KindsFile>("kinds.toml", files, issues);
    for kind in file.kinds.iter().filter(|kind| incomplete(&kind.label)) {
        let detail = format!("{}: German and English label are both needed", kind.id);
        report(issues, "missing_label", "kinds.toml", detail);
    }
    if let Some(twice) = repeated(file.kinds.iter().map(|kind| kind.id.as_str())) {
        report(
            issues,
            "duplicate_id",
            "kinds.toml",
            format!("`{twice}` stands twice"),
        );
    }
    let kinds = file.kinds.into_iter().map(|kind| KindDefinition {
        id: DocumentKind::new(kind.id),
        label: label(&kind.label),
        titles: kind.titles,
        phrases: kind.phrases,
        examples: kind.examples,
    });
    kinds.collect()
}

fn guidance(files: &Files, issues: &mut Vec<Issue>) -> Vec<(String, String)> {
    let mut texts = Vec::new();
    for (path, bytes) in files {
        let Some(name) = path
            .strip_prefix("guidance/")
            .filter(|name| extension_is(name, "md"))
        else {
            continue;
        };
        match std::str::from_utf8(bytes) {
            Err(error) => report(issues, "unreadable_file", path, error.to_string()),
            Ok(text) if text.starts_with("---\n") && text[4..].contains("\n---\n") => {
                texts.push((name.to_owned(), text.to_owned()));
            }
            Ok(_) => {
                let detail = "it must begin with front matter between two lines of `---`".to_owned();
                report(issues, "invalid_guidance", path, detail);
            }
        }
    }
    texts
}

/// Taught forms in the folder `forms` of a blueprint.
fn forms(files: &Files, issues: &mut Vec<Issue>) -> Vec<FormTemplate> {
    let mut taught = Vec::new();
    let own = files
        .iter()
        .filter(|(path, _)| path.starts_with("forms/") && extension_is(path, "toml"));
    for (path, bytes) in own {
        match forms::from_toml(&String::from_utf8_lossy(bytes)) {
            Ok(form) => taught.push(form),
            Err(error) => report(issues, error.code(), path, error.to_string()),
        }
    }
    forms::in_force(taught)
}

/// Everything in the folder `letters`, and who writes.
fn letters(
    files: &Files,
    laws: &Laws,
    services: (&[ServiceDefinition], &[ServiceDefinition]),
    municipality: MunicipalityFile,
    issues: &mut Vec<Issue>,
) -> Letters {
    let mut texts = |path: &str| {
        let file = shared::<LetterTextsFile>(path, files, issues);
        let (texts, problems) = letters::texts(file);
        report_all(issues, path, problems);
        texts
    };
    let document_request = texts("letters/document_request.toml");
    let acknowledgement = texts("letters/acknowledgement.toml");
    let hearing = texts("letters/hearing.toml");
    let transfer = texts("letters/transfer.toml");
    let transfer_notice = texts("letters/transfer_notice.toml");
    let mut notices = |path: &str| {
        let file = shared::<LegalNoticesFile>(path, files, issues);
        let (notices, problems) = letters::legal_notices(file, laws);
        report_all(issues, path, problems);
        notices
    };
    let legal_notices = notices("letters/legal.toml");
    let hearing_notices = notices("letters/legal_hearing.toml");
    let transfer_notices = notices("letters/legal_transfer.toml");
    let known: Vec<&ServiceDefinition> = services.0.iter().chain(services.1).collect();
    let file = shared::<WordingFile>("letters/wording.toml", files, issues);
    let (wordings, problems) = letters::wordings(file, &known);
    report_all(issues, "letters/wording.toml", problems);
    let (letterhead, answering, problems) =
        letters::office(municipality.letterhead, municipality.answering, &known);
    report_all(issues, "municipality.toml", problems);
    let (authorities, problems) = authorities::authorities(municipality.authorities, &known);
    report_all(issues, "municipality.toml", problems);
    Letters {
        letterhead,
        answering,
        document_request,
        acknowledgement,
        hearing,
        transfer,
        transfer_notice,
        legal_notices,
        hearing_notices,
        transfer_notices,
        authorities,
        wordings,
        template: files.get(letters::TEMPLATE).cloned().unwrap_or_default(),
    }
}

type Definitions = Vec<ServiceDefinition>;

/// Latest versions by key, and all earlier ones.
fn by_version(mut services: Definitions) -> (Definitions, Definitions) {
    services.sort_by(|left, right| {
        let latest_first = right.valid_from.cmp(&left.valid_from);
        left.key.cmp(&right.key).then(latest_first)
    });
    let mut latest: Definitions = Vec::new();
    let mut earlier = Vec::new();
    for service in services {
        if latest.last().is_some_and(|last| last.key == service.key) {
            earlier.push(service);
        } else {
            latest.push(service);
        }
    }
    (latest, earlier)
}
