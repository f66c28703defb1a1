//! What is sent in twice: the later document says which one it repeats, also where nothing can be read of either; a person
//! says whether they are two or which one is set aside. Copies in other cases are told as a hint.
#![expect(clippy::unwrap_used, reason = "a test that fails panics")]
use aktenlage_domain::document::IssueCode;
use aktenlage_domain::duplicate::{DocumentPair, PairVerdict};
use aktenlage_domain::ids::{CaseId, DocumentId};
use aktenlage_domain::review::Verdict;
use aktenlage_domain::suggestion::Subject;
use aktenlage_workflow::WorkflowError;
use aktenlage_workflow::views::{DocumentView, OpenPointKind};

use crate::bench::{Bench, draft};
use crate::divisions::pdf;
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

/// What a clerk says of two documents at the newest version, or the code with which it is refused.
async fn say(
    bench: &Bench,
    case: CaseId,
    pair: DocumentPair,
    verdict: Verdict,
    value: Option<PairVerdict>,
) -> Result<Option<String>, String> {
    let mut said = draft(Subject::Duplicate(pair), None, verdict);
    said.value = value.map(|value| value.to_string());
    let version = bench.version(case).await;
    let reviewed = bench
        .workbench
        .review_suggestion(&bench.clerk, case, version, said)
        .await;
    match reviewed {
        Ok((_, view)) => Ok(view.review.value),
        Err(WorkflowError::Invalid(issues)) => Err(format!("{}: {}", issues[0].field, issues[0].code)),
        Err(other) => Err(other.to_string()),
    }
}

/// How many documents the open points call unreadable.
async fn unreadable(bench: &Bench, case: CaseId) -> usize {
    let points = bench.workbench.open_points(case).await.unwrap();
    let unreadable = points
        .iter()
        .filter(|point| point.kind == OpenPointKind::DocumentUnreadable);
    unreadable.count()
}

#[tokio::test]
async fn a_clerk_sets_a_duplicate_aside_and_takes_it_back() {
    let bench = Bench::new().await;
    let files = ["eins.pdf", "zwei.pdf", "drei.pdf"].map(|name| (name.to_owned(), BROKEN.to_vec()));
    let case = bench.receive(files.into()).await;
    let other = vec![("fremd.pdf".to_owned(), b"%PDF-1.7 another".to_vec())];
    let other_case = bench.receive(other).await;
    let found = documents(&bench, case).await;
    let [first, second, third] = [0, 1, 2].map(|at: usize| found[at].document.id);
    let stranger = documents(&bench, other_case).await[0].document.id;
    let remarks = &found[1].kind.as_ref().unwrap().suggestion.remarks;
    let remark = remarks
        .iter()
        .find(|remark| remark.code == "duplicate_document")
        .unwrap();
    assert_eq!(remark.parameter("document_id"), Some(first.to_string().as_str()));
    let is_in_place = |view: &DocumentView| view.set_aside_for.is_none();
    assert!(found.iter().all(is_in_place), "a remark alone does nothing");
    assert_eq!(unreadable(&bench, case).await, 3);

    let pair = |one: DocumentId, other: DocumentId| DocumentPair::new(one, other).unwrap();
    let aside = |document: DocumentId| Some(PairVerdict::SetAside(document));
    let strange = say(
        &bench,
        case,
        pair(first, stranger),
        Verdict::Entered,
        aside(first),
    )
    .await;
    assert_eq!(strange, Err("subject: unknown".to_owned()), "of another case");
    let neither = say(&bench, case, pair(first, second), Verdict::Entered, aside(third)).await;
    assert_eq!(neither, Err("value: invalid_form".to_owned()));

    // The later one is set aside; nothing is set aside for one that is aside itself.
    let said = say(&bench, case, pair(second, first), Verdict::Entered, aside(second)).await;
    assert_eq!(said, Ok(Some(format!("set_aside:{second}"))));
    let refused = say(&bench, case, pair(second, third), Verdict::Entered, aside(third)).await;
    assert_eq!(refused, Err("value: set_aside_already".to_owned()));
    let distinct = Some(PairVerdict::Distinct);
    let said = say(&bench, case, pair(second, third), Verdict::Entered, distinct).await;
    assert_eq!(said, Ok(Some("distinct".to_owned())));
    let detail = bench.workbench.case_detail(case).await.unwrap();
    let aside_for: Vec<Option<DocumentId>> = detail.documents.iter().map(|view| view.set_aside_for).collect();
    assert_eq!(aside_for, [None, Some(first), None]);
    let by: Vec<_> = detail.duplicate_reviews.iter().map(|view| view.by.id).collect();
    assert_eq!(by, [bench.clerk.id(), bench.clerk.id()]);
    assert_eq!(unreadable(&bench, case).await, 2, "it is not looked at twice");
    let (_, original) = bench.workbench.document_original(second).await.unwrap();
    assert_eq!(original, BROKEN, "it is all there");

    // Reading again changes nothing about it; taking it back brings it back into its place.
    bench
        .workbench
        .restart_processing(&bench.clerk, case)
        .await
        .unwrap();
    bench.work_off().await;
    assert_eq!(documents(&bench, case).await[1].set_aside_for, Some(first));
    let taken_back = say(&bench, case, pair(first, second), Verdict::Withdrawn, None).await;
    assert_eq!(taken_back, Ok(None));
    assert_eq!(documents(&bench, case).await[1].set_aside_for, None);
    let again = say(&bench, case, pair(first, second), Verdict::Withdrawn, None).await;
    assert_eq!(again, Err("verdict: nothing_to_withdraw".to_owned()));
    bench.check().await;
}

const CONTRACT: [&[&str]; 2] = [
    &[
        "Mietvertrag zwischen Wohnbau Nord eG als Vermieter und Eva Muster als Mieter",
        "Die Miete betraegt monatlich 812,00 EUR",
    ],
    &[
        "Die Wohnung hat drei Zimmer, eine Kueche und ein Bad im zweiten Stock",
        "Die Heizkosten betragen monatlich 95,00 EUR",
    ],
];

#[tokio::test]
async fn pages_that_come_once_more_are_told_in_both_cases() {
    let bench = Bench::new().await;
    let file = |name: &str, pages: &[&[&str]]| vec![(name.to_owned(), pdf(pages))];
    let first = bench.receive(file("vertrag.pdf", &CONTRACT)).await;
    let cover: &[&str] = &["Deckblatt"];
    let second = bench
        .receive(file("scan.pdf", &[cover, CONTRACT[0], CONTRACT[1]]))
        .await;
    let raised: &[&str] = &[CONTRACT[0][0], "Die Miete betraegt monatlich 840,00 EUR"];
    let third = bench.receive(file("neu.pdf", &[raised])).await;

    let told = bench.workbench.copies_elsewhere(first).await.unwrap();
    assert_eq!((told.len(), told[0].case.id), (1, second));
    let pages: Vec<(u32, u32)> = told[0]
        .pages
        .iter()
        .map(|alike| (alike.page, alike.other_page))
        .collect();
    assert_eq!(pages, [(1, 2), (2, 3)]);
    let back = bench.workbench.copies_elsewhere(second).await.unwrap();
    assert_eq!((back.len(), back[0].case.id), (1, first));
    let of_another = bench.workbench.copies_elsewhere(third).await.unwrap();
    assert!(of_another.is_empty(), "another amount is another page");
    bench.check().await;
}
