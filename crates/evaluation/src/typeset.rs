//! Sets a synthetic document as PDF: A4, one column of labelled boxes, live fields or printed text.
use std::collections::BTreeMap;

use pdf_writer::types::{AnnotationFlags, FieldFlags, FieldType};
use pdf_writer::{Content, Finish, Name, Pdf, Rect, Ref, Str, TextStr};

use crate::case_file::{Block, Channel, Choice, DocumentFile, LabelledField};

const WIDTH: f32 = 595.0;
const HEIGHT: f32 = 842.0;
const MARGIN: f32 = 56.0;
const BOX_LEFT: f32 = 250.0;
const ROW: f32 = 27.0;
const PRINT: Name<'static> = Name(b"F1");
const BOLD: Name<'static> = Name(b"F2");
const TYPED: Name<'static> = Name(b"F3");

/// A document as it was set.
pub(crate) struct Typeset {
    /// The PDF.
    pub(crate) pdf: Vec<u8>,
    /// How many pages it has.
    pub(crate) pages: usize,
    /// What is written in boxes and ticked, from top to bottom.
    pub(crate) places: Vec<Placed>,
}

/// What is written in a box or ticked, and what is true because of it.
pub(crate) struct Placed {
    /// What is printed beside it.
    pub(crate) label: String,
    /// What is written there; empty in a box that was left empty.
    pub(crate) written: String,
    /// Field ids of the vocabulary with their true normalised values.
    pub(crate) truth: BTreeMap<String, String>,
    /// Page, counted from 1.
    pub(crate) page: usize,
    /// Left, top, right and bottom as fractions of the page.
    pub(crate) bbox: [f32; 4],
}

/// The document as PDF bytes. A scan is set as print; the caller turns it into an image.
pub(crate) fn typeset(document: &DocumentFile) -> Typeset {
    let mut sheet = Sheet::new(document.channel == Channel::Form);
    for block in &document.blocks {
        match block {
            Block::Title(text) => sheet.title(text),
            Block::Section(text) => sheet.section(text),
            Block::Text(text) => sheet.paragraph(text),
            Block::Field(field) => sheet.field(field),
            Block::Choice(choice) => sheet.choice(choice),
            Block::NewPage(_) => sheet.new_page(),
        }
    }
    sheet.finish()
}

/// Text in the encoding of the standard fonts (`WinAnsi`); characters outside become `?`.
fn encode(text: &str) -> Vec<u8> {
    let byte = |character: char| match character {
        '€' => 0x80,
        '„' => 0x84,
        '…' => 0x85,
        '‘' => 0x91,
        '’' => 0x92,
        '“' => 0x93,
        '”' => 0x94,
        '–' => 0x96,
        other => u8::try_from(u32::from(other)).unwrap_or(b'?'),
    };
    text.chars().map(byte).collect()
}

/// About how wide a text runs in Helvetica, in points.
fn width_points(text: &str, size: f32) -> f32 {
    let units = text.chars().map(|character| match character {
        'i' | 'l' | 'j' | '.' | ',' | ':' | ';' | '|' | '\'' | 'I' => 0.28,
        'f' | 't' | 'r' | ' ' | '(' | ')' | '-' | '/' => 0.33,
        'm' | 'M' | 'W' | 'w' => 0.83,
        'A'..='Z' | 'Ä' | 'Ö' | 'Ü' => 0.69,
        _ => 0.556,
    });
    units.sum::<f32>() * size
}

struct Sheet {
    pdf: Pdf,
    next: i32,
    live: bool,
    pages: Vec<Ref>,
    page_tree: Ref,
    fonts: [Ref; 3],
    content: Content,
    annotations: Vec<Ref>,
    roots: Vec<Ref>,
    y: f32,
    field_number: usize,
    places: Vec<Placed>,
}

impl Sheet {
    fn new(live: bool) -> Self {
        let mut sheet = Self {
            pdf: Pdf::new(),
            next: 1,
            live,
            pages: Vec::new(),
            page_tree: Ref::new(1),
            fonts: [Ref::new(1); 3],
            content: Content::new(),
            annotations: Vec::new(),
            roots: Vec::new(),
            y: HEIGHT - MARGIN,
            field_number: 0,
            places: Vec::new(),
        };
        sheet.page_tree = sheet.take();
        sheet.fonts = [sheet.take(), sheet.take(), sheet.take()];
        sheet
    }

    fn take(&mut self) -> Ref {
        let reference = Ref::new(self.next);
        self.next += 1;
        reference
    }

    /// Notes what stands where; a box on paper is as large as what is written in it.
    fn note(&mut self, label: &str, written: &str, truth: &BTreeMap<String, String>, rect: Rect) {
        let bbox = [
            rect.x1 / WIDTH,
            (HEIGHT - rect.y2) / HEIGHT,
            rect.x2 / WIDTH,
            (HEIGHT - rect.y1) / HEIGHT,
        ];
        self.places.push(Placed {
            label: label.to_owned(),
            written: written.to_owned(),
            truth: truth.clone(),
            page: self.pages.len() + 1,
            bbox,
        });
    }

