//! Pages: words with boxes, reading order, rotation, crop boxes, and what makes a page unusable.

use crate::support;
use crate::support::{Pdf, landscape_page_of, page_of, text};
use aktenlage_domain::document::{IssueCode, TextSource};
use aktenlage_extract::{Limits, Reading, read};
use lopdf::{Dictionary, Object, Stream, dictionary};

fn reading(bytes: &[u8]) -> Reading {
    read(bytes, &Limits::recommended())
}

fn words(bytes: &[u8]) -> String {
    reading(bytes).text.page_text(1)
}

#[test]
fn a_word_has_its_box_in_fractions_from_the_top_left() {
    let reading = reading(&page_of(&text(60, 700, "Antrag auf")));
    let page = &reading.text.pages[0];
    assert_eq!(
        (page.width_points, page.height_points, page.rotation),
        (600.0, 800.0, 0)
    );
    let antrag = &page.words[0];
    assert_eq!((antrag.text.as_str(), antrag.confidence), ("Antrag", None));
    assert!((antrag.bbox.left - 0.1).abs() < 0.002, "{:?}", antrag.bbox);
    assert!(
        (antrag.bbox.right - (60.0 + 36.7) / 600.0).abs() < 0.003,
        "{:?}",
        antrag.bbox
    );
    assert!(
        antrag.bbox.contains(0.12, 100.0 / 800.0 - 0.004),
        "{:?}",
        antrag.bbox
    );
    assert!(antrag.bbox.height() < 14.0 / 800.0);
}

#[test]
fn rotation_and_crop_box_are_applied() {
    let mut pdf = Pdf::new();
    let crop = vec![50.into(), 100.into(), 550.into(), 700.into()];
    pdf.page(
        &text(60, 690, "oben links"),
        dictionary! { "CropBox" => crop.clone() },
    );
    pdf.page(
        &text(60, 690, "oben links"),
        dictionary! { "CropBox" => crop, "Rotate" => 90 },
    );
    let reading = reading(&pdf.bytes());
    let [upright, turned] = reading.text.pages.as_slice() else {
        panic!("two pages")
    };
    assert_eq!((upright.width_points, upright.height_points), (500.0, 600.0));
    assert_eq!(
        (turned.width_points, turned.height_points, turned.rotation),
        (600.0, 500.0, 90)
    );
    assert!(upright.words[0].bbox.left < 0.03 && upright.words[0].bbox.top < 0.03);
    // Turned clockwise, the upper left corner is the upper right one.
    assert!(
        turned.words[0].bbox.right > 0.97 && turned.words[0].bbox.top < 0.03,
        "{:?}",
        turned.words[0].bbox
    );
    assert_eq!(turned.words.len(), 2);
}

#[test]
fn larger_units_make_a_larger_page_with_the_same_words() {
    let mut pdf = Pdf::new();
    for further in [dictionary! {}, dictionary! { "UserUnit" => 2 }] {
        pdf.page(&text(60, 700, "Antrag auf Wohngeld"), further);
    }
    let reading = reading(&pdf.bytes());
    let [usual, larger] = reading.text.pages.as_slice() else {
        panic!("two pages")
    };
    assert_eq!((usual.width_points, usual.height_points), (600.0, 800.0));
    assert_eq!((larger.width_points, larger.height_points), (1200.0, 1600.0));
    assert_eq!(usual.words, larger.words);
}

#[test]
fn text_outside_the_crop_box_is_not_on_the_page() {
    let mut pdf = Pdf::new();
    let crop = vec![0.into(), 0.into(), 600.into(), 400.into()];
    pdf.page(
        &(text(60, 700, "verborgen") + &text(60, 300, "sichtbar")),
        dictionary! { "CropBox" => crop },
    );
    assert_eq!(words(&pdf.bytes()), "sichtbar");
}

#[test]
fn words_are_told_apart_by_geometry_without_spaces_in_the_file() {
    let content = "BT /F 12 Tf 60 700 Td [(Vor)-20(name)-600(und)-600(Nach)10(name)] TJ ET";
    assert_eq!(words(&page_of(content)), "Vorname und Nachname");
}

#[test]
fn letter_spaced_words_are_joined() {
    let by_operator = "BT /F 12 Tf 4 Tc 60 700 Td [(Bescheinigung)-700(der)-700(Gemeinde)] TJ ET";
    assert_eq!(words(&page_of(by_operator)), "Bescheinigung der Gemeinde");
    let by_spaces = text(60, 700, "F a m i l i e n n a m e    d e s    K i n d e s");
    assert_eq!(words(&page_of(&by_spaces)), "Familienname des Kindes");
}

