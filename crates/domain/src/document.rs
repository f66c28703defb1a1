//! What was sent in, as read: pages, words with boxes, form fields, and what went wrong on the way.
use crate::division::PageSet;
use crate::ids::DocumentId;
use crate::scan::PageScan;
use crate::vocabulary::vocabulary;

/// A rectangle on a page in fractions of its width and height as *shown* (after rotation and cropping);
/// the origin is the top left corner, `0.0 <= left < right <= 1.0`, `0.0 <= top < bottom <= 1.0`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PageBox {
    /// Left edge.
    pub left: f32,
    /// Top edge.
    pub top: f32,
    /// Right edge.
    pub right: f32,
    /// Bottom edge.
    pub bottom: f32,
}

impl PageBox {
    /// The smallest box around both.
    #[must_use]
    pub fn union(self, other: Self) -> Self {
        Self {
            left: self.left.min(other.left),
            top: self.top.min(other.top),
            right: self.right.max(other.right),
            bottom: self.bottom.max(other.bottom),
        }
    }
    /// Width as a fraction of the page.
    pub fn width(self) -> f32 {
        self.right - self.left
    }
    /// Height as a fraction of the page.
    pub fn height(self) -> f32 {
        self.bottom - self.top
    }
    /// Horizontal middle.
    pub fn center_x(self) -> f32 {
        f32::midpoint(self.left, self.right)
    }
    /// Vertical middle.
    pub fn center_y(self) -> f32 {
        f32::midpoint(self.top, self.bottom)
    }
    /// Whether a point lies inside.
    pub fn contains(self, x: f32, y: f32) -> bool {
        x >= self.left && x <= self.right && y >= self.top && y <= self.bottom
    }
}

/// One word as printed.
#[derive(Clone, Debug, PartialEq)]
pub struct Word {
    /// Its text, NFC, without spaces.
    pub text: String,
    /// Where it stands.
    pub bbox: PageBox,
    /// Confidence of the reader, 0 to 1; `None` where the text is born digital.
    pub confidence: Option<f32>,
}

vocabulary! {
    /// Where the text of a page comes from.
    TextSource {
        /// A usable text layer.
        Text => "text",
        /// Read from the picture of the page (OCR); each word has a confidence.
        Ocr => "ocr",
        /// No usable text: an image, outlines, or a text layer that is garbage. Never silently empty.
        Unreadable => "unreadable",
        /// Nothing on the page at all.
        Blank => "blank",
    }
}

/// One page.
#[derive(Clone, Debug, PartialEq)]
pub struct Page {
    /// Counted from 1.
    pub number: u32,
    /// Width as shown, in points (1/72 inch).
    pub width_points: f32,
    /// Height as shown, in points.
    pub height_points: f32,
    /// Rotation that the file asks for and that is already applied to all boxes: 0, 90, 180 or 270 degrees.
    pub rotation: u16,
    /// Where its text comes from.
    pub source: TextSource,
    /// Words in reading order. Values of form fields are not among them unless the page shows them as text.
    pub words: Vec<Word>,
    /// What its picture is like, where the words were read from it.
    pub scan: Option<PageScan>,
}

vocabulary! {
    /// Kinds of form fields.
    FormFieldKind {
        /// Free text.
        Text => "text",
        /// One or more boxes that can be ticked independently.
        Checkbox => "checkbox",
        /// One of several.
        Radio => "radio",
        /// List or combo box.
        Choice => "choice",
        /// A digital signature field.
        Signature => "signature",
    }
}

/// One place on a page where a form field is shown.
#[derive(Clone, Debug, PartialEq)]
pub struct Widget {
    /// Page, counted from 1.
    pub page: u32,
    /// Where.
    pub bbox: PageBox,
    /// For checkbox and radio: the export value that this widget stands for when it is on.
    pub on_value: Option<String>,
    /// For checkbox and radio: whether this widget is on.
    pub is_on: bool,
}