    fn need(&mut self, height: f32) {
        if self.y - height < MARGIN {
            self.new_page();
        }
    }

    fn show(&mut self, font: Name<'_>, size: f32, x: f32, y: f32, text: &str) {
        self.content.begin_text();
        self.content.set_font(font, size);
        self.content.set_text_matrix([1.0, 0.0, 0.0, 1.0, x, y]);
        self.content.show(Str(&encode(text)));
        self.content.end_text();
    }

    fn lines(&mut self, font: Name<'_>, size: f32, x: f32, right: f32, text: &str) {
        let mut line = String::new();
        for word in text.split_whitespace() {
            let longer = if line.is_empty() {
                word.to_owned()
            } else {
                format!("{line} {word}")
            };
            if width_points(&longer, size) > right - x && !line.is_empty() {
                self.need(size * 1.4);
                self.show(font, size, x, self.y, &line);
                self.y -= size * 1.4;
                word.clone_into(&mut line);
            } else {
                line = longer;
            }
        }
        self.need(size * 1.4);
        self.show(font, size, x, self.y, &line);
        self.y -= size * 1.4;
    }

    fn title(&mut self, text: &str) {
        self.need(40.0);
        self.y -= 12.0;
        self.lines(BOLD, 16.0, MARGIN, WIDTH - MARGIN, text);
        self.y -= 8.0;
    }

    fn section(&mut self, text: &str) {
        self.need(60.0);
        self.y -= 12.0;
        self.show(BOLD, 11.5, MARGIN, self.y, text);
        self.content.set_line_width(0.8);
        self.content
            .move_to(MARGIN, self.y - 5.0)
            .line_to(WIDTH - MARGIN, self.y - 5.0)
            .stroke();
        self.y -= 26.0;
    }

    fn paragraph(&mut self, text: &str) {
        for line in text.trim().lines() {
            if line.trim().is_empty() {
                self.y -= 8.0;
            } else {
                self.lines(PRINT, 10.0, MARGIN, WIDTH - MARGIN, line);
            }
        }
        self.y -= 6.0;
    }

    fn field(&mut self, field: &LabelledField) {
        self.need(ROW);
        let baseline = self.y;
        self.show(PRINT, 9.5, MARGIN, baseline, &field.label);
        let rect = Rect::new(BOX_LEFT, baseline - 6.0, WIDTH - MARGIN, baseline + 13.0);
        self.content.set_line_width(0.5);
        self.content
            .rect(rect.x1, rect.y1, rect.x2 - rect.x1, rect.y2 - rect.y1)
            .stroke();
        self.field_number += 1;
        if self.live {
            self.text_widget(&field.label, field.value.as_deref(), rect);
            self.note(
                &field.label,
                field.value.as_deref().unwrap_or_default(),
                &field.truth,
                rect,
            );
        } else if let Some(value) = &field.value {
            self.show(TYPED, 10.0, rect.x1 + 4.0, baseline, value);
            // Every letter of Courier is 0.6 wide; it reaches 0.63 above and 0.16 below the line.
            let width = value.chars().map(|_| 6.0).sum::<f32>();
            let left = rect.x1 + 4.0;
            self.note(
                &field.label,
                value,
                &field.truth,
                Rect::new(left, baseline - 1.6, left + width, baseline + 6.3),
            );
        }
        self.y -= ROW;
    }

    fn text_widget(&mut self, label: &str, value: Option<&str>, rect: Rect) {
        let (id, appearance_id) = (self.take(), self.take());
        let name = format!("feld_{:02}", self.field_number);
        let box_in_form = Rect::new(0.0, 0.0, rect.x2 - rect.x1, rect.y2 - rect.y1);
        let mut content = Content::new();
        content.begin_marked_content(Name(b"Tx"));
        content.begin_text();
        content.set_font(TYPED, 10.0);
        content.set_text_matrix([1.0, 0.0, 0.0, 1.0, 4.0, 6.0]);
        content.show(Str(&encode(value.unwrap_or_default())));
        content.end_text();
        content.end_marked_content();
        let stream = content.finish();
        let mut form = self.pdf.form_xobject(appearance_id, &stream);
        form.bbox(box_in_form);
        form.resources().fonts().pair(TYPED, self.fonts[2]);
        form.finish();
        let mut field = self.pdf.form_field(id);
        field
            .partial_name(TextStr(&name))
            .alternate_name(TextStr(label))
            .field_type(FieldType::Text);
        field.vartext_default_appearance(Str(b"/F3 10 Tf 0 g"));
        if let Some(value) = value {
            field.text_value(TextStr(value));
        }
        let mut annotation = field.into_annotation();
        annotation.rect(rect).flags(AnnotationFlags::PRINT);
        annotation.appearance().normal().stream(appearance_id);
        annotation.finish();
        self.annotations.push(id);
        self.roots.push(id);
    }

