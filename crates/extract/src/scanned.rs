//! Filling in the pages whose text exists only as a picture.
use std::time::Instant;

use aktenlage_domain::document::{Issue, IssueCode, Mark, MarkKind, Page, TextSource};
use aktenlage_domain::scan::{PageScan, ScanVerdict};

use crate::ocr::{Outcome, ReadPage, Scan, read_pages};
use crate::{Limits, Reading, issue, layer};

/// Reads the unreadable pages of a document from the scans that `scan` makes of their numbers. Without a
/// recogniser on this machine they stay as they are, and the document says so.
pub(crate) fn fill_in(
    reading: &mut Reading,
    deadline: Instant,
    limits: &Limits,
    scan: impl Fn(u32) -> Option<Scan> + Sync,
) {
    let is_refused = |page: &Page| {
        [IssueCode::ReaderCrashed, IssueCode::TooManyPixels]
            .into_iter()
            .any(|code| reading.issues.contains(&issue::on_page(code, page.number)))
    };
    let unread: Vec<u32> = reading
        .text
        .pages
        .iter()
        .filter(|page| page.source == TextSource::Unreadable && !is_refused(page))
        .map(|page| page.number)
        .collect();
    if unread.is_empty() {
        return;
    }
    let Some(outcomes) = read_pages(unread.len(), deadline, limits, |index| scan(*unread.get(index)?)) else {
        return say(reading, issue::document(IssueCode::RecogniserMissing));
    };
    let mut has_timed_out = false;
    for (number, outcome) in unread.into_iter().zip(outcomes) {
        match outcome {
            Outcome::Read(read) => take(reading, number, read),
            Outcome::NotReached => has_timed_out = true,
            Outcome::NotDrawn => reading
                .issues
                .push(issue::on_page(IssueCode::ImageNotDecoded, number)),
            Outcome::Failed => reading
                .issues
                .push(issue::on_page(IssueCode::RecognitionFailed, number)),
        }
    }
    if has_timed_out {
        say(reading, issue::document(IssueCode::ReaderTimeout));
    }
}

/// What a copier recognised and nobody compared with its picture is no better than what a copier alone has.
pub(crate) fn doubt(reading: &mut Reading, numbers: &[u32]) {
    for page in &mut reading.text.pages {
        if numbers.contains(&page.number) {
            page.words = layer::doubted(std::mem::take(&mut page.words), &[]);
        }
    }
}

fn say(reading: &mut Reading, issue: Issue) {
    if !reading.issues.contains(&issue) {
        reading.issues.push(issue);
    }
}

/// Reads pages a second time whose text somebody recognised on their picture before: for marks, for how good the scan
/// is, and to find out whether the text belongs to the picture. Pages that are not reached keep the text they have,
/// doubted, and the document says why.
pub(crate) fn look_again(
    reading: &mut Reading,
    numbers: &[u32],
    deadline: Instant,
    limits: &Limits,
    scan: impl Fn(u32) -> Option<Scan> + Sync,
) {
    if numbers.is_empty() {
        return;
    }
    let Some(outcomes) = read_pages(numbers.len(), deadline, limits, |index| {
        scan(*numbers.get(index)?)
    }) else {
        doubt(reading, numbers);
        return say(reading, issue::document(IssueCode::RecogniserMissing));
    };
    for (&number, outcome) in numbers.iter().zip(outcomes) {
        let read = match outcome {
            Outcome::Read(read) => read,
            Outcome::NotReached => {
                doubt(reading, &[number]);
                say(reading, issue::document(IssueCode::ReaderTimeout));
                continue;
            }
            Outcome::NotDrawn => {
                doubt(reading, &[number]);
                say(reading, issue::on_page(IssueCode::ImageNotDecoded, number));
                continue;
            }
            Outcome::Failed => {
                doubt(reading, &[number]);
                say(reading, issue::on_page(IssueCode::RecognitionFailed, number));
                continue;
            }
        };
        let layer = page_of(reading, number).map(|page| std::mem::take(&mut page.words));
        take(reading, number, read);
        let Some((page, layer)) = page_of(reading, number).zip(layer) else {
            continue;
        };
        let settled = layer::settle(layer, std::mem::take(&mut page.words));
        page.words = settled.words;
        // Too few words to contradict, and none that recognition sees: not blank all the same.
        if page.source == TextSource::Blank && !page.words.is_empty() {
            page.source = TextSource::Text;
            reading
                .issues
                .retain(|issue| *issue != issue::on_page(IssueCode::BlankPage, number));
        }
        let Some(page) = page_of(reading, number) else {
            continue;
        };
        if page.words.is_empty() && page.source == TextSource::Text {
            page.source = TextSource::Unreadable;
        }
        if settled.contradicts {
            let contradiction = issue::on_page(IssueCode::TextLayerContradicts, number);
            reading.issues.push(contradiction);
        }
    }
}

