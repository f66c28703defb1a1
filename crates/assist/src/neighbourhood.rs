//! Which printed words belong to a box on a form: left of it, above it, right of it, below it.
use aktenlage_domain::document::PageBox;

use crate::layout::{PageLayout, Segment, overlap};
use crate::text::{Stems, join_lines};

/// Where a label stands, seen from its box.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Relation {
    /// On the same line, left of it.
    Left,
    /// Directly above it.
    Above,
    /// The head of the column of a table, with boxes in between.
    ColumnHead,
    /// On the same line, right of it.
    Right,
    /// Directly below it, in small print.
    Below,
}

/// A label.
#[derive(Clone, Debug)]
pub(crate) struct Label {
    /// Where it stands.
    pub(crate) relation: Relation,
    /// As printed.
    pub(crate) text: String,
    /// Distance to the box as a fraction of the page.
    pub(crate) distance: f32,
    /// How many boxes stand between a column head and its box.
    pub(crate) depth: u32,
}

impl Label {
    fn new(relation: Relation, text: String, distance: f32, depth: u32) -> Self {
        Self {
            relation,
            text,
            distance,
            depth,
        }
    }
}

/// Labels of one box. `others` are the other boxes of the page.
pub(crate) fn labels_of(layout: &PageLayout, place: PageBox, others: &[PageBox]) -> Vec<Label> {
    let mut labels = Vec::new();
    let left = left_of(layout, place, others);
    // Boxes with words of their own beside them are no rows of a table.
    let labelled = left.iter().any(|label| {
        label.distance < 0.12 && Stems::of(&label.text).words.iter().any(|word| word.len() >= 4)
    });
    labels.extend(left);
    labels.extend(
        above(layout, place, others)
            .into_iter()
            .filter(|label| !labelled || label.relation != Relation::ColumnHead),
    );
    labels.extend(right_of(layout, place, others));
    labels.extend(below(layout, place, others));
    labels
}

fn on_the_line(place: PageBox, segment: &Segment) -> bool {
    let slack = 0.35 * segment.bbox.height();
    let middle = segment.bbox.center_y();
    middle > place.top - slack && middle < place.bottom + slack
}

fn left_of(layout: &PageLayout, place: PageBox, others: &[PageBox]) -> Vec<Label> {
    let nearest = layout
        .segments
        .iter()
        .filter(|segment| on_the_line(place, segment) && segment.bbox.center_x() < place.left)
        .filter(|segment| {
            segment.bbox.left < place.left && segment.bbox.right < place.left + 0.4 * segment.bbox.width()
        })
        .filter(|segment| {
            !others
                .iter()
                .any(|other| stands_between(*other, segment.bbox.right, place.left, place))
        })
        .max_by(|one, two| one.bbox.right.total_cmp(&two.bbox.right));
    let Some(nearest) = nearest else { return Vec::new() };
    let distance = (place.left - nearest.bbox.right).max(0.0);
    if distance > 0.35 {
        return Vec::new();
    }
    // A label may take several lines beside a tall box.
    let lines = layout.segments.iter().filter(|segment| {
        on_the_line(place, segment)
            && segment.bbox.right < place.left + 0.02
            && overlap(
                (segment.bbox.left, segment.bbox.right),
                (nearest.bbox.left, nearest.bbox.right),
            ) > 0.6
    });
    let lines: Vec<&Segment> = lines.collect();
    let text = join_lines(lines.iter().map(|segment| segment.text.as_str()));
    let mut labels = vec![Label::new(Relation::Left, text, distance, 0)];
    // A question that runs over several lines ends beside its box.
    let mut first = lines.first().copied().unwrap_or(nearest);
    let mut question = lines;
    for _ in 0..2 {
        let before = layout.segments.iter().find(|segment| {
            segment.bbox.center_y() < first.bbox.top
                && first.bbox.top - segment.bbox.bottom < 0.6 * first.bbox.height()
                // The first line may begin with the number of the question.
                && (-0.012..0.045).contains(&(first.bbox.left - segment.bbox.left))
                && !others.iter().any(|other| on_the_line(*other, segment) && other.left > segment.bbox.center_x() && other.left - segment.bbox.right < 0.12)
        });
        let Some(before) = before else { break };
        question.insert(0, before);
        first = before;
    }
    if question.len() > 1 {
        let text = join_lines(question.iter().map(|segment| segment.text.as_str()));
        labels.push(Label::new(Relation::Left, text, distance + 0.02, 0));
    }
    labels
}

