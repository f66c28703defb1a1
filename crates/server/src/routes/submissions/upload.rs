//! Reads an upload part by part, within limits.
use std::time::Duration;

use aktenlage_domain::clock::date_from_text;
use aktenlage_workflow::IncomingFile;
use axum::extract::Multipart;
use axum::extract::multipart::{Field, MultipartError};
use time::Date;

use crate::config::ServerConfig;
use crate::problem::{Problem, ProblemCode};

/// Longest text of a part that is no file.
const TEXT_LIMIT_BYTES: usize = 100;
/// How long the rest of a refused upload is still taken off the line: a browser that is cut off while sending shows
/// a network error in place of our answer.
const DRAIN_TIME: Duration = Duration::from_secs(20);

/// What came.
#[derive(Debug, Default)]
pub(crate) struct Upload {
    pub(crate) files: Vec<IncomingFile>,
    pub(crate) received_on: Option<Date>,
    /// Reference of the case that it is for.
    pub(crate) case: Option<String>,
}

/// What may come.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Limits {
    file_bytes: u64,
    files: usize,
    total_bytes: u64,
}

impl Limits {
    pub(crate) fn of(config: &ServerConfig) -> Self {
        Self {
            file_bytes: config.file_limit_bytes,
            files: config.file_count_limit,
            total_bytes: config.upload_limit_bytes,
        }
    }
}

/// Reads all parts, or says which limit they break.
pub(crate) async fn read_upload(mut multipart: Multipart, limits: Limits) -> Result<Upload, Problem> {
    match collect(&mut multipart, limits).await {
        Err(problem) if problem.code().status().as_u16() == 413 => {
            let _ = tokio::time::timeout(DRAIN_TIME, drain(&mut multipart)).await;
            Err(problem)
        }
        outcome => outcome,
    }
}

async fn collect(multipart: &mut Multipart, limits: Limits) -> Result<Upload, Problem> {
    let mut upload = Upload::default();
    let mut total_bytes = 0_u64;
    while let Some(field) = multipart.next_field().await.map_err(broken)? {
        match field.name() {
            Some("file") => {
                if upload.files.len() >= limits.files {
                    let limit = u64::try_from(limits.files).ok();
                    return Err(Problem::new(ProblemCode::TooManyFiles).and(|members| members.limit = limit));
                }
                let file = read_file(field, limits, &mut total_bytes).await?;
                upload.files.push(file);
            }
            Some("received_on") => {
                let text = read_text(field, "received_on").await?;
                let day = text.trim();
                if !day.is_empty() {
                    let invalid = || Problem::invalid("received_on", "invalid_form");
                    upload.received_on = Some(date_from_text(day).ok_or_else(invalid)?);
                }
            }
            Some("case") => {
                let text = read_text(field, "case").await?;
                let reference = text.trim();
                upload.case = (!reference.is_empty()).then(|| reference.to_owned());
            }
            Some(_) | None => return Err(Problem::invalid("part", "unknown")),
        }
    }
    if upload.files.is_empty() {
        Err(Problem::new(ProblemCode::NoFiles))
    } else {
        Ok(upload)
    }
}

async fn read_file(
    mut field: Field<'_>,
    limits: Limits,
    total_bytes: &mut u64,
) -> Result<IncomingFile, Problem> {
    let file_name = field.file_name().unwrap_or_default().to_owned();
    let mut content = Vec::new();
    while let Some(chunk) = field.chunk().await.map_err(broken)? {
        content.extend_from_slice(&chunk);
        *total_bytes += chunk.len() as u64;
        if content.len() as u64 > limits.file_bytes {
            return Err(too_large(ProblemCode::FileTooLarge, limits.file_bytes));
        }
        if *total_bytes > limits.total_bytes {
            return Err(too_large(ProblemCode::RequestTooLarge, limits.total_bytes));
        }
    }
    Ok(IncomingFile {
        file_name,
        content: content.into(),
    })
}

fn too_large(code: ProblemCode, limit_bytes: u64) -> Problem {
    Problem::new(code).and(|members| members.limit_bytes = Some(limit_bytes))
}

async fn read_text(mut field: Field<'_>, name: &str) -> Result<String, Problem> {
    let mut bytes = Vec::new();
    while let Some(chunk) = field.chunk().await.map_err(broken)? {
        bytes.extend_from_slice(&chunk);
        if bytes.len() > TEXT_LIMIT_BYTES {
            return Err(Problem::invalid(name, "invalid_form"));
        }
    }
    String::from_utf8(bytes).map_err(|_| Problem::invalid(name, "invalid_form"))
}

async fn drain(multipart: &mut Multipart) {
    while let Ok(Some(mut field)) = multipart.next_field().await {
        while let Ok(Some(_)) = field.chunk().await {}
    }
}

/// A connection that broke, or a body that is no multipart: nothing was kept. The error's text may quote the body.
fn broken(_: MultipartError) -> Problem {
    Problem::invalid("body", "malformed")
}
