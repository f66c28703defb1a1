//! Every route of the server in one table: the router, the API description and the test of permissions are all made
//! from it, so none of them can forget one.
pub(crate) mod audit;
pub(crate) mod cases;
pub(crate) mod clerks;
pub(crate) mod documents;
pub(crate) mod drift;
pub(crate) mod evaluation_runs;
pub(crate) mod evaluations;
pub(crate) mod filters;
pub(crate) mod intake;
pub(crate) mod letters;
pub(crate) mod models;
pub(crate) mod practice;
pub(crate) mod regulations;
pub(crate) mod releases;
pub(crate) mod request_figures;
pub(crate) mod samples;
pub(crate) mod services;
pub(crate) mod session;
pub(crate) mod status;
pub(crate) mod submissions;
pub(crate) mod suggestions;
pub(crate) mod system;

use aktenlage_domain::person::Role;
use axum::handler::Handler;
use axum::http::Method;
use axum::routing::{MethodFilter, MethodRouter, on};
use utoipa::openapi::RefOr;
use utoipa::openapi::path::{HttpMethod, Operation};
use utoipa::openapi::schema::Schema;

use crate::auth::guard::{Access, Token};
use crate::pages;
use crate::state::ServerState;

const READERS: Access = Access::Roles(&[Role::Clerk, Role::Supervisor]);
const CLERKS: Access = Access::Roles(&[Role::Clerk]);
const SUPERVISORS: Access = Access::Roles(&[Role::Supervisor]);
const DATA: Access = Access::Roles(&[Role::Data]);
const MEASURERS: Access = Access::Roles(&[Role::Data, Role::Supervisor]);

/// How long a route may take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Pace {
    /// Answers at once.
    Quick,
    /// Uploads, exports, checks of the whole chain, pages that may have to be drawn first.
    Long,
}

/// One route.
pub(crate) struct Route {
    pub(crate) method: Method,
    pub(crate) path: String,
    pub(crate) access: Access,
    pub(crate) token: Token,
    pub(crate) pace: Pace,
    pub(crate) handler: MethodRouter<ServerState>,
    pub(crate) description: Option<Description>,
}

/// What the API description says about a route.
pub(crate) struct Description {
    pub(crate) path: String,
    pub(crate) method: HttpMethod,
    pub(crate) operation: Operation,
    pub(crate) schemas: Vec<(String, RefOr<Schema>)>,
}

/// A route of the API: method, path and description come from the annotation of `handle` in the named module.
macro_rules! api {
    ($access:expr, $($module:ident)::+) => {
        api_route::<$($module)::+::__path_handle, _, _>($access, Pace::Quick, $($module)::+::handle)
    };
    ($access:expr, $($module:ident)::+, long) => {
        api_route::<$($module)::+::__path_handle, _, _>($access, Pace::Long, $($module)::+::handle)
    };
}

/// The table.
pub(crate) fn table() -> Vec<Route> {
    let mut routes = routes_of_pages();
    routes.extend(routes_of_api());
    routes
}

/// What answers with a page or needs no role.
fn routes_of_pages() -> Vec<Route> {
    vec![
        page(
            Method::GET,
            "/anmelden",
            Access::Public,
            Token::None,
            pages::sign_in::form,
        ),
        page(
            Method::POST,
            "/anmelden",
            Access::Public,
            Token::Form,
            pages::sign_in::submit,
        ),
        page(
            Method::POST,
            "/abmelden",
            Access::SignedIn,
            Token::Form,
            pages::sign_out::handle,
        ),
        page(
            Method::GET,
            "/hilfe",
            Access::Public,
            Token::None,
            pages::help::handle,
        ),
        page(
            Method::GET,
            "/barrierefreiheit",
            Access::Public,
            Token::None,
            pages::accessibility::handle,
        ),
        page(
            Method::GET,
            "/status/{token}",
            Access::Public,
            Token::None,
            pages::status::handle,
        ),
        page(
            Method::GET,
            "/seiten.css",
            Access::Public,
            Token::None,
            pages::style::handle,
        ),
        page(
            Method::GET,
            "/healthz",
            Access::Public,
            Token::None,
            system::health::handle,
        ),
        page(
            Method::GET,
            "/api/openapi.json",
            Access::Public,
            Token::None,
            system::openapi::handle,
        ),
    ]
}