#[test]
fn a_word_drawn_in_two_steps_is_one_word() {
    // "Wohn" is 30.68 points wide in 12 point Helvetica.
    let content = "BT /F 12 Tf 1 0 0 1 60 700 Tm (Wohn) Tj ET BT /F 12 Tf 1 0 0 1 91.3 700 Tm (geld) Tj ET";
    assert_eq!(words(&page_of(content)), "Wohngeld");
}

#[test]
fn text_drawn_twice_for_boldness_is_read_once() {
    let content = text(60, 700, "Wohngeld") + "BT /F 12 Tf 1 0 0 1 60.4 700 Tm (Wohngeld) Tj ET";
    assert_eq!(words(&page_of(&content)), "Wohngeld");
}

#[test]
fn rows_of_a_form_are_read_across_and_columns_of_text_one_by_one() {
    let rows = text(60, 680, "Vorname")
        + &text(60, 700, "Name")
        + &text(300, 680, "Erika")
        + &text(300, 700, "Musterfrau");
    assert_eq!(words(&page_of(&rows)), "Name Musterfrau Vorname Erika");
    let columns: String = (0..6)
        .flat_map(|line| {
            let y = 700 - 14 * line;
            [
                text(320, y, "rechts steht der zweite Teil"),
                text(60, y, "links steht der erste Teil"),
            ]
        })
        .collect();
    let read = words(&page_of(&columns));
    assert!(read.rfind("links") < read.find("rechts"), "{read}");
}

#[test]
fn a_row_of_a_form_is_not_torn_by_the_columns_above_it() {
    let mut content: String = (0..6)
        .flat_map(|line| {
            let y = 700 - 14 * line;
            [
                text(60, y, "links steht der erste Teil"),
                text(320, y, "rechts steht der zweite Teil"),
            ]
        })
        .collect();
    content += &text(60, 560, "Familienname und Geburtsname der Person");
    content += &text(320, 560, "Geburtsdatum und Ort der Geburt");
    content += &text(60, 500, "Anschrift");
    let read = words(&page_of(&content));
    assert!(read.rfind("links") < read.find("rechts"), "{read}");
    assert!(
        read.ends_with("der Person Geburtsdatum und Ort der Geburt Anschrift"),
        "{read}"
    );
}

#[test]
fn a_landscape_page_is_read_across_and_its_boxes_are_fractions_of_it() {
    let content = text(60, 535, "Antrag auf Wohngeld")
        + &text(500, 480, "Erika")
        + &text(60, 480, "Vorname")
        + &text(500, 500, "Musterfrau")
        + &text(60, 500, "Name");
    let bytes = landscape_page_of(&content);
    assert_eq!(words(&bytes), "Antrag auf Wohngeld Name Musterfrau Vorname Erika");
    let reading = reading(&bytes);
    let page = &reading.text.pages[0];
    assert_eq!(
        (page.width_points, page.height_points, page.rotation),
        (842.0, 595.0, 0)
    );
    let antrag = page.words[0].bbox;
    assert!((antrag.left - 60.0 / 842.0).abs() < 0.002, "{antrag:?}");
    assert!((antrag.right - (60.0 + 36.7) / 842.0).abs() < 0.003, "{antrag:?}");
    assert!(antrag.contains(0.09, 56.0 / 595.0), "{antrag:?}");
    assert!(antrag.height() < 14.0 / 595.0);
}

#[test]
fn of_two_pages_side_by_side_the_left_one_is_read_first() {
    // Short rows, gaps between them, and none level with one of the other page.
    let left = [
        (540, "Antrag auf Wohngeld"),
        (505, "Familienname"),
        (487, "Vorname"),
        (400, "Anschrift der Wohnung"),
        (382, "Ort und Datum"),
    ];
    let right = [
        (530, "Bescheid der Gemeinde"),
        (513, "Aktenzeichen"),
        (420, "Widerspruch"),
        (392, "Rechtsbehelf der Person"),
        (371, "Unterschrift"),
    ];
    let drawn = |x: i32| move |(y, words): &(i32, &str)| text(x, *y, words);
    let pages: String = left
        .iter()
        .map(drawn(60))
        .chain(right.iter().map(drawn(480)))
        .collect();
    let one_by_one = "Antrag auf Wohngeld Familienname Vorname Anschrift der Wohnung Ort und Datum \
        Bescheid der Gemeinde Aktenzeichen Widerspruch Rechtsbehelf der Person Unterschrift";
    assert_eq!(words(&landscape_page_of(&pages)), one_by_one);
    // A title over both makes them one page.
    let titled = pages + &text(330, 565, "Antrag und Bescheid beim Wohngeld");
    let read = words(&landscape_page_of(&titled));
    assert!(
        read.starts_with("Antrag und Bescheid beim Wohngeld Antrag auf Wohngeld Bescheid der Gemeinde"),
        "{read}"
    );
}

