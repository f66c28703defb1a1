//! What is sent in twice: the later document says which one it repeats, also where nothing can be read of either.
#![expect(clippy::unwrap_used, reason = "a test that fails panics")]
use aktenlage_domain::document::IssueCode;
use aktenlage_domain::ids::CaseId;
use aktenlage_domain::review::Verdict;
use aktenlage_domain::suggestion::Subject;
use aktenlage_workflow::views::DocumentView;

use crate::bench::{Bench, draft};
use crate::packed::zip;

/// No reader gets anything out of it.
const BROKEN: &[u8] = b"%PDF-1.7\nand nothing else";

async fn documents(bench: &Bench, case: CaseId) -> Vec<DocumentView> {
    bench.workbench.case_detail(case).await.unwrap().documents
}

/// Each document with the one that it repeats as a whole.
fn copies(documents: &[DocumentView]) -> Vec<(&str, Option<&str>)> {
    let repeats = |document: &DocumentView| -> Option<String> {
        let remarks = &document.kind.as_ref()?.suggestion.remarks;
        let remark = remarks
            .iter()
            .find(|remark| remark.code == "duplicate_document")?;
        remark.parameter("document").map(str::to_owned)
    };
    documents
        .iter()
        .map(|document| {
            let first = repeats(document).and_then(|name| {
                let mut names = documents.iter().map(|other| other.document.file_name.as_str());
                names.find(|other| *other == name)
            });
            (document.document.file_name.as_str(), first)
        })
        .collect()
}

#[tokio::test]
async fn a_file_that_cannot_be_read_is_known_when_it_comes_again() {
    let bench = Bench::new().await;
    let archive = zip(&[
        ("noch-einmal.pdf".to_owned(), BROKEN.to_vec()),
        ("anders.pdf".to_owned(), [BROKEN, b" at all"].concat()),
    ]);
    let case = bench
        .receive(vec![
            ("defekt.pdf".to_owned(), BROKEN.to_vec()),
            ("alles.zip".to_owned(), archive),
        ])
        .await;
    let found = documents(&bench, case).await;
    assert_eq!(
        copies(&found),
        [
            ("defekt.pdf", None),
            ("alles.zip", None),
            ("noch-einmal.pdf", Some("defekt.pdf")),
            ("anders.pdf", None),
        ]
    );
    let copy = &found[2];
    assert!(
        copy.issues
            .iter()
            .any(|issue| issue.code == IssueCode::DamagedFile),
        "{:?}",
        copy.issues
    );

    // The remark stands on the suggestion of the kind; a clerk answers that one, and the answer stays.
    let shown = copy.kind.as_ref().unwrap().id;
    let subject = Subject::DocumentKind(copy.document.id);
    let mut named = draft(subject, Some(shown), Verdict::Entered);
    named.value = Some("tenancy_agreement".to_owned());
    let version = bench.version(case).await;
    bench
        .workbench
        .review_suggestion(&bench.clerk, case, version, named)
        .await
        .unwrap();
    bench
        .workbench
        .restart_processing(&bench.clerk, case)
        .await
        .unwrap();
    bench.work_off().await;
    let found = documents(&bench, case).await;
    let answered = found[2].kind_review.as_ref().unwrap();
    assert_eq!(answered.review.value.as_deref(), Some("tenancy_agreement"));
    assert_eq!(copies(&found)[2], ("noch-einmal.pdf", Some("defekt.pdf")));
    bench.check().await;
}
