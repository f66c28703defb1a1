//! Pages as people see them: lines, and pieces of lines divided by wide gaps.
use aktenlage_domain::document::{Page, PageBox, SourceSpan, Word};
use aktenlage_domain::ids::DocumentId;

use crate::text::Stems;

/// Words that stand together on one line without a wide gap: a label, a value, a piece of a sentence.
#[derive(Clone, Debug)]
pub(crate) struct Segment {
    /// Page, counted from 1.
    pub(crate) page: u32,
    /// As printed.
    pub(crate) text: String,
    /// The same, comparable.
    pub(crate) stems: Stems,
    /// Around all of it.
    pub(crate) bbox: PageBox,
    /// Number of its line on the page, from the top.
    pub(crate) line: usize,
    /// Its words.
    pub(crate) words: Vec<Word>,
    /// Whether a known form prints it, so that nobody entered it.
    pub(crate) is_preprinted: bool,
}

impl Segment {
    fn new(page: u32, line: usize, words: Vec<Word>, is_preprinted: bool) -> Option<Self> {
        let bbox = words.iter().map(|word| word.bbox).reduce(PageBox::union)?;
        let text = words
            .iter()
            .map(|word| word.text.as_str())
            .collect::<Vec<_>>()
            .join(" ");
        Some(Self {
            page,
            stems: Stems::of(&text),
            text,
            bbox,
            line,
            words,
            is_preprinted,
        })
    }

    /// What stands before a colon, and what behind it, if both hold words.
    pub(crate) fn at_colon(&self) -> Option<(Self, Self)> {
        let at = self.words.iter().position(|word| word.text.ends_with(':'))?;
        let (before, after) = self.words.split_at(at + 1);
        let piece = |words: &[Word]| Self::new(self.page, self.line, words.to_vec(), self.is_preprinted);
        Some((piece(before)?, piece(after)?))
    }

    /// As evidence.
    pub(crate) fn span(&self, document: DocumentId) -> SourceSpan {
        SourceSpan {
            document,
            page: self.page,
            bbox: self.bbox,
            text: self.text.clone(),
        }
    }
}

/// One page in pieces.
#[derive(Clone, Debug)]
pub(crate) struct PageLayout {
    /// Page, counted from 1.
    pub(crate) number: u32,
    /// Pieces, from top to bottom and left to right.
    pub(crate) segments: Vec<Segment>,
    /// Usual height of a line, as a fraction of the page.
    pub(crate) line_height: f32,
}

impl PageLayout {
    /// Reads a page.
    pub(crate) fn of(page: &Page) -> Self {
        Self::of_form(page, 0)
    }

    /// Reads a page of a known form: the first words, as many as `printed`, are the form's own. A piece of a line is
    /// either the form's or what somebody added.
    pub(crate) fn of_form(page: &Page, printed: usize) -> Self {
        let print = &page.words[..printed.min(page.words.len())];
        let is_print = |word: &Word| print.iter().any(|own| std::ptr::eq(own, word));
        let words: Vec<&Word> = page
            .words
            .iter()
            .filter(|word| !word.text.trim().is_empty())
            .collect();
        // Width and height are fractions of different lengths; a gap is compared with the height of the letters.
        let aspect = if page.width_points > 0.0 {
            page.height_points / page.width_points
        } else {
            1.4
        };
        let line_height = median(words.iter().map(|word| word.bbox.height()));
        let lines = lines_of(&words);
        let mut segments = Vec::new();
        for (number, line) in lines.into_iter().enumerate() {
            let mut piece: Vec<Word> = Vec::new();
            let mut is_preprinted = false;
            let line: Vec<(Word, bool)> = line
                .into_iter()
                .map(|word| (word.clone(), is_print(word)))
                .collect();
            for (word, is_own) in join_combs(&line, aspect) {
                let continues = is_own == is_preprinted;
                if let Some(last) = piece.last() {
                    let gap = word.bbox.left - last.bbox.right;
                    let height = word.bbox.height().min(last.bbox.height()) * aspect;
                    // Rows of dots or lines to write on end a label.
                    let wide = gap > height * 1.1 || is_rule(&word.text) || is_rule(&last.text);
                    if wide || !continues {
                        let words = std::mem::take(&mut piece);
                        segments.extend(Segment::new(page.number, number, words, is_preprinted));
                    }
                }
                is_preprinted = is_own;
                piece.push(word);
            }
            segments.extend(Segment::new(page.number, number, piece, is_preprinted));
        }
        segments.retain(|segment| !is_rule(&segment.text));
        Self {
            number: page.number,
            segments,
            line_height,
        }
    }

