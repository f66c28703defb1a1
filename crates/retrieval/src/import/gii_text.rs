//! The words of a piece of gii-norm text: lists and tables as lines, editorial additions left out.
use roxmltree::Node;

/// The text below a node. Lines are separated by `\n`, words by one space.
pub(super) fn words(node: Node<'_, '_>) -> String {
    let mut raw = String::new();
    write(node, &mut raw);
    tidy(&raw)
}

fn write(node: Node<'_, '_>, out: &mut String) {
    for child in node.children() {
        if child.is_text() {
            // Line breaks of the file mean nothing.
            out.extend(
                child
                    .text()
                    .unwrap_or_default()
                    .chars()
                    .map(|letter| if letter.is_whitespace() { ' ' } else { letter }),
            );
        } else if child.is_element() {
            write_element(child, out);
        }
    }
}

fn write_element(element: Node<'_, '_>, out: &mut String) {
    match element.tag_name().name() {
        // Footnotes, their marks, places of publication, pictures, tables of contents.
        "FnR" | "Footnote" | "Footnotes" | "FnArea" | "kommentar" | "IMG" | "FILE" | "TOC" | "fussnoten" => {}
        "BR" | "DL" | "DT" | "row" | "P" | "Title" | "Subtitle" | "table" => {
            out.push('\n');
            write(element, out);
            if matches!(element.tag_name().name(), "DL" | "table" | "Title" | "Subtitle") {
                out.push('\n');
            }
        }
        "DD" => {
            out.push(' ');
            write(element, out);
        }
        "entry" => {
            let mut cell = String::new();
            write(element, &mut cell);
            let cell = cell.split_whitespace().collect::<Vec<_>>().join(" ");
            if !cell.is_empty() {
                if !(out.is_empty() || out.ends_with('\n')) {
                    out.push_str(" | ");
                }
                out.push_str(&cell);
            }
        }
        // Numbers of sentences (class `Rec`) belong to the edition, not to the words.
        "SUP" if element.attribute("class").or(element.attribute("Class")) == Some("Rec") => out.push(' '),
        "SUP" => {
            let mut raised = String::new();
            write(element, &mut raised);
            out.extend(raised.chars().map(superscript));
        }
        _ => write(element, out),
    }
}

fn superscript(letter: char) -> char {
    match letter {
        '1' => '¹',
        '2' => '²',
        '3' => '³',
        other => other,
    }
}

fn tidy(raw: &str) -> String {
    let lines = raw
        .lines()
        .map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
    lines
        .filter(|line| !line.is_empty())
        .collect::<Vec<_>>()
        .join("\n")
}

/// Whether only a note stands there that something was repealed, or nothing at all.
pub(super) fn is_void(text: &str) -> bool {
    let words = text
        .to_lowercase()
        .replace(['(', ')', '-', '–', '—', '.', '…'], " ");
    words
        .split_whitespace()
        .all(|word| matches!(word, "weggefallen" | "aufgehoben" | "gestrichen"))
}

/// `(1) Wer …` gives `1` and the rest; `(2a)` gives `2a`. For `(2) bis (4) (weggefallen)` the first counts.
pub(super) fn numbered(text: &str) -> Option<(String, &str)> {
    let (label, rest) = text.trim_start().strip_prefix('(')?.split_once(')')?;
    let digits = label.bytes().take_while(u8::is_ascii_digit).count();
    let (number, suffix) = label.split_at(digits);
    let plain = (1..=3).contains(&number.len())
        && suffix.len() <= 2
        && suffix.bytes().all(|letter| letter.is_ascii_lowercase());
    plain.then(|| (label.to_owned(), rest.trim_start()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(xml: &str) -> String {
        words(roxmltree::Document::parse(xml).unwrap().root_element())
    }

    #[test]
    fn lists_and_tables_become_lines() {
        let list = "<P>Nötig sind<DL><DT>1.</DT><DD><LA>ein Antrag\n  und</LA></DD><DT>2.</DT><DD><LA>\
                    <DL><DT>a)</DT><DD><LA>ein Pass</LA></DD></DL></LA></DD></DL>im Original.</P>";
        assert_eq!(
            of(list),
            "Nötig sind\n1. ein Antrag und\n2.\na) ein Pass\nim Original."
        );
        let table = "<table><tgroup><tbody><row><entry>Stufe</entry><entry>Euro<BR/>je m<SUP>2</SUP></entry></row>\
                     <row><entry>I</entry><entry/></row></tbody></tgroup></table>";
        assert_eq!(of(table), "Stufe | Euro je m²\nI");
    }

    #[test]
    fn what_editors_added_is_left_out() {
        let text =
            "<P><SUP class=\"Rec\">1</SUP>Es gilt.<FnR ID=\"1\"/> <kommentar>(Fundstelle)</kommentar></P>";
        assert_eq!(of(text), "Es gilt.");
        for text in ["", " - ", "(weggefallen)", "– weggefallen –", "(aufgehoben)"] {
            assert!(is_void(text), "{text}");
        }
        assert!(!is_void("(1) Der Anspruch ist weggefallen."));
    }

    #[test]
    fn numbers_of_paragraphs() {
        assert_eq!(numbered("(1) Wer"), Some(("1".into(), "Wer")));
        assert_eq!(numbered(" (12a)Wer"), Some(("12a".into(), "Wer")));
        for text in [
            "Wer",
            "(a) Wer",
            "(2023) Wer",
            "(1 Wer",
            "1) Wer",
            "(1. Alternative) Wer",
        ] {
            assert_eq!(numbered(text), None, "{text}");
        }
    }
}
