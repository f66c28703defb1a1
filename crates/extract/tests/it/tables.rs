//! Tables whose cells are drawn: several lines of one cell are read together, and frames change nothing else.

use crate::support::{Pdf, landscape_page_of, page_of, text};
use aktenlage_extract::{Limits, read};
use lopdf::dictionary;

fn words(bytes: &[u8]) -> String {
    read(bytes, &Limits::recommended()).text.page_text(1)
}

fn words_of(content: &str) -> String {
    words(&page_of(content))
}

fn stroke(from: (i32, i32), to: (i32, i32)) -> String {
    format!("{} {} m {} {} l S\n", from.0, from.1, to.0, to.1)
}

/// Rules from edge to edge.
fn grid(columns: &[i32], rows: &[i32]) -> String {
    let ends = |places: &[i32]| (places[0], places[places.len() - 1]);
    let ((left, right), (top, bottom)) = (ends(columns), ends(rows));
    let upright = columns.iter().map(|&x| stroke((x, top), (x, bottom)));
    let level = rows.iter().map(|&y| stroke((left, y), (right, y)));
    upright.chain(level).collect()
}

const COLUMNS: [i32; 3] = [60, 240, 420];
const ROWS: [i32; 3] = [720, 680, 640];
const BY_CELLS: &str = "Name der Mutter Erika Musterfrau Ort Musterstadt";
const BY_LINES: &str = "Name der Erika Mutter Musterfrau Ort Musterstadt";

/// What stands in the cells.
fn entries() -> String {
    text(246, 705, "Erika")
        + &text(66, 705, "Name der")
        + &text(66, 688, "Mutter")
        + &text(246, 688, "Musterfrau")
        + &text(66, 655, "Ort")
        + &text(246, 655, "Musterstadt")
}

#[test]
fn the_lines_of_a_cell_are_read_together() {
    assert_eq!(words_of(&entries()), BY_LINES);
    assert_eq!(words_of(&(grid(&COLUMNS, &ROWS) + &entries())), BY_CELLS);
    // As word processors draw them: thin areas, one for each side of a cell, or frames around each cell.
    let level = [
        (60, 720),
        (240, 720),
        (60, 680),
        (240, 680),
        (60, 640),
        (240, 640),
    ];
    let upright = [
        (60, 680),
        (240, 680),
        (420, 680),
        (60, 640),
        (240, 640),
        (420, 640),
    ];
    let areas: String = level
        .iter()
        .map(|(x, y)| format!("{} {y} 179 0.5 re\n", x + 1))
        .chain(upright.iter().map(|(x, y)| format!("{x} {} 0.5 39 re\n", y + 1)))
        .collect();
    assert_eq!(words_of(&format!("{areas}f\n{}", entries())), BY_CELLS);
    let frames = [(60, 680), (240, 680), (60, 640), (240, 640)]
        .map(|(x, y)| format!("{x} {y} 180 40 re S\n"))
        .concat();
    assert_eq!(words_of(&(frames + &entries())), BY_CELLS);
    // White rules show nothing.
    let white = format!("1 1 1 RG {}", grid(&COLUMNS, &ROWS));
    assert_eq!(words_of(&(white + &entries())), BY_LINES);
}

#[test]
fn tables_on_turned_pages_have_the_same_cells() {
    for turned in [90_i64, 180, 270] {
        let mut pdf = Pdf::new();
        let content = grid(&COLUMNS, &ROWS) + &entries();
        pdf.page(&content, dictionary! { "Rotate" => turned });
        assert_eq!(words(&pdf.bytes()), BY_CELLS, "by {turned}");
    }
}

#[test]
fn cells_that_are_open_are_not_known() {
    // The right column has no rule at its right side, nor between its rows.
    let open = grid(&[60, 240], &ROWS) + &stroke((240, 720), (420, 720)) + &stroke((240, 640), (420, 640));
    assert_eq!(words_of(&(open + &entries())), BY_LINES);
}

#[test]
fn frames_around_text_change_nothing() {
    let columns: String = (0..6)
        .flat_map(|line| {
            let y = 700 - 14 * line;
            [
                text(320, y, "rechts steht der zweite Teil"),
                text(60, y, "links steht der erste Teil"),
            ]
        })
        .collect();
    let bare = words_of(&columns);
    assert!(bare.rfind("links") < bare.find("rechts"), "{bare}");
    for frame in [
        "40 600 540 130 re S\n".to_owned(),
        "50 610 250 110 re S 310 610 250 110 re S\n".to_owned(),
        grid(&[40, 310, 580], &[730, 600]),
    ] {
        assert_eq!(words_of(&(frame.clone() + &columns)), bare, "{frame}");
    }
    for frame in [grid(&[40, 440], &[730, 630]), grid(&[40, 440], &[730, 680, 630])] {
        assert_eq!(words_of(&(frame.clone() + &entries())), BY_LINES, "{frame}");
    }
    // Cells in one column only; what stands beside them has none.
    let half = grid(&[60, 200, 220], &ROWS);
    assert_eq!(words_of(&(half + &entries())), BY_LINES);
}

