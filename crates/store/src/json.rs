//! JSON forms of domain types that are kept inside one column; the domain itself derives no serde.
use aktenlage_domain::document::{Issue, PageBox, SourceSpan};
use aktenlage_domain::suggestion::{Alternative, Answer, Remark};
use serde::{Deserialize, Serialize};

use crate::convert::{json, to_json, word};
use crate::documents::PageSummary;
use crate::error::StoreError;
use crate::json_scan::ScanJson;

#[derive(Serialize, Deserialize)]
struct SpanJson {
    document: String,
    page: u32,
    bbox: [f32; 4],
    text: String,
}

#[derive(Serialize, Deserialize)]
struct AlternativeJson {
    value: String,
    probability: f32,
    evidence: Vec<SpanJson>,
}

#[derive(Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
enum AnswerJson {
    Value {
        value: String,
        probability: f32,
        evidence: Vec<SpanJson>,
        alternatives: Vec<AlternativeJson>,
    },
    Abstained {
        reason: String,
        evidence: Vec<SpanJson>,
    },
}

#[derive(Serialize, Deserialize)]
struct RemarkJson {
    code: String,
    /// Pairs and not an object: the order is kept.
    parameters: Vec<(String, String)>,
}

#[derive(Serialize, Deserialize)]
struct IssueJson {
    code: String,
    page: Option<u32>,
}

#[derive(Serialize, Deserialize)]
struct PageJson {
    number: u32,
    width_points: f32,
    height_points: f32,
    rotation: u16,
    source: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    scan: Option<ScanJson>,
}

pub(crate) fn spans_to_text(spans: &[SourceSpan]) -> Result<String, StoreError> {
    to_json(&span_forms(spans))
}

pub(crate) fn spans_from_text(column: &str, text: &str) -> Result<Vec<SourceSpan>, StoreError> {
    spans(column, json(column, text)?)
}

pub(crate) fn answer_to_text(answer: &Answer) -> Result<String, StoreError> {
    to_json(&match answer {
        Answer::Value {
            value,
            probability,
            evidence,
            alternatives,
        } => AnswerJson::Value {
            value: value.clone(),
            probability: *probability,
            evidence: span_forms(evidence),
            alternatives: alternatives
                .iter()
                .map(|alternative| AlternativeJson {
                    value: alternative.value.clone(),
                    probability: alternative.probability,
                    evidence: span_forms(&alternative.evidence),
                })
                .collect(),
        },
        Answer::Abstained { reason, evidence } => AnswerJson::Abstained {
            reason: reason.to_string(),
            evidence: span_forms(evidence),
        },
    })
}

pub(crate) fn answer_from_text(column: &str, text: &str) -> Result<Answer, StoreError> {
    Ok(match json(column, text)? {
        AnswerJson::Value {
            value,
            probability,
            evidence,
            alternatives,
        } => Answer::Value {
            value,
            probability,
            evidence: spans(column, evidence)?,
            alternatives: alternatives
                .into_iter()
                .map(|form| {
                    Ok(Alternative {
                        value: form.value,
                        probability: form.probability,
                        evidence: spans(column, form.evidence)?,
                    })
                })
                .collect::<Result<_, StoreError>>()?,
        },
        AnswerJson::Abstained { reason, evidence } => Answer::Abstained {
            reason: word(column, &reason)?,
            evidence: spans(column, evidence)?,
        },
    })
}

pub(crate) fn remarks_to_text(remarks: &[Remark]) -> Result<String, StoreError> {
    let forms: Vec<RemarkJson> = remarks
        .iter()
        .map(|remark| RemarkJson {
            code: remark.code.clone(),
            parameters: remark.parameters.clone(),
        })
        .collect();
    to_json(&forms)
}

pub(crate) fn remarks_from_text(column: &str, text: &str) -> Result<Vec<Remark>, StoreError> {
    let forms: Vec<RemarkJson> = json(column, text)?;
    let remarks = forms.into_iter().map(|form| Remark {
        code: form.code,
        parameters: form.parameters,
    });
    Ok(remarks.collect())
}

pub(crate) fn issues_to_text(issues: &[Issue]) -> Result<String, StoreError> {
    let forms: Vec<IssueJson> = issues
        .iter()
        .map(|issue| IssueJson {
            code: issue.code.to_string(),
            page: issue.page,
        })
        .collect();
    to_json(&forms)
}

pub(crate) fn issues_from_text(column: &str, text: &str) -> Result<Vec<Issue>, StoreError> {
    let forms: Vec<IssueJson> = json(column, text)?;
    let issues = forms.into_iter().map(|form| {
        Ok(Issue {
            code: word(column, &form.code)?,
            page: form.page,
        })
    });
    issues.collect()
}

pub(crate) fn pages_to_text(pages: &[PageSummary]) -> Result<String, StoreError> {
    let forms: Vec<PageJson> = pages
        .iter()
        .map(|page| PageJson {
            number: page.number,
            width_points: page.width_points,
            height_points: page.height_points,
            rotation: page.rotation,
            source: page.source.to_string(),
            scan: page.scan.as_ref().map(ScanJson::from),
        })
        .collect();
    to_json(&forms)
}

pub(crate) fn pages_from_text(column: &str, text: &str) -> Result<Vec<PageSummary>, StoreError> {
    let forms: Vec<PageJson> = json(column, text)?;
    let pages = forms.into_iter().map(|form| {
        Ok(PageSummary {
            number: form.number,
            width_points: form.width_points,
            height_points: form.height_points,
            rotation: form.rotation,
            source: word(column, &form.source)?,
            scan: form.scan.map(|scan| scan.into_scan(column)).transpose()?,
        })
    });
    pages.collect()
}

fn span_forms(spans: &[SourceSpan]) -> Vec<SpanJson> {
    let forms = spans.iter().map(|span| SpanJson {
        document: span.document.to_string(),
        page: span.page,
        bbox: [span.bbox.left, span.bbox.top, span.bbox.right, span.bbox.bottom],
        text: span.text.clone(),
    });
    forms.collect()
}

fn spans(column: &str, forms: Vec<SpanJson>) -> Result<Vec<SourceSpan>, StoreError> {
    let spans = forms.into_iter().map(|form| {
        let [left, top, right, bottom] = form.bbox;
        Ok(SourceSpan {
            document: word(column, &form.document)?,
            page: form.page,
            bbox: PageBox {
                left,
                top,
                right,
                bottom,
            },
            text: form.text,
        })
    });
    spans.collect()
}
