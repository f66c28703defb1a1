//! The web interface: files of the build, compressed variants, caching, and the app's page for its own routes.
use std::borrow::Cow;
use std::path::{Component, Path};
use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};

use crate::auth::guard::signed_in;
use crate::pages;
use crate::problem::{Problem, ProblemCode};
use crate::state::ServerState;

/// Everything of `web/dist`, as it was when the server was built.
#[derive(rust_embed::Embed)]
#[folder = "../../web/dist"]
#[allow_missing = true]
struct Embedded;

/// The files of the web interface: those in the binary, or a folder.
#[derive(Clone, Debug)]
pub(crate) struct WebFiles {
    folder: Option<Arc<Path>>,
}

struct WebFile {
    bytes: Cow<'static, [u8]>,
    digest: String,
}

impl WebFiles {
    pub(crate) fn new(folder: Option<Box<Path>>) -> Self {
        Self {
            folder: folder.map(Arc::from),
        }
    }

    /// A file by its path without leading slash. Hidden files and anything outside the folder do not exist.
    fn get(&self, path: &str) -> Option<WebFile> {
        let plain = |part: Component<'_>| matches!(part, Component::Normal(name) if !is_hidden(name));
        if path.is_empty() || !Path::new(path).components().all(plain) {
            return None;
        }
        match &self.folder {
            None => Embedded::get(path).map(|file| WebFile {
                digest: crate::auth::token::to_hex(&file.metadata.sha256_hash()),
                bytes: file.data,
            }),
            Some(folder) => {
                let bytes = fs_err::read(folder.join(path)).ok()?;
                Some(WebFile {
                    digest: crate::auth::token::digest_bytes(&bytes),
                    bytes: bytes.into(),
                })
            }
        }
    }
}

fn is_hidden(name: &std::ffi::OsStr) -> bool {
    name.as_encoded_bytes().starts_with(b".")
}

/// Answers every path that is no route: a file of the build, or the app's page for people who are signed in.
pub(crate) async fn serve(State(state): State<ServerState>, request: Request) -> Result<Response, Problem> {
    let path = request.uri().path().trim_start_matches('/');
    let is_read = matches!(*request.method(), Method::GET | Method::HEAD);
    if path == "api" || path.starts_with("api/") {
        return Err(Problem::new(ProblemCode::NotFound));
    }
    if !is_read {
        return Err(Problem::new(ProblemCode::MethodNotAllowed));
    }
    if path != "index.html"
        && let Some(file) = file_response(&state.web, path, request.headers())
    {
        return Ok(file);
    }
    // A missing file must not come back as HTML: browsers would try to run it.
    let looks_like_a_file = path.rsplit('/').next().is_some_and(|last| last.contains('.'));
    if looks_like_a_file && path != "index.html" {
        return Err(Problem::new(ProblemCode::NotFound));
    }
    if signed_in(&state, request.headers()).await?.is_none() {
        return Ok(to_sign_in(&request));
    }
    Ok(index(&state.web, &request))
}

fn to_sign_in(request: &Request) -> Response {
    let target = request
        .uri()
        .path_and_query()
        .map_or("/", |target| target.as_str());
    let target: String = form_encode(target);
    let mut response = Redirect::to(&format!("/anmelden?ziel={target}")).into_response();
    *response.status_mut() = StatusCode::FOUND;
    response
}

/// Percent-encodes everything but unreserved characters and slashes.
fn form_encode(text: &str) -> String {
    let mut encoded = String::new();
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            use std::fmt::Write;
            // Writing to a string does not fail.
            let _ = write!(encoded, "%{byte:02X}");
        }
    }
    encoded
}

fn index(web: &WebFiles, request: &Request) -> Response {
    match web.get("index.html") {
        Some(file) => {
            let content_type = HeaderValue::from_static("text/html; charset=utf-8");
            ([(header::CONTENT_TYPE, content_type)], file.bytes).into_response()
        }
        None => pages::web_missing::page(pages::Reader::language_of(request)),
    }
}

fn file_response(web: &WebFiles, path: &str, headers: &HeaderMap) -> Option<Response> {
    if has_compressed_name(path) {
        return None;
    }
    let original = web.get(path)?;
    let (file, encoding) = match compressed(web, path, headers) {
        Some((file, encoding)) => (file, Some(encoding)),
        None => (original, None),
    };
    let etag = format!("\"{}\"", &file.digest[..32]);
    let unchanged = headers
        .get(header::IF_NONE_MATCH)
        .is_some_and(|known| known.as_bytes() == etag.as_bytes());
    let mut response = if unchanged {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        file.bytes.into_response()
    };
    let answer = response.headers_mut();
    // Names under `assets/` carry a hash of the content: they never change.
    let caching = if path.starts_with("assets/") {
        "public, max-age=31536000, immutable"
    } else {
        "no-cache"
    };
    answer.insert(header::CACHE_CONTROL, HeaderValue::from_static(caching));
    answer.insert(header::VARY, HeaderValue::from_static("Accept-Encoding"));
    answer.insert(header::CONTENT_TYPE, HeaderValue::from_static(content_type(path)));
    if let Some(encoding) = encoding {
        answer.insert(header::CONTENT_ENCODING, HeaderValue::from_static(encoding));
    }
    if let Ok(etag) = HeaderValue::from_str(&etag) {
        answer.insert(header::ETAG, etag);
    }
    Some(response)
}

