//! Which pages of a document should be scanned again, and why. Rules on what the reader measured; a clerk decides.
use aktenlage_domain::document::{IssueCode, Page, PageBox, SourceSpan};
use aktenlage_domain::scan::{PageScan, ScanVerdict};
use aktenlage_domain::suggestion::{Answer, Remark};

use crate::remark;
use crate::submission::DocumentInput;

/// How often a flagged page is thought to be read badly; by hand, not yet measured, `docs/decisions/0012-scan-quality.md`.
const PROBABILITY: f32 = 0.9;
/// The page itself is the evidence.
const WHOLE_PAGE: PageBox = PageBox {
    left: 0.0,
    top: 0.0,
    right: 1.0,
    bottom: 1.0,
};

/// The suggestion for a document, with a remark for each of its pages; `None` if every page is good enough.
pub(crate) fn suggest(document: &DocumentInput) -> Option<(Answer, Vec<Remark>)> {
    // What is missing looks pale or blank: nothing else is said about such a page.
    let is_damaged = |page: &Page| {
        document
            .issues
            .iter()
            .any(|issue| issue.code == IssueCode::ImageNotDecoded && issue.page == Some(page.number))
    };
    let pages: Vec<(u32, Vec<Remark>)> = document
        .text
        .pages
        .iter()
        .filter_map(|page| {
            if is_damaged(page) {
                let damaged = Remark::new(remark::PAGE_NOT_WHOLE).with("page", page.number.to_string());
                return Some((page.number, vec![damaged]));
            }
            let scan = page.scan.as_ref().filter(|scan| scan.needs_rescan())?;
            Some((page.number, remarks(page.number, scan)))
        })
        .collect();
    if pages.is_empty() {
        return None;
    }
    let numbers: Vec<String> = pages.iter().map(|(number, _)| number.to_string()).collect();
    let evidence = pages.iter().map(|(number, _)| SourceSpan {
        document: document.id,
        page: *number,
        bbox: WHOLE_PAGE,
        text: String::new(),
    });
    let answer = Answer::Value {
        value: numbers.join(","),
        probability: PROBABILITY,
        evidence: evidence.collect(),
        alternatives: Vec::new(),
    };
    let remarks = pages.into_iter().flat_map(|(_, remarks)| remarks);
    Some((answer, remarks.collect()))
}

/// What is wrong with the picture of a page, then how badly it reads.
fn remarks(page: u32, scan: &PageScan) -> Vec<Remark> {
    let measures = &scan.measures;
    let remark = |code: &str| Remark::new(code).with("page", page.to_string());
    let percent = |share: f32| format!("{:.0}", share * 100.0);
    let mut remarks = Vec::new();
    let verdict = match scan.verdict {
        ScanVerdict::Readable => None,
        ScanVerdict::Poor => Some(remark::PAGE_POOR),
        ScanVerdict::Unreadable => Some(remark::PAGE_UNREADABLE),
    };
    let width = measures.edge_width_mm.unwrap_or_default();
    let known = [
        (
            IssueCode::ScanCutOff,
            remark(remark::PAGE_CUT_OFF).with("words", measures.words_cut_off.to_string()),
        ),
        (
            IssueCode::ScanTooDark,
            remark(remark::PAGE_TOO_DARK).with("percent", percent(measures.paper)),
        ),
        (
            IssueCode::ScanTooLight,
            remark(remark::PAGE_TOO_LIGHT).with("percent", percent(measures.print)),
        ),
        (
            IssueCode::ScanLowContrast,
            remark(remark::PAGE_LOW_CONTRAST).with("percent", percent(measures.contrast())),
        ),
        (
            IssueCode::ScanLowResolution,
            remark(remark::PAGE_LOW_RESOLUTION)
                .with("dpi", format!("{:.0}", measures.coarsest_dots_per_inch())),
        ),
        (
            IssueCode::ScanBlurred,
            remark(remark::PAGE_BLURRED).with("micrometres", format!("{:.0}", width * 1000.0)),
        ),
        (
            IssueCode::ScanSkewed,
            remark(remark::PAGE_SKEWED).with("degrees", format!("{:.0}", measures.skew_degrees.abs())),
        ),
    ];
    let reasons = scan.reasons.iter().filter_map(|reason| {
        let found = known.iter().find(|(code, _)| code == reason);
        found.map(|(_, remark)| remark.clone())
    });
    remarks.extend(reasons);
    remarks.extend(verdict.map(|code| remark(code).with("percent", measures.unsure_percent().to_string())));
    remarks
}