/// Whether a box stands on the line between two places.
fn stands_between(other: PageBox, from: f32, to: f32, line: PageBox) -> bool {
    other.left >= from - 0.005
        && other.right <= to + 0.005
        && overlap((other.top, other.bottom), (line.top, line.bottom)) > 0.5
}

fn above(layout: &PageLayout, place: PageBox, others: &[PageBox]) -> Vec<Label> {
    let below_top = |segment: &&Segment| {
        segment.bbox.center_y() < place.top + 0.25 * segment.bbox.height()
            && (overlap((segment.bbox.left, segment.bbox.right), (place.left, place.right)) > 0.35
                || (segment.bbox.left >= place.left - 0.015 && segment.bbox.left < place.right - 0.005))
    };
    let mut candidates: Vec<&Segment> = layout.segments.iter().filter(below_top).collect();
    candidates.sort_by(|one, two| two.bbox.bottom.total_cmp(&one.bbox.bottom));
    let Some(nearest) = candidates.first().copied() else {
        return Vec::new();
    };
    let between: Vec<&PageBox> = others
        .iter()
        .filter(|other| {
            overlap((other.left, other.right), (place.left, place.right)) > 0.5
                && other.center_y() > nearest.bbox.bottom
                && other.center_y() < place.top
        })
        .collect();
    // A column of a table has boxes of the same width; anything else between belongs to another question.
    let same_column = |other: &&&PageBox| {
        (other.left - place.left).abs() < 0.012 && (other.right - place.right).abs() < 0.02
    };
    let blockers = between.len();
    if between.iter().filter(same_column).count() != blockers {
        return Vec::new();
    }
    let distance = (place.top - nearest.bbox.bottom).max(0.0);
    let reach = if blockers == 0 { 0.045 } else { 0.30 };
    if distance > reach {
        return Vec::new();
    }
    let relation = if blockers == 0 {
        Relation::Above
    } else {
        Relation::ColumnHead
    };
    let depth = u32::try_from(blockers).unwrap_or(u32::MAX);
    let line: Vec<&Segment> = candidates
        .iter()
        .copied()
        .filter(|segment| segment.line == nearest.line)
        .collect();
    let mut texts: Vec<&Segment> = line;
    texts.sort_by(|one, two| one.bbox.left.total_cmp(&two.bbox.left));
    let own = texts
        .iter()
        .map(|segment| segment.text.as_str())
        .collect::<Vec<_>>()
        .join(" ");
    let mut labels = vec![Label::new(relation, own.clone(), distance, depth)];
    // The line before it, if it stands close: the first half of a label of two lines.
    let before = candidates.iter().copied().find(|segment| {
        segment.line != nearest.line
            && nearest.bbox.top - segment.bbox.bottom < 0.7 * nearest.bbox.height()
            && nearest.bbox.top > segment.bbox.center_y()
            && !others.iter().any(|other| {
                other.contains(other.center_x(), segment.bbox.center_y())
                    && overlap((other.left, other.right), (place.left, place.right)) > 0.5
            })
    });
    if let Some(before) = before {
        let both = join_lines([before.text.as_str(), own.as_str()].into_iter());
        labels.push(Label::new(relation, both, distance + 0.02, depth));
    }
    labels
}

