//! An error as a page: what happened, what to do, the request id to copy.
use askama::Template;
use axum::http::{HeaderValue, header};
use axum::response::Response;

use super::{Language, render};
use crate::problem::{Problem, ProblemCode};

#[derive(Template)]
#[template(path = "error.html")]
struct ErrorPage<'a> {
    language: Language,
    heading: &'static str,
    remedy: &'static str,
    code: &'static str,
    request_id: &'a str,
}

pub(crate) fn page(problem: &Problem, request_id: &str, language: Language) -> Response {
    let (heading, remedy) = words(problem.code(), language);
    let template = ErrorPage {
        language,
        heading,
        remedy,
        code: problem.code().as_str(),
        request_id,
    };
    let mut response = render(problem.code().status(), &template);
    if let Some(seconds) = problem.retry_after_seconds() {
        response
            .headers_mut()
            .insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    response
}

fn words(code: ProblemCode, language: Language) -> (&'static str, &'static str) {
    match code {
        ProblemCode::NotFound => (
            language.pick("Seite nicht gefunden", "Page not found"),
            language.pick(
                "Prüfen Sie die Adresse oder beginnen Sie im Eingang.",
                "Check the address or start from the inbox.",
            ),
        ),
        ProblemCode::NotSignedIn => (
            language.pick("Nicht angemeldet", "Not signed in"),
            language.pick("Melden Sie sich an.", "Sign in."),
        ),
        ProblemCode::RoleMissing => (
            language.pick("Fehlende Berechtigung", "Permission missing"),
            language.pick(
                "Ihre Rolle erlaubt das nicht. Wenden Sie sich an Ihre Leitung.",
                "Your role does not allow this. Ask your supervisor.",
            ),
        ),
        ProblemCode::CsrfTokenInvalid => (
            language.pick("Die Anfrage wurde nicht angenommen", "The request was not accepted"),
            language.pick(
                "Die Seite war zu lange offen oder die Anfrage kam von einer anderen Website. Laden Sie die Seite neu.",
                "The page was open for too long, or the request came from another site. Reload the page.",
            ),
        ),
        ProblemCode::Internal | ProblemCode::Unavailable | ProblemCode::StorageFull => (
            language.pick("Das hat nicht funktioniert", "That did not work"),
            language.pick(
                "Gespeicherte Daten sind nicht betroffen. Versuchen Sie es erneut; nennen Sie sonst der Technik die Kennung.",
                "Stored data is not affected. Try again, or give the id below to your administrators.",
            ),
        ),
        ProblemCode::WrongCredentials
        | ProblemCode::TooManyAttempts
        | ProblemCode::MethodNotAllowed
        | ProblemCode::VersionRequired
        | ProblemCode::VersionConflict
        | ProblemCode::InvalidRequest
        | ProblemCode::PageNotRendered
        | ProblemCode::CaseIsDecided
        | ProblemCode::CaseIsJoined
        | ProblemCode::CaseIsNotNew
        | ProblemCode::CaseAwaitsRelease
        | ProblemCode::DocumentIsPlaced
        | ProblemCode::NothingToRelease
        | ProblemCode::OwnCase
        | ProblemCode::ChangedSinceSubmission
        | ProblemCode::CaseIsNotDecided
        | ProblemCode::CaseNotReady
        | ProblemCode::NoFiles
        | ProblemCode::FileTooLarge
        | ProblemCode::TooManyFiles
        | ProblemCode::RequestTooLarge
        | ProblemCode::RegulationsEmpty
        | ProblemCode::ReportMalformed
        | ProblemCode::ReportFormatUnknown
        | ProblemCode::ReportTooLarge
        | ProblemCode::EvaluationUnderWay
        | ProblemCode::NoModel => (
            language.pick("Die Anfrage ist nicht möglich", "The request is not possible"),
            language.pick("Gehen Sie zurück und versuchen Sie es erneut.", "Go back and try again."),
        ),
    }
}
