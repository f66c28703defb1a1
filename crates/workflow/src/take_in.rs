//! Takes in the documents of a case: reads what is unread, and takes out what is packed in e-mails and archives, which
//! become documents of the same submission.
use std::collections::{BTreeSet, VecDeque};
use std::pin::pin;
use std::time::Duration;

use aktenlage_assist::{DocumentInput, FormLibrary, page_prints};
use aktenlage_domain::audit::{Actor, AuditAction};
use aktenlage_domain::case::{Document, PartOf};
use aktenlage_domain::document::{IssueCode, is_emptied_archive};
use aktenlage_domain::ids::{CaseId, DocumentId, RunId};
use aktenlage_extract::{Allowance, Limits, Part, Reading, last_name, refusal, sniff};
use aktenlage_store::{AuditDraft, Job, PageSummary, Tx};
use serde_json::json;

use crate::documents::parse;
use crate::error::WorkflowError;
use crate::jobs::assess_case::still_at_work;
use crate::workbench::Workbench;

/// How often a worker says that it is still reading: well within the lease of a job.
const SIGN_OF_LIFE: Duration = Duration::from_mins(1);

/// The texts of all documents of a case, of packed ones too; an archive that was emptied has none of its own. `forms`
/// are those that are taught.
pub(crate) async fn take_in(
    workbench: &Workbench,
    job: &Job,
    run: RunId,
    case: CaseId,
    forms: &FormLibrary,
) -> Result<Vec<DocumentInput>, WorkflowError> {
    let mut known = workbench.read().await?.documents(case).await?;
    // Parts of a divided scan are read with the scan.
    let files = known.iter().filter(|document| document.pages.is_none());
    let mut waiting: VecDeque<Document> = files.cloned().collect();
    let mut inputs = Vec::with_capacity(known.len());
    while let Some(document) = waiting.pop_front() {
        let reading = if let Some(reading) = earlier_reading(workbench, &document).await? {
            reading
        } else {
            still_at_work(workbench, job).await?;
            let allowance = allowance(workbench.reader().limits(), &known, &document);
            // On the heap, or every future around it would hold it twice.
            let taking = Box::pin(take_in_one(workbench, run, &document, allowance));
            while_at_work(workbench, job, taking).await?
        };
        // Whoever took the parts out, this worker or one whose lease had ended, they are read with the rest.
        let there = workbench.read().await?.documents(case).await?;
        let is_known = |other: &Document| known.iter().any(|document| document.id == other.id);
        let new = there
            .iter()
            .filter(|other| other.pages.is_none() && !is_known(other));
        waiting.extend(new.cloned());
        known = there;
        if !is_emptied_archive(&reading.issues) {
            let mut input = input(document.clone(), reading);
            look_at_boxes(workbench, forms, &document, &mut input).await?;
            inputs.push(input);
        }
    }
    for scan in scans_elsewhere(&known) {
        let mut tx = workbench.read().await?;
        let document = tx.document(scan).await?.ok_or(WorkflowError::NotFound)?;
        let stored = tx.reading(scan).await?;
        drop(tx);
        if let Some(stored) = stored
            && let Some(reading) = parse(&stored)?
        {
            let mut input = input(document.clone(), reading);
            look_at_boxes(workbench, forms, &document, &mut input).await?;
            inputs.push(input);
        }
    }
    Ok(inputs)
}

/// Scans of another case of which some pages count for this one: they were read there.
fn scans_elsewhere(known: &[Document]) -> BTreeSet<DocumentId> {
    let scans = known.iter().map(Document::read_with);
    scans
        .filter(|scan| !known.iter().any(|document| document.id == *scan))
        .collect()
}

/// A long scan takes longer than a lease: says again and again that the work goes on. Ends with it when the lease was
/// lost.
async fn while_at_work<T>(
    workbench: &Workbench,
    job: &Job,
    work: impl Future<Output = Result<T, WorkflowError>>,
) -> Result<T, WorkflowError> {
    let mut work = pin!(work);
    loop {
        let sign = async {
            tokio::time::sleep(SIGN_OF_LIFE).await;
            still_at_work(workbench, job).await
        };
        // The work goes on while the sign waits for its turn to write: the work may be the one that writes.
        tokio::select! {
            done = work.as_mut() => return done,
            said = sign => said?,
        }
    }
}