/// One interactive form field (AcroForm, ISO 32000-2, 12.7).
#[derive(Clone, Debug, PartialEq)]
pub struct FormField {
    /// Fully qualified name.
    pub name: String,
    /// What a screen reader says (`TU`), often the best label.
    pub tooltip: Option<String>,
    /// Its kind.
    pub kind: FormFieldKind,
    /// What the applicant entered; `None` if empty or still the form's default. For checkbox and radio the
    /// export value that is on; `None` if none is.
    pub value: Option<String>,
    /// The default that the form ships with (`DV`, or a hint text); never the applicant's statement.
    pub default_value: Option<String>,
    /// Choices of a list or combo box, as shown.
    pub options: Vec<String>,
    /// Where it is shown; empty if nowhere.
    pub widgets: Vec<Widget>,
}

vocabulary! {
    /// Whether a place that waits for a mark has one.
    MarkState {
        /// It is ticked, crossed or signed.
        On => "on",
        /// Nothing stands there.
        Off => "off",
        /// Something is there that may be a mark or not: blackened, crossed out, dirty. A person has to look.
        Unsure => "unsure",
    }
}

/// What was put on paper beside print, or waits to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MarkKind {
    /// A box to tick, found by its own frame.
    #[doc(alias = "Ankreuzfeld")]
    TickBox(MarkState),
    /// The place of a signature, found by its printed label.
    #[doc(alias = "Unterschrift")]
    Signature(MarkState),
    /// Ink that is no print: written by hand, not read.
    #[doc(alias = "Handschrift")]
    Handwriting,
    /// Ink of another colour that was stamped on. Its text is among the words of the page.
    #[doc(alias = "Stempel")]
    Stamp,
}

impl MarkKind {
    /// The stable word of the kind.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::TickBox(_) => "tick_box",
            Self::Signature(_) => "signature",
            Self::Handwriting => "handwriting",
            Self::Stamp => "stamp",
        }
    }

    /// Whether the place is marked, for kinds that are places.
    pub const fn state(self) -> Option<MarkState> {
        match self {
            Self::TickBox(state) | Self::Signature(state) => Some(state),
            Self::Handwriting | Self::Stamp => None,
        }
    }
}

/// A mark, or a place for one, seen on the picture of a page. Boxes of interactive forms are [`FormField`]s.
#[derive(Clone, Debug, PartialEq)]
pub struct Mark {
    /// What.
    pub kind: MarkKind,
    /// Page, counted from 1.
    pub page: u32,
    /// Where; for a tick box its frame.
    pub bbox: PageBox,
    /// How dark it is: the share of the place that ink covers, 0 to 1.
    pub ink: f32,
    /// How sure kind and state are, 0 to 1. A rule of thumb, not calibrated.
    pub confidence: f32,
}

impl Mark {
    /// Those of the words of its page whose middle lies in its box, joined by spaces: of a stamp, what it says.
    pub fn text_inside(&self, words: &[Word]) -> String {
        let inside = words
            .iter()
            .filter(|word| self.bbox.contains(word.bbox.center_x(), word.bbox.center_y()));
        let texts: Vec<&str> = inside.map(|word| word.text.as_str()).collect();
        texts.join(" ")
    }
}

/// A document as read.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct DocumentText {
    /// Its pages, in order.
    pub pages: Vec<Page>,
    /// Its form fields, in the form's order.
    pub fields: Vec<FormField>,
    /// What was put on pages that are pictures, page by page.
    pub marks: Vec<Mark>,
}

impl DocumentText {
    /// The words of one page, joined by spaces; empty if the page does not exist.
    pub fn page_text(&self, number: u32) -> String {
        let words = self
            .pages
            .iter()
            .filter(|page| page.number == number)
            .flat_map(|page| &page.words);
        words.map(|word| word.text.as_str()).collect::<Vec<_>>().join(" ")
    }

