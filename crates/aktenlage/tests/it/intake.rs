//! E-mails and archives through the whole pipeline: one upload is one submission with every part once.
#![expect(clippy::unwrap_used, reason = "a test that fails panics")]
use std::fmt::Write as _;

use aktenlage_domain::document::IssueCode;
use aktenlage_domain::ids::CaseId;
use aktenlage_extract::Limits;
use aktenlage_extract::confined::converter;
use aktenlage_workflow::views::{CaseDetail, DocumentView, Processing};
use aktenlage_workflow::{IncomingFile, Runner};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::bench::Bench;
use crate::packed::{office, zip};

fn sample(name: &str) -> Vec<(String, Vec<u8>)> {
    let samples = aktenlage_evaluation::samples::suite("demo").unwrap();
    samples
        .into_iter()
        .find(|sample| sample.name == name)
        .unwrap()
        .files
}

fn mail(text: &str, attachments: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut mail = format!(
        "From: =?utf-8?Q?J=C3=B6rg_M=C3=BCller?= <j@example.org>\r\nTo: amt@example.org\r\n\
         Date: Fri, 20 Nov 2026 08:00:00 +0100\r\nSubject: Antrag auf Wohngeld\r\nMIME-Version: 1.0\r\n\
         Content-Type: multipart/mixed; boundary=grenze\r\n\r\n--grenze\r\n\
         Content-Type: text/plain; charset=utf-8\r\n\r\n{text}\r\n"
    );
    for (name, content) in attachments {
        let name = STANDARD.encode(name);
        let content = STANDARD.encode(content);
        let _ = write!(
            mail,
            "--grenze\r\nContent-Type: application/octet-stream; name=\"=?utf-8?B?{name}?=\"\r\n\
             Content-Disposition: attachment\r\nContent-Transfer-Encoding: base64\r\n\r\n{content}\r\n"
        );
    }
    (mail + "--grenze--\r\n").into_bytes()
}

async fn detail(bench: &Bench, case: CaseId) -> CaseDetail {
    bench.workbench.case_detail(case).await.unwrap()
}

fn origins(documents: &[DocumentView]) -> Vec<(String, Option<(usize, String)>)> {
    let position = |document: &DocumentView| {
        let part = document.document.part_of.as_ref()?;
        let container = documents
            .iter()
            .position(|other| other.document.id == part.container);
        Some((container.unwrap(), part.part.clone()))
    };
    let origin = |document: &DocumentView| (document.document.file_name.clone(), position(document));
    documents.iter().map(origin).collect()
}

fn codes(document: &DocumentView) -> Vec<IssueCode> {
    document.issues.iter().map(|issue| issue.code).collect()
}

#[tokio::test]
async fn one_mail_is_one_submission_with_every_part_once() {
    let bench = Bench::new().await;
    let attachments = sample("01-wohngeld-live");
    let upload = mail("Guten Tag, anbei mein Antrag. Jörg Müller", &attachments);
    let case = bench
        .receive(vec![("Antrag.eml".to_owned(), upload.clone())])
        .await;
    let first = detail(&bench, case).await;
    assert_eq!(first.documents.len(), 1 + attachments.len());
    let mut expected = vec![("Antrag.eml".to_owned(), None)];
    for ((name, _), part) in attachments.iter().zip(2..) {
        expected.push((name.clone(), Some((0, part.to_string()))));
    }
    assert_eq!(origins(&first.documents), expected);
    // The e-mail has pages made of its text, and the words on them have their places.
    let letter = &first.documents[0];
    assert_eq!(codes(letter), [IssueCode::PagesFromMailText]);
    assert_eq!(first.row.issues, [], "a notice is no problem of the case");
    let words = bench.workbench.page_words(letter.document.id, 1).await.unwrap();
    let text: Vec<_> = words.iter().map(|word| word.text.as_str()).collect();
    assert!(
        text.join(" ").ends_with("anbei mein Antrag. Jörg Müller"),
        "{text:?}"
    );
    let image = bench
        .workbench
        .page_image(letter.document.id, 1, 800)
        .await
        .unwrap();
    assert!(image.starts_with(b"RIFF"));
    // Every original is there as it came, the container too.
    let (_, kept) = bench
        .workbench
        .document_original(letter.document.id)
        .await
        .unwrap();
    assert_eq!(kept, upload);
    for ((_, content), document) in attachments.iter().zip(&first.documents[1..]) {
        let (_, kept) = bench
            .workbench
            .document_original(document.document.id)
            .await
            .unwrap();
        assert_eq!(kept, *content);
        assert!(!document.pages.is_empty(), "parts are read like everything else");
    }
    // The application is recognised in the attachment.
    assert_eq!(
        first
            .row
            .case
            .service
            .as_ref()
            .map(|service| service.as_str().to_owned()),
        detail(&bench, bench.receive(attachments).await)
            .await
            .row
            .case
            .service
            .map(|service| service.as_str().to_owned())
    );
    let history = bench.workbench.history(case).await.unwrap();
    let added: Vec<_> = history
        .iter()
        .filter(|item| item.action == "documents_added")
        .collect();
    assert_eq!(added.len(), 1, "one entry for all parts of one container");
    assert_eq!(
        added[0].detail["documents"].as_array().unwrap().len(),
        first.documents.len() - 1
    );
    // Once more changes nothing.
    bench
        .workbench
        .restart_processing(&bench.clerk, case)
        .await
        .unwrap();
    bench.work_off().await;
    let again = detail(&bench, case).await;
    assert_eq!(origins(&again.documents), origins(&first.documents));
    bench.check().await;
}

