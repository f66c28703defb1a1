//! What a single page shows about where documents begin: a count, a title, a salutation, a taught form, a separator word.
use aktenlage_domain::document::{IssueCode, Page, PageBox, SourceSpan, TextSource, Word};
use aktenlage_domain::ids::{DocumentId, DocumentKind, FormId};

use crate::layout::{PageLayout, Segment};
use crate::submission::DocumentInput;
use crate::tasks::classify_document::KindLexicon;
use crate::templates::Sheet;
use crate::text::fold;

/// Head and foot of a page, where its count stands.
const MARGIN: f32 = 0.14;
/// Where the title of a document stands at the latest.
const TITLE_TOP: f32 = 0.30;
/// Where titles are looked for when it is asked whether a document may be of a kind at all.
const HEAD: f32 = 0.42;
/// A title that has its line to itself is short.
const TITLE_WORDS: usize = 8;
/// Letters so much larger than the others of the page need no line to themselves.
const LARGE: f32 = 1.2;
/// Where the salutation of a letter stands at the latest.
const SALUTATION_TOP: f32 = 0.60;
/// A separator sheet has hardly anything on it but its word; a scanner sees a few words in its bar code.
const SEPARATOR_WORDS: usize = 8;

const SEPARATORS: [&str; 4] = [
    "trennblatt",
    "trennseite",
    "trennblaetter",
    "dokumententrennblatt",
];
const SALUTATIONS: [&str; 4] = ["sehr geehrte", "guten tag", "liebe ", "hallo "];

/// Titles with these words name another document than the one that they stand on.
const REFERRING: [&str; 6] = [
    "anlage",
    "beiblatt",
    "zum antrag",
    "zur anmeldung",
    "zur anzeige",
    "zum mietvertrag",
];

/// Kinds that are as often pages of another document: their title alone begins none.
const COMPANIONS: [&str; 16] = [
    "application_annex",
    "articles_of_association",
    "authority_letter",
    "building_drawings",
    "consent_declaration",
    "construction_description",
    "cover_letter",
    "expert_opinion",
    "informal_application",
    "information_sheet",
    "keeper_declaration",
    "photograph",
    "power_of_attorney",
    "sepa_mandate",
    "site_plan",
    "technical_proof",
];

/// What a page is for the division of its file.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Role {
    /// Something stands on it.
    Content,
    /// It was not read.
    Unread,
    /// Nothing stands on it.
    Blank,
    /// A separator sheet, and its word.
    Separator(SourceSpan),
}

/// `Seite 2 von 3`.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Count {
    pub(crate) number: u32,
    pub(crate) of: Option<u32>,
    pub(crate) span: SourceSpan,
}

/// A page of a taught form.
#[derive(Clone, Debug)]
pub(crate) struct FormPage<'s> {
    pub(crate) form: &'s FormId,
    pub(crate) name: &'s str,
    /// Page of the form, counted from 1.
    pub(crate) number: u32,
}

/// A page as far as it tells where documents begin.
#[derive(Clone, Debug)]
pub(crate) struct PageSigns<'s> {
    pub(crate) page: &'s Page,
    pub(crate) role: Role,
    pub(crate) count: Option<Count>,
    pub(crate) form: Option<FormPage<'s>>,
    /// How a letter begins.
    pub(crate) salutation: Option<SourceSpan>,
    /// A kind whose title has a line at the top to itself.
    pub(crate) title: Option<(DocumentKind, SourceSpan)>,
    layout: &'s PageLayout,
}

impl PageSigns<'_> {
    /// Kinds that the head of the page names, however loosely.
    pub(crate) fn kinds(&self, lexicon: &KindLexicon) -> Vec<DocumentKind> {
        let segments = self.layout.segments.iter();
        segments
            .filter(|segment| segment.bbox.top < HEAD)
            .flat_map(|segment| lexicon.named(&segment.stems))
            .cloned()
            .collect()
    }
}

/// Looks at every page of a document.
pub(crate) fn read<'s>(
    document: &'s DocumentInput,
    sheet: &'s Sheet,
    lexicon: &KindLexicon,
) -> Vec<PageSigns<'s>> {
    let pages = document.text.pages.iter().zip(&sheet.layouts);
    let signs = pages.map(|(page, layout)| PageSigns {
        page,
        role: role(document, page),
        count: count(document.id, page),
        form: form(sheet, page.number),
        salutation: salutation(document.id, layout),
        title: title(document.id, layout, lexicon),
        layout,
    });
    signs.collect()
}

fn role(document: &DocumentInput, page: &Page) -> Role {
    let words = || page.words.iter();
    let separator = words().find(|word| SEPARATORS.contains(&fold(&word.text).trim()));
    if let Some(word) = separator
        && page.words.len() <= SEPARATOR_WORDS
    {
        return Role::Separator(span(document.id, page.number, &[word]));
    }
    let is_told_blank = document
        .issues
        .iter()
        .any(|issue| issue.code == IssueCode::BlankPage && issue.page == Some(page.number));
    let mut widgets = document.text.fields.iter().flat_map(|field| &field.widgets);
    let has_places = widgets.any(|widget| widget.page == page.number)
        || document.text.marks.iter().any(|mark| mark.page == page.number);
    match page.source {
        TextSource::Blank if !has_places => Role::Blank,
        TextSource::Unreadable => Role::Unread,
        TextSource::Text | TextSource::Ocr | TextSource::Blank if is_told_blank && !has_places => Role::Blank,
        TextSource::Text | TextSource::Ocr | TextSource::Blank => Role::Content,
    }
}

