//! Errors as RFC 9457 problem details with stable codes. Internal details go to the log once, never to the client.
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use utoipa::ToSchema;

macro_rules! problem_codes {
    ($($(#[$meta:meta])* $variant:ident => $word:literal, $status:ident, $title:literal;)+) => {
        /// The stable codes of `docs/API-DESIGN.md`.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum ProblemCode { $($(#[$meta])* $variant),+ }

        impl ProblemCode {
            /// Every code.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];
            /// The stable word.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }
            /// The HTTP status that goes with it.
            pub const fn status(self) -> StatusCode {
                match self { $(Self::$variant => StatusCode::$status),+ }
            }
            /// A short English title for people who read raw answers; the interface makes its text from the code.
            pub const fn title(self) -> &'static str {
                match self { $(Self::$variant => $title),+ }
            }
        }
    };
}

problem_codes! {
    /// No session.
    NotSignedIn => "not_signed_in", UNAUTHORIZED, "Not signed in";
    /// Name or password is wrong.
    WrongCredentials => "wrong_credentials", UNAUTHORIZED, "Wrong user name or password";
    /// Too many failed sign-ins.
    TooManyAttempts => "too_many_attempts", TOO_MANY_REQUESTS, "Too many attempts";
    /// A write without the session's token, or from another site.
    CsrfTokenInvalid => "csrf_token_invalid", FORBIDDEN, "CSRF token missing or wrong";
    /// The role does not allow it.
    RoleMissing => "role_missing", FORBIDDEN, "Role missing";
    /// No such thing.
    NotFound => "not_found", NOT_FOUND, "Not found";
    /// The path exists, the method does not.
    MethodNotAllowed => "method_not_allowed", METHOD_NOT_ALLOWED, "Method not allowed";
    /// A write on a case without `If-Match`.
    VersionRequired => "version_required", PRECONDITION_REQUIRED, "If-Match with the version is required";
    /// Somebody saved in between.
    VersionConflict => "version_conflict", PRECONDITION_FAILED, "The case was changed in between";
    /// The request cannot be taken as it is.
    InvalidRequest => "invalid_request", UNPROCESSABLE_ENTITY, "Invalid request";
    /// A page that cannot be drawn.
    PageNotRendered => "page_not_rendered", UNPROCESSABLE_ENTITY, "The page cannot be drawn";
    /// The report of an evaluation that is none.
    ReportMalformed => "report_malformed", UNPROCESSABLE_ENTITY, "The report cannot be read";
    /// The report of an evaluation by another version.
    ReportFormatUnknown => "report_format_unknown", UNPROCESSABLE_ENTITY, "The report has another format";
    /// The report of an evaluation beyond the limit.
    ReportTooLarge => "report_too_large", UNPROCESSABLE_ENTITY, "The report is too large";
    /// One evaluation at a time, and it is stopped where it was started.
    EvaluationUnderWay => "evaluation_under_way", CONFLICT, "An evaluation is under way";
    /// A decided case takes no changes.
    CaseIsDecided => "case_is_decided", CONFLICT, "The case is decided";
    /// The post of the case was joined to another one, where the work goes on.
    CaseIsJoined => "case_is_joined", CONFLICT, "The post of the case was joined to another one";
    /// Post stays in a case that somebody has worked on.
    CaseIsNotNew => "case_is_not_new", CONFLICT, "The case is not new";
    /// The document is taken back first.
    DocumentIsPlaced => "document_is_placed", CONFLICT, "The document counts for another case";
    /// A decision waits for a second person.
    CaseAwaitsRelease => "case_awaits_release", CONFLICT, "A decision of the case waits for release";
    /// Nothing waits there, or something else.
    NothingToRelease => "nothing_to_release", CONFLICT, "Nothing waits for release";
    /// Nobody releases what they worked on themselves.
    OwnCase => "own_case", FORBIDDEN, "A second person has to do it";
    /// What a proposed decision rests on is not what it was.
    ChangedSinceSubmission => "changed_since_submission", CONFLICT, "The case changed since the decision was submitted";
    /// Only a decided case is opened again.
    CaseIsNotDecided => "case_is_not_decided", CONFLICT, "The case is not decided";
    /// Documents are still being read.
    CaseNotReady => "case_not_ready", CONFLICT, "The case is not ready";
    /// A submission without a file.
    NoFiles => "no_files", UNPROCESSABLE_ENTITY, "No files";
    /// One file is over the limit.
    FileTooLarge => "file_too_large", PAYLOAD_TOO_LARGE, "File too large";
    /// Too many files at once.
    TooManyFiles => "too_many_files", PAYLOAD_TOO_LARGE, "Too many files";
    /// The whole request is over the limit.
    RequestTooLarge => "request_too_large", PAYLOAD_TOO_LARGE, "Request too large";
    /// No space left.
    StorageFull => "storage_full", INSUFFICIENT_STORAGE, "Storage full";
    /// A part cannot be reached, or did not answer in time.
    Unavailable => "unavailable", SERVICE_UNAVAILABLE, "Temporarily unavailable";
    /// A defect.
    Internal => "internal", INTERNAL_SERVER_ERROR, "Internal error";
    /// No regulations are indexed.
    RegulationsEmpty => "regulations_empty", CONFLICT, "No regulations are indexed";
    /// No model is installed.
    NoModel => "no_model", CONFLICT, "No model is installed";
}

/// One field of the request that must be corrected.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct FieldProblem {
    /// Name of the field in the request.
    pub field: String,
    /// Stable code, for example `empty`, `invalid_form`, `invalid_check`.
    pub code: String,
}