fn compressed(web: &WebFiles, path: &str, headers: &HeaderMap) -> Option<(WebFile, &'static str)> {
    let accepted = headers.get(header::ACCEPT_ENCODING)?.to_str().ok()?;
    [("br", ".br"), ("gzip", ".gz")]
        .into_iter()
        .filter(|(encoding, _)| accepts(accepted, encoding))
        .find_map(|(encoding, ending)| Some((web.get(&format!("{path}{ending}"))?, encoding)))
}

fn accepts(accepted: &str, encoding: &str) -> bool {
    accepted.split(',').any(|entry| {
        let mut parts = entry.split(';').map(str::trim);
        let refused = |weight: &str| {
            weight
                .strip_prefix("q=")
                .is_some_and(|q| q.parse() == Ok(0.0_f32))
        };
        parts.next() == Some(encoding) && !parts.any(refused)
    })
}

fn has_compressed_name(path: &str) -> bool {
    matches!(extension(path), "br" | "gz")
}

fn extension(path: &str) -> &str {
    path.rsplit_once('.').map_or("", |(_, extension)| extension)
}

fn content_type(path: &str) -> &'static str {
    match extension(path) {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "json" | "map" => "application/json",
        "webmanifest" => "application/manifest+json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "webp" => "image/webp",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn built() -> (tempfile::TempDir, WebFiles) {
        let folder = tempfile::tempdir().unwrap();
        fs_err::create_dir(folder.path().join("assets")).unwrap();
        for (name, content) in [
            ("index.html", "<!doctype html>"),
            ("assets/main-1a2b.js", "let a = 1;"),
            ("assets/main-1a2b.js.br", "brotli"),
            ("assets/main-1a2b.js.gz", "gzip"),
            (".built", ""),
        ] {
            fs_err::write(folder.path().join(name), content).unwrap();
        }
        let files = WebFiles::new(Some(folder.path().into()));
        (folder, files)
    }

    fn accepting(encodings: &'static str) -> HeaderMap {
        HeaderMap::from_iter([(header::ACCEPT_ENCODING, HeaderValue::from_static(encodings))])
    }

    #[test]
    fn the_best_accepted_variant_is_served_and_kept() {
        let (_folder, web) = built();
        for (accepted, encoding) in [
            ("gzip, br", Some("br")),
            ("br;q=0, gzip", Some("gzip")),
            ("identity", None),
        ] {
            let response = file_response(&web, "assets/main-1a2b.js", &accepting(accepted)).unwrap();
            let found = response
                .headers()
                .get(header::CONTENT_ENCODING)
                .map(|value| value.to_str().unwrap());
            assert_eq!(found, encoding, "{accepted}");
            assert_eq!(
                response.headers()[header::CONTENT_TYPE],
                "text/javascript; charset=utf-8"
            );
            assert!(
                response.headers()[header::CACHE_CONTROL]
                    .to_str()
                    .unwrap()
                    .contains("immutable")
            );
        }
    }

    #[test]
    fn a_known_file_is_not_sent_again() {
        let (_folder, web) = built();
        let first = file_response(&web, "assets/main-1a2b.js", &HeaderMap::new()).unwrap();
        let known = HeaderMap::from_iter([(header::IF_NONE_MATCH, first.headers()[header::ETAG].clone())]);
        let second = file_response(&web, "assets/main-1a2b.js", &known).unwrap();
        assert_eq!(
            (first.status(), second.status()),
            (StatusCode::OK, StatusCode::NOT_MODIFIED)
        );
    }

    #[test]
    fn nothing_outside_or_hidden_is_a_file() {
        let (folder, web) = built();
        fs_err::write(folder.path().join("secret.txt"), "x").unwrap();
        let inner = WebFiles::new(Some(folder.path().join("assets").into()));
        for path in ["../secret.txt", "/etc/passwd", "", ".", "./main-1a2b.js"] {
            assert!(inner.get(path).is_none(), "{path}");
        }
        assert!(web.get(".built").is_none());
        assert!(file_response(&web, "assets/main-1a2b.js.br", &HeaderMap::new()).is_none());
    }

    #[test]
    fn targets_survive_the_way_through_the_query() {
        assert_eq!(form_encode("/akten/1?a=b&c=ü"), "/akten/1%3Fa%3Db%26c%3D%C3%BC");
    }
}