#[test]
fn the_boxes_of_single_letters_tear_no_word() {
    let digits: String = (0..)
        .zip("01051980".chars())
        .map(|(index, digit)| text(163 + 12 * index, 695, &digit.to_string()))
        .collect();
    let boxes: String = (1..8)
        .map(|index| stroke((160 + 12 * index, 720), (160 + 12 * index, 680)))
        .collect();
    let others = text(66, 705, "Geburtsdatum")
        + &text(66, 688, "des Kindes")
        + &text(66, 655, "Ort")
        + &text(166, 655, "Musterstadt");
    let content = grid(&[60, 160, 256], &ROWS) + &boxes + &digits + &others;
    assert_eq!(
        words_of(&content),
        "Geburtsdatum des Kindes 01051980 Ort Musterstadt"
    );
    let comb = grid(&[160, 256], &[720, 680]) + &boxes + &digits;
    assert_eq!(words_of(&comb), "01051980");
    // Drawn in two steps across a rule: "Wohn" is 30.68 points wide.
    let steps =
        text(60, 700, "Wohn") + &text(60, 670, "Ort") + "BT /F 12 Tf 1 0 0 1 91.3 700 Tm (geld) Tj ET\n";
    assert_eq!(
        words_of(&(grid(&[40, 91, 140], &[720, 690, 660]) + &steps)),
        "Wohngeld Ort"
    );
}

#[test]
fn labels_in_cells_stand_before_their_values() {
    let small = |x: i32, y: i32, words: &str| format!("BT /F 7 Tf 1 0 0 1 {x} {y} Tm ({words}) Tj ET\n");
    let entries = text(246, 690, "Erika")
        + &text(66, 690, "Musterfrau")
        + &small(64, 711, "Familienname")
        + &small(244, 711, "Vorname");
    let cells = grid(&COLUMNS, &[720, 680]);
    let in_cells = "Familienname Musterfrau Vorname Erika";
    assert_eq!(words_of(&(cells.clone() + &entries)), in_cells);
    // Lines to write on divide no cell.
    let lines = stroke((66, 686), (230, 686)) + &stroke((246, 686), (410, 686));
    assert_eq!(words_of(&(cells + &lines + &entries)), in_cells);
    // A rule from side to side does.
    assert_eq!(
        words_of(&(grid(&COLUMNS, &[720, 706, 680]) + &entries)),
        "Familienname Vorname Musterfrau Erika"
    );
}

#[test]
fn a_cell_that_spans_rows_is_read_with_its_first_one() {
    let rules = grid(&COLUMNS, &[720, 640]) + &stroke((240, 680), (420, 680));
    let entries = text(66, 690, "Angaben")
        + &text(66, 673, "zur Mutter")
        + &text(246, 705, "Erika")
        + &text(246, 688, "Musterfrau")
        + &text(246, 665, "geboren")
        + &text(246, 648, "1980");
    assert_eq!(
        words_of(&(rules + &entries)),
        "Angaben zur Mutter Erika Musterfrau geboren 1980"
    );
}

#[test]
fn what_stands_beside_a_row_is_read_with_it() {
    let numbers = text(40, 697, "1.") + &text(40, 655, "2.");
    let content = grid(&COLUMNS, &ROWS) + &entries() + &numbers + &text(440, 697, "freiwillig");
    assert_eq!(
        words_of(&content),
        "1. Name der Mutter Erika Musterfrau freiwillig 2. Ort Musterstadt"
    );
}

#[test]
fn a_table_in_a_cell_of_another_is_read_in_its_place() {
    let outer = grid(&[60, 200, 560], &[730, 560]);
    let inner = grid(&[220, 360, 540], &[710, 670, 630]);
    let entries = text(226, 695, "Name der")
        + &text(226, 678, "Mutter")
        + &text(366, 695, "Erika")
        + &text(366, 678, "Musterfrau")
        + &text(226, 645, "Ort")
        + &text(366, 645, "Musterstadt")
        + &text(226, 580, "Unterschrift")
        + &text(66, 700, "Antrag")
        + &text(66, 600, "auf Wohngeld");
    assert_eq!(
        words_of(&(outer + &inner + &entries)),
        format!("Antrag auf Wohngeld {BY_CELLS} Unterschrift")
    );
}

#[test]
fn running_text_in_cells_makes_no_columns() {
    let rows: Vec<(String, String)> = (0..5)
        .map(|row| {
            (
                format!("Frage {row} nach Miete"),
                format!("Antwort {row} zur Frage"),
            )
        })
        .collect();
    let entries: String = (0..)
        .zip(&rows)
        .map(|(row, (question, answer))| {
            text(66, 706 - 20 * row, question) + &text(246, 706 - 20 * row, answer)
        })
        .collect();
    let bare = words_of(&entries);
    assert!(bare.starts_with("Frage 0 nach Miete Frage 1"), "{bare}");
    let drawn = words_of(&(grid(&COLUMNS, &[720, 700, 680, 660, 640, 620]) + &entries));
    let by_rows: Vec<String> = rows
        .iter()
        .map(|(question, answer)| format!("{question} {answer}"))
        .collect();
    assert_eq!(drawn, by_rows.join(" "));
}

#[test]
fn a_table_across_a_sheet_is_not_cut_into_two_pages() {
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
    let entries: String = left
        .iter()
        .map(drawn(60))
        .chain(right.iter().map(drawn(480)))
        .collect();
    let pages = words(&landscape_page_of(&entries));
    assert!(
        pages.starts_with("Antrag auf Wohngeld Familienname Vorname Anschrift"),
        "{pages}"
    );
    let table = grid(&[40, 421, 800], &[560, 450, 350]);
    assert_eq!(
        words(&landscape_page_of(&(table + &entries))),
        "Antrag auf Wohngeld Familienname Vorname Bescheid der Gemeinde Aktenzeichen Anschrift der Wohnung \
         Ort und Datum Widerspruch Rechtsbehelf der Person Unterschrift"
    );
}

#[test]
fn a_drawing_of_countless_rules_is_no_table() {
    let rules = "100 100 m 110 100 l S\n".repeat(20_001);
    let content = grid(&COLUMNS, &ROWS) + &entries() + &rules;
    assert_eq!(words_of(&content), BY_LINES);
}
