//! What a person put into the fields of a form on paper: words inside their boxes, marks at their tick boxes.
use aktenlage_domain::document::{
    DocumentText, FormField, FormFieldKind, Mark, MarkKind, MarkState, Page, PageBox, Widget, Word,
};

use super::comparison::widened;
use super::library::RecognisedPage;
use super::print::key;

/// Fields narrower than this (fraction of the page) are for single characters.
const NARROW: f32 = 0.045;
/// How far a mark may be from the box that it is in, in sizes of the box.
const MARK_OFF: f32 = 0.75;
/// The same at least, as a fraction of the page: small boxes are as hard to lay over as large ones.
const MARK_OFF_LEAST: f32 = 0.008;
/// Part of some handwriting that must lie in a field to be in it.
const WRITTEN_IN: f32 = 0.3;
/// A cross that was read as a letter is believed from this confidence on.
const SURE_CROSS: f32 = 0.5;

/// One page of a form on paper, read by its template.
#[derive(Clone, Debug, Default)]
pub(super) struct FilledPage {
    /// The form's fields on this page with what stands in them.
    pub(super) fields: Vec<FormField>,
    /// Words of the page that are neither print nor in a field.
    pub(super) beside: Vec<Word>,
    /// Positions of marks that are answers to tick boxes of the form.
    pub(super) answered: Vec<usize>,
    /// Tick boxes in which something stands that may be a tick or not.
    pub(super) unsure: Vec<PageBox>,
    /// Tick boxes of which nothing was seen, not even their frames.
    pub(super) unseen: Vec<PageBox>,
    /// Fields in which somebody wrote by hand.
    pub(super) handwritten: Vec<PageBox>,
}

/// Reads the fields of one page.
pub(super) fn fill(
    fields: &[FormField],
    recognised: &RecognisedPage,
    page: &Page,
    text: &DocumentText,
) -> FilledPage {
    let mut filled = FilledPage::default();
    let mut added: Vec<Word> = page
        .words
        .iter()
        .zip(&recognised.comparison.is_print)
        .filter(|(word, is_print)| !**is_print && !word.text.trim().is_empty())
        .map(|(word, _)| word.clone())
        .collect();
    let marks: Vec<(usize, &Mark)> = text
        .marks
        .iter()
        .enumerate()
        .filter(|(_, mark)| mark.page == page.number)
        .collect();
    let is_tick = |field: usize| matches!(fields[field].kind, FormFieldKind::Checkbox | FormFieldKind::Radio);
    let (ticks, boxes): (Vec<_>, Vec<_>) = recognised
        .places
        .iter()
        .copied()
        .partition(|place| is_tick(place.0));
    let mut states: Vec<(usize, Widget)> = Vec::new();
    for (field, widget, place) in ticks {
        let own = &fields[field].widgets[widget];
        let mut shown = Widget {
            page: page.number,
            bbox: place,
            on_value: own.on_value.clone(),
            is_on: false,
        };
        let state = match nearest_mark(place, &marks, &filled.answered) {
            Some((index, mark, state)) => {
                filled.answered.push(index);
                shown.bbox = mark.bbox;
                Some(state)
            }
            None => take_cross(place, &mut added),
        };
        match state {
            // What the blank ticks already nobody ticked.
            Some(MarkState::On) => shown.is_on = !own.is_on,
            Some(MarkState::Unsure) => filled.unsure.push(shown.bbox),
            Some(MarkState::Off) => {}
            None => filled.unseen.push(shown.bbox),
        }
        states.push((field, shown));
    }
    let written = distribute(&boxes, added, &mut filled.beside);
    for ((field, _, place), words) in boxes.into_iter().zip(written) {
        let is_written =
            |(_, mark): &(usize, &Mark)| mark.kind == MarkKind::Handwriting && lies_in(mark.bbox, place);
        if marks.iter().any(is_written) {
            filled.handwritten.push(place);
        }
        let shown = Widget {
            page: page.number,
            bbox: place,
            on_value: None,
            is_on: false,
        };
        let value = lines(words).filter(|value| !is_hint(value, &fields[field]));
        put(&mut filled.fields, &fields[field], shown, value);
    }
    for (field, shown) in states {
        let value = shown.is_on.then(|| shown.on_value.clone()).flatten();
        put(&mut filled.fields, &fields[field], shown, value);
    }
    filled
}

/// Adds a place to a field, and its value if it has none yet.
fn put(fields: &mut Vec<FormField>, own: &FormField, shown: Widget, value: Option<String>) {
    match fields.iter_mut().find(|field| field.name == own.name) {
        Some(known) => {
            known.value = known.value.take().or(value);
            known.widgets.push(shown);
        }
        None => fields.push(FormField {
            value,
            widgets: vec![shown],
            ..own.clone()
        }),
    }
}