    /// Whether the print of a known form is told apart from what was added.
    pub(crate) fn is_of_form(&self) -> bool {
        self.segments.iter().any(|segment| segment.is_preprinted)
    }

    /// Height of the letters of a segment in usual heights.
    pub(crate) fn relative_height(&self, segment: &Segment) -> f32 {
        let height = median(segment.words.iter().map(|word| word.bbox.height()));
        if self.line_height > 0.0 {
            height / self.line_height
        } else {
            1.0
        }
    }
}

/// Characters from which on a row of boxes for one each is told by its even steps.
const SHORTEST_COMB: usize = 4;
/// The widest step from box to box, in heights of the letters.
const WIDEST_STEP: f32 = 3.0;

/// Puts together what was entered in boxes for one character each: single characters in even steps. A box that was left
/// free between two others is a space.
fn join_combs(line: &[(Word, bool)], aspect: f32) -> Vec<(Word, bool)> {
    let is_single = |(word, is_own): &(Word, bool)| !is_own && word.text.chars().count() == 1;
    let mut joined: Vec<(Word, bool)> = Vec::new();
    let mut rest = line;
    while let Some(first) = rest.first() {
        let length = rest.iter().take_while(|word| is_single(word)).count();
        let (word, used) = comb_at(&rest[..length], aspect).unwrap_or_else(|| (first.0.clone(), 1));
        joined.push((word, first.1));
        rest = &rest[used..];
    }
    joined
}

/// The word that single characters begin with, and how many of them it takes; `None` if their steps are not even.
fn comb_at(singles: &[(Word, bool)], aspect: f32) -> Option<(Word, usize)> {
    let middle = |index: usize| singles[index].0.bbox.center_x();
    if singles.len() < SHORTEST_COMB {
        return None;
    }
    let step = median((1..SHORTEST_COMB).map(|index| middle(index) - middle(index - 1)));
    let height = singles[0].0.bbox.height() * aspect;
    if step <= 0.0 || step > WIDEST_STEP * height {
        return None;
    }
    let mut word = singles[0].0.clone();
    let mut used = 1;
    for (index, (next, _)) in singles.iter().enumerate().skip(1) {
        let steps = (middle(index) - middle(index - 1)) / step;
        let gap = match steps {
            0.75..1.25 => "",
            1.75..2.25 => " ",
            _ => break,
        };
        word.text.push_str(gap);
        word.text.push_str(&next.text);
        word.bbox = word.bbox.union(next.bbox);
        word.confidence = match (word.confidence, next.confidence) {
            (Some(one), Some(two)) => Some(one.min(two)),
            (one, two) => one.or(two),
        };
        used += 1;
    }
    (used >= SHORTEST_COMB).then_some((word, used))
}

fn is_rule(text: &str) -> bool {
    text.chars().count() >= 3
        && text
            .chars()
            .all(|character| matches!(character, '_' | '.' | '-' | '…' | '–'))
}

/// Sorts words into lines by their vertical middle.
fn lines_of<'w>(words: &[&'w Word]) -> Vec<Vec<&'w Word>> {
    let mut sorted: Vec<&Word> = words.to_vec();
    sorted.sort_by(|left, right| left.bbox.center_y().total_cmp(&right.bbox.center_y()));
    let mut lines: Vec<(f32, f32, Vec<&Word>)> = Vec::new();
    for word in sorted {
        let middle = word.bbox.center_y();
        // Lines of different columns may interleave; look back over the last few.
        let home = lines
            .iter_mut()
            .rev()
            .take(4)
            .find(|(center, height, _)| (middle - *center).abs() < 0.42 * height.min(word.bbox.height()));
        match home {
            Some((center, height, members)) => {
                #[expect(clippy::cast_precision_loss, reason = "a line has few words")]
                let count = members.len() as f32;
                *center = (*center * count + middle) / (count + 1.0);
                *height = height.max(word.bbox.height());
                members.push(word);
            }
            None => lines.push((middle, word.bbox.height(), vec![word])),
        }
    }
    lines
        .into_iter()
        .map(|(_, _, mut members)| {
            members.sort_by(|left, right| left.bbox.left.total_cmp(&right.bbox.left));
            members
        })
        .collect()
}

