//! Filling in the pages whose text exists only as a picture.
use std::time::Instant;

use aktenlage_domain::document::{IssueCode, Mark, MarkKind, Page, TextSource};

use crate::ocr::{Outcome, ReadPage, Scan, read_pages};
use crate::{Reading, issue};

/// Below this mean confidence a new scan is advisable.
const POOR_CONFIDENCE: f32 = 0.7;
/// A word below this confidence is unsure.
const UNSURE_WORD: f32 = 0.6;
/// From this share of unsure words on a new scan is advisable.
const POOR_SHARE: f32 = 0.35;

/// Reads the unreadable pages of a document from the scans that `scan` makes of their numbers. Without a
/// recogniser on this machine they stay as they are, with the issue that they have.
pub(crate) fn fill_in(reading: &mut Reading, deadline: Instant, scan: impl Fn(u32) -> Option<Scan> + Sync) {
    let crashed = |page: &Page| {
        let crash = issue::on_page(IssueCode::ReaderCrashed, page.number);
        reading.issues.contains(&crash)
    };
    let unread: Vec<u32> = reading
        .text
        .pages
        .iter()
        .filter(|page| page.source == TextSource::Unreadable && !crashed(page))
        .map(|page| page.number)
        .collect();
    if unread.is_empty() {
        return;
    }
    let Some(outcomes) = read_pages(unread.len(), deadline, |index| scan(*unread.get(index)?)) else {
        return;
    };
    let mut has_timed_out = false;
    for (number, outcome) in unread.into_iter().zip(outcomes) {
        match outcome {
            Outcome::Read(read) => take(reading, number, read),
            Outcome::NotReached => has_timed_out = true,
            Outcome::Failed => {}
        }
    }
    let timeout = issue::document(IssueCode::ReaderTimeout);
    if has_timed_out && !reading.issues.contains(&timeout) {
        reading.issues.push(timeout);
    }
}

/// Puts what was read in the place of what could not be read.
fn take(reading: &mut Reading, number: u32, read: ReadPage) {
    let Some(page) = reading.text.pages.iter_mut().find(|page| page.number == number) else {
        return;
    };
    let mut say = |code| reading.issues.push(issue::on_page(code, number));
    if read.marks.iter().any(|mark| mark.kind == MarkKind::Handwriting) {
        say(IssueCode::Handwriting);
    }
    if read.is_blank {
        say(IssueCode::BlankPage);
    } else if is_poor(&read) {
        say(IssueCode::PoorScan);
    }
    if read.quarter_turns > 0 && !read.is_blank {
        say(IssueCode::PageNotUpright);
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

/// Whether so much of a page is guessed that a new scan is advisable.
fn is_poor(read: &ReadPage) -> bool {
    let unsure = read
        .words
        .iter()
        .filter(|word| word.confidence.is_some_and(|sure| sure < UNSURE_WORD));
    #[expect(clippy::cast_precision_loss, reason = "words of one page")]
    let share = unsure.count() as f32 / read.words.len().max(1) as f32;
    !read.words.is_empty() && (read.confidence < POOR_CONFIDENCE || share > POOR_SHARE)
}