    /// Some of its pages with what stands on them; pages keep their numbers and fields their names. A field that is
    /// shown on other pages too has its places on these pages only; one that is shown nowhere belongs to no page and is
    /// left out.
    #[must_use]
    pub fn of_pages(&self, pages: &PageSet) -> Self {
        let fields = self.fields.iter().filter_map(|field| {
            let on_pages = |widget: &&Widget| pages.contains(widget.page);
            let widgets: Vec<Widget> = field.widgets.iter().filter(on_pages).cloned().collect();
            (!widgets.is_empty()).then(|| FormField {
                widgets,
                ..field.clone()
            })
        });
        Self {
            pages: self
                .pages
                .iter()
                .filter(|page| pages.contains(page.number))
                .cloned()
                .collect(),
            fields: fields.collect(),
            marks: self
                .marks
                .iter()
                .filter(|mark| pages.contains(mark.page))
                .cloned()
                .collect(),
        }
    }
}

vocabulary! {
    /// What can be wrong with a document or a page: stable codes that API, interface and export share.
    IssueCode {
        /// The file is empty.
        EmptyFile => "empty_file",
        /// The file is not of a type that can be read.
        UnsupportedType => "unsupported_type",
        /// A photo in a format that phones use and nothing here decodes (HEIC, HEIF); asked for as JPEG or PDF it can be
        /// read.
        UnsupportedPhoto => "unsupported_photo",
        /// The file is larger than the office allows.
        FileTooLarge => "file_too_large",
        /// More pages than the office allows; the first ones were read.
        TooManyPages => "too_many_pages",
        /// A picture has more pixels than the office allows.
        TooManyPixels => "too_many_pixels",
        /// The file asks for a password.
        PasswordProtected => "password_protected",
        /// The file is damaged and cannot be opened.
        DamagedFile => "damaged_file",
        /// The file is damaged, parts of it were recovered.
        PartlyDamaged => "partly_damaged",
        /// Reading was stopped because it took too long.
        ReaderTimeout => "reader_timeout",
        /// The reader broke off (crash or memory limit); the file needs a person.
        ReaderCrashed => "reader_crashed",
        /// The page has no text: a scan or photograph.
        PageWithoutText => "page_without_text",
        /// A picture on the page is damaged and cannot be shown, or not all of it: what it says there is missing.
        ImageNotDecoded => "image_not_decoded",
        /// The machine has no text recognition: a matter for the administrator.
        RecogniserMissing => "recogniser_missing",
        /// Text recognition gave up on the page.
        RecognitionFailed => "recognition_failed",
        /// The page has text that reads as garbage.
        PageTextUnusable => "page_text_unusable",
        /// The page was read from its picture, but the picture is so poor that much of it is guessed: a new
        /// scan is advisable.
        PoorScan => "poor_scan",
        /// The page was read from its picture, but next to nothing of what was read can be relied on.
        UnreadableScan => "unreadable_scan",
        /// Text runs off the edge of the picture: a part of the page is missing.
        ScanCutOff => "scan_cut_off",
        /// The picture is too dark.
        ScanTooDark => "scan_too_dark",
        /// The print is too pale.
        ScanTooLight => "scan_too_light",
        /// Print and paper are too much alike.
        ScanLowContrast => "scan_low_contrast",
        /// Too few dots per inch.
        ScanLowResolution => "scan_low_resolution",
        /// The picture is out of focus or shaken.
        ScanBlurred => "scan_blurred",
        /// The page lies too much askew.
        ScanSkewed => "scan_skewed",
        /// The page lies on its side or on its head; it was read nevertheless.
        PageNotUpright => "page_not_upright",
        /// There is writing by hand on the page, which is not read: what it says is missing from the text.
        Handwriting => "handwriting",
        /// There is nothing on the page but dust, holes, or what shines through from the other side. A notice.
        BlankPage => "blank_page",
        /// The page could not be drawn.
        PageNotRendered => "page_not_rendered",
        /// A dynamic form (XFA) whose data may not all be in its form fields.
        DynamicForm => "dynamic_form",
        /// The text that came with a scan says something else than its picture shows; the picture was read instead.
        TextLayerContradicts => "text_layer_contradicts",
        /// One form field has two values; which one a person saw depends on the program they used.
        FieldValuesDiffer => "field_values_differ",
        /// Somebody put a note or drew on the page; the picture of the page does not show it.
        NoteNotDrawn => "note_not_drawn",
        /// An archive: what is in it stands beside it as documents of their own. A notice.
        Unpacked => "unpacked",
        /// More files packed in it than the office allows: none was taken out.
        TooManyParts => "too_many_parts",
        /// What is packed in it would be larger than the office allows, or larger than honest files pack to (a
        /// decompression bomb): nothing was taken out.
        UnpackedTooLarge => "unpacked_too_large",
        /// Packed in a file that is packed in a file, deeper than the office allows: nothing was taken out.
        NestedTooDeep => "nested_too_deep",
        /// Something packed in it could not be taken out; it is in the original only.
        PartsLeftOut => "parts_left_out",
        /// Trifles (pictures of a signature, files of an operating system) were not taken out as documents. A notice.
        TriflesLeftOut => "trifles_left_out",
        /// Encrypted or wrapped for its recipient (S/MIME, PGP): whoever has the key has to open it.
        Sealed => "sealed",
        /// The e-mail carries a digital signature, which nobody checked here. A notice.
        SignatureNotChecked => "signature_not_checked",
        /// The pages were set from the text of the e-mail; the original is what counts. A notice.
        PagesFromMailText => "pages_from_mail_text",
        /// The pages were converted from another format; the original is what counts. A notice.
        PagesFromConversion => "pages_from_conversion",
        /// Some characters cannot be shown on the pages that were set here.
        CharactersNotShown => "characters_not_shown",
        /// The file could be read if the converter of office documents were installed: a matter for the administrator.
        ConverterMissing => "converter_missing",
    }
}

