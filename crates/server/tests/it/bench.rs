//! A workbench on a temporary folder, people of each role, and a small browser.
#![expect(clippy::unwrap_used, reason = "a test that fails panics")]
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::time::Duration;

use aktenlage_assist::Assistant;
use aktenlage_catalogue::forms::FormFolder;
use aktenlage_domain::clock::{Clock, FixedClock};
use aktenlage_domain::ids::Entropy;
use aktenlage_domain::intake::IntakeChannel;
use aktenlage_domain::person::Role;
use aktenlage_domain::sample::SamplePlan;
use aktenlage_extract::Limits;
use aktenlage_extract::confined::Reader;
use aktenlage_server::auth::password;
use aktenlage_server::auth::randomness::SystemRandomness;
use aktenlage_server::{ServerConfig, router};
use aktenlage_store::{Blobs, Store};
use aktenlage_workflow::views::ModelState;
use aktenlage_workflow::{EvaluationProgram, Office, Parts, WatchedFolder, Workbench};
use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Method, Request, StatusCode, header};
use http_body_util::BodyExt;
use serde_json::Value;
use time::OffsetDateTime;
use tower::ServiceExt;

pub(crate) const PASSWORD: &str = "Ruhig liegen die Akten";

/// Every kind of open points, for those who decide whatever is open.
pub(crate) const OPEN_POINTS: [&str; 6] = [
    "service_unconfirmed",
    "contradiction",
    "requirement_missing",
    "requirement_unclear",
    "field_open",
    "document_unreadable",
];

/// A clock that tests move.
pub(crate) struct MovableClock(AtomicI64);

impl MovableClock {
    pub(crate) fn forward(&self, seconds: i64) {
        self.0.fetch_add(seconds, Ordering::SeqCst);
    }
}

impl Clock for MovableClock {
    fn now(&self) -> OffsetDateTime {
        OffsetDateTime::from_unix_timestamp(self.0.load(Ordering::SeqCst)).unwrap()
    }
}

/// Counts up, so that ids differ.
struct Counting(AtomicU64);

impl Entropy for Counting {
    fn ten_bytes(&self) -> [u8; 10] {
        let mut bytes = [0; 10];
        bytes[2..].copy_from_slice(&self.0.fetch_add(1, Ordering::SeqCst).to_be_bytes());
        bytes
    }
}

/// A folder that is configured and never looked into.
fn scanner() -> WatchedFolder {
    WatchedFolder {
        name: "scanner".to_owned(),
        path: "/nowhere".into(),
        channel: IntakeChannel::Scan,
        service: Some("housing_benefit_rent".into()),
        settle: Duration::from_secs(5),
        poll: Duration::from_secs(10),
    }
}

pub(crate) struct Bench {
    pub(crate) workbench: Workbench,
    pub(crate) clock: Arc<MovableClock>,
    pub(crate) router: Router,
    pub(crate) folder: tempfile::TempDir,
}

impl Bench {
    pub(crate) async fn new() -> Self {
        Self::with(|_| {}).await
    }

    /// With other settings.
    pub(crate) async fn with(change: impl FnOnce(&mut ServerConfig)) -> Self {
        Self::build(SamplePlan::default(), change).await
    }

    /// One that draws samples.
    pub(crate) async fn sampling(samples: SamplePlan) -> Self {
        Self::build(samples, |_| {}).await
    }