#[tokio::test]
async fn a_job_that_runs_twice_at_once_takes_every_part_out_once() {
    // From side by side to one after the other: whichever records the parts first, both go on with them.
    for apart_ms in [0, 20, 60, 200, 600] {
        run_twice(std::time::Duration::from_millis(apart_ms)).await;
    }
}

/// The lease of the first run ends before it is through: the job is done by two workers, the second one later.
async fn run_twice(apart: std::time::Duration) {
    let bench = Bench::new().await;
    let archive = zip(&sample("01-wohngeld-live"));
    let upload = mail("Text", &[("alles.zip".to_owned(), archive)]);
    let received = bench
        .workbench
        .receive_application(
            &bench.clerk,
            vec![IncomingFile {
                file_name: "a.eml".into(),
                content: upload.into(),
            }],
            None,
        )
        .await
        .unwrap();
    let runner = Runner::new(bench.workbench.clone());
    let first = tokio::spawn({
        let runner = runner.clone();
        async move { runner.work_once().await }
    });
    while runner.progress().await.unwrap().running == 0 {
        assert!(!first.is_finished(), "the first worker took no job");
        tokio::task::yield_now().await;
    }
    tokio::time::sleep(apart).await;
    runner.recover().await.unwrap();
    bench.work_off().await;
    // The first one lost its lease, or it was through before; both are in order.
    first.await.unwrap().unwrap();
    let mut waited = 0;
    while detail(&bench, received.case).await.row.processing != Processing::Ready {
        assert!(waited < 100, "the case is never ready");
        waited += 1;
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
        bench.work_off().await;
    }
    let documents = detail(&bench, received.case).await.documents;
    let mut parts: Vec<_> = documents
        .iter()
        .filter_map(|document| document.document.part_of.as_ref())
        .map(|part| (part.container, part.part.clone()))
        .collect();
    let all = parts.len();
    parts.sort();
    parts.dedup();
    assert_eq!((parts.len(), all), (all, documents.len() - 1), "{apart:?} apart");
    assert_eq!(all, 1 + sample("01-wohngeld-live").len(), "{apart:?} apart");
    let report = bench.workbench.verify_chain(&bench.supervisor).await.unwrap();
    assert!(report.valid);
}

#[tokio::test]
async fn archives_in_mails_in_archives_come_apart_as_deep_as_allowed() {
    let bench = Bench::new().await;
    let pdf = sample("01-wohngeld-live").remove(0).1;
    let deepest = zip(&[("tief.pdf".to_owned(), pdf.clone())]);
    let inner = zip(&[("innen.pdf".to_owned(), pdf), ("noch.zip".to_owned(), deepest)]);
    let letter = mail("Text", &[("innen.zip".to_owned(), inner)]);
    let upload = zip(&[
        ("../brief.eml".to_owned(), letter),
        ("liesmich.xyz".to_owned(), b"\0?".to_vec()),
    ]);
    let case = bench.receive(vec![("alles.zip".to_owned(), upload)]).await;
    let detail = detail(&bench, case).await;
    assert_eq!(
        origins(&detail.documents),
        [
            ("alles.zip".to_owned(), None),
            ("brief.eml".to_owned(), Some((0, "1".to_owned()))),
            ("innen.zip".to_owned(), Some((1, "2".to_owned()))),
            ("innen.pdf".to_owned(), Some((2, "1".to_owned()))),
            ("noch.zip".to_owned(), Some((2, "2".to_owned()))),
            ("liesmich.xyz".to_owned(), Some((0, "2".to_owned()))),
        ]
    );
    assert_eq!(codes(&detail.documents[0]), [IssueCode::Unpacked]);
    assert_eq!(codes(&detail.documents[4]), [IssueCode::NestedTooDeep]);
    assert_eq!(codes(&detail.documents[5]), [IssueCode::UnsupportedType]);
    assert_eq!(
        detail.row.issues,
        [IssueCode::UnsupportedType, IssueCode::NestedTooDeep]
    );
    bench.check().await;
}

#[tokio::test]
async fn the_limits_hold_for_all_parts_of_an_upload_together() {
    let limits = Limits {
        max_parts: 3,
        ..Limits::recommended()
    };
    let bench = Bench::with_limits(limits).await;
    let two = zip(&[
        ("a.txt".to_owned(), b"a".to_vec()),
        ("b.txt".to_owned(), b"b".to_vec()),
    ]);
    let upload = zip(&[("eins.zip".to_owned(), two.clone()), ("zwei.zip".to_owned(), two)]);
    let case = bench.receive(vec![("alles.zip".to_owned(), upload)]).await;
    let detail = detail(&bench, case).await;
    // Two archives and nothing of them: one part is left of three, and both hold two.
    assert_eq!(detail.documents.len(), 3);
    assert_eq!(codes(&detail.documents[1]), [IssueCode::TooManyParts]);
    assert_eq!(codes(&detail.documents[2]), [IssueCode::TooManyParts]);
    bench.check().await;
}

#[tokio::test]
async fn a_word_document_is_read_or_says_what_is_missing() {
    let bench = Bench::new().await;
    let case = bench
        .receive(vec![(
            "antrag.docx".to_owned(),
            office(true, "Antrag auf Wohngeld"),
        )])
        .await;
    let detail = detail(&bench, case).await;
    let document = &detail.documents[0];
    let image = bench.workbench.page_image(document.document.id, 1, 800).await;
    if converter().is_ok() {
        assert_eq!(codes(document), [IssueCode::PagesFromConversion]);
        assert!(image.unwrap().starts_with(b"RIFF"));
    } else {
        assert_eq!(codes(document), [IssueCode::ConverterMissing]);
        assert!(image.is_err());
    }
    bench.check().await;
}
