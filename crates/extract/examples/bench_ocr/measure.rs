//! Character errors of recognised words against the words of the text layer, line by line on the page.
use aktenlage_domain::document::{FormField, Page, Word};

use crate::real_forms::edges;
use aktenlage_evaluation::channels::degrade::Shot;

/// A word in pixels of a picture.
pub(crate) struct Seen {
    text: String,
    edges: [f64; 4],
}

impl Seen {
    /// From a word whose box is in fractions of a picture.
    pub(crate) fn of(word: &Word, width: f64, height: f64) -> Self {
        let bbox = word.bbox;
        let edges = [
            f64::from(bbox.left) * width,
            f64::from(bbox.top) * height,
            f64::from(bbox.right) * width,
            f64::from(bbox.bottom) * height,
        ];
        Self {
            text: word.text.clone(),
            edges,
        }
    }
}

/// The words of a table (TSV) as the command prints it.
pub(crate) fn of_table(table: &str) -> Vec<Seen> {
    let rows = table.lines().filter(|row| row.starts_with("5\t"));
    rows.map(|row| {
        let columns: Vec<&str> = row.split('\t').collect();
        let number = |index: usize| columns[index].parse::<f64>().unwrap();
        let (left, top) = (number(6), number(7));
        Seen {
            text: columns[11].to_owned(),
            edges: [left, top, left + number(8), top + number(9)],
        }
    })
    .collect()
}

/// How many characters there are, and how many have to be changed.
#[derive(Default)]
pub(crate) struct Errors {
    pub(crate) letters: usize,
    edits: usize,
}

impl Errors {
    pub(crate) fn add(&mut self, other: &Self) {
        self.letters += other.letters;
        self.edits += other.edits;
    }

    pub(crate) fn rate(&self) -> f64 {
        self.edits as f64 / self.letters.max(1) as f64
    }
}

struct Line {
    text: String,
    /// Left, top, right, bottom in fractions of the page.
    edges: [f64; 4],
}

/// The printed lines of a page, and the places of its form fields.
pub(crate) struct Truth {
    lines: Vec<Line>,
    fields: Vec<[f64; 4]>,
}

impl Truth {
    pub(crate) fn of(page: &Page, fields: &[FormField]) -> Self {
        let mut lines: Vec<Line> = Vec::new();
        for word in &page.words {
            let text = comparable(&word.text);
            if text.is_empty() {
                continue;
            }
            let edges = Seen::of(word, 1.0, 1.0).edges;
            let height = edges[3] - edges[1];
            if let Some(line) = lines.last_mut() {
                let middle = f64::midpoint(edges[1], edges[3]);
                let gap = (edges[0] - line.edges[2]) * f64::from(page.width_points / page.height_points);
                let is_beside = middle > line.edges[1] && middle < line.edges[3];
                if is_beside && gap > -0.3 * height && gap < 1.2 * height {
                    line.text.push(' ');
                    line.text.push_str(&text);
                    line.edges[1] = line.edges[1].min(edges[1]);
                    line.edges[2] = line.edges[2].max(edges[2]);
                    line.edges[3] = line.edges[3].max(edges[3]);
                    continue;
                }
            }
            lines.push(Line { text, edges });
        }
        let widgets = fields
            .iter()
            .flat_map(|field| &field.widgets)
            .filter(|widget| widget.page == page.number);
        let fields = widgets.map(|widget| edges(widget.bbox));
        Self {
            lines,
            fields: fields.collect(),
        }
    }

    pub(crate) fn letters(&self) -> usize {
        self.lines.iter().map(|line| line.text.chars().count()).sum()
    }

    /// Every word counts for the line that it covers most of; what lies on no line is an error of its own,
    /// unless it lies in a form field, whose content the text layer does not tell.
    pub(crate) fn compare(&self, seen: &[Seen], shot: &Shot) -> Errors {
        let (lines, strays) = self.matched(seen, shot);
        let lines = lines.iter().map(|(truth, found)| distance(truth, found));
        let strays = strays.iter().map(|text| text.chars().count());
        Errors {
            letters: self.letters(),
            edits: lines.chain(strays).sum(),
        }
    }

