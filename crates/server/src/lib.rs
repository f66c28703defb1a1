//! The HTTP edge of the workbench: routes, sign-in, the description of the API, the web interface.
//!
//! [`router()`] puts everything together from the one table in `routes`; [`serve`] runs it on a listener.
//! Handlers translate and nothing more: what happens is in `aktenlage-workflow`.

pub mod auth;
mod config;
mod dto;
mod extract;
mod failure;
mod openapi;
mod pages;
pub mod problem;
mod router;
mod routes;
mod security;
mod state;
mod static_files;
mod status;
mod telemetry;

pub use auth::guard::Access;
pub use config::{ServerConfig, StatusPageConfig};
pub use openapi::json as openapi_json;
pub use router::{RouteName, route_names, router, serve};
pub use security::CONTENT_SECURITY_POLICY;
