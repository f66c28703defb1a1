//! The check in front of every route: session, role, token, time.
use std::time::Duration;

use aktenlage_domain::person::Role;
use aktenlage_workflow::Session;
use axum::extract::{FromRequestParts, Request, State};
use axum::http::request::Parts;
use axum::middleware::Next;
use axum::response::Response;

use super::{cookie, cross_site, token};
use crate::problem::{Problem, ProblemCode};
use crate::state::ServerState;

/// Who may use a route.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Everybody, also without a session.
    Public,
    /// Everybody who is signed in.
    SignedIn,
    /// People with one of these roles.
    Roles(&'static [Role]),
}

/// Where a write carries the session's token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Token {
    /// Reads need none.
    None,
    /// In the header `X-CSRF-Token`.
    Header,
    /// In the form: the handler checks it. The browser's word on the origin is checked here all the same.
    Form,
}

/// What is checked before a handler runs.
#[derive(Clone)]
pub(crate) struct Guard {
    pub(crate) state: ServerState,
    pub(crate) access: Access,
    pub(crate) token: Token,
    pub(crate) timeout: Duration,
}

/// Lets a request through to its handler, or says why not.
pub(crate) async fn check(
    State(guard): State<Guard>,
    mut request: Request,
    next: Next,
) -> Result<Response, Problem> {
    if guard.token != Token::None && !cross_site::is_from_here(request.headers()) {
        return Err(Problem::new(ProblemCode::CsrfTokenInvalid));
    }
    if guard.access != Access::Public {
        let session = signed_in(&guard.state, request.headers()).await?;
        let session = session.ok_or_else(|| Problem::new(ProblemCode::NotSignedIn))?;
        check_role(guard.access, session.user.role)?;
        if guard.token == Token::Header {
            let given = request
                .headers()
                .get("x-csrf-token")
                .and_then(|value| value.to_str().ok());
            check_token(request.headers(), given.unwrap_or_default())?;
        }
        request.extensions_mut().insert(SignedIn(session));
    }
    let answer = tokio::time::timeout(guard.timeout, next.run(request)).await;
    answer.map_err(|_| Problem::with_detail(ProblemCode::Unavailable, "no answer within the time limit"))
}

/// Whether a token is the one of the session that the request's cookie names.
pub(crate) fn check_token(headers: &axum::http::HeaderMap, given: &str) -> Result<(), Problem> {
    let expected = cookie::session_token(headers).map(|session_token| token::csrf_token(&session_token));
    if expected.is_some_and(|expected| token::matches(given, &expected)) {
        Ok(())
    } else {
        Err(Problem::new(ProblemCode::CsrfTokenInvalid))
    }
}

/// The session that the request's cookie opens, if any.
pub(crate) async fn signed_in(
    state: &ServerState,
    headers: &axum::http::HeaderMap,
) -> Result<Option<Session>, Problem> {
    match cookie::session_token(headers) {
        Some(session_token) => Ok(state.workbench.session(&token::digest(&session_token)).await?),
        None => Ok(None),
    }
}

fn check_role(access: Access, role: Role) -> Result<(), Problem> {
    match access {
        Access::Roles(roles) if !roles.contains(&role) => Err(Problem::new(ProblemCode::RoleMissing)
            .and(|members| members.required = Some(roles.iter().map(Role::to_string).collect()))),
        Access::Public | Access::SignedIn | Access::Roles(_) => Ok(()),
    }
}

/// The session of the person who calls; only on routes that need one.
#[derive(Clone, Debug)]
pub(crate) struct SignedIn(pub(crate) Session);

impl<S: Send + Sync> FromRequestParts<S> for SignedIn {
    type Rejection = Problem;
    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, Problem> {
        parts
            .extensions
            .get::<Self>()
            .cloned()
            .ok_or_else(|| Problem::new(ProblemCode::NotSignedIn))
    }
}

/// The clerk who calls: the only way to a use case that makes facts.
#[derive(Clone, Debug)]
pub(crate) struct CurrentClerk(pub(crate) aktenlage_domain::person::Clerk);

impl<S: Send + Sync> FromRequestParts<S> for CurrentClerk {
    type Rejection = Problem;
    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let SignedIn(session) = SignedIn::from_request_parts(parts, state).await?;
        let clerk = aktenlage_domain::person::Clerk::from_user(session.user);
        clerk.map(Self).ok_or_else(|| {
            Problem::new(ProblemCode::RoleMissing)
                .and(|members| members.required = Some(vec![Role::Clerk.to_string()]))
        })
    }
}

/// The person who calls, if their role may release decisions. Whether it may be this one, the use case tells.
#[derive(Clone, Debug)]
pub(crate) struct CurrentReleaser(pub(crate) aktenlage_domain::decision::Releaser);

impl<S: Send + Sync> FromRequestParts<S> for CurrentReleaser {
    type Rejection = Problem;
    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let SignedIn(session) = SignedIn::from_request_parts(parts, state).await?;
        let releaser = aktenlage_domain::decision::Releaser::from_user(session.user);
        releaser.map(Self).ok_or_else(|| {
            let required = [Role::Clerk, Role::Supervisor].map(|role| role.to_string());
            Problem::new(ProblemCode::RoleMissing).and(|members| members.required = Some(required.into()))
        })
    }
}
