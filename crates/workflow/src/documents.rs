//! Originals, page images, words and marks of a document.
use aktenlage_domain::case::Document;
use aktenlage_domain::document::{DocumentText, Mark, Word};
use aktenlage_domain::ids::DocumentId;
use aktenlage_extract::{ExtractError, has_pages};
use aktenlage_store::{Reading, Tx};
use bytes::Bytes;

use crate::error::WorkflowError;
use crate::workbench::Workbench;

/// Widths in pixels in which pages are drawn.
pub(crate) const WIDTHS: [u32; 3] = [200, 800, 1600];

impl Workbench {
    /// The file as it came.
    pub async fn document_original(&self, document: DocumentId) -> Result<(Document, Bytes), WorkflowError> {
        let document = self.document(document).await?;
        let bytes = self.original(&document).await?;
        Ok((document, bytes))
    }

    /// A page as WebP, drawn in a confined process and kept.
    pub async fn page_image(
        &self,
        document: DocumentId,
        number: u32,
        width: u32,
    ) -> Result<Bytes, WorkflowError> {
        if !WIDTHS.contains(&width) || number == 0 {
            return Err(WorkflowError::NotFound);
        }
        let document = self.document(document).await?;
        if !has_page(&document, number) {
            return Err(WorkflowError::NotFound);
        }
        let sha256 = self.pages_of(&document).await?;
        let key = format!("pages/{sha256}/{number}-{width}.webp");
        if let Some(image) = self.blobs().get_derived(&key).await? {
            return Ok(image);
        }
        // From here on one at a time for this page, and only so many originals in memory as may be drawn at once.
        let turn = self.reader().turn(&key).await;
        if let Some(image) = self.blobs().get_derived(&key).await? {
            return Ok(image);
        }
        let pages = self.kept(&document, &sha256).await?;
        let drawn = turn.render(pages, number, width).await;
        let image = Bytes::from(drawn.map_err(|error| not_drawn(&error))?);
        // A full disk must not keep a clerk from seeing a page.
        if let Err(error) = self.blobs().put_derived(&key, image.clone()).await {
            tracing::warn!(document.id = %document.id, %error, "the page image was not kept");
        }
        Ok(image)
    }

    /// The words of a page in reading order; empty while it is unread.
    /// [`WorkflowError::NotFound`] for a page of the file that is not one of the document's.
    pub async fn page_words(&self, document: DocumentId, number: u32) -> Result<Vec<Word>, WorkflowError> {
        let mut tx = self.read().await?;
        let document = tx.document(document).await?.ok_or(WorkflowError::NotFound)?;
        if !has_page(&document, number) {
            return Err(WorkflowError::NotFound);
        }
        let text = text_with(&mut tx, &document).await?;
        let page = text.pages.into_iter().find(|page| page.number == number);
        Ok(page.map(|page| page.words).unwrap_or_default())
    }

    /// What was seen on the picture of a page beside its print, in no particular order; empty while it is unread.
    /// [`WorkflowError::NotFound`] for a page of the file that is not one of the document's.
    pub async fn page_marks(&self, document: DocumentId, number: u32) -> Result<Vec<Mark>, WorkflowError> {
        let mut tx = self.read().await?;
        let document = tx.document(document).await?.ok_or(WorkflowError::NotFound)?;
        if !has_page(&document, number) {
            return Err(WorkflowError::NotFound);
        }
        let text = text_with(&mut tx, &document).await?;
        let is_here = |mark: &Mark| mark.page == number;
        Ok(text.marks.into_iter().filter(is_here).collect())
    }

    async fn document(&self, document: DocumentId) -> Result<Document, WorkflowError> {
        self.read()
            .await?
            .document(document)
            .await?
            .ok_or(WorkflowError::NotFound)
    }