/// What answers the workbench.
fn routes_of_api() -> Vec<Route> {
    vec![
        api!(Access::SignedIn, session::show),
        api!(Access::SignedIn, session::extend),
        api!(READERS, cases::list),
        api!(READERS, cases::show),
        api!(CLERKS, cases::assign),
        api!(CLERKS, cases::snooze),
        api!(CLERKS, cases::process),
        api!(READERS, cases::fields),
        api!(READERS, cases::completeness),
        api!(READERS, cases::legal_bases),
        api!(READERS, cases::open_points),
        api!(READERS, cases::other_entries),
        api!(READERS, cases::copies),
        api!(READERS, cases::history),
        api!(CLERKS, cases::view),
        api!(CLERKS, cases::mark_viewed),
        api!(READERS, cases::first_receipts),
        api!(CLERKS, cases::first_receipt),
        api!(READERS, cases::suggestions),
        api!(CLERKS, cases::review),
        api!(CLERKS, cases::decide),
        api!(CLERKS, clerks::list),
        api!(CLERKS, filters::list),
        api!(CLERKS, filters::save),
        api!(CLERKS, filters::change),
        api!(CLERKS, filters::remove),
        api!(READERS, cases::decisions),
        api!(READERS, cases::release),
        api!(CLERKS, cases::reopen),
        api!(READERS, cases::joining),
        api!(CLERKS, cases::join),
        api!(CLERKS, cases::presence),
        api!(CLERKS, cases::place),
        api!(READERS, releases::list),
        api!(READERS, letters::list),
        api!(CLERKS, letters::send),
        api!(READERS, letters::draft),
        api!(CLERKS, letters::save_draft),
        api!(CLERKS, letters::discard_draft),
        api!(CLERKS, letters::preview),
        api!(READERS, letters::pdf, long),
        api!(READERS, status::links),
        api!(CLERKS, status::make),
        api!(CLERKS, status::revoke),
        api!(Access::Public, status::show),
        api!(CLERKS, submissions::receive, long),
        api!(READERS, intake::sources),
        api!(READERS, documents::original, long),
        api!(READERS, documents::page_image, long),
        api!(READERS, documents::page_words),
        api!(READERS, documents::page_marks),
        api!(READERS, documents::transfer_note),
        api!(CLERKS, documents::note_transfer),
        api!(READERS, practice::list),
        api!(READERS, practice::show),
        api!(READERS, practice::page_image, long),
        api!(READERS, practice::page_words, long),
        api!(READERS, practice::result),
        api!(READERS, regulations::search),
        api!(Access::SignedIn, services::list),
        api!(MEASURERS, models::status),
        api!(DATA, models::heads),
        api!(DATA, evaluations::list),
        api!(DATA, evaluations::show),
        api!(DATA, evaluations::calibration),
        api!(DATA, evaluations::confusion),
        api!(DATA, evaluations::errors),
        api!(DATA, evaluations::item),
        api!(DATA, evaluations::page, long),
        api!(DATA, evaluations::flag),
        api!(DATA, evaluations::compare),
        api!(DATA, evaluation_runs::list),
        api!(DATA, evaluation_runs::start),
        api!(DATA, evaluation_runs::stop),
        api!(DATA, evaluation_runs::events),
        api!(DATA, drift::show),
        api!(SUPERVISORS, audit::list),
        api!(SUPERVISORS, audit::verify, long),
        api!(SUPERVISORS, audit::export, long),
        api!(SUPERVISORS, suggestions::list),
        api!(READERS, suggestions::reliability),
        api!(SUPERVISORS, request_figures::show),
        api!(SUPERVISORS, samples::show),
    ]
}

fn page<H, T>(method: Method, path: &str, access: Access, token: Token, handler: H) -> Route
where
    H: Handler<T, ServerState>,
    T: 'static,
{
    let filter = if method == Method::GET {
        MethodFilter::GET
    } else {
        MethodFilter::POST
    };
    Route {
        method,
        path: path.to_owned(),
        access,
        token,
        pace: Pace::Quick,
        handler: on(filter, handler),
        description: None,
    }
}

fn api_route<P, H, T>(access: Access, pace: Pace, handler: H) -> Route
where
    // The second trait collects the named schemas; utoipa's own router uses it the same way.
    P: utoipa::Path + utoipa::__dev::SchemaReferences,
    H: Handler<T, ServerState>,
    T: 'static,
{
    let path = P::path();
    let described = P::methods().into_iter().next().unwrap_or(HttpMethod::Get);
    let (method, filter) = match described {
        HttpMethod::Post => (Method::POST, MethodFilter::POST),
        HttpMethod::Put => (Method::PUT, MethodFilter::PUT),
        HttpMethod::Get
        | HttpMethod::Delete
        | HttpMethod::Options
        | HttpMethod::Head
        | HttpMethod::Patch
        | HttpMethod::Trace => (Method::GET, MethodFilter::GET),
    };
    let mut schemas = Vec::new();
    P::schemas(&mut schemas);
    Route {
        token: if method == Method::GET {
            Token::None
        } else {
            Token::Header
        },
        // The router matches whole segments only: the ending is the handler's business.
        path: path.replace("{width}.webp", "{file}"),
        method: method.clone(),
        access,
        pace,
        handler: on(filter, handler),
        description: Some(Description {
            path,
            method: described,
            operation: P::operation(),
            schemas,
        }),
    }
}