/// The count in head or foot; one that says how many pages there are before one that does not.
fn count(document: DocumentId, page: &Page) -> Option<Count> {
    let in_margin = |word: &&Word| word.bbox.bottom < MARGIN || word.bbox.top > 1.0 - MARGIN;
    let words: Vec<&Word> = page.words.iter().filter(in_margin).collect();
    let counts: Vec<Count> = (0..words.len())
        .filter_map(|at| count_at(document, page.number, &words[at..]))
        .collect();
    let full = counts.iter().find(|count| count.of.is_some());
    full.or(counts.first()).cloned()
}

/// A count that begins with the first of these words.
fn count_at(document: DocumentId, page: u32, words: &[&Word]) -> Option<Count> {
    let (name, rest) = words.split_first()?;
    if !matches!(fold(&name.text).trim(), "seite" | "blatt" | "page") {
        return None;
    }
    let on_line = |word: &&&Word| (word.bbox.center_y() - name.bbox.center_y()).abs() < name.bbox.height();
    let line: Vec<&Word> = rest.iter().take_while(on_line).copied().collect();
    let number = |text: &str| {
        let digits = text.trim_matches(|letter: char| !letter.is_ascii_digit());
        let number = digits.parse::<u32>().ok();
        number.filter(|number| (1..1000).contains(number))
    };
    let first = line.first()?;
    let (found, of, used) = match first.text.split_once('/') {
        // `1/3`
        Some((found, of)) if !of.is_empty() => (number(found)?, number(of), 1),
        Some(_) | None => match line.get(1).map(|word| word.text.as_str()) {
            Some("von" | "of" | "/") => {
                let of = line.get(2).and_then(|word| number(&word.text));
                (number(&first.text)?, of, if of.is_some() { 3 } else { 1 })
            }
            Some(_) | None => (number(&first.text)?, None, 1),
        },
    };
    let mut told = vec![*name];
    told.extend(&line[..used]);
    Some(Count {
        number: found,
        of: of.filter(|of| *of >= found),
        span: span(document, page, &told),
    })
}

fn form(sheet: &Sheet, page: u32) -> Option<FormPage<'_>> {
    sheet.forms.iter().find_map(|form| {
        let found = form.pages.iter().find(|own| own.page == page)?;
        Some(FormPage {
            form: &form.form.id,
            name: &form.form.name,
            number: found.form_page,
        })
    })
}

/// The salutation of a letter with an address above it.
fn salutation(document: DocumentId, layout: &PageLayout) -> Option<SourceSpan> {
    let begins = |segment: &&Segment| {
        let text = format!("{} ", fold(&segment.text).trim());
        SALUTATIONS.iter().any(|salutation| text.starts_with(salutation))
    };
    let found = layout.segments.iter().find(begins)?;
    let has_address = layout.segments.iter().any(|segment| {
        let is_postal_code =
            |word: &Word| word.text.len() == 5 && word.text.bytes().all(|byte| byte.is_ascii_digit());
        segment.bbox.bottom < found.bbox.top && segment.words.iter().any(is_postal_code)
    });
    (found.bbox.top < SALUTATION_TOP && has_address).then(|| found.span(document))
}

fn title(
    document: DocumentId,
    layout: &PageLayout,
    lexicon: &KindLexicon,
) -> Option<(DocumentKind, SourceSpan)> {
    layout.segments.iter().find_map(|segment| {
        let has_line_to_itself = || {
            let on_line = layout.segments.iter().filter(|other| other.line == segment.line);
            on_line.count() == 1
        };
        let is_title = segment.bbox.top < TITLE_TOP
            && segment.stems.words.len() <= TITLE_WORDS
            && !refers(&segment.text)
            && (has_line_to_itself() || layout.relative_height(segment) >= LARGE);
        let kind = is_title.then(|| lexicon.titled(&segment.stems)).flatten()?;
        (!COMPANIONS.contains(&kind.as_str())).then(|| (kind.clone(), segment.span(document)))
    })
}

/// Whether a line speaks of another document, or is the heading of a norm.
fn refers(line: &str) -> bool {
    let line = line.to_lowercase();
    line.starts_with('§') || REFERRING.iter().any(|words| line.contains(words))
}

/// Words of one line as evidence.
fn span(document: DocumentId, page: u32, words: &[&Word]) -> SourceSpan {
    let bbox = words.iter().map(|word| word.bbox).reduce(PageBox::union);
    let texts: Vec<&str> = words.iter().map(|word| word.text.as_str()).collect();
    SourceSpan {
        document,
        page,
        bbox: bbox.unwrap_or(WHOLE_PAGE),
        text: texts.join(" "),
    }
}

/// The page itself, where no word on it tells.
pub(crate) const WHOLE_PAGE: PageBox = PageBox {
    left: 0.0,
    top: 0.0,
    right: 1.0,
    bottom: 1.0,
};
