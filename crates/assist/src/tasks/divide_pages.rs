//! Which pages of a scan make which documents, where the pages tell. Rules on what was read; a clerk decides.
//!
//! Places where a document may begin are weighed. Sure ones divide; if one is unsure, nothing is proposed and the clerk
//! sees what was found. A document whose pages belong together gets no suggestion at all.
use aktenlage_domain::division::{Division, PageSet};
use aktenlage_domain::document::{IssueCode, Page, SourceSpan, TextSource};
use aktenlage_domain::ids::DocumentKind;
use aktenlage_domain::suggestion::{AbstentionReason, Answer, Remark};

use super::page_signs::{self, Count, PageSigns, Role, WHOLE_PAGE};
use crate::remark;
use crate::submission::DocumentInput;
use crate::tasks::classify_document::KindLexicon;
use crate::templates::Sheet;

/// From here on a document begins. All strengths are rules of thumb (`docs/decisions/0016-division.md`).
const SURE: f32 = 0.80;
/// From here on one may begin: a person has to look.
const UNSURE: f32 = 0.60;

const AFTER_SEPARATOR: f32 = 0.97;
const FIRST_PAGE_OF_FORM: f32 = 0.95;
const COUNTS_FROM_ONE: f32 = 0.93;
/// `Seite 1` without a number of pages.
const COUNTS_FROM_ONE_OPEN: f32 = 0.85;
/// A count that neither goes on nor begins anew; or one that begins anew before the last ended.
const COUNT_UNSURE: f32 = 0.65;
/// The same count as on the page before, which was not the last of its count.
const COUNT_REPEATED: f32 = 0.50;
/// The page before was the last of its count.
const AFTER_LAST: f32 = 0.40;
/// The title of another kind than that of the document before, on a picture.
const OTHER_TITLE: f32 = 0.85;
/// The same after a document that nobody can name.
const TITLE_AFTER_UNKNOWN: f32 = 0.50;
/// The same where the text is born digital: forms with annexes, contracts with forms are files of one piece.
const TITLE_IN_FILE: f32 = 0.45;
const LETTER: f32 = 0.82;
/// A letter after a letter, or after a document that nobody can name.
const LETTER_UNSURE: f32 = 0.62;
const OTHER_SOURCE: f32 = 0.40;
const OTHER_FORMAT: f32 = 0.35;
const AFTER_BLANK: f32 = 0.25;
/// Sides that differ by less are of one format: scanners cut unevenly.
const FORMAT_TOLERANCE: f32 = 0.04;
/// Longest title in a remark, in characters.
const TITLE_CHARACTERS: usize = 80;

/// The suggestion for a document, with a remark for each sign; `None` if its pages belong together as far as can be seen.
pub(crate) fn suggest(
    document: &DocumentInput,
    sheet: &Sheet,
    lexicon: &KindLexicon,
) -> Option<(Answer, Vec<Remark>)> {
    let made_here = document.issues.iter().any(|issue| {
        matches!(
            issue.code,
            IssueCode::PagesFromMailText | IssueCode::PagesFromConversion
        )
    });
    if document.pages.is_some() || made_here || document.text.pages.len() < 2 {
        return None;
    }
    let pages = page_signs::read(document, sheet, lexicon);
    let found = begins(&pages, document, lexicon);
    let is_sure = |begin: &Begin| begin.strength >= SURE;
    if found.is_empty() {
        return None;
    }
    let evidence: Vec<SourceSpan> = found.iter().flat_map(|begin| begin.evidence.clone()).collect();
    let mut remarks: Vec<Remark> = found.iter().flat_map(|begin| begin.remarks.clone()).collect();
    let is_unread = pages.iter().any(|page| page.role == Role::Unread);
    let silence = if !found.iter().all(is_sure) {
        Some(AbstentionReason::Ambiguous)
    } else if is_unread {
        // Nobody knows whether it ends one document or begins the next.
        Some(AbstentionReason::UnreadablePage)
    } else {
        None
    };
    if let Some(reason) = silence {
        return Some((Answer::Abstained { reason, evidence }, remarks));
    }
    let division = divide(&pages, &found)?;
    remarks.extend(pages.iter().filter_map(left_out));
    let probability = found
        .iter()
        .map(|begin| begin.strength)
        .fold(AFTER_SEPARATOR, f32::min);
    let answer = Answer::Value {
        value: division.to_string(),
        probability,
        evidence,
        alternatives: Vec::new(),
    };
    Some((answer, remarks))
}

/// A page on which a document may begin.
#[derive(Debug)]
struct Begin {
    page: u32,
    strength: f32,
    remarks: Vec<Remark>,
    evidence: Vec<SourceSpan>,
}