fn page_of(reading: &mut Reading, number: u32) -> Option<&mut Page> {
    reading.text.pages.iter_mut().find(|page| page.number == number)
}

/// Puts what was read in the place of what could not be read.
fn take(reading: &mut Reading, number: u32, read: ReadPage) {
    let Some(page) = reading.text.pages.iter_mut().find(|page| page.number == number) else {
        return;
    };
    let is_said = reading
        .issues
        .contains(&issue::on_page(IssueCode::ImageNotDecoded, number));
    let mut say = |code| reading.issues.push(issue::on_page(code, number));
    if !read.is_whole && !is_said {
        say(IssueCode::ImageNotDecoded);
    }
    if read.marks.iter().any(|mark| mark.kind == MarkKind::Handwriting) {
        say(IssueCode::Handwriting);
    }
    if read.is_blank {
        say(IssueCode::BlankPage);
    } else {
        // What is missing looks pale or cut off; the cause is said already.
        if read.is_whole {
            match read.scan.verdict {
                ScanVerdict::Readable => {}
                ScanVerdict::Poor => say(IssueCode::PoorScan),
                ScanVerdict::Unreadable => say(IssueCode::UnreadableScan),
            }
            read.scan.reasons.iter().copied().for_each(&mut say);
        }
        if read.scan.quarter_turns > 0 {
            say(IssueCode::PageNotUpright);
        }
        page.scan = Some(PageScan {
            reasons: if read.is_whole {
                read.scan.reasons
            } else {
                Vec::new()
            },
            ..read.scan
        });
    }
    let marks = read.marks.into_iter().map(|mark| Mark { page: number, ..mark });
    reading.text.marks.extend(marks);
    if read.words.is_empty() && !read.is_blank {
        return;
    }
    page.source = if read.is_blank {
        TextSource::Blank
    } else {
        TextSource::Ocr
    };
    reading.issues.retain(|issue| {
        let is_answered = matches!(
            issue.code,
            IssueCode::PageWithoutText | IssueCode::PageTextUnusable
        );
        issue.page != Some(number) || !is_answered
    });
    page.words = read.words;
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::ocr_support;

    #[test]
    fn a_page_that_panics_costs_no_other_page() {
        let page = |number| Page {
            number,
            width_points: 595.0,
            height_points: 842.0,
            rotation: 0,
            source: TextSource::Unreadable,
            words: Vec::new(),
            scan: None,
        };
        let mut reading = Reading::default();
        reading.text.pages = (1..=3).map(page).collect();
        let deadline = Instant::now() + Duration::from_mins(1);
        fill_in(&mut reading, deadline, &Limits::recommended(), |number| {
            assert_ne!(number, 2, "a decoder gives up");
            None
        });
        let expected = if ocr_support().is_ok() {
            vec![
                issue::on_page(IssueCode::ImageNotDecoded, 1),
                issue::on_page(IssueCode::RecognitionFailed, 2),
                issue::on_page(IssueCode::ImageNotDecoded, 3),
            ]
        } else {
            vec![issue::document(IssueCode::RecogniserMissing)]
        };
        assert_eq!(reading.issues, expected);
    }
}
