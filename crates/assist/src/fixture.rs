//! Small documents for tests.
use aktenlage_domain::document::{DocumentText, FormField, FormFieldKind, Page, PageBox, TextSource, Widget, Word};

/// Width of a letter and height of a line, as fractions of the page.
const LETTER_WIDTH: f32 = 0.009;
const LINE_HEIGHT: f32 = 0.014;

/// A page with texts at places (left, top).
pub(crate) fn page(number: u32, texts: &[(f32, f32, &str)]) -> Page {
    let mut words = Vec::new();
    for (left, top, text) in texts {
        let mut x = *left;
        for word in text.split(' ') {
            #[expect(clippy::cast_precision_loss, reason = "short words")]
            let width = word.chars().count() as f32 * LETTER_WIDTH;
            words.push(Word {
                text: word.to_owned(),
                bbox: PageBox {
                    left: x,
                    top: *top,
                    right: x + width,
                    bottom: top + LINE_HEIGHT,
                },
                confidence: None,
            });
            x += width + LETTER_WIDTH / 2.0;
        }
    }
    Page {
        number,
        width_points: 595.0,
        height_points: 842.0,
        rotation: 0,
        source: TextSource::Text,
        words,
    }
}

/// A document of one page.
pub(crate) fn document(texts: &[(f32, f32, &str)], fields: Vec<FormField>) -> DocumentText {
    DocumentText {
        pages: vec![page(1, texts)],
        fields,
    }
}

/// A text field on page 1.
pub(crate) fn text_field(name: &str, left: f32, top: f32, right: f32, value: Option<&str>) -> FormField {
    FormField {
        name: name.to_owned(),
        tooltip: None,
        kind: FormFieldKind::Text,
        value: value.map(str::to_owned),
        default_value: None,
        options: Vec::new(),
        widgets: vec![widget(left, top, right, None, false)],
    }
}

/// A place of a field on page 1.
pub(crate) fn widget(left: f32, top: f32, right: f32, on_value: Option<&str>, is_on: bool) -> Widget {
    Widget {
        page: 1,
        bbox: PageBox {
            left,
            top,
            right,
            bottom: top + 0.018,
        },
        on_value: on_value.map(str::to_owned),
        is_on,
    }
}