    /// The file whose pages are shown: the original, or what was made from it when it was read. The boxes of the words
    /// are places on exactly these pages.
    async fn pages_of(&self, document: &Document) -> Result<String, WorkflowError> {
        if has_pages(&document.media_type) {
            return Ok(document.sha256.clone());
        }
        let rendition = self.read().await?.rendition(document.id).await?;
        rendition.ok_or(WorkflowError::PageNotRendered)
    }

    /// The file that [`Self::pages_of`] names.
    pub(crate) async fn pages(&self, document: &Document) -> Result<Bytes, WorkflowError> {
        self.kept(document, &self.pages_of(document).await?).await
    }

    pub(crate) async fn original(&self, document: &Document) -> Result<Bytes, WorkflowError> {
        self.kept(document, &document.sha256).await
    }

    async fn kept(&self, document: &Document, sha256: &str) -> Result<Bytes, WorkflowError> {
        let bytes = self.blobs().get(sha256).await?;
        bytes.ok_or_else(|| {
            WorkflowError::Unavailable(format!("the original of document {} is not there", document.id))
        })
    }
}

/// Why there is no image of a page.
pub(crate) fn not_drawn(error: &ExtractError) -> WorkflowError {
    match error {
        ExtractError::NoSuchPage(_) => WorkflowError::NotFound,
        ExtractError::Refused(_)
        | ExtractError::ImageSize { .. }
        | ExtractError::Corrupt
        | ExtractError::Unavailable(_) => WorkflowError::PageNotRendered,
    }
}

/// What was read of a document, of a part of a scan what was read of its pages; nothing while it is unread.
pub(crate) async fn text_of(tx: &mut Tx, document: &Document) -> Result<DocumentText, WorkflowError> {
    let text = text_with(tx, document).await?;
    Ok(match &document.pages {
        Some(pages) => text.of_pages(pages),
        None => text,
    })
}

/// What was read of the file that holds the pages of a document; nothing while it is unread.
async fn text_with(tx: &mut Tx, document: &Document) -> Result<DocumentText, WorkflowError> {
    let Some(stored) = tx.reading(document.read_with()).await? else {
        return Ok(DocumentText::default());
    };
    Ok(parse(&stored)?.map(|reading| reading.text).unwrap_or_default())
}

/// Whether a page of the file is one of the document's.
fn has_page(document: &Document, number: u32) -> bool {
    let pages = document.pages.as_ref();
    pages.is_none_or(|pages| pages.contains(number))
}

/// Documents in the order in which a person looks through them: what was packed in one follows it, and the parts of a
/// divided scan follow each other by their pages, whenever they were divided.
pub(crate) fn in_reading_order(documents: &[Document]) -> Vec<Document> {
    /// A document, and what holds it here.
    type Held<'d> = (Option<DocumentId>, &'d Document);
    fn follow(ordered: &mut Vec<Document>, documents: &[Held<'_>], container: Option<DocumentId>) {
        let held = documents.iter().filter(|(holder, _)| *holder == container);
        let mut held: Vec<&Document> = held.map(|(_, document)| *document).collect();
        held.sort_by(|one, other| one.pages.cmp(&other.pages));
        for document in held {
            ordered.push(document.clone());
            follow(ordered, documents, Some(document.id));
        }
    }
    // What was packed in a document of another case stands by itself.
    let is_here = |id: &DocumentId| documents.iter().any(|document| document.id == *id);
    let with_holder = documents.iter().map(|document| {
        let part_of = document.part_of.as_ref();
        (part_of.map(|part| part.container).filter(is_here), document)
    });
    let with_holder: Vec<Held<'_>> = with_holder.collect();
    let mut ordered = Vec::with_capacity(documents.len());
    follow(&mut ordered, &with_holder, None);
    ordered
}

/// What a stored reading holds.
pub(crate) fn parse(reading: &Reading) -> Result<Option<aktenlage_extract::Reading>, WorkflowError> {
    let parsed = reading
        .text
        .as_deref()
        .map(aktenlage_extract::from_json)
        .transpose();
    parsed.map_err(|error| {
        WorkflowError::Internal(format!("the reading of document {}: {error}", reading.document))
    })
}
