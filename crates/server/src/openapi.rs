//! The description of the API, made from the table of routes.
use std::sync::LazyLock;

use utoipa::openapi::path::Paths;
use utoipa::openapi::schema::Schema;
use utoipa::openapi::security::{ApiKey, ApiKeyValue, SecurityScheme};
use utoipa::openapi::{ComponentsBuilder, InfoBuilder, OpenApi, OpenApiBuilder, RefOr};

use crate::routes;

static DOCUMENT: LazyLock<String> = LazyLock::new(|| {
    let mut text = document().to_pretty_json().unwrap_or_default();
    text.push('\n');
    text
});

/// The OpenAPI document as JSON.
pub fn json() -> &'static str {
    &DOCUMENT
}

fn document() -> OpenApi {
    let mut paths = Paths::new();
    let mut components = ComponentsBuilder::new();
    for description in routes::table().into_iter().filter_map(|route| route.description) {
        paths.add_path_operation(&description.path, vec![description.method], description.operation);
        for (name, schema) in description.schemas {
            let schema = if is_answer(&name) {
                with_all_required(schema)
            } else {
                schema
            };
            components = components.schema(name, schema);
        }
    }
    let cookie = SecurityScheme::ApiKey(ApiKey::Cookie(ApiKeyValue::new("__Host-aktenlage")));
    let token = SecurityScheme::ApiKey(ApiKey::Header(ApiKeyValue::new("X-CSRF-Token")));
    let components = components
        .security_scheme("session", cookie)
        .security_scheme("csrf_token", token);
    let info = InfoBuilder::new()
        .title("Aktenlage")
        .version(env!("CARGO_PKG_VERSION"))
        .description(Some(
            "The workbench's own API. Patterns and codes: docs/API-DESIGN.md.",
        ));
    OpenApiBuilder::new()
        .info(info)
        .paths(paths)
        .components(Some(components.build()))
        .build()
}

/// Members of answers are always there, `null` if not known; only requests and problems leave members out.
fn is_answer(name: &str) -> bool {
    !name.ends_with("Request") && !name.starts_with("Problem")
}

fn with_all_required(schema: RefOr<Schema>) -> RefOr<Schema> {
    match schema {
        RefOr::T(Schema::Object(mut object)) => {
            object.required = object.properties.keys().cloned().collect();
            RefOr::T(Schema::Object(object))
        }
        RefOr::T(Schema::AllOf(mut all)) => {
            all.items = all.items.into_iter().map(with_all_required).collect();
            RefOr::T(Schema::AllOf(all))
        }
        other @ (RefOr::Ref(_) | RefOr::T(_)) => other,
    }
}
