//! Contrast of the server's pages, computed from their style sheet.
#![expect(clippy::unwrap_used, reason = "a test that fails panics")]
use std::collections::BTreeMap;

const STYLE: &str = include_str!("../../assets/seiten.css");

/// The colours of one theme: those of the first `:root` block, overridden by the second one for the dark theme.
fn theme(blocks: usize) -> BTreeMap<String, [f64; 3]> {
    let mut colours = BTreeMap::new();
    for block in STYLE.split(":root").skip(1).take(blocks) {
        let block = block.split('}').next().unwrap();
        for line in block.lines().filter_map(|line| line.trim().strip_prefix("--")) {
            let (name, value) = line.split_once(": #").unwrap();
            let channel = |at: usize| f64::from(u8::from_str_radix(&value[at..at + 2], 16).unwrap()) / 255.0;
            colours.insert(name.to_owned(), [channel(0), channel(2), channel(4)]);
        }
    }
    colours
}

/// WCAG 2.2, relative luminance.
fn luminance(colour: [f64; 3]) -> f64 {
    let [red, green, blue] = colour.map(|value| {
        if value <= 0.04045 {
            value / 12.92
        } else {
            ((value + 0.055) / 1.055).powf(2.4)
        }
    });
    0.2126 * red + 0.7152 * green + 0.0722 * blue
}

fn contrast(first: [f64; 3], second: [f64; 3]) -> f64 {
    let (first, second) = (luminance(first), luminance(second));
    (first.max(second) + 0.05) / (first.min(second) + 0.05)
}

#[test]
fn the_formula_is_the_known_one() {
    assert!((contrast([0.0; 3], [1.0; 3]) - 21.0).abs() < 1e-9);
}

#[test]
fn text_and_controls_can_be_told_from_their_ground() {
    for (name, blocks) in [("light", 1), ("dark", 2)] {
        let colours = theme(blocks);
        let pairs = [
            ("text", "ground", 4.5),
            ("text", "card", 4.5),
            ("muted", "card", 4.5),
            ("action", "card", 4.5),
            ("action", "ground", 4.5),
            ("on-action", "action", 4.5),
            ("error", "card", 4.5),
            ("line", "card", 3.0),
        ];
        for (front, back, least) in pairs {
            let found = contrast(colours[front], colours[back]);
            assert!(
                found >= least,
                "{name}: {front} on {back} is {found:.2}, needs {least}"
            );
        }
    }
}