/// The middle value; 0 for nothing.
pub(crate) fn median(values: impl Iterator<Item = f32>) -> f32 {
    let mut values: Vec<f32> = values.collect();
    values.sort_by(f32::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(0.0)
}

/// How much of the shorter of two stretches both share, 0 to 1.
pub(crate) fn overlap(first: (f32, f32), second: (f32, f32)) -> f32 {
    let common = first.1.min(second.1) - first.0.max(second.0);
    let shorter = (first.1 - first.0).min(second.1 - second.0);
    if shorter <= 0.0 {
        0.0
    } else {
        (common / shorter).clamp(0.0, 1.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::page;

    #[test]
    fn lines_fall_into_pieces_at_wide_gaps() {
        let layout = PageLayout::of(&page(
            1,
            &[
                (0.1, 0.1, "Familienname"),
                (0.5, 0.1, "Vorname (Rufname)"),
                (0.1, 0.2, "Muster"),
            ],
        ));
        let texts: Vec<&str> = layout
            .segments
            .iter()
            .map(|segment| segment.text.as_str())
            .collect();
        assert_eq!(texts, ["Familienname", "Vorname (Rufname)", "Muster"]);
        assert_eq!(layout.segments[0].line, layout.segments[1].line);
        assert_ne!(layout.segments[0].line, layout.segments[2].line);
    }

    #[test]
    fn what_a_form_prints_and_what_was_added_are_pieces_of_their_own() {
        let page = page(1, &[(0.1, 0.1, "Familienname:"), (0.22, 0.1, "Muster")]);
        assert_eq!(PageLayout::of(&page).segments.len(), 1);
        let layout = PageLayout::of_form(&page, 1);
        let pieces: Vec<(&str, bool)> = layout
            .segments
            .iter()
            .map(|segment| (segment.text.as_str(), segment.is_preprinted))
            .collect();
        assert_eq!(pieces, [("Familienname:", true), ("Muster", false)]);
    }

    #[test]
    fn characters_in_boxes_of_their_own_are_one_word() {
        let texts = |line: &[(f32, f32, &str)]| -> Vec<String> {
            let layout = PageLayout::of(&page(1, line));
            layout.segments.into_iter().map(|segment| segment.text).collect()
        };
        let at = |place: f32, text: &'static str| (0.2 + 0.025 * place, 0.1, text);
        let comb = [
            at(0.0, "8"),
            at(1.0, "0"),
            at(2.0, "3"),
            at(3.0, "3"),
            at(4.0, "1"),
        ];
        assert_eq!(texts(&comb), ["80331"]);
        let plate = [
            at(0.0, "M"),
            at(2.0, "A"),
            at(3.0, "B"),
            at(4.0, "1"),
            at(5.0, "2"),
        ];
        assert_eq!(texts(&plate), ["M AB12"]);
        let spaced = [
            at(0.0, "R"),
            at(1.0, "O"),
            at(3.0, "A"),
            at(4.0, "B"),
            at(5.0, "7"),
        ];
        assert_eq!(texts(&spaced), ["RO AB7"]);
        // Answers on offer stand wherever their boxes leave them.
        let offers = [at(0.0, "w"), at(3.1, "m"), at(6.9, "d"), at(9.0, "o")];
        assert_eq!(texts(&offers), ["w", "m", "d", "o"]);
    }

    #[test]
    fn rules_to_write_on_are_no_text() {
        let layout = PageLayout::of(&page(1, &[(0.1, 0.1, "Name: ________")]));
        assert_eq!(layout.segments.len(), 1);
        assert_eq!(layout.segments[0].text, "Name:");
    }
}
