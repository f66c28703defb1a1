//! Sign-in: a form that works without JavaScript and with password managers. The answer to a wrong name and to a
//! wrong password is the same, and takes as long.
use aktenlage_domain::person::User;
use aktenlage_workflow::{SignInAttempt, SignInTry};
use askama::Template;
use axum::extract::{Request, State};
use axum::http::{Extensions, HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{AppendHeaders, IntoResponse, Redirect, Response};
use secrecy::SecretString;
use serde::Deserialize;

use super::{Language, Reader, render};
use crate::auth::address::client_address;
use crate::auth::guard::signed_in;
use crate::auth::{cookie, token};
use crate::extract::form::FormBody;
use crate::extract::query::QueryOf;
use crate::problem::{Problem, ProblemCode};
use crate::state::ServerState;

const START: &str = "/";
/// Longer names do not exist; they would only fill the record of attempts.
const LONGEST_USERNAME_BYTES: usize = 200;

/// What the address of the form may say.
#[derive(Deserialize)]
pub(crate) struct SignInQuery {
    #[serde(default)]
    ziel: String,
}

/// The filled form.
#[derive(Deserialize)]
pub(crate) struct SignInForm {
    #[serde(default)]
    username: String,
    #[serde(default)]
    password: String,
    #[serde(default)]
    ziel: String,
    #[serde(default)]
    sprache: String,
}

/// Why the form is shown again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Refusal {
    WrongCredentials,
    TooManyAttempts { seconds: u64 },
}

impl Refusal {
    const fn code(self) -> ProblemCode {
        match self {
            Self::WrongCredentials => ProblemCode::WrongCredentials,
            Self::TooManyAttempts { .. } => ProblemCode::TooManyAttempts,
        }
    }
}

#[derive(Template)]
#[template(path = "sign_in.html")]
struct SignInPage<'a> {
    language: Language,
    target: &'a str,
    username: &'a str,
    error: Option<(&'static str, String)>,
}

/// `GET /anmelden`
pub(crate) async fn form(
    State(state): State<ServerState>,
    QueryOf(query): QueryOf<SignInQuery>,
    request: Request,
) -> Result<Response, Problem> {
    let target = local_target(&query.ziel);
    if signed_in(&state, request.headers()).await?.is_some() {
        return Ok(Redirect::to(&target).into_response());
    }
    Ok(show(Reader::language_of(&request), &target, "", None))
}

/// `POST /anmelden`
pub(crate) async fn submit(
    State(state): State<ServerState>,
    headers: HeaderMap,
    extensions: Extensions,
    FormBody(form): FormBody<SignInForm>,
) -> Result<Response, Problem> {
    let language = Language::from_tag(&form.sprache).unwrap_or_else(|| Language::choose(None, &headers));
    let target = local_target(&form.ziel);
    let username = form.username.trim().to_owned();
    let address = client_address(&headers, &extensions, state.config.trusted_proxy);
    match attempt(&state, &username, form.password, &address).await? {
        Ok((user, attempt)) => open_session(&state, &user, &attempt, &target).await,
        Err(refusal) => Ok(show(language, &target, &username, Some(refusal))),
    }
}

async fn attempt(
    state: &ServerState,
    username: &str,
    password: String,
    address: &str,
) -> Result<Result<(User, SignInAttempt), Refusal>, Problem> {
    let password = SecretString::from(password);
    if username.is_empty() || username.len() > LONGEST_USERNAME_BYTES {
        return Ok(Err(Refusal::WrongCredentials));
    }
    // Counted before the password is looked at, so that asking in parallel gains nothing.
    let attempt = match state.workbench.begin_sign_in(username, address).await? {
        SignInTry::Granted(attempt) => attempt,
        SignInTry::Wait { seconds } => return Ok(Err(Refusal::TooManyAttempts { seconds })),
    };
    let (user, stored) = state.workbench.credentials(username).await?.unzip();
    let is_right = state.passwords.check(password, stored).await?;
    if let Some(user) = user.filter(|_| is_right) {
        return Ok(Ok((user, attempt)));
    }
    state.workbench.record_failed_sign_in(username).await?;
    Ok(Err(Refusal::WrongCredentials))
}

async fn open_session(
    state: &ServerState,
    user: &User,
    attempt: &SignInAttempt,
    target: &str,
) -> Result<Response, Problem> {
    let session_token = token::new_token(state.config.randomness.as_ref())?;
    let length = state.config.session_length;
    state
        .workbench
        .open_session(user, attempt, &token::digest(&session_token), length)
        .await?;
    let cookie = cookie::set(&session_token, length).ok_or_else(|| Problem::internal("session cookie"))?;
    Ok((
        AppendHeaders([(header::SET_COOKIE, cookie)]),
        Redirect::to(target),
    )
        .into_response())
}

fn show(language: Language, target: &str, username: &str, refusal: Option<Refusal>) -> Response {
    let status = refusal.map_or(StatusCode::OK, |refusal| refusal.code().status());
    let page = SignInPage {
        language,
        target,
        username,
        error: refusal.map(|refusal| (refusal.code().as_str(), refusal_text(refusal, language))),
    };
    let mut response = render(status, &page);
    if let Some(Refusal::TooManyAttempts { seconds }) = refusal {
        response
            .headers_mut()
            .insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    response
}

fn refusal_text(refusal: Refusal, language: Language) -> String {
    match (refusal, language) {
        (Refusal::WrongCredentials, Language::German) => {
            "Benutzername oder Passwort ist falsch. Prüfen Sie beides und versuchen Sie es erneut.".to_owned()
        }
        (Refusal::WrongCredentials, Language::English) => {
            "User name or password is wrong. Check both and try again.".to_owned()
        }
        (Refusal::TooManyAttempts { seconds }, Language::German) => {
            format!(
                "Zu viele Versuche. Warten Sie {} und versuchen Sie es dann erneut.",
                wait(seconds, language)
            )
        }
        (Refusal::TooManyAttempts { seconds }, Language::English) => {
            format!(
                "Too many attempts. Wait {} and then try again.",
                wait(seconds, language)
            )
        }
    }
}

fn wait(seconds: u64, language: Language) -> String {
    if seconds <= 90 {
        format!("{seconds} {}", language.pick("Sekunden", "seconds"))
    } else {
        format!("{} {}", seconds.div_ceil(60), language.pick("Minuten", "minutes"))
    }
}

/// Where to go after signing in: a path of this server and nothing else.
fn local_target(text: &str) -> String {
    let is_local = text.starts_with('/')
        && !text.starts_with("//")
        && !text.contains('\\')
        && text.bytes().all(|byte| byte.is_ascii_graphic())
        && !text.starts_with("/anmelden")
        && text.len() <= 2000;
    if is_local {
        text.to_owned()
    } else {
        START.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_our_own_paths_are_targets() {
        assert_eq!(local_target("/eingang?ansicht=meine"), "/eingang?ansicht=meine");
        for foreign in [
            "",
            "https://b.example",
            "//b.example",
            "/\\b.example",
            "/a\nb",
            "/ä",
            "javascript:1",
            "/anmelden",
        ] {
            assert_eq!(local_target(foreign), START, "{foreign}");
        }
    }

    #[test]
    fn waiting_is_said_in_words() {
        assert_eq!(wait(30, Language::German), "30 Sekunden");
        assert_eq!(wait(601, Language::English), "11 minutes");
    }
}
