//! What follows from a recognised form: the kind of the document and the service that it asks for.
use aktenlage_catalogue::Catalogue;
use aktenlage_domain::document::SourceSpan;
use aktenlage_domain::ids::{DocumentKind, ServiceKey};
use aktenlage_domain::suggestion::Remark;

use crate::lexicon::headlines;
use crate::remark;
use crate::tasks::classify_document::KindGuess;
use crate::tasks::recognise_service::ServiceGuess;
use crate::templates::{Edition, RecognisedForm, Sheet};

/// How sure it is that a document is what a person taught about its form: as sure as the form is recognised.
const TAUGHT: f32 = 0.97;
/// The same if it is another edition, or too little was read to know.
const TAUGHT_OF_OTHER: f32 = 0.90;

/// Lets the kind of a document follow from its form, if a person taught it or a service names the form; says in any
/// case which form it is. Whether the kind follows from it.
pub(crate) fn kind(guess: &mut KindGuess, sheet: &Sheet, catalogue: &Catalogue) -> bool {
    let Some(form) = leading(sheet) else {
        return false;
    };
    let kind = kind_of(form, catalogue);
    let follows = kind.is_some();
    if let Some(kind) = kind {
        guess.kind = Ok(kind);
        guess.probability = sureness(form);
        guess.evidence = evidence(sheet);
        guess.remarks.clear();
    }
    guess.remarks.insert(0, says(form));
    let further = sheet
        .forms
        .iter()
        .skip(1)
        .filter(|other| other.form.id != form.form.id);
    guess.remarks.extend(further.map(says));
    follows
}

/// Lets the service follow from the forms of a submission, if exactly one service names them. Whether it does.
pub(crate) fn service(guess: &mut ServiceGuess, sheets: &[Sheet], catalogue: &Catalogue) -> bool {
    let mut named: Vec<(&ServiceKey, &Sheet, &RecognisedForm)> = Vec::new();
    for sheet in sheets {
        for form in &sheet.forms {
            let services = catalogue
                .services
                .iter()
                .filter(|service| service.forms.contains(&form.form.id));
            named.extend(services.map(|service| (&service.key, sheet, form)));
        }
    }
    let Some((key, sheet, form)) = named.first().copied() else {
        return false;
    };
    if named.iter().any(|(other, _, _)| *other != key) {
        return false;
    }
    guess.service = Ok(key.clone());
    guess.probability = sureness(form);
    guess.evidence = evidence(sheet);
    guess.remarks = vec![
        says(form),
        Remark::new(remark::FROM_DOCUMENT).with("document", sheet.document.file_name.as_str()),
    ];
    true
}

/// The form that a document begins with: what follows later may be an annex.
fn leading(sheet: &Sheet) -> Option<&RecognisedForm> {
    let first = sheet
        .document
        .text
        .pages
        .iter()
        .find(|page| !page.words.is_empty())?;
    sheet
        .forms
        .iter()
        .find(|form| form.pages.iter().any(|page| page.page == first.number))
}

fn kind_of(form: &RecognisedForm, catalogue: &Catalogue) -> Option<DocumentKind> {
    let is_named = || {
        catalogue
            .services
            .iter()
            .any(|service| service.forms.contains(&form.form.id))
    };
    let application = || is_named().then(|| DocumentKind::from("application_form"));
    form.form.kind.clone().or_else(application)
}

fn sureness(form: &RecognisedForm) -> f32 {
    if form.edition == Edition::Same {
        TAUGHT
    } else {
        TAUGHT_OF_OTHER
    }
}

/// Which form it is, and how its edition relates to the taught one.
fn says(form: &RecognisedForm) -> Remark {
    let code = match form.edition {
        Edition::Same if form.changes.is_empty() => remark::FORM_RECOGNISED,
        Edition::Same | Edition::Other => remark::FORM_OTHER_EDITION,
        Edition::Unsure => remark::FORM_EDITION_UNSURE,
    };
    let mut says = Remark::new(code)
        .with("form", form.form.name.as_str())
        .with("id", form.form.id.as_str())
        .with("version", form.form.version());
    let changes = [
        ("moved", &form.changes.moved),
        ("appeared", &form.changes.appeared),
        ("vanished", &form.changes.vanished),
    ];
    for (name, labels) in changes {
        if code == remark::FORM_OTHER_EDITION {
            let said = if labels.is_empty() {
                "–".to_owned()
            } else {
                labels.join(", ")
            };
            says = says.with(name, said);
        }
    }
    says
}

/// Where it shows: the line of the first page that looks most like a title.
fn evidence(sheet: &Sheet) -> Vec<SourceSpan> {
    let lines = headlines(sheet.document.id, &sheet.layouts);
    let title = lines
        .into_iter()
        .max_by(|one, two| one.prominence.total_cmp(&two.prominence));
    title.into_iter().map(|line| line.span).collect()
}