/// Looks once more where a known form has tick boxes that were not found on the picture. What is seen is no part of the
/// stored reading: it depends on the forms that are taught today.
async fn look_at_boxes(
    workbench: &Workbench,
    forms: &FormLibrary,
    document: &Document,
    input: &mut DocumentInput,
) -> Result<(), WorkflowError> {
    let places = forms.unseen_boxes(&input.text);
    if !places.is_empty() {
        let pages = workbench.pages(document).await?;
        let marks = workbench.reader().look(pages, &places).await;
        input.text.marks.extend(marks);
    }
    Ok(())
}

/// What was read before and need not be read again.
async fn earlier_reading(
    workbench: &Workbench,
    document: &Document,
) -> Result<Option<Reading>, WorkflowError> {
    let Some(stored) = workbench.read().await?.reading(document.id).await? else {
        return Ok(None);
    };
    // A cause may have passed, and this version may read types that an earlier one did not: read again when somebody
    // asks for it.
    let gave_up = stored.issues.iter().any(|issue| {
        let was_unknown = matches!(
            issue.code,
            IssueCode::UnsupportedType | IssueCode::UnsupportedPhoto
        );
        issue.code.is_passing() || was_unknown && refusal(&document.media_type).is_none()
    });
    if gave_up { Ok(None) } else { parse(&stored) }
}

/// What may still be taken out of a document: the limits are those of the upload that everything came in.
fn allowance(limits: &Limits, known: &[Document], document: &Document) -> Allowance {
    let chain = |document: &Document| {
        let mut chain = vec![document.id];
        let mut part_of = document.part_of.as_ref();
        while let Some(part) = part_of {
            chain.push(part.container);
            part_of = known
                .iter()
                .find(|other| other.id == part.container)
                .and_then(|other| other.part_of.as_ref());
        }
        chain
    };
    let own = chain(document);
    let upload = own.last();
    // Not what came out of this document itself: it is taken out again and counts once.
    let is_sibling = |other: &&Document| {
        let chain = chain(other);
        let came_in = other.part_of.is_some() && other.pages.is_none();
        came_in && chain.last() == upload && !chain[1..].contains(&document.id)
    };
    let (mut parts, mut bytes) = (0, 0);
    for other in known.iter().filter(is_sibling) {
        parts += 1;
        bytes += u64::try_from(other.size_bytes).unwrap_or_default();
    }
    let all = limits.allowance();
    let depth = u32::try_from(own.len() - 1).unwrap_or(u32::MAX);
    Allowance {
        parts: all.parts.saturating_sub(parts),
        depth: all.depth.saturating_sub(depth),
        bytes: all.bytes.saturating_sub(bytes),
    }
}

