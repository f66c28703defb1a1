//! A scan that cannot be read: the case says so, a clerk decides, and the transfer note holds what is known.
use aktenlage_domain::document::IssueCode;
use aktenlage_domain::review::Verdict;
use aktenlage_domain::scan::ScanVerdict;
use aktenlage_domain::suggestion::Subject;
use aktenlage_domain::transfer::{TransferItem, TransferSource};
use aktenlage_workflow::WorkflowError;

use crate::bench::{Bench, draft};

/// A grey TIFF of 1200 x 1600 pixels at 150 dots per inch from a scanner that names itself: lines of blots that have
/// the size of letters and are none.
fn blots() -> Vec<u8> {
    const WIDTH: u32 = 1200;
    const HEIGHT: u32 = 1600;
    const MODEL: &[u8] = b"Muster Scan 3\0";
    let mut dice = 7_u32;
    let mut pixels = vec![225_u8; (WIDTH * HEIGHT) as usize];
    for top in (120..1480).step_by(36) {
        for left in (120..1080).step_by(18).filter(|left| left / 18 % 7 != 0) {
            for part in 0..12 {
                dice = dice.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                if dice >> 30 == 0 {
                    continue;
                }
                let (x, y) = (left + part % 3 * 4, top + part / 3 * 5);
                for line in y..y + 5 {
                    let start = (line * WIDTH + x) as usize;
                    pixels[start..start + 4].fill(60);
                }
            }
        }
    }
    let mut file = b"II*\0\x08\0\0\0".to_vec();
    let entries: [(u16, u16, u32, u32); 12] = [
        (256, 4, 1, WIDTH),
        (257, 4, 1, HEIGHT),
        (258, 3, 1, 8),
        (259, 3, 1, 1),
        (262, 3, 1, 1),
        (272, 2, 14, 174),
        (273, 4, 1, 204),
        (277, 3, 1, 1),
        (278, 4, 1, HEIGHT),
        (279, 4, 1, WIDTH * HEIGHT),
        (282, 5, 1, 188),
        (283, 5, 1, 196),
    ];
    file.extend(12_u16.to_le_bytes());
    for (tag, kind, count, value) in entries {
        file.extend(tag.to_le_bytes());
        file.extend(kind.to_le_bytes());
        file.extend(count.to_le_bytes());
        file.extend(value.to_le_bytes());
    }
    file.extend(0_u32.to_le_bytes());
    // Behind the directory: what does not fit into it.
    file.resize(174, 0);
    file.extend(MODEL);
    file.resize(188, 0);
    for number in [150_u32, 1, 150, 1] {
        file.extend(number.to_le_bytes());
    }
    file.extend(pixels);
    file
}

#[expect(clippy::disallowed_methods, reason = "the switch of the test run")]
#[tokio::test]
async fn a_clerk_decides_about_a_new_scan() {
    if let Err(missing) = aktenlage_extract::ocr_support() {
        let is_required = std::env::var("AKTENLAGE_TEST_REQUIRE_ALL").as_deref() == Ok("1");
        assert!(!is_required, "{missing}");
        eprintln!("skipped: {missing}");
        return;
    }
    let bench = Bench::new().await;
    let case = bench.receive(vec![("scan.tif".to_owned(), blots())]).await;
    let detail = bench.workbench.case_detail(case).await.unwrap();
    let [document] = detail.documents.as_slice() else {
        panic!("one document was sent")
    };
    let scan = document.pages[0].scan.as_ref().unwrap();
    assert_ne!(scan.verdict, ScanVerdict::Readable);
    let is_told = |code| document.issues.iter().any(|issue| issue.code == code);
    assert!(is_told(IssueCode::PoorScan) || is_told(IssueCode::UnreadableScan));
    let suggestion = document.rescan.as_ref().unwrap();
    assert_eq!(suggestion.suggestion.answer.value(), Some("1"));
    assert_eq!(suggestion.suggestion.answer.evidence()[0].page, 1);
    assert!(document.rescan_review.is_none(), "nothing is decided beforehand");

    let id = document.document.id;
    let review = async |verdict, value: Option<&str>| {
        let mut draft = draft(Subject::Rescan(id), Some(suggestion.id), verdict);
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
    };
    assert_eq!(
        review(Verdict::Amended, Some("0")).await,
        Err("value: invalid_form".to_owned())
    );
    assert_eq!(
        review(Verdict::Amended, Some("2, 1,2")).await,
        Ok(Some("1,2".to_owned()))
    );
    assert_eq!(review(Verdict::Rejected, None).await, Ok(None));
    let after = bench.workbench.case_detail(case).await.unwrap();
    let kept = after.documents[0].rescan_review.as_ref().unwrap();
    assert_eq!(kept.review.verdict, Verdict::Rejected);

    let note = bench.workbench.transfer_note(id).await.unwrap().unwrap().note;
    let device = note.entry(TransferItem::Device).unwrap();
    assert_eq!(
        (device.value.as_str(), device.source),
        ("Muster Scan 3", TransferSource::File)
    );
    assert_eq!(note.entry(TransferItem::Resolution).unwrap().value, "150x150");
    assert!(!note.is_readable());
    assert!(
        note.open_items()
            .any(|item| item == TransferItem::AgreesWithPaper)
    );
    bench.check().await;
}