    async fn build(samples: SamplePlan, change: impl FnOnce(&mut ServerConfig)) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let start = FixedClock::at("2026-11-22T10:00:00Z").0.unix_timestamp();
        let clock = Arc::new(MovableClock(AtomicI64::new(start)));
        let (catalogue, catalogue_issues) = aktenlage_catalogue::load(None);
        let catalogue = Arc::new(catalogue);
        let workbench = Workbench::new(Parts {
            store: Store::open_sqlite(&folder.path().join("aktenlage.sqlite"), clock.as_ref())
                .await
                .unwrap(),
            blobs: Blobs::open(&folder.path().join("files")).unwrap(),
            forms: FormFolder::new(folder.path().join("forms")),
            assistant: Assistant::new(Arc::clone(&catalogue), None, None),
            catalogue,
            catalogue_issues,
            models: ModelState::Absent,
            // There is no program to read with: every document ends as one that has to be read by a person.
            reader: Reader::new(folder.path().join("no-such-program"), Limits::recommended()),
            clock: clock.clone(),
            entropy: Arc::new(Counting(AtomicU64::new(1))),
            office: Office {
                file_bytes: 1024 * 1024,
                files_per_submission: 5,
                folders: vec![scanner()],
                mailboxes: vec!["antraege".to_owned()],
                outbox: None,
                evaluations: folder.path().join("evaluations"),
                // What cannot be started ends as a run that broke off.
                evaluation_program: Some(EvaluationProgram {
                    program: folder.path().join("no-such-program"),
                    options: Vec::new(),
                }),
                heads: folder.path().join("heads"),
                samples,
            },
        });
        let stored = password::hash(&PASSWORD.to_owned().into(), &SystemRandomness).unwrap();
        for role in [Role::Clerk, Role::Supervisor, Role::Data] {
            workbench
                .create_user(role.as_str(), role.as_str(), role, &stored)
                .await
                .unwrap();
        }
        workbench
            .create_user("second", "Zweite Kraft", Role::Clerk, &stored)
            .await
            .unwrap();
        let web = folder.path().join("web");
        std::fs::create_dir_all(web.join("assets")).unwrap();
        std::fs::write(web.join("index.html"), "<!doctype html><title>Aktenlage</title>").unwrap();
        std::fs::write(web.join("assets/main-1a2b.js"), "let a = 1;").unwrap();
        let mut config = ServerConfig::new(Arc::new(SystemRandomness));
        config.web_directory = Some(web);
        change(&mut config);
        let router = router(workbench.clone(), config).unwrap();
        Self {
            workbench,
            clock,
            router,
            folder,
        }
    }

    pub(crate) async fn send(&self, request: Request<Body>) -> Answer {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let body = body.collect().await.unwrap().to_bytes().to_vec();
        Answer {
            status: parts.status,
            headers: parts.headers,
            body,
        }
    }

    /// Signs in through the form.
    pub(crate) async fn sign_in(&self, username: &str) -> Browser<'_> {
        let answer = self.send(sign_in_request(username, PASSWORD)).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
        let cookie = answer.headers[header::SET_COOKIE]
            .to_str()
            .unwrap()
            .split(';')
            .next()
            .unwrap()
            .to_owned();
        let mut browser = Browser {
            bench: self,
            cookie,
            csrf_token: String::new(),
        };
        let session = browser.get("/api/session").await.json();
        session["csrf_token"]
            .as_str()
            .unwrap()
            .clone_into(&mut browser.csrf_token);
        browser
    }
}

pub(crate) fn sign_in_request(username: &str, password: &str) -> Request<Body> {
    let body = format!(
        "username={username}&password={}&ziel=%2Feingang&sprache=de",
        password.replace(' ', "+")
    );
    Request::post("/anmelden")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .body(Body::from(body))
        .unwrap()
}

pub(crate) struct Browser<'bench> {
    bench: &'bench Bench,
    pub(crate) cookie: String,
    pub(crate) csrf_token: String,
}

impl Browser<'_> {
    pub(crate) fn request(&self, method: Method, path: &str) -> axum::http::request::Builder {
        Request::builder()
            .method(method)
            .uri(path)
            .header(header::COOKIE, &self.cookie)
            .header("x-csrf-token", &self.csrf_token)
    }

    pub(crate) async fn get(&self, path: &str) -> Answer {
        self.bench
            .send(self.request(Method::GET, path).body(Body::empty()).unwrap())
            .await
    }

    /// Sends JSON, with the version seen if there is one.
    pub(crate) async fn write(&self, method: Method, path: &str, seen: Option<i64>, body: &Value) -> Answer {
        let mut request = self
            .request(method, path)
            .header(header::CONTENT_TYPE, "application/json");
        if let Some(version) = seen {
            request = request.header(header::IF_MATCH, format!("\"{version}\""));
        }
        self.bench
            .send(request.body(Body::from(body.to_string())).unwrap())
            .await
    }

    /// Sends files as a form does: name and content.
    pub(crate) async fn upload(&self, files: &[(&str, &[u8])]) -> Answer {
        self.upload_received_on("2026-11-20", files).await
    }

    pub(crate) async fn upload_received_on(&self, day: &str, files: &[(&str, &[u8])]) -> Answer {
        let mut body = Vec::new();
        for (name, content) in files {
            let head = format!(
                "--grenze\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\
                 Content-Type: application/pdf\r\n\r\n"
            );
            body.extend_from_slice(head.as_bytes());
            body.extend_from_slice(content);
            body.extend_from_slice(b"\r\n");
        }
        let tail = format!(
            "--grenze\r\nContent-Disposition: form-data; name=\"received_on\"\r\n\r\n{day}\r\n--grenze--\r\n"
        );
        body.extend_from_slice(tail.as_bytes());
        let request = self
            .request(Method::POST, "/api/submissions")
            .header(header::CONTENT_TYPE, "multipart/form-data; boundary=grenze");
        self.bench.send(request.body(Body::from(body)).unwrap()).await
    }
}

pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|error| panic!("{error}: {}", self.text()))
    }
    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
    /// Status and code of a problem.
    pub(crate) fn problem(&self) -> (u16, String) {
        assert_eq!(
            self.headers[header::CONTENT_TYPE],
            "application/problem+json",
            "{}",
            self.text()
        );
        (
            self.status.as_u16(),
            self.json()["code"].as_str().unwrap().to_owned(),
        )
    }
}