/// The box that was seen at the place of a box of the form.
fn nearest_mark<'m>(
    place: PageBox,
    marks: &[(usize, &'m Mark)],
    taken: &[usize],
) -> Option<(usize, &'m Mark, MarkState)> {
    let reach = |size: f32| (MARK_OFF * size).max(MARK_OFF_LEAST);
    let off = |mark: &Mark| {
        (
            (mark.bbox.center_x() - place.center_x()).abs(),
            (mark.bbox.center_y() - place.center_y()).abs(),
        )
    };
    marks
        .iter()
        .filter_map(|(index, mark)| match mark.kind {
            MarkKind::TickBox(state) if !taken.contains(index) => Some((*index, *mark, state)),
            MarkKind::TickBox(_) | MarkKind::Signature(_) | MarkKind::Handwriting | MarkKind::Stamp => None,
        })
        .filter(|(_, mark, _)| {
            let (across, down) = off(mark);
            across <= reach(place.width()) && down <= reach(place.height())
        })
        .min_by(|(_, one, _), (_, two, _)| {
            let far = |mark: &Mark| {
                let (across, down) = off(mark);
                across.hypot(down)
            };
            far(one).total_cmp(&far(two))
        })
}

/// A cross that was read as a word in a tick box, taken out of the words.
fn take_cross(place: PageBox, added: &mut Vec<Word>) -> Option<MarkState> {
    const CROSSES: [&str; 11] = ["x", "X", "×", "✓", "✔", "☑", "☒", "✗", "✘", "✕", "✖"];
    let place = widened(place);
    let found = added.iter().position(|word| {
        CROSSES.contains(&word.text.as_str()) && place.contains(word.bbox.center_x(), word.bbox.center_y())
    })?;
    let word = added.remove(found);
    Some(if word.confidence.unwrap_or(1.0) >= SURE_CROSS {
        MarkState::On
    } else {
        MarkState::Unsure
    })
}

/// Puts words into the fields that they stand in; what stands in none is left beside them.
fn distribute(boxes: &[(usize, usize, PageBox)], added: Vec<Word>, beside: &mut Vec<Word>) -> Vec<Vec<Word>> {
    let mut written: Vec<Vec<Word>> = vec![Vec::new(); boxes.len()];
    for word in added {
        let narrow: Vec<usize> = (0..boxes.len())
            .filter(|&index| {
                let place = boxes[index].2;
                place.width() < NARROW && widened(place).contains(place.center_x(), word.bbox.center_y())
            })
            .filter(|&index| covers(word.bbox, boxes[index].2))
            .collect();
        if narrow.len() > 1 {
            for (index, letter) in letters(&word, boxes, &narrow) {
                written[index].push(letter);
            }
            continue;
        }
        match home(word.bbox, boxes) {
            Some(index) => written[index].push(word),
            None => beside.push(word),
        }
    }
    written
}

/// Whether a word spans the middle of a box.
fn covers(word: PageBox, place: PageBox) -> bool {
    let slack = 0.5 * place.width();
    word.left - slack <= place.center_x() && place.center_x() <= word.right + slack
}

/// One character for each of a row of boxes, by where it stands in the word.
fn letters(word: &Word, boxes: &[(usize, usize, PageBox)], narrow: &[usize]) -> Vec<(usize, Word)> {
    let characters: Vec<char> = word.text.chars().collect();
    let mut letters = Vec::new();
    let mut from = word.bbox.left;
    #[expect(clippy::cast_precision_loss, reason = "letters of a word")]
    let step = word.bbox.width() / characters.len().max(1) as f32;
    for character in characters {
        let middle = from + 0.5 * step;
        let nearest = narrow.iter().copied().min_by(|&one, &two| {
            let off = |index: usize| (boxes[index].2.center_x() - middle).abs();
            off(one).total_cmp(&off(two))
        });
        if let Some(index) = nearest {
            let bbox = PageBox {
                left: from,
                right: from + step,
                ..word.bbox
            };
            letters.push((
                index,
                Word {
                    text: character.to_string(),
                    bbox,
                    confidence: word.confidence,
                },
            ));
        }
        from += step;
    }
    letters
}

/// The field that a word stands in: the smallest that holds its middle, else the one whose edge it stands on.
fn home(word: PageBox, boxes: &[(usize, usize, PageBox)]) -> Option<usize> {
    let (x, y) = (word.center_x(), word.center_y());
    let area = |index: usize| boxes[index].2.width() * boxes[index].2.height();
    let inside = (0..boxes.len())
        .filter(|&index| boxes[index].2.contains(x, y))
        .min_by(|&one, &two| area(one).total_cmp(&area(two)));
    let near = || {
        (0..boxes.len())
            .filter(|&index| widened(boxes[index].2).contains(x, y))
            .min_by(|&one, &two| {
                let off = |index: usize| (boxes[index].2.center_y() - y).abs();
                off(one).total_cmp(&off(two))
            })
    };
    inside.or_else(near)
}

/// Words as lines from top to bottom, without what is only a rule or the frame of a box; `None` for nothing.
fn lines(mut words: Vec<Word>) -> Option<String> {
    words.retain(|word| word.text.chars().any(char::is_alphanumeric));
    words.sort_by(|one, two| one.bbox.center_y().total_cmp(&two.bbox.center_y()));
    let mut lines: Vec<Vec<Word>> = Vec::new();
    for word in words {
        match lines.last_mut() {
            Some(line) if word.bbox.center_y() < line[0].bbox.bottom => line.push(word),
            _ => lines.push(vec![word]),
        }
    }
    let text: Vec<String> = lines
        .into_iter()
        .map(|mut line| {
            line.sort_by(|one, two| one.bbox.left.total_cmp(&two.bbox.left));
            let words: Vec<String> = line.into_iter().map(|word| word.text).collect();
            words.join(" ")
        })
        .collect();
    let text = text.join("\n");
    // Frames of comb fields and boxes are read as strokes at the ends.
    let text = text.trim_matches(|character: char| matches!(character, '|' | '_' | '[' | ']' | ' '));
    (!text.is_empty()).then(|| text.to_owned())
}

/// Whether a value is what the blank shows in the field itself.
fn is_hint(value: &str, field: &FormField) -> bool {
    field
        .default_value
        .as_deref()
        .is_some_and(|hint| key(hint) == key(value))
}

/// Whether some handwriting lies in a field.
fn lies_in(written: PageBox, field: PageBox) -> bool {
    let field = widened(field);
    let width = written.right.min(field.right) - written.left.max(field.left);
    let height = written.bottom.min(field.bottom) - written.top.max(field.top);
    width > 0.0 && height > 0.0 && width * height >= WRITTEN_IN * written.width() * written.height()
}