/// The members of the answer besides type, title, status, code and request id.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, ToSchema)]
pub struct ProblemMembers {
    /// What to correct; empty unless the code is `invalid_request`.
    pub fields: Vec<FieldProblem>,
    /// With `role_missing`: the roles that may do it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub required: Option<Vec<String>>,
    /// With `too_many_attempts`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub retry_after_seconds: Option<u64>,
    /// With `version_conflict`: the version that is stored.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub current_version: Option<i64>,
    /// With `version_conflict`: display name of who saved last, if known.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub changed_by: Option<String>,
    /// With `file_too_large` and `request_too_large`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub limit_bytes: Option<u64>,
    /// With `too_many_files`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub limit: Option<u64>,
}

/// An error answer, RFC 9457.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = Problem)]
pub struct ProblemBody {
    /// Always `about:blank`: the code says which problem it is.
    #[serde(rename = "type")]
    pub kind: &'static str,
    /// Short English title.
    pub title: &'static str,
    /// HTTP status.
    pub status: u16,
    /// Stable code.
    pub code: &'static str,
    /// To find the log line.
    pub request_id: String,
    /// Members that belong to the code.
    #[serde(flatten)]
    pub members: ProblemMembers,
}

/// Why a request was not carried out. A handler returns it; the edge adds the request id and writes body and log.
#[derive(Clone, Debug)]
pub struct Problem {
    code: ProblemCode,
    // Boxed: every handler's result carries the size of its error.
    members: Box<ProblemMembers>,
    detail: Option<String>,
}

impl Problem {
    /// A problem without further members.
    pub fn new(code: ProblemCode) -> Self {
        Self {
            code,
            members: Box::default(),
            detail: None,
        }
    }
    /// A problem whose cause is for the log alone.
    pub fn with_detail(code: ProblemCode, detail: impl Into<String>) -> Self {
        Self {
            detail: Some(detail.into()),
            ..Self::new(code)
        }
    }
    /// A defect; the cause is for the log alone.
    pub fn internal(detail: impl Into<String>) -> Self {
        Self::with_detail(ProblemCode::Internal, detail)
    }
    /// A request with one field to correct.
    pub fn invalid(field: &str, code: &str) -> Self {
        Self::new(ProblemCode::InvalidRequest).and(|members| {
            members.fields.push(FieldProblem {
                field: field.to_owned(),
                code: code.to_owned(),
            });
        })
    }
    /// Fills further members.
    #[must_use]
    pub fn and(mut self, fill: impl FnOnce(&mut ProblemMembers)) -> Self {
        fill(&mut self.members);
        self
    }
    /// Its code.
    pub fn code(&self) -> ProblemCode {
        self.code
    }
    /// The cause, for the log.
    pub fn detail(&self) -> Option<&str> {
        self.detail.as_deref()
    }
    /// Seconds to wait, if that is what the problem is.
    pub fn retry_after_seconds(&self) -> Option<u64> {
        self.members.retry_after_seconds
    }
    /// The body for a client.
    pub fn body(&self, request_id: &str) -> ProblemBody {
        ProblemBody {
            kind: "about:blank",
            title: self.code.title(),
            status: self.code.status().as_u16(),
            code: self.code.as_str(),
            request_id: request_id.to_owned(),
            members: (*self.members).clone(),
        }
    }
    /// The whole answer as `application/problem+json`.
    pub fn to_json_response(&self, request_id: &str) -> Response {
        let body = serde_json::to_vec(&self.body(request_id)).unwrap_or_default();
        let content_type = HeaderValue::from_static("application/problem+json");
        let mut response = (self.code.status(), [(header::CONTENT_TYPE, content_type)], body).into_response();
        if let Some(seconds) = self.members.retry_after_seconds {
            response
                .headers_mut()
                .insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        response
    }
}

impl IntoResponse for Problem {
    /// An empty answer that carries the problem; [`crate::telemetry::observe`] writes the body.
    fn into_response(self) -> Response {
        let mut response = self.code.status().into_response();
        response.extensions_mut().insert(self);
        response
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_and_statuses_are_those_of_the_contract() {
        let contract = include_str!("../../../docs/API-DESIGN.md");
        let table: Vec<&str> = contract.lines().filter(|line| line.starts_with("| `")).collect();
        for code in ProblemCode::ALL {
            let start = format!("| `{}` | {}", code.as_str(), code.status().as_u16());
            assert!(
                table.iter().any(|line| line.starts_with(&start)),
                "docs/API-DESIGN.md lacks a line `{start} …`"
            );
        }
        assert_eq!(table.len(), ProblemCode::ALL.len());
    }

    #[test]
    fn a_body_holds_the_code_and_never_the_detail() {
        let problem =
            Problem::internal("column secret").and(|members| members.changed_by = Some("A. Yılmaz".into()));
        insta::assert_json_snapshot!(problem.body("r-1"), @r#"
        {
          "type": "about:blank",
          "title": "Internal error",
          "status": 500,
          "code": "internal",
          "request_id": "r-1",
          "fields": [],
          "changed_by": "A. Yılmaz"
        }
        "#);
    }
}
