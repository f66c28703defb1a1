//! One scan, several documents: nothing changes until a clerk says so, everything can be taken back, and nothing is lost.
#![expect(clippy::unwrap_used, reason = "a test that fails panics")]
use std::fmt::Write as _;

use aktenlage_domain::audit::AuditAction;
use aktenlage_domain::ids::{CaseId, DocumentId};
use aktenlage_domain::review::Verdict;
use aktenlage_domain::suggestion::Subject;
use aktenlage_workflow::WorkflowError;
use aktenlage_workflow::views::{CaseDetail, DocumentView, Processing};

use crate::bench::{Bench, draft};

const PAGES: [&[&str]; 4] = [
    &[
        "Antrag auf Wohngeld",
        "Familienname: Muster",
        "Vornamen: Eva",
        "Seite 1 von 2",
    ],
    &[
        "Erklaerung zum Einkommen",
        "Ort, Datum, Unterschrift",
        "Seite 2 von 2",
    ],
    &["Trennblatt"],
    &[
        "Mietvertrag",
        "zwischen Wohnbau Nord eG als Vermieter und Eva Muster als Mieter",
        "Die Miete betraegt monatlich 812,00 EUR",
    ],
];

/// A PDF with these lines, from the top of each page.
pub(crate) fn pdf(pages: &[&[&str]]) -> Vec<u8> {
    let numbers: Vec<String> = (0..pages.len())
        .map(|page| format!("{} 0 R", 4 + 2 * page))
        .collect();
    let mut objects = vec![
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        format!(
            "<< /Type /Pages /Kids [{}] /Count {} >>",
            numbers.join(" "),
            pages.len()
        ),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>".to_owned(),
    ];
    for (page, lines) in pages.iter().enumerate() {
        let mut content = String::new();
        for (line, text) in lines.iter().enumerate() {
            let top = 790 - 24 * line;
            writeln!(content, "BT /F 12 Tf 60 {top} Td ({text}) Tj ET").unwrap();
        }
        objects.push(format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {} 0 R \
             /Resources << /Font << /F 3 0 R >> >> >>",
            5 + 2 * page
        ));
        objects.push(format!(
            "<< /Length {} >>\nstream\n{content}endstream",
            content.len()
        ));
    }
    let mut file = String::from("%PDF-1.7\n");
    let mut offsets = Vec::new();
    for (number, object) in (1..).zip(&objects) {
        offsets.push(file.len());
        writeln!(file, "{number} 0 obj\n{object}\nendobj").unwrap();
    }
    let (start, size) = (file.len(), objects.len() + 1);
    writeln!(file, "xref\n0 {size}\n0000000000 65535 f ").unwrap();
    for offset in offsets {
        writeln!(file, "{offset:010} 00000 n ").unwrap();
    }
    writeln!(
        file,
        "trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF"
    )
    .unwrap();
    file.into_bytes()
}

async fn detail(bench: &Bench, case: CaseId) -> CaseDetail {
    bench.workbench.case_detail(case).await.unwrap()
}

/// Reviews the division of a document at the newest version.
async fn review(
    bench: &Bench,
    case: CaseId,
    document: &DocumentView,
    verdict: Verdict,
    value: Option<&str>,
) -> Result<Option<String>, String> {
    let shown = document.division.as_ref().map(|suggestion| suggestion.id);
    let suggestion = shown.filter(|_| verdict != Verdict::Entered);
    let mut draft = draft(Subject::Division(document.document.id), suggestion, verdict);
    draft.value = value.map(str::to_owned);
    let version = bench.version(case).await;
    let reviewed = bench
        .workbench
        .review_suggestion(&bench.clerk, case, version, draft)
        .await;
    match reviewed {
        Ok((_, view)) => Ok(view.review.value),
        Err(WorkflowError::Invalid(issues)) => Err(format!("{}: {}", issues[0].field, issues[0].code)),
        Err(other) => Err(other.to_string()),
    }
}