#[cfg(test)]
mod tests {
    use aktenlage_domain::document::{DocumentText, Issue};
    use aktenlage_domain::ids::DocumentId;
    use aktenlage_domain::scan::ScanMeasures;

    use super::*;
    use crate::{fixture, wording};

    fn document(scans: Vec<Option<PageScan>>) -> DocumentInput {
        let pages = (1..).zip(scans).map(|(number, scan)| {
            let mut page = fixture::page(number, &[]);
            page.scan = scan;
            page
        });
        DocumentInput {
            id: DocumentId(uuid::Uuid::nil()),
            file_name: "scan.tif".to_owned(),
            text: DocumentText {
                pages: pages.collect(),
                fields: Vec::new(),
                marks: Vec::new(),
            },
            issues: Vec::new(),
            pages: None,
            sha256: None,
        }
    }

    #[expect(clippy::unnecessary_wraps, reason = "as a page holds it")]
    fn scan(verdict: ScanVerdict, reasons: &[IssueCode]) -> Option<PageScan> {
        Some(PageScan {
            verdict,
            reasons: reasons.to_vec(),
            measures: ScanMeasures {
                words: 100,
                unsure_words: 41,
                paper: 0.31,
                words_cut_off: 5,
                ..ScanMeasures::default()
            },
            steps: Vec::new(),
            quarter_turns: 0,
        })
    }

    #[test]
    fn pages_are_named_with_reasons_and_figures() {
        let document = document(vec![
            scan(ScanVerdict::Readable, &[]),
            None,
            scan(ScanVerdict::Poor, &[IssueCode::ScanTooDark]),
            scan(ScanVerdict::Readable, &[IssueCode::ScanCutOff]),
        ]);
        let (answer, remarks) = suggest(&document).unwrap();
        assert_eq!(answer.value(), Some("3,4"));
        let pages: Vec<u32> = answer.evidence().iter().map(|span| span.page).collect();
        assert_eq!(pages, [3, 4]);
        assert_eq!(
            wording::german_pages(&remarks),
            [
                "Seite 3: zu dunkel (Papier nur zu 31 % hell), 41 % der Wörter unsicher",
                "Seite 4: am Rand abgeschnitten (5 Wörter)",
            ]
        );
        assert_eq!(wording::german(&remarks[1]), "Seite 3: 41 % der Wörter unsicher.");
    }

    #[test]
    fn of_a_page_that_is_not_whole_nothing_else_is_said() {
        let damaged = |page| Issue {
            code: IssueCode::ImageNotDecoded,
            page: Some(page),
        };
        let document = DocumentInput {
            issues: vec![damaged(1), damaged(2)],
            ..document(vec![
                scan(ScanVerdict::Unreadable, &[IssueCode::ScanTooLight]),
                None,
            ])
        };
        let (answer, remarks) = suggest(&document).unwrap();
        assert_eq!(answer.value(), Some("1,2"));
        let damaged = |page| format!("Seite {page}: das Bild ist beschädigt oder nicht ganz da");
        assert_eq!(wording::german_pages(&remarks), [damaged(1), damaged(2)]);
    }

    #[test]
    fn good_pages_and_pages_that_are_no_scans_ask_for_nothing() {
        let document = document(vec![None, scan(ScanVerdict::Readable, &[])]);
        assert_eq!(suggest(&document), None);
    }
}