impl IssueCode {
    /// Whether it only says how a document was taken in or what it is like, and nothing is wrong.
    pub const fn is_notice(self) -> bool {
        matches!(
            self,
            Self::BlankPage
                | Self::Unpacked
                | Self::TriflesLeftOut
                | Self::SignatureNotChecked
                | Self::PagesFromMailText
                | Self::PagesFromConversion
        )
    }

    /// Whether reading again may do better: the cause may be gone by then.
    pub const fn is_passing(self) -> bool {
        matches!(
            self,
            Self::ReaderCrashed
                | Self::ReaderTimeout
                | Self::ConverterMissing
                | Self::RecogniserMissing
                | Self::RecognitionFailed
        )
    }

    /// Whether something that is packed in the document was not taken out: it is in the original only.
    pub const fn leaves_parts_inside(self) -> bool {
        matches!(
            self,
            Self::TooManyParts
                | Self::UnpackedTooLarge
                | Self::NestedTooDeep
                | Self::PartsLeftOut
                | Self::Sealed
        )
    }
}

/// One finding about a document; `page` is counted from 1 and absent when the whole document is meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Issue {
    /// What.
    pub code: IssueCode,
    /// Where.
    pub page: Option<u32>,
}

/// The issues of some pages of a document, and those that concern all of it.
pub fn issues_of_pages(issues: &[Issue], pages: &PageSet) -> Vec<Issue> {
    let concerns = |issue: &&Issue| issue.page.is_none_or(|page| pages.contains(page));
    issues.iter().filter(concerns).cloned().collect()
}

/// Whether a document with these issues is an archive whose files all stand beside it: there is nothing else in it.
pub fn is_emptied_archive(issues: &[Issue]) -> bool {
    let has = |code| issues.iter().any(|issue| issue.code == code);
    has(IssueCode::Unpacked) && issues.iter().all(|issue| issue.code.is_notice())
}

/// A place in a document: the evidence of a suggestion.
#[doc(alias = "Fundstelle im Dokument")]
#[derive(Clone, Debug, PartialEq)]
pub struct SourceSpan {
    /// Which document.
    pub document: DocumentId,
    /// Which page, counted from 1.
    pub page: u32,
    /// Where on the page.
    pub bbox: PageBox,
    /// What stands there, as written.
    pub text: String,
}