/// Id and page numbers of each document.
fn shown(detail: &CaseDetail) -> Vec<(DocumentId, Vec<u32>)> {
    let numbers = |view: &DocumentView| view.pages.iter().map(|page| page.number).collect();
    let documents = detail.documents.iter();
    documents.map(|view| (view.document.id, numbers(view))).collect()
}

#[expect(clippy::too_many_lines, reason = "one story, there and back")]
#[tokio::test]
async fn a_clerk_divides_a_scan_and_takes_it_back() {
    let bench = Bench::new().await;
    let case = bench.receive(vec![("scan.pdf".to_owned(), pdf(&PAGES))]).await;
    let first = detail(&bench, case).await;
    let [scan] = first.documents.as_slice() else {
        panic!("a suggestion alone changes nothing")
    };
    let suggestion = scan.division.as_ref().unwrap();
    assert_eq!(suggestion.suggestion.answer.value(), Some("1,2;4"));
    assert_eq!(suggestion.suggestion.answer.evidence()[0].text, "Trennblatt");
    assert!(scan.division_review.is_none(), "nothing is decided beforehand");

    for (value, code) in [
        ("all of it", "invalid_form"),
        ("1-2;2,4", "page_twice"),
        ("1;9", "no_such_page"),
        ("1-4", "undivided"),
    ] {
        let refused = review(&bench, case, scan, Verdict::Amended, Some(value)).await;
        assert_eq!(refused, Err(format!("value: {code}")), "{value}");
    }

    let accepted = review(&bench, case, scan, Verdict::Accepted, None).await;
    assert_eq!(accepted, Ok(Some("1,2;4".to_owned())));
    let at_once = detail(&bench, case).await;
    assert_eq!(at_once.row.processing, Processing::Queued);
    let divided = shown(&at_once);
    let pages: Vec<&[u32]> = divided.iter().map(|(_, pages)| pages.as_slice()).collect();
    assert_eq!(pages, [&[1, 2, 3, 4][..], &[1, 2], &[4]]);
    for part in &at_once.documents[1..] {
        let (part, scan) = (&part.document, &scan.document);
        assert_eq!((&part.sha256, part.submission), (&scan.sha256, scan.submission));
        assert_eq!(part.part_of.as_ref().unwrap().container, scan.id);
    }
    assert_eq!(at_once.documents[2].document.name(), "scan.pdf (4)");

    bench.work_off().await;
    let read = detail(&bench, case).await;
    let lease = &read.documents[2];
    let kind = &lease.kind.as_ref().unwrap().suggestion.answer;
    assert_eq!(kind.value(), Some("tenancy_agreement"));
    let span = &kind.evidence()[0];
    assert_eq!((span.document, span.page), (lease.document.id, 4));
    assert!(lease.division.is_none(), "a part is not divided again");
    let again = review(&bench, case, lease, Verdict::Entered, Some("4")).await;
    assert_eq!(again, Err("subject: unknown".to_owned()));

    // Pages keep their numbers, pictures and words; a part has only its own.
    let workbench = &bench.workbench;
    let words = workbench.page_words(lease.document.id, 4).await.unwrap();
    assert_eq!(words, workbench.page_words(scan.document.id, 4).await.unwrap());
    assert_eq!(words[0].text, "Mietvertrag");
    let other_page = workbench.page_words(lease.document.id, 1).await;
    assert!(matches!(other_page, Err(WorkflowError::NotFound)));
    assert_eq!(workbench.page_marks(lease.document.id, 4).await.unwrap(), []);
    let other_page = workbench.page_marks(lease.document.id, 1).await;
    assert!(matches!(other_page, Err(WorkflowError::NotFound)));
    let image = workbench.page_image(lease.document.id, 4, 800).await.unwrap();
    assert_eq!(
        image,
        workbench.page_image(scan.document.id, 4, 800).await.unwrap()
    );
    let other_page = workbench.page_image(lease.document.id, 1, 800).await;
    assert!(matches!(other_page, Err(WorkflowError::NotFound)));
    let (_, original) = workbench.document_original(lease.document.id).await.unwrap();
    assert_eq!(original, pdf(&PAGES));

    // Another division: the document that stays the same stays what it was, with what people said about it.
    let subject = Subject::DocumentKind(lease.document.id);
    let confirm = draft(
        subject,
        lease.kind.as_ref().map(|kind| kind.id),
        Verdict::Accepted,
    );
    let version = bench.version(case).await;
    workbench
        .review_suggestion(&bench.clerk, case, version, confirm)
        .await
        .unwrap();
    let amended = review(&bench, case, scan, Verdict::Amended, Some("4; 2; 1")).await;
    assert_eq!(amended, Ok(Some("1;2;4".to_owned())));
    bench.work_off().await;
    let finer = detail(&bench, case).await;
    let pages: Vec<Vec<u32>> = shown(&finer).into_iter().map(|(_, pages)| pages).collect();
    assert_eq!(pages, [vec![1, 2, 3, 4], vec![1], vec![2], vec![4]]);
    assert_eq!(finer.documents[3].document.id, lease.document.id);
    let kept = finer.documents[3].kind_review.as_ref().unwrap();
    assert_eq!(kept.review.value.as_deref(), Some("tenancy_agreement"));

    // Taken back and done once more: the same documents, none twice.
    assert_eq!(
        review(&bench, case, scan, Verdict::Withdrawn, None).await,
        Ok(None)
    );
    bench.work_off().await;
    assert_eq!(shown(&detail(&bench, case).await).len(), 1);
    review(&bench, case, scan, Verdict::Accepted, None).await.unwrap();
    bench.work_off().await;
    assert_eq!(shown(&detail(&bench, case).await), divided);
    let mut view = bench.store.read().await.unwrap();
    assert_eq!(
        view.documents(case).await.unwrap().len(),
        5,
        "nothing was deleted, nothing doubled"
    );
    let entries = view.audit_of_case(case).await.unwrap();
    let added = entries
        .iter()
        .filter(|row| row.entry.action == AuditAction::DocumentsAdded);
    let added: Vec<_> = added.collect();
    assert_eq!(added.len(), 2);
    assert!(
        added.iter().all(|row| row.actor_name.is_some()),
        "a person did it"
    );
    drop(view);
    bench.check().await;
}

