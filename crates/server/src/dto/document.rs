//! Documents, their pages, words and marks.
use aktenlage_domain::case::PartOf as PartOfDocument;
use aktenlage_domain::clock::date_to_text;
use aktenlage_domain::division::PageSet;
use aktenlage_domain::document as domain;
use aktenlage_workflow::views;
use serde::Serialize;
use utoipa::ToSchema;

use super::evidence::edges;
use super::list;
use super::review::ReviewView;
use super::scan::PageScan;
use super::suggestion::SuggestionView;
use super::word::{IssueCode, MarkKind, MarkState, TextSource};

/// A document of a case.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct DocumentView {
    #[schema(format = "uuid")]
    id: String,
    file_name: String,
    sha256: String,
    size_bytes: i64,
    media_type: String,
    part_of: Option<PartOf>,
    kind: Option<SuggestionView>,
    kind_review: Option<ReviewView>,
    /// The suggestion to scan pages again; its value names them, such as `1,3`.
    rescan: Option<SuggestionView>,
    rescan_review: Option<ReviewView>,
    /// The suggestion to divide the file into documents; its value names their pages, such as `1-3;4-6,8`.
    division: Option<SuggestionView>,
    /// With a value, the documents that it names are documents of the case.
    division_review: Option<ReviewView>,
    /// With the numbers that they have in the file: a part of a divided scan has some of its pages.
    pages: Vec<PageView>,
    issues: Vec<Issue>,
    /// Day of receipt of what it came with.
    #[schema(format = Date)]
    received_on: String,
    /// The document that is kept instead, if a person set this one aside as a duplicate.
    #[schema(format = "uuid")]
    set_aside_for: Option<String>,
}

/// Where a document was found that came inside another one.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct PartOf {
    /// The document that holds it.
    #[schema(format = "uuid")]
    document: String,
    /// Its place there: the section of an e-mail (`2.1`), the number of the entry in an archive, or pages of a scan
    /// (`pages:4-6,8`).
    part: String,
    /// Its name there, with folders.
    declared_name: String,
    /// The type that the container claims.
    declared_type: Option<String>,
    /// Which pages of a divided scan it is, such as `4-6,8`; `null` where it was a file of its own.
    pages: Option<String>,
}

/// A page as shown.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct PageView {
    /// Counted from 1.
    number: u32,
    width_points: f32,
    height_points: f32,
    rotation: u16,
    /// Quarters by which the page as shown has to be turned clockwise to stand upright, 0 to 3; 0 where nobody knows.
    quarter_turns_to_upright: u8,
    source: TextSource,
    /// `null` where the text was not read from a picture.
    scan: Option<PageScan>,
}

/// One finding about a document.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct Issue {
    code: IssueCode,
    /// `null` if the whole document is meant.
    page: Option<u32>,
}

/// One word of a page.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct PageWord {
    text: String,
    /// `[left, top, right, bottom]` in fractions of the page as shown.
    #[serde(rename = "box")]
    bbox: [f32; 4],
    /// `null` where the text is born digital.
    confidence: Option<f32>,
}

/// Something on a page beside its print, seen on its picture.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct PageMark {
    kind: MarkKind,
    /// `null` for what is no place that waits for a mark.
    state: Option<MarkState>,
    /// `[left, top, right, bottom]` in fractions of the page as shown.
    #[serde(rename = "box")]
    bbox: [f32; 4],
    /// How sure kind and state are, 0 to 1.
    confidence: f32,
}

impl From<domain::Mark> for PageMark {
    fn from(mark: domain::Mark) -> Self {
        Self {
            kind: MarkKind(mark.kind),
            state: mark.kind.state().map(MarkState),
            bbox: edges(mark.bbox),
            confidence: mark.confidence,
        }
    }
}

impl From<domain::Word> for PageWord {
    fn from(word: domain::Word) -> Self {
        Self {
            text: word.text,
            bbox: edges(word.bbox),
            confidence: word.confidence,
        }
    }
}

impl From<domain::Issue> for Issue {
    fn from(issue: domain::Issue) -> Self {
        Self {
            code: issue.code.into(),
            page: issue.page,
        }
    }
}

impl From<domain::Page> for PageView {
    fn from(page: domain::Page) -> Self {
        Self {
            number: page.number,
            width_points: page.width_points,
            height_points: page.height_points,
            rotation: page.rotation,
            quarter_turns_to_upright: page.scan.as_ref().map_or(0, |scan| scan.quarter_turns),
            source: page.source.into(),
            scan: page.scan.map(PageScan::from),
        }
    }
}

impl PartOf {
    fn new(part: PartOfDocument, pages: Option<&PageSet>) -> Self {
        Self {
            pages: pages.map(PageSet::to_string),
            document: part.container.to_string(),
            part: part.part,
            declared_name: part.declared_name,
            declared_type: part.declared_type,
        }
    }
}

impl From<views::DocumentView> for DocumentView {
    fn from(view: views::DocumentView) -> Self {
        let document = view.document;
        Self {
            id: document.id.to_string(),
            file_name: document.file_name,
            sha256: document.sha256,
            size_bytes: document.size_bytes,
            media_type: document.media_type,
            part_of: document
                .part_of
                .map(|part| PartOf::new(part, document.pages.as_ref())),
            kind: view.kind.map(SuggestionView::from),
            kind_review: view.kind_review.map(ReviewView::from),
            rescan: view.rescan.map(SuggestionView::from),
            rescan_review: view.rescan_review.map(ReviewView::from),
            division: view.division.map(SuggestionView::from),
            division_review: view.division_review.map(ReviewView::from),
            pages: list(view.pages),
            issues: list(view.issues),
            received_on: date_to_text(view.received_on),
            set_aside_for: view.set_aside_for.map(|kept| kept.to_string()),
        }
    }
}