impl Begin {
    /// Signs add up like independent witnesses.
    fn add(&mut self, strength: f32, code: &str, parameter: Option<(&str, &str)>, place: SourceSpan) {
        self.strength = 1.0 - (1.0 - self.strength) * (1.0 - strength);
        let mut remark = Remark::new(code).with("page", self.page.to_string());
        if let Some((name, value)) = parameter {
            let value: String = value.chars().take(TITLE_CHARACTERS).collect();
            remark = remark.with(name, value);
        }
        self.remarks.push(remark);
        if !self.evidence.contains(&place) {
            self.evidence.push(place);
        }
    }
}

/// The pages on which a document surely or perhaps begins, but for the first one.
fn begins(pages: &[PageSigns<'_>], document: &DocumentInput, lexicon: &KindLexicon) -> Vec<Begin> {
    let mut found = Vec::new();
    // The first page of the document that a page may belong to, the page before it, and what lies between.
    let mut first: Option<&PageSigns<'_>> = None;
    let mut before: Option<&PageSigns<'_>> = None;
    let mut between: Vec<&PageSigns<'_>> = Vec::new();
    for page in pages {
        match page.role {
            Role::Blank | Role::Separator(_) => {
                between.push(page);
                continue;
            }
            // What is not read tells nothing, and stays where it is.
            Role::Unread => continue,
            Role::Content => {}
        }
        if let (Some(start), Some(last)) = (first, before) {
            let begin = weigh(document, lexicon, start, last, page, &between);
            if begin.strength >= SURE {
                first = Some(page);
            }
            if begin.strength >= UNSURE {
                found.push(begin);
            }
        } else {
            first = Some(page);
        }
        before = Some(page);
        between.clear();
    }
    found
}

/// How much speaks for a document that begins on a page. `start` is the first page of the document before.
fn weigh(
    document: &DocumentInput,
    lexicon: &KindLexicon,
    start: &PageSigns<'_>,
    before: &PageSigns<'_>,
    page: &PageSigns<'_>,
    between: &[&PageSigns<'_>],
) -> Begin {
    let mut begin = Begin {
        page: page.page.number,
        strength: 0.0,
        remarks: Vec::new(),
        evidence: Vec::new(),
    };
    let whole = |page: &Page| SourceSpan {
        document: document.id,
        page: page.number,
        bbox: WHOLE_PAGE,
        text: String::new(),
    };
    for other in between {
        if let Role::Separator(word) = &other.role {
            let number = other.page.number.to_string();
            begin.add(
                AFTER_SEPARATOR,
                remark::BEGINS_AFTER_SEPARATOR,
                Some(("separator", number.as_str())),
                word.clone(),
            );
        }
    }
    if !begin.remarks.is_empty() {
        return begin;
    }
    let goes_on = follows(before, page);
    if goes_on == Some(true) {
        return begin;
    }
    if let Some(form) = page.form.as_ref().filter(|form| form.number == 1) {
        begin.add(
            FIRST_PAGE_OF_FORM,
            remark::BEGINS_WITH_FORM,
            Some(("form", form.name)),
            whole(page.page),
        );
    }
    weigh_counts(&mut begin, before, page, goes_on);
    weigh_words(&mut begin, lexicon, start, page);
    if between.iter().any(|page| page.role == Role::Blank) {
        begin.add(AFTER_BLANK, remark::BEGINS_AFTER_BLANK, None, whole(page.page));
    }
    if is_picture(before.page) != is_picture(page.page) {
        begin.add(OTHER_SOURCE, remark::PAGE_SOURCE_DIFFERS, None, whole(page.page));
    }
    if !is_same_format(before.page, page.page) {
        begin.add(OTHER_FORMAT, remark::PAGE_FORMAT_DIFFERS, None, whole(page.page));
    }
    begin
}

/// Whether a page goes on with the form or the count of the page before; `None` if neither says.
fn follows(before: &PageSigns<'_>, page: &PageSigns<'_>) -> Option<bool> {
    if let (Some(one), Some(two)) = (&before.form, &page.form)
        && one.form == two.form
        && one.number < two.number
    {
        return Some(true);
    }
    let two = page.count.as_ref().filter(|count| count.number > 1)?;
    let fits = |one: &Count| one.number < two.number && (one.of == two.of || one.of.is_none());
    // The first page of a letter often bears no number.
    Some(before.count.as_ref().is_none_or(fits))
}

fn weigh_counts(begin: &mut Begin, before: &PageSigns<'_>, page: &PageSigns<'_>, goes_on: Option<bool>) {
    let (last, count) = (before.count.as_ref(), page.count.as_ref());
    if let Some(count) = count {
        let is_cut_short = last.is_some_and(|last| last.number == 1 && last.of.is_none_or(|of| of > 1));
        let strength = match (goes_on, count.of) {
            (Some(_), _) => COUNT_UNSURE,
            // Programs that print `Seite 1` on every page are at large.
            (None, of) if is_cut_short && last.is_some_and(|last| last.of == of) => COUNT_REPEATED,
            (None, _) if is_cut_short => COUNT_UNSURE,
            (None, Some(_)) => COUNTS_FROM_ONE,
            (None, None) => COUNTS_FROM_ONE_OPEN,
        };
        let code = if goes_on.is_some() || is_cut_short {
            remark::COUNT_DOES_NOT_FOLLOW
        } else {
            remark::BEGINS_WITH_COUNT
        };
        begin.add(
            strength,
            code,
            Some(("text", count.span.text.as_str())),
            count.span.clone(),
        );
    } else if let Some(last) = last.filter(|last| last.of == Some(last.number)) {
        begin.add(
            AFTER_LAST,
            remark::BEGINS_AFTER_LAST,
            Some(("text", last.span.text.as_str())),
            last.span.clone(),
        );
    }
}

/// Weighs salutation and title against what the document before is.
fn weigh_words(begin: &mut Begin, lexicon: &KindLexicon, start: &PageSigns<'_>, page: &PageSigns<'_>) {
    if page.salutation.is_none() && page.title.is_none() {
        return;
    }
    let kinds = start.kinds(lexicon);
    let is_scan = is_picture(page.page);
    let is_letter = start.salutation.is_some();
    let is_known = is_letter || start.form.is_some() || !kinds.is_empty();
    if let Some(salutation) = &page.salutation {
        let strength = match (is_scan, is_known && !is_letter) {
            (true, true) => LETTER,
            (true, false) => LETTER_UNSURE,
            (false, _) => TITLE_IN_FILE,
        };
        begin.add(
            strength,
            remark::BEGINS_WITH_LETTER,
            Some(("text", salutation.text.as_str())),
            salutation.clone(),
        );
        // What looks like a title is its subject line.
        return;
    }
    // A letter names in its subject line what it is about and is none of it.
    let is_of_kind = |kind: &DocumentKind| !is_letter && kinds.contains(kind);
    if let Some((kind, title)) = &page.title
        && !is_of_kind(kind)
    {
        let strength = match (is_scan, is_known) {
            (true, true) => OTHER_TITLE,
            (true, false) => TITLE_AFTER_UNKNOWN,
            (false, _) => TITLE_IN_FILE,
        };
        begin.add(
            strength,
            remark::BEGINS_WITH_TITLE,
            Some(("title", title.text.as_str())),
            title.clone(),
        );
    }
}

fn is_picture(page: &Page) -> bool {
    page.source == TextSource::Ocr
}

/// Whether two pages are of one size, however they lie.
fn is_same_format(one: &Page, other: &Page) -> bool {
    let sides = |page: &Page| {
        let (width, height) = (page.width_points, page.height_points);
        (width.min(height), width.max(height))
    };
    let near = |one: f32, other: f32| (one - other).abs() <= FORMAT_TOLERANCE * one.max(other);
    let ((short, long), (other_short, other_long)) = (sides(one), sides(other));
    near(short, other_short) && near(long, other_long)
}

/// The documents between the places where one begins; blank pages and separator sheets are in none.
fn divide(pages: &[PageSigns<'_>], begins: &[Begin]) -> Option<Division> {
    let mut documents: Vec<Vec<u32>> = vec![Vec::new()];
    for page in pages.iter().filter(|page| page.role == Role::Content) {
        let number = page.page.number;
        if begins.iter().any(|begin| begin.page == number) {
            documents.push(Vec::new());
        }
        documents.last_mut()?.push(number);
    }
    let documents: Option<Vec<PageSet>> = documents.into_iter().map(PageSet::new).collect();
    Division::new(documents?).ok()
}

/// Why a page is in no document.
fn left_out(page: &PageSigns<'_>) -> Option<Remark> {
    let code = match page.role {
        Role::Blank => remark::LEFT_OUT_BLANK,
        Role::Separator(_) => remark::LEFT_OUT_SEPARATOR,
        Role::Content | Role::Unread => return None,
    };
    Some(Remark::new(code).with("page", page.page.number.to_string()))
}

#[cfg(test)]
#[path = "divide_pages_test.rs"]
mod tests;
