//! HTTP: routes, sign-in, OpenAPI, static web.