/// Reads one document in a confined process. Its reading, the records of its parts and the entries about both are one
/// transaction: killed at any moment, the work is done again and every part is there once.
async fn take_in_one(
    workbench: &Workbench,
    run: RunId,
    document: &Document,
    allowance: Allowance,
) -> Result<Reading, WorkflowError> {
    let original = workbench.original(document).await?;
    let taken = workbench.reader().take(original, allowance).await;
    let reading = taken.reading;
    let rendition = match taken.rendition {
        Some(pdf) => Some(workbench.blobs().put(pdf).await?.sha256),
        None => None,
    };
    let mut parts = Vec::with_capacity(taken.parts.len());
    for part in taken.parts {
        parts.push(keep(workbench, document, part).await?);
    }
    let at = workbench.clock().now();
    let mut tx = workbench.begin().await?;
    let case = tx.case(document.case).await?.ok_or(WorkflowError::NotFound)?;
    if !case.state.is_open() {
        // Nothing may change under a decision; the next try of the job sees it and ends.
        return Err(WorkflowError::closed(case.state));
    }
    let new = insert_parts(&mut tx, document, parts).await?;
    tx.insert_reading(&aktenlage_store::Reading {
        document: document.id,
        run,
        text: Some(aktenlage_extract::to_json(&reading)),
        pages: reading.text.pages.iter().map(page_summary).collect(),
        issues: reading.issues.clone(),
        rendition: rendition.clone(),
        created_at: at,
    })
    .await?;
    tx.keep_page_prints(document.id, &page_prints(&reading.text))
        .await?;
    let codes: Vec<_> = reading
        .issues
        .iter()
        .map(|issue| json!({ "code": issue.code.as_str(), "page": issue.page }))
        .collect();
    let mut detail = json!({
        "document": document.id.to_string(),
        "sha256": document.sha256,
        "pages": reading.text.pages.len(),
        "fields": reading.text.fields.len(),
        "issues": codes,
    });
    if let Some(rendition) = rendition {
        detail["rendition"] = rendition.into();
    }
    let draft = |action, detail| AuditDraft {
        at,
        actor: Actor::System,
        action,
        case: Some(document.case),
        detail,
    };
    tx.append_audit(&draft(AuditAction::DocumentRead, detail)).await?;
    if !new.is_empty() {
        let detail = json!({
            "container": document.id.to_string(),
            "submission": document.submission.to_string(),
            "documents": new.iter().map(added).collect::<Vec<_>>(),
        });
        tx.append_audit(&draft(AuditAction::DocumentsAdded, detail))
            .await?;
    }
    tx.commit().await?;
    Ok(reading)
}

/// Keeps a part as an original; the record of it follows.
async fn keep(workbench: &Workbench, container: &Document, part: Part) -> Result<Document, WorkflowError> {
    let media_type = sniff(&part.content).to_owned();
    let blob = workbench.blobs().put(part.content.into()).await?;
    Ok(Document {
        id: DocumentId::new(workbench.clock(), workbench.entropy()),
        case: container.case,
        submission: container.submission,
        position: 0,
        file_name: last_name(&part.name).to_owned(),
        sha256: blob.sha256,
        size_bytes: blob.size_bytes,
        media_type,
        part_of: Some(PartOf {
            container: container.id,
            part: part.place,
            declared_name: part.name,
            declared_type: part.declared_type,
        }),
        pages: None,
    })
}

/// Records the parts that are not there yet, behind all documents of the case.
async fn insert_parts(
    tx: &mut Tx,
    container: &Document,
    parts: Vec<Document>,
) -> Result<Vec<Document>, WorkflowError> {
    let there = tx.parts(container.id).await?;
    let first = tx.next_position(container.case).await?;
    let is_new = |part: &Document| {
        let place = part.part_of.as_ref().map(|part| &part.part);
        place.is_none_or(|place| !there.contains(place))
    };
    let new = parts.into_iter().filter(is_new);
    let mut inserted = Vec::new();
    for (position, part) in (first..).zip(new) {
        let part = Document { position, ..part };
        tx.insert_document(&part).await?;
        inserted.push(part);
    }
    Ok(inserted)
}

/// What an entry says about a document that was added.
pub(crate) fn added(document: &Document) -> serde_json::Value {
    json!({
        "document": document.id.to_string(),
        "part": document.part_of.as_ref().map(|part| part.part.as_str()),
        "sha256": document.sha256,
        "size_bytes": document.size_bytes,
        "media_type": document.media_type,
    })
}

fn page_summary(page: &aktenlage_domain::document::Page) -> PageSummary {
    PageSummary {
        number: page.number,
        width_points: page.width_points,
        height_points: page.height_points,
        rotation: page.rotation,
        source: page.source,
        scan: page.scan.clone(),
    }
}

fn input(document: Document, reading: Reading) -> DocumentInput {
    DocumentInput {
        id: document.id,
        file_name: document.file_name,
        text: reading.text,
        issues: reading.issues,
        pages: None,
        sha256: Some(document.sha256),
    }
}