fn right_of(layout: &PageLayout, place: PageBox, others: &[PageBox]) -> Option<Label> {
    let nearest = layout
        .segments
        .iter()
        .filter(|segment| on_the_line(place, segment) && segment.bbox.left >= place.right - 0.012)
        .filter(|segment| {
            !others
                .iter()
                .any(|other| stands_between(*other, place.right, segment.bbox.left, place))
        })
        .min_by(|one, two| one.bbox.left.total_cmp(&two.bbox.left))?;
    let distance = (nearest.bbox.left - place.right).max(0.0);
    // Lines that go on below the first one, up to the next box.
    let mut lines = vec![nearest];
    for segment in &layout.segments {
        let last = lines[lines.len() - 1];
        let follows = segment.bbox.top > last.bbox.center_y()
            && segment.bbox.top - last.bbox.bottom < 0.6 * last.bbox.height()
            && (segment.bbox.left - nearest.bbox.left).abs() < 0.012;
        let has_own_box = others.iter().any(|other| {
            other.right <= segment.bbox.left + 0.012
                && segment.bbox.left - other.right < 0.05
                && on_the_line(*other, segment)
        });
        if follows && !has_own_box && lines.len() < 3 {
            lines.push(segment);
        }
    }
    let text = join_lines(lines.iter().map(|segment| segment.text.as_str()));
    (distance < 0.06).then(|| Label::new(Relation::Right, text, distance, 0))
}

fn below(layout: &PageLayout, place: PageBox, others: &[PageBox]) -> Option<Label> {
    let nearest = layout
        .segments
        .iter()
        .filter(|segment| {
            segment.bbox.center_y() > place.bottom - 0.25 * segment.bbox.height()
                && segment.bbox.top - place.bottom < 0.014
                && segment.bbox.left >= place.left - 0.02
                && segment.bbox.left < place.right
        })
        .min_by(|one, two| one.bbox.top.total_cmp(&two.bbox.top))?;
    // A box below takes the words between for itself.
    let taken = others.iter().any(|other| {
        other.top >= nearest.bbox.center_y()
            && other.top - nearest.bbox.bottom < 0.02
            && overlap((other.left, other.right), (nearest.bbox.left, nearest.bbox.right)) > 0.3
    });
    let distance = (nearest.bbox.top - place.bottom).max(0.0);
    (!taken).then(|| Label::new(Relation::Below, nearest.text.clone(), distance, 0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::page;

    fn place(left: f32, top: f32, right: f32) -> PageBox {
        PageBox {
            left,
            top,
            right,
            bottom: top + 0.02,
        }
    }

    fn label(labels: &[Label], relation: Relation) -> Option<&str> {
        labels
            .iter()
            .find(|label| label.relation == relation)
            .map(|label| label.text.as_str())
    }

    #[test]
    fn labels_left_and_above_are_told_apart() {
        let layout = PageLayout::of(&page(
            1,
            &[
                (0.1, 0.10, "Familienname"),
                (0.5, 0.10, "Vorname"),
                (0.1, 0.203, "Telefon"),
                (0.5, 0.203, "E-Mail"),
            ],
        ));
        let boxes = [
            place(0.1, 0.118, 0.45),
            place(0.5, 0.118, 0.9),
            place(0.2, 0.2, 0.45),
            place(0.6, 0.2, 0.9),
        ];
        let others = |index: usize| -> Vec<PageBox> {
            boxes
                .iter()
                .enumerate()
                .filter(|(other, _)| *other != index)
                .map(|(_, other)| *other)
                .collect()
        };
        assert_eq!(
            label(&labels_of(&layout, boxes[0], &others(0)), Relation::Above),
            Some("Familienname")
        );
        assert_eq!(
            label(&labels_of(&layout, boxes[1], &others(1)), Relation::Above),
            Some("Vorname")
        );
        assert_eq!(
            label(&labels_of(&layout, boxes[2], &others(2)), Relation::Left),
            Some("Telefon")
        );
        assert_eq!(
            label(&labels_of(&layout, boxes[3], &others(3)), Relation::Left),
            Some("E-Mail")
        );
    }

    #[test]
    fn the_second_row_of_a_table_knows_its_column_head() {
        let layout = PageLayout::of(&page(1, &[(0.1, 0.10, "Vorname")]));
        let boxes = [place(0.1, 0.12, 0.4), place(0.1, 0.145, 0.4)];
        let labels = labels_of(&layout, boxes[1], &boxes[..1]);
        let head = labels
            .iter()
            .find(|label| label.relation == Relation::ColumnHead)
            .unwrap();
        assert_eq!((head.text.as_str(), head.depth), ("Vorname", 1));
    }
}