    fn choice(&mut self, choice: &Choice) {
        self.need(ROW + 16.0 * 2.0);
        self.show(PRINT, 9.5, MARGIN, self.y, &choice.label);
        self.field_number += 1;
        let parent = self.take();
        let mut kids = Vec::new();
        let mut x = BOX_LEFT;
        for (index, option) in choice.options.iter().enumerate() {
            let needed = 16.0 + width_points(option, 9.5) + 14.0;
            if x + needed > WIDTH - MARGIN && x > BOX_LEFT {
                x = BOX_LEFT;
                self.y -= 17.0;
            }
            let rect = Rect::new(x, self.y - 2.0, x + 10.0, self.y + 8.0);
            self.content.set_line_width(0.6);
            self.content.rect(rect.x1, rect.y1, 10.0, 10.0).stroke();
            let on = choice.ticked.as_deref() == Some(option.as_str());
            if on {
                self.note(&choice.label, option, &choice.truth, rect);
            }
            if self.live {
                kids.push(self.radio_widget(parent, index, on, rect));
            } else if on {
                self.show(BOLD, 10.0, x + 1.8, self.y - 0.5, "X");
            }
            self.show(PRINT, 9.5, x + 15.0, self.y, option);
            x += needed;
        }
        if self.live {
            let name = format!("feld_{:02}", self.field_number);
            let chosen = choice
                .options
                .iter()
                .position(|option| choice.ticked.as_deref() == Some(option.as_str()));
            let mut field = self.pdf.form_field(parent);
            field
                .partial_name(TextStr(&name))
                .alternate_name(TextStr(&choice.label));
            field
                .field_type(FieldType::Button)
                .field_flags(FieldFlags::RADIO | FieldFlags::NO_TOGGLE_TO_OFF);
            if let Some(chosen) = chosen {
                field.radio_value(Name(format!("option{chosen}").as_bytes()));
            }
            field.children(kids.iter().copied());
            field.finish();
            self.roots.push(parent);
        }
        self.y -= ROW;
    }

    fn radio_widget(&mut self, parent: Ref, index: usize, on: bool, rect: Rect) -> Ref {
        let (id, on_id, off_id) = (self.take(), self.take(), self.take());
        let bbox = Rect::new(0.0, 0.0, 10.0, 10.0);
        let mut cross = Content::new();
        cross.set_line_width(1.4);
        cross
            .move_to(2.0, 2.0)
            .line_to(8.0, 8.0)
            .move_to(2.0, 8.0)
            .line_to(8.0, 2.0)
            .stroke();
        let stream = cross.finish();
        self.pdf.form_xobject(on_id, &stream).bbox(bbox);
        self.pdf.form_xobject(off_id, &Content::new().finish()).bbox(bbox);
        let state = format!("option{index}");
        let mut field = self.pdf.form_field(id);
        field.parent(parent);
        let mut annotation = field.into_annotation();
        annotation.rect(rect).flags(AnnotationFlags::PRINT);
        annotation.appearance_state(if on { Name(state.as_bytes()) } else { Name(b"Off") });
        let streams = [(Name(state.as_bytes()), on_id), (Name(b"Off"), off_id)];
        annotation.appearance().normal().streams().pairs(streams);
        annotation.finish();
        self.annotations.push(id);
        id
    }

    fn new_page(&mut self) {
        let (page_id, content_id) = (self.take(), self.take());
        let number = format!("Seite {}", self.pages.len() + 1);
        self.show(PRINT, 8.0, WIDTH - MARGIN - 40.0, 30.0, &number);
        let content = std::mem::replace(&mut self.content, Content::new()).finish();
        self.pdf.stream(content_id, &content);
        let mut page = self.pdf.page(page_id);
        page.parent(self.page_tree)
            .media_box(Rect::new(0.0, 0.0, WIDTH, HEIGHT))
            .contents(content_id);
        page.annotations(self.annotations.drain(..));
        let mut resources = page.resources();
        let mut fonts = resources.fonts();
        fonts
            .pair(PRINT, self.fonts[0])
            .pair(BOLD, self.fonts[1])
            .pair(TYPED, self.fonts[2]);
        fonts.finish();
        resources.finish();
        page.finish();
        self.pages.push(page_id);
        self.y = HEIGHT - MARGIN;
    }

    fn finish(mut self) -> Typeset {
        self.new_page();
        for (font, name) in self
            .fonts
            .into_iter()
            .zip(["Helvetica", "Helvetica-Bold", "Courier"])
        {
            let mut font = self.pdf.type1_font(font);
            font.base_font(Name(name.as_bytes()))
                .encoding_predefined(Name(b"WinAnsiEncoding"));
        }
        let catalog_id = self.take();
        let mut catalog = self.pdf.catalog(catalog_id);
        catalog.pages(self.page_tree);
        if self.live {
            let mut form = catalog.form();
            form.fields(self.roots.iter().copied());
            form.default_resources().fonts().pair(TYPED, self.fonts[2]);
            form.finish();
        }
        catalog.finish();
        let count = i32::try_from(self.pages.len()).unwrap_or(i32::MAX);
        self.pdf
            .pages(self.page_tree)
            .kids(self.pages.iter().copied())
            .count(count);
        Typeset {
            pages: self.pages.len(),
            pdf: self.pdf.finish(),
            places: self.places,
        }
    }
}
