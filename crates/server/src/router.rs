//! The router, made from the table of routes, and the server around it.
use std::collections::BTreeMap;
use std::future::Future;
use std::net::SocketAddr;

use aktenlage_workflow::Workbench;
use axum::extract::DefaultBodyLimit;
use axum::http::Method;
use axum::routing::MethodRouter;
use axum::{Router, middleware};
use tokio::net::TcpListener;

use crate::auth::guard::{self, Access, Guard};
use crate::auth::password::PasswordError;
use crate::config::ServerConfig;
use crate::extract::body::JSON_LIMIT_BYTES;
use crate::routes::{self, Pace, Route};
use crate::state::ServerState;
use crate::{security, static_files, telemetry};

/// One route by name, for tests and documents.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RouteName {
    /// The method.
    pub method: Method,
    /// The path as a template.
    pub path: String,
    /// Who may use it.
    pub access: Access,
}

/// Every route of the router.
pub fn route_names() -> Vec<RouteName> {
    let name = |route: Route| RouteName {
        method: route.method,
        path: route.path,
        access: route.access,
    };
    routes::table().into_iter().map(name).collect()
}

/// The whole server as a service. Fails if there is no randomness for the sign-in.
pub fn router(workbench: Workbench, config: ServerConfig) -> Result<Router, PasswordError> {
    let state = ServerState::new(workbench, config)?;
    let mut by_path: BTreeMap<String, MethodRouter<ServerState>> = BTreeMap::new();
    for route in routes::table() {
        let path = route.path.clone();
        let guarded = guarded(route, &state);
        let merged = match by_path.remove(&path) {
            Some(methods) => methods.merge(guarded),
            None => guarded,
        };
        by_path.insert(path, merged);
    }
    let mut router = Router::new();
    for (path, methods) in by_path {
        router = router.route(&path, methods.fallback(telemetry::no_such_method));
    }
    Ok(router
        .fallback(static_files::serve)
        .layer(middleware::from_fn_with_state(state.clone(), telemetry::observe))
        .layer(middleware::from_fn(security::add_headers))
        .with_state(state))
}

fn guarded(route: Route, state: &ServerState) -> MethodRouter<ServerState> {
    let timeout = match route.pace {
        Pace::Quick => state.config.request_timeout,
        Pace::Long => state.config.long_request_timeout,
    };
    // Uploads count their own bytes, with an answer that names the limit.
    let limit = match route.pace {
        Pace::Quick => DefaultBodyLimit::max(JSON_LIMIT_BYTES),
        Pace::Long => DefaultBodyLimit::disable(),
    };
    let guard = Guard {
        state: state.clone(),
        access: route.access,
        token: route.token,
        timeout,
    };
    route
        .handler
        .layer(limit)
        .layer(middleware::from_fn_with_state(guard, guard::check))
}

/// Serves until `shutdown` is done, then finishes the requests under way.
pub async fn serve(
    listener: TcpListener,
    router: Router,
    shutdown: impl Future<Output = ()> + Send + 'static,
) -> std::io::Result<()> {
    let service = router.into_make_service_with_connect_info::<SocketAddr>();
    axum::serve(listener, service)
        .with_graceful_shutdown(shutdown)
        .await
}
