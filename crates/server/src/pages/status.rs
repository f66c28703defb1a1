//! Where a case stands, for its applicant: plain words, no name, no session. Whatever opens nothing gets the same page.
use aktenlage_domain::clock::date_to_text;
use aktenlage_domain::status::{NextStep, RequestedState, StatusState};
use aktenlage_workflow::Label;
use aktenlage_workflow::letters::day_in_words;
use aktenlage_workflow::status::{CaseStatus, RequestedItem};
use askama::Template;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::response::Response;
use time::Date;

use super::{Language, Reader, render};
use crate::problem::Problem;
use crate::state::ServerState;
use crate::status;

#[derive(Template)]
#[template(path = "status.html")]
struct StatusPage {
    language: Language,
    office_name: String,
    service: Option<String>,
    state: String,
    next: &'static str,
    items: Vec<Item>,
    days: Vec<Day>,
    office: Option<Office>,
}

/// A document that was asked for, and what became of it.
struct Item {
    name: String,
    state: &'static str,
}

struct Day {
    name: &'static str,
    iso: String,
    words: String,
}

/// As the letterhead says; what is empty there is empty here.
struct Office {
    name: String,
    department: String,
    street: String,
    place: String,
    telephone: String,
    email: String,
}

#[derive(Template)]
#[template(path = "status_gone.html")]
struct GonePage {
    language: Language,
}

/// `GET /status/{token}`
pub(crate) async fn handle(State(state): State<ServerState>, request: Request) -> Result<Response, Problem> {
    let language = Reader::language_of(&request);
    Ok(match status::look(&state, request.uri()).await? {
        Some(found) => render(StatusCode::OK, &StatusPage::new(found, language)),
        None => render(StatusCode::NOT_FOUND, &GonePage { language }),
    })
}

impl StatusPage {
    fn new(status: CaseStatus, language: Language) -> Self {
        let mut days = vec![Day::new(
            language.pick("Eingegangen", "Received"),
            status.received_on,
            language,
        )];
        let mut add = |name, day: Option<Date>| days.extend(day.map(|day| Day::new(name, day, language)));
        add(
            language.pick("Vollständigkeit festgestellt", "Found complete"),
            status.complete_on,
        );
        if let Some(request) = &status.request {
            add(
                language.pick("Unterlagen angefordert", "Documents asked for"),
                Some(request.asked_on),
            );
            add(
                language.pick("Frist für Ihre Antwort", "Your answer is due"),
                request.due_on,
            );
            add(
                language.pick(
                    "Seitdem zuletzt etwas eingegangen",
                    "Something last arrived since",
                ),
                request.arrived_on,
            );
        }
        add(
            language.pick("Entschieden", "Decided"),
            status.decided_on.filter(|_| status.state == StatusState::Decided),
        );
        add(
            language.pick("Abgeschlossen", "Closed"),
            status.decided_on.filter(|_| status.state == StatusState::Closed),
        );
        let state = state_words(&status, language);
        let items = status.request.into_iter().flat_map(|request| request.items);
        Self {
            language,
            office_name: status.office.as_ref().map_or_else(
                || {
                    language
                        .pick("Stand Ihres Antrags", "Status of your application")
                        .to_owned()
                },
                |office| office.name.clone(),
            ),
            service: status.service.map(|label| in_language(label, language)),
            state,
            next: next_words(status.next, language),
            items: items.map(|item| Item::new(item, language)).collect(),
            days,
            office: status.office.map(|office| Office {
                name: office.name,
                department: office.department,
                street: office.street,
                place: office.place,
                telephone: office.telephone,
                email: office.email,
            }),
        }
    }
}

impl Item {
    fn new(item: RequestedItem, language: Language) -> Self {
        let state = match item.state {
            RequestedState::Open => language.pick("noch offen", "still open"),
            RequestedState::Present => language.pick("liegt vor", "we have it"),
            RequestedState::NotRequired => language.pick("nicht mehr nötig", "not needed any more"),
        };
        Self {
            name: in_language(item.label, language),
            state,
        }
    }
}