#[tokio::test]
async fn a_clerk_divides_where_nothing_was_suggested() {
    let bench = Bench::new().await;
    let pages: [&[&str]; 2] = [&["Ein Text"], &["Noch ein Text"]];
    let files = vec![
        ("scan.pdf".to_owned(), pdf(&pages)),
        ("one.pdf".to_owned(), pdf(&pages[..1])),
    ];
    let case = bench.receive(files).await;
    let first = detail(&bench, case).await;
    let [scan, single] = first.documents.as_slice() else {
        panic!("two documents were sent")
    };
    assert!(scan.division.is_none());
    let refused = review(&bench, case, single, Verdict::Entered, Some("1")).await;
    assert_eq!(refused, Err("subject: unknown".to_owned()));
    let entered = review(&bench, case, scan, Verdict::Entered, Some("2")).await;
    assert_eq!(entered, Ok(Some("2".to_owned())));
    bench.work_off().await;
    let after = detail(&bench, case).await;
    let pages: Vec<Vec<u32>> = shown(&after).into_iter().map(|(_, pages)| pages).collect();
    assert_eq!(
        pages,
        [vec![1, 2], vec![2], vec![1]],
        "the first page stays in the scan only"
    );
    bench.check().await;
}

#[tokio::test]
async fn a_pile_from_the_feeder_is_offered_as_its_documents() {
    let bench = Bench::new().await;
    let case = bench.receive_sample("08-stapel").await;
    let first = detail(&bench, case).await;
    let [pile] = first.documents.as_slice() else {
        panic!("a suggestion alone changes nothing")
    };
    let division = pile.division.as_ref();
    let offered = division.and_then(|division| division.suggestion.answer.value());
    let is_readable = aktenlage_extract::ocr_support().is_ok();
    assert_eq!(offered, is_readable.then_some("1;2;3"));
    bench.check().await;
}