#[test]
fn a_wide_table_is_read_across() {
    let labels = ["Familienname", "Vorname", "Geburtsdatum", "Anschrift", "Ort"];
    let values = ["Musterfrau", "Erika", "01.05.1980", "Hauptweg 5", "Musterstadt"];
    let rows = (0..).zip(labels.iter().zip(values));
    let content: String = rows
        .map(|(row, (label, value))| {
            let y = 520 - 30 * row;
            text(480, y, value) + &text(60, y, label)
        })
        .collect();
    assert_eq!(
        words(&landscape_page_of(&content)),
        "Familienname Musterfrau Vorname Erika Geburtsdatum 01.05.1980 Anschrift Hauptweg 5 Ort Musterstadt"
    );
}

#[test]
fn lines_to_write_on_are_no_part_of_words() {
    for (drawn, expected) in [
        ("Ort:__________", "Ort: __________"),
        ("..........EUR", ".......... EUR"),
        ("erika_m@example.org usw...", "erika_m@example.org usw..."),
    ] {
        assert_eq!(words(&page_of(&text(60, 700, drawn))), expected);
    }
}

#[test]
fn a_single_letter_spaced_word_is_joined() {
    let spaced = "BT /F 12 Tf 4 Tc 60 700 Td (Muster) Tj ET";
    assert_eq!(words(&page_of(spaced)), "Muster");
    let with_spaces = text(60, 700, "A n t r a g");
    assert_eq!(words(&page_of(&with_spaces)), "Antrag");
    let few = text(60, 700, "J N");
    assert_eq!(words(&page_of(&few)), "J N");
}

#[test]
fn hidden_text_is_read_only_over_a_picture() {
    let hidden = "BT 3 Tr /F 12 Tf 60 700 Td (erkannt) Tj ET";
    let scan = "q 600 0 0 800 0 0 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \u{80} EI Q\n";
    assert_eq!(words(&page_of(hidden)), "");
    assert_eq!(words(&page_of(&(scan.to_owned() + hidden))), "erkannt");
}

#[test]
fn light_text_is_read_where_it_can_be_seen() {
    let light = |y: i32, words: &str| format!("1 1 1 rg {}", text(60, y, words));
    let bar = "0 0.2 0.5 rg 50 690 400 24 re f ";
    let page = text(60, 760, "Antrag") + bar + &light(700, "Angaben") + &light(600, "300");
    assert_eq!(words(&page_of(&page)), "Antrag Angaben");
}

#[test]
fn a_page_without_usable_text_is_never_silently_empty() {
    let scan = "q 600 0 0 800 0 0 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \u{80} EI Q";
    let garbage = text(
        20,
        700,
        "Gbnjmjfoobnf voe Wpsobnf eft Bousbhtufmmfst Hfcvsutebuvn Tusbttf Xpiopsu Voufstdisjgu",
    );
    let mut pdf = Pdf::new();
    for content in [
        "",
        "1 1 1 rg 0 0 600 800 re f",
        scan,
        "0 0 m 100 100 l S",
        garbage.as_str(),
    ] {
        pdf.page(content, dictionary! {});
    }
    let reading = reading(&pdf.bytes());
    let sources: Vec<TextSource> = reading.text.pages.iter().map(|page| page.source).collect();
    let (blank, unreadable) = (TextSource::Blank, TextSource::Unreadable);
    assert_eq!(sources, [blank, blank, unreadable, unreadable, unreadable]);
    let issues: Vec<_> = reading
        .issues
        .iter()
        .map(|issue| (issue.code, issue.page))
        .collect();
    assert_eq!(
        issues,
        [
            (IssueCode::PageWithoutText, Some(3)),
            (IssueCode::PageWithoutText, Some(4)),
            (IssueCode::PageTextUnusable, Some(5)),
        ]
    );
}