impl Day {
    fn new(name: &'static str, day: Date, language: Language) -> Self {
        Self {
            name,
            iso: date_to_text(day),
            words: words_of(day, language),
        }
    }
}

fn words_of(day: Date, language: Language) -> String {
    match language {
        Language::German => day_in_words(day),
        Language::English => format!("{} {} {}", day.day(), day.month(), day.year()),
    }
}

fn in_language(label: Label, language: Language) -> String {
    match language {
        Language::German => label.de,
        Language::English => label.en,
    }
}

fn state_words(status: &CaseStatus, language: Language) -> String {
    let on = |day: Option<Date>| day.map(|day| words_of(day, language)).unwrap_or_default();
    let request = status.request.as_ref();
    let asked_on = on(request.map(|request| request.asked_on));
    let decided_on = on(status.decided_on);
    // A day that is over, or that nothing is left for, is no day to answer by.
    let is_awaited = matches!(status.next, NextStep::SendDocuments | NextStep::CheckArrivals);
    let due_on = request.and_then(|request| request.due_on).filter(|_| is_awaited);
    match (status.state, language) {
        (StatusState::Received, _) => language
            .pick("Ihr Antrag ist eingegangen.", "Your application has arrived.")
            .to_owned(),
        (StatusState::UnderReview, _) => language
            .pick("Ihr Antrag wird geprüft.", "Your application is being reviewed.")
            .to_owned(),
        (StatusState::AwaitingDocuments, Language::German) => match due_on {
            Some(day) => format!(
                "Wir haben am {asked_on} Unterlagen angefordert. Bitte antworten Sie bis zum {}.",
                words_of(day, language)
            ),
            None => format!("Wir haben am {asked_on} Unterlagen angefordert."),
        },
        (StatusState::AwaitingDocuments, Language::English) => match due_on {
            Some(day) => format!(
                "On {asked_on} we asked for documents. Please answer by {}.",
                words_of(day, language)
            ),
            None => format!("On {asked_on} we asked for documents."),
        },
        (StatusState::Decided, Language::German) => {
            format!("Über Ihren Antrag wurde am {decided_on} entschieden.")
        }
        (StatusState::Decided, Language::English) => format!("Your application was decided on {decided_on}."),
        (StatusState::Closed, Language::German) => {
            format!("Das Verfahren wurde am {decided_on} abgeschlossen.")
        }
        (StatusState::Closed, Language::English) => format!("The case was closed on {decided_on}."),
    }
}

fn next_words(next: NextStep, language: Language) -> &'static str {
    match next {
        NextStep::Review => language.pick(
            "Sie müssen im Moment nichts tun. Wenn etwas fehlt, schreiben wir Ihnen.",
            "You need not do anything at the moment. If something is missing, we write to you.",
        ),
        NextStep::SendDocuments => language.pick(
            "Bitte schicken Sie uns, was noch offen ist. Wozu wir es brauchen und wie Sie antworten, steht in unserem Schreiben.",
            "Please send us what is still open. Our letter says why we need it and how to answer.",
        ),
        NextStep::SendOverdueDocuments => language.pick(
            "Die Frist ist vorbei. Bitte schicken Sie uns so bald wie möglich, was noch offen ist, oder melden Sie sich bei uns.",
            "The day has passed. Please send us what is still open as soon as you can, or get in touch with us.",
        ),
        NextStep::CheckArrivals => language.pick(
            "Seit unserem Schreiben ist etwas eingegangen. Wir prüfen, ob jetzt alles da ist. Für das, was noch fehlt, gilt die Frist weiter.",
            "Something has arrived since our letter. We check whether that is all. For what is still missing the day stays the same.",
        ),
        NextStep::AwaitNotice => language.pick(
            "Sie bekommen die Entscheidung schriftlich. Was entschieden wurde, steht nicht auf dieser Seite.",
            "You receive the decision in writing. This page does not say what was decided.",
        ),
        NextStep::Nothing => language.pick(
            "Sie müssen nichts mehr tun. Wenn Sie Fragen haben, melden Sie sich bei uns.",
            "You need not do anything more. If you have questions, get in touch with us.",
        ),
    }
}
