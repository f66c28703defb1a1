//! Practice on the real workbench: its pages are drawn and read like others, and not one byte of the data changes.
#![expect(clippy::unwrap_used, reason = "a test that fails panics")]
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use aktenlage_domain::practice::PracticeOutcome;
use aktenlage_domain::review::Verdict;
use aktenlage_extract::Limits;
use aktenlage_workflow::WorkflowError;
use aktenlage_workflow::practice::PracticeAnswer;

use crate::bench::Bench;

/// Every file below a folder, with what is in it.
fn content(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut files = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs_err::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let bytes = fs_err::read(&path).unwrap();
                files.insert(path, bytes);
            }
        }
    }
    files
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn practising_changes_no_byte_of_the_data() {
    let folder = tempfile::tempdir().unwrap();
    let bench = Bench::in_directory(folder.path(), Limits::recommended()).await;
    bench.receive_sample("01-wohngeld-live").await;
    let before = content(folder.path());
    assert!(before.len() > 2, "{:?}", before.keys());

    let workbench = &bench.workbench;
    let mut outcomes = Vec::new();
    for summary in workbench.practice_cases().unwrap() {
        let case = workbench.practice_case(&summary.id).unwrap();
        let first = &case.documents[0];
        let image = workbench.practice_page(first.id, 1, 800).await.unwrap();
        assert!(image.starts_with(b"RIFF"), "{}", summary.id);
        let words = workbench.practice_words(first.id, 1).await.unwrap();
        assert!(words.len() > 10, "{}", summary.id);
        let beyond = workbench.practice_page(first.id, 99, 800).await;
        assert!(matches!(beyond, Err(WorkflowError::NotFound)), "{beyond:?}");
        let answers: Vec<PracticeAnswer> = case
            .fields
            .iter()
            .map(|field| PracticeAnswer {
                field: field.id.clone(),
                verdict: Verdict::Accepted,
                value: None,
            })
            .collect();
        let findings = workbench.practice_result(&summary.id, &answers).unwrap();
        outcomes.extend(findings.into_iter().map(|finding| finding.outcome));
    }
    // Whoever takes everything follows wrong suggestions too.
    let count = |wanted: PracticeOutcome| outcomes.iter().filter(|outcome| **outcome == wanted).count();
    assert!(count(PracticeOutcome::FollowedRight) > count(PracticeOutcome::FollowedWrong));
    assert!(count(PracticeOutcome::FollowedWrong) >= 4, "{outcomes:?}");
    assert!(
        count(PracticeOutcome::LeftOpen) >= 1,
        "the machine is silent sometimes"
    );

    let after = content(folder.path());
    assert!(before == after, "{:?} became {:?}", before.keys(), after.keys());
    bench.check().await;
}

/// Every field that a practice case names is one of its service: none is left out silently.
#[tokio::test]
async fn the_shipped_blueprint_knows_every_field_that_is_practised() {
    let bench = Bench::new().await;
    let shipped = aktenlage_evaluation::practice::cases().unwrap();
    let known = bench.workbench.practice_cases().unwrap();
    let count = |fields: usize, id: &str| (id.to_owned(), fields);
    let shipped: Vec<_> = shipped
        .iter()
        .map(|case| count(case.fields.len(), &case.id))
        .collect();
    let known: Vec<_> = known.iter().map(|case| count(case.fields, &case.id)).collect();
    assert_eq!(shipped, known);
}