#[test]
fn words_whose_font_tells_no_characters_are_not_lost_unseen() {
    let page_with = |entries: &str| {
        let mut pdf = Pdf::new();
        let shape = b"600 0 0 0 500 700 d1 0 0 500 700 re f".to_vec();
        let shape = pdf.document.add_object(Stream::new(Dictionary::new(), shape));
        let names = ["g01", "g02", "g03", "g04"];
        let mut shapes = Dictionary::new();
        let mut differences: Vec<Object> = vec![1.into()];
        for name in names {
            shapes.set(name, shape);
            differences.push(name.into());
        }
        let nameless = pdf.document.add_object(dictionary! {
            "Type" => "Font", "Subtype" => "Type3", "FontBBox" => vec![0.into(), 0.into(), 600.into(), 800.into()],
            "FontMatrix" => vec![0.001.into(), 0.into(), 0.into(), 0.001.into(), 0.into(), 0.into()],
            "CharProcs" => shapes, "Encoding" => dictionary! { "Differences" => differences },
            "FirstChar" => 1, "LastChar" => 4,
            "Widths" => vec![600.into(), 600.into(), 600.into(), 600.into()],
        });
        let print = pdf.document.add_object(dictionary! {
            "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Helvetica", "Encoding" => "WinAnsiEncoding",
        });
        let content = text(60, 700, "Familienname des Antragstellers") + entries;
        let fonts = dictionary! { "F" => print, "G" => nameless };
        pdf.page(
            &content,
            dictionary! { "Resources" => dictionary! { "Font" => fonts } },
        );
        reading(&pdf.bytes())
    };
    let entered = |x: i32, codes: &str| format!("BT /G 12 Tf 1 0 0 1 {x} 650 Tm <{codes}> Tj ET\n");
    // Two words that a person sees; a row of boxes of one shape.
    let words = page_with(&(entered(60, "0102030401") + &entered(200, "04030201")));
    assert_eq!(words.text.pages[0].source, TextSource::Unreadable);
    assert_eq!(words.issues[0].code, IssueCode::PageTextUnusable);
    let boxes = page_with(&(entered(60, "0101010101") + &entered(200, "01010101")));
    assert_eq!(
        (boxes.text.pages[0].source, boxes.issues.len()),
        (TextSource::Text, 0)
    );
}

#[test]
fn free_text_annotations_are_read() {
    let mut pdf = Pdf::new();
    let page = pdf.page(&text(60, 700, "gedruckt"), dictionary! {});
    let form = dictionary! {
        "Subtype" => "Form", "BBox" => vec![0.into(), 0.into(), 200.into(), 20.into()],
        "Resources" => dictionary! { "Font" => dictionary! { "F" => dictionary! {
            "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Helvetica" } } },
    };
    let drawing = pdf
        .document
        .add_object(lopdf::Stream::new(form, text(2, 5, "angemerkt").into_bytes()));
    let note = pdf.document.add_object(dictionary! {
        "Type" => "Annot", "Subtype" => "FreeText", "AP" => dictionary! { "N" => drawing },
        "Rect" => vec![60.into(), 600.into(), 260.into(), 620.into()],
    });
    pdf.annotate(page, note);
    assert_eq!(words(&pdf.bytes()), "gedruckt angemerkt");
}

#[test]
fn real_forms_get_the_right_verdicts() {
    let Some(files) = support::shared("forms") else {
        return;
    };
    // Forms of which more is known than that nothing is wrong with them.
    let mut missing = vec!["gewanzv_2014", "pauswv", "kinduvv", "fev_2010"];
    for file in files {
        let name = file.file_name().unwrap().to_string_lossy().into_owned();
        let reading = reading(&fs_err::read(&file).unwrap());
        let form = name.split("__").nth(1).unwrap_or_default();
        missing.retain(|listed| *listed != form);
        let expected: &[IssueCode] = match form {
            "gewanzv_2014" | "pauswv" => &[IssueCode::PageWithoutText],
            "kinduvv" => &[IssueCode::PageTextUnusable],
            _ => &[],
        };
        let codes: Vec<IssueCode> = reading.issues.iter().map(|issue| issue.code).collect();
        assert_eq!(codes, expected, "{name}");
        assert!(!reading.text.pages.is_empty(), "{name}");
        if name.contains("fev_2010") {
            assert!(
                reading
                    .text
                    .page_text(1)
                    .contains("Bescheinigung über die ärztliche Untersuchung")
            );
        }
    }
    assert!(missing.is_empty(), "not there: {missing:?}");
}