    /// What was read wrongly, worst first: changed characters, the line, what was found there; nothing where words
    /// were found on no line.
    pub(crate) fn wrong(&self, seen: &[Seen], shot: &Shot) -> Vec<(usize, String, String)> {
        let (lines, strays) = self.matched(seen, shot);
        let lines = lines
            .into_iter()
            .map(|(truth, found)| (distance(truth, &found), truth.to_owned(), found));
        let strays = strays
            .into_iter()
            .map(|text| (text.chars().count(), String::new(), text));
        let mut wrong: Vec<_> = lines.chain(strays).filter(|(edits, ..)| *edits > 0).collect();
        wrong.sort_by_key(|b| std::cmp::Reverse(b.0));
        wrong
    }

    /// Each line with what was found on it, and what was found on none.
    fn matched(&self, seen: &[Seen], shot: &Shot) -> (Vec<(&str, String)>, Vec<String>) {
        let mut found: Vec<Vec<(f64, String)>> = self.lines.iter().map(|_| Vec::new()).collect();
        let mut strays = Vec::new();
        for word in seen {
            let text = comparable(&word.text);
            if text.is_empty() {
                continue;
            }
            let edges = on_page(word.edges, shot);
            let covered = self.lines.iter().map(|line| overlap(line.edges, edges));
            let best = covered.enumerate().max_by(|(_, a), (_, b)| a.total_cmp(b));
            match best {
                Some((line, area)) if area > 0.0 => found[line].push((edges[0], text)),
                _ if self.fields.iter().any(|field| overlap(*field, edges) > 0.0) => {}
                _ => strays.push(text),
            }
        }
        let lines = self.lines.iter().zip(found).map(|(line, mut words)| {
            words.sort_by(|(a, _), (b, _)| a.total_cmp(b));
            let words: Vec<String> = words.into_iter().map(|(_, text)| text).collect();
            (line.text.as_str(), words.join(" "))
        });
        (lines.collect(), strays)
    }
}

/// Text without what no reader tells alike: rulers, boxes, bullets, kinds of quotes and dashes.
fn comparable(text: &str) -> String {
    let kept = text.chars().filter_map(|character| match character {
        '„' | '“' | '”' | '»' | '«' => Some('"'),
        '‚' | '‘' | '’' => Some('\''),
        '–' | '—' | '\u{2011}' => Some('-'),
        '.' | ',' | ':' | ';' | '(' | ')' | '/' | '-' | '§' | '%' | '&' | '+' | '"' | '\'' | '!' | '?'
        | '€' => Some(character),
        _ => character.is_alphanumeric().then_some(character),
    });
    let kept: String = kept.collect();
    let says_something = kept.chars().any(char::is_alphanumeric);
    if says_something { kept } else { String::new() }
}

fn on_page([left, top, right, bottom]: [f64; 4], shot: &Shot) -> [f64; 4] {
    let corners = [(left, top), (right, top), (right, bottom), (left, bottom)].map(|(x, y)| shot.place(x, y));
    let (mut edges, count) = ([0.0; 4], 2.0);
    // The mean edges: a word askew must not reach into the lines above and below.
    edges[0] = (corners[0].0 + corners[3].0) / count;
    edges[1] = (corners[0].1 + corners[1].1) / count;
    edges[2] = (corners[1].0 + corners[2].0) / count;
    edges[3] = (corners[2].1 + corners[3].1) / count;
    edges
}

fn overlap(a: [f64; 4], b: [f64; 4]) -> f64 {
    let width = a[2].min(b[2]) - a[0].max(b[0]);
    let height = a[3].min(b[3]) - a[1].max(b[1]);
    width.max(0.0) * height.max(0.0)
}

/// Levenshtein distance in characters.
fn distance(left: &str, right: &str) -> usize {
    let right: Vec<char> = right.chars().collect();
    let mut row: Vec<usize> = (0..=right.len()).collect();
    for (i, character) in left.chars().enumerate() {
        let mut diagonal = std::mem::replace(&mut row[0], i + 1);
        for (j, other) in right.iter().enumerate() {
            let cost = diagonal + usize::from(character != *other);
            diagonal = row[j + 1];
            row[j + 1] = cost.min(diagonal + 1).min(row[j] + 1);
        }
    }
    row[right.len()]
}
