//! Files that no office wishes for: each gets a stable code, the original is kept, nothing else suffers.
#![expect(clippy::unwrap_used, reason = "a test that fails panics")]
use aktenlage_domain::document::IssueCode;
use aktenlage_extract::Limits;

use crate::bench::Bench;

async fn issues_of(bench: &Bench, name: &str, bytes: Vec<u8>) -> Vec<IssueCode> {
    let case = bench.receive(vec![(name.to_owned(), bytes.clone())]).await;
    let detail = bench.workbench.case_detail(case).await.unwrap();
    let (_, kept) = bench
        .workbench
        .document_original(detail.documents[0].document.id)
        .await
        .unwrap();
    assert_eq!(kept, bytes, "{name}: the original is kept as it came");
    detail.row.issues
}

fn sample_pdf() -> Vec<u8> {
    let samples = aktenlage_evaluation::samples::suite("demo").unwrap();
    samples[0].files[0].1.clone()
}

#[tokio::test]
async fn every_bad_file_has_its_code_and_is_kept() {
    let bench = Bench::new().await;
    let pdf = sample_pdf();
    let truncated = pdf[..pdf.len() / 2].to_vec();
    let garbage = b"%PDF-1.7\nthis is not a document".to_vec();
    let cases: [(&str, Vec<u8>, &[IssueCode]); 6] = [
        ("leer.pdf", Vec::new(), &[IssueCode::EmptyFile]),
        (
            "brief.txt",
            b"Sehr geehrte Damen und Herren".to_vec(),
            &[IssueCode::UnsupportedType],
        ),
        (
            "IMG_0001.HEIC",
            b"\0\0\0\x18ftypheic\0\0\0\0mif1heic\0\0".to_vec(),
            &[IssueCode::UnsupportedPhoto],
        ),
        (
            "bild.png",
            b"\x89PNG\r\n\x1a\n0000".to_vec(),
            &[IssueCode::DamagedFile],
        ),
        (
            "halb.pdf",
            truncated,
            &[IssueCode::PartlyDamaged, IssueCode::DamagedFile],
        ),
        (
            "kaputt.pdf",
            garbage,
            &[IssueCode::DamagedFile, IssueCode::PartlyDamaged],
        ),
    ];
    for (name, bytes, expected) in cases {
        let issues = issues_of(&bench, name, bytes).await;
        assert!(
            issues.iter().any(|code| expected.contains(code)),
            "{name}: {issues:?}"
        );
    }
    bench.check().await;
}

#[tokio::test]
async fn a_reader_that_takes_too_long_or_too_much_costs_one_document() {
    let slow = Bench::with_limits(Limits {
        max_seconds: 0,
        ..Limits::recommended()
    })
    .await;
    let issues = issues_of(&slow, "langsam.pdf", sample_pdf()).await;
    assert_eq!(issues, [IssueCode::ReaderTimeout]);
    slow.check().await;
    let small = Bench::with_limits(Limits {
        max_memory_bytes: 8 * 1024 * 1024,
        ..Limits::recommended()
    })
    .await;
    let issues = issues_of(&small, "gross.pdf", sample_pdf()).await;
    assert_eq!(issues, [IssueCode::ReaderCrashed]);
    small.check().await;
}

#[tokio::test]
async fn too_many_pages_are_read_as_far_as_allowed() {
    let bench = Bench::with_limits(Limits {
        max_pages: 1,
        ..Limits::recommended()
    })
    .await;
    let case = bench.receive(vec![("antrag.pdf".to_owned(), sample_pdf())]).await;
    let detail = bench.workbench.case_detail(case).await.unwrap();
    assert!(
        detail.row.issues.contains(&IssueCode::TooManyPages),
        "{:?}",
        detail.row.issues
    );
    assert_eq!(detail.documents[0].pages.len(), 1);
    bench.check().await;
}

#[tokio::test]
async fn an_upload_that_is_no_upload_is_refused_with_a_reason() {
    use aktenlage_workflow::{IncomingFile, WorkflowError};
    let bench = Bench::with_limits(Limits {
        max_bytes: 10,
        ..Limits::recommended()
    })
    .await;
    let none = bench
        .workbench
        .receive_application(&bench.clerk, Vec::new(), None)
        .await;
    assert!(matches!(none, Err(WorkflowError::Invalid(issues)) if issues[0].code == "empty"));
    let large = IncomingFile {
        file_name: "a.pdf".into(),
        content: vec![b'x'; 11].into(),
    };
    let refused = bench
        .workbench
        .receive_application(&bench.clerk, vec![large], None)
        .await;
    assert!(matches!(refused, Err(WorkflowError::Invalid(issues)) if issues[0].code == "file_too_large"));
    bench.check().await;
}
