//! An interactive form as a list of questions: every box with the words around it.
use aktenlage_domain::document::{DocumentText, FormField, FormFieldKind, PageBox, Widget};

use crate::layout::{PageLayout, Segment, overlap};
use crate::neighbourhood::{Label, Relation, labels_of};
use crate::templates::OnPaper;
use crate::text::{Stems, name_as_words};

/// One box to write in or to tick.
#[derive(Clone, Debug)]
pub(crate) struct Entry {
    /// Full name of the form field.
    pub(crate) name: String,
    /// Kind of the form field.
    pub(crate) kind: FormFieldKind,
    /// What the applicant wrote; `None` for an empty box.
    pub(crate) value: Option<String>,
    /// The place.
    pub(crate) widget: Widget,
    /// Whether it is a place on paper, seen on the picture or known from a taught form, and no interactive field.
    pub(crate) is_on_paper: bool,
    /// Whether a person has to see if it is ticked; never for interactive forms.
    pub(crate) is_unsure: bool,
    /// How many widgets share the form field.
    pub(crate) siblings: usize,
    /// Where words about it come from, with how much they count.
    pub(crate) sources: Vec<Source>,
    /// Headings above it, nearest first.
    pub(crate) headings: Vec<Stems>,
    /// Row or person number that name, label or table give.
    pub(crate) ordinal: Option<u32>,
}

/// Words about an entry.
#[derive(Clone, Debug)]
pub(crate) struct Source {
    /// Comparable.
    pub(crate) stems: Stems,
    /// As printed.
    pub(crate) text: String,
    /// How much they count, 0 to 1.
    pub(crate) weight: f32,
    /// Where a printed label stands; `None` for tooltip and name.
    pub(crate) relation: Option<Relation>,
}

impl Entry {
    /// The words that name it best, for people.
    pub(crate) fn label(&self) -> &str {
        self.sources
            .iter()
            .filter(|source| !source.stems.is_empty())
            .max_by(|one, two| one.weight.total_cmp(&two.weight))
            .map_or(self.name.as_str(), |source| source.text.as_str())
    }
}

/// Reads all boxes of a document with what stands around them.
pub(crate) fn entries(document: &DocumentText, layouts: &[PageLayout], paper: &OnPaper) -> Vec<Entry> {
    let fields = merge_digit_boxes(&document.fields);
    let places: Vec<(u32, PageBox)> = fields
        .iter()
        .filter(|field| field.kind != FormFieldKind::Signature)
        .flat_map(|field| &field.widgets)
        .filter(|widget| widget.bbox.width() < 0.97)
        .map(|widget| (widget.page, widget.bbox))
        .collect();
    let shared_tooltip = |tooltip: &str| {
        fields
            .iter()
            .filter(|field| field.tooltip.as_deref() == Some(tooltip))
            .count()
            > 1
    };
    let mut entries = Vec::new();
    for field in &fields {
        let ticks = matches!(field.kind, FormFieldKind::Checkbox | FormFieldKind::Radio);
        let tooltip_is_shared = field.tooltip.as_deref().is_some_and(shared_tooltip);
        for (position, widget) in field.widgets.iter().enumerate() {
            // A text field shown twice is one statement.
            if !ticks && position > 0 {
                break;
            }
            let layout = layouts.iter().find(|layout| layout.number == widget.page);
            let others: Vec<PageBox> = places
                .iter()
                .filter(|(page, place)| *page == widget.page && *place != widget.bbox)
                .map(|(_, place)| *place)
                .collect();
            let labels = layout.map_or_else(Vec::new, |layout| labels_of(layout, widget.bbox, &others));
            let headings = layout.map_or_else(Vec::new, |layout| headings_of(layout, widget.bbox, &others));
            let sources = sources_of(field, &labels, tooltip_is_shared, ticks);
            let ordinal = ordinal(field, &labels, &fields);
            entries.push(Entry {
                name: field.name.clone(),
                kind: field.kind,
                value: field
                    .value
                    .clone()
                    .filter(|value| !value.trim().is_empty() && Some(value) != field.default_value.as_ref()),
                widget: widget.clone(),
                is_on_paper: paper.form_of(widget.page).is_some(),
                is_unsure: paper.is_unsure(widget.page, widget.bbox),
                siblings: field.widgets.len(),
                sources,
                headings,
                ordinal,
            });
        }
    }
    entries
}

pub(crate) fn sources_of(
    field: &FormField,
    labels: &[Label],
    tooltip_is_shared: bool,
    ticks: bool,
) -> Vec<Source> {
    let mut sources = Vec::new();
    let mut add = |text: &str, weight: f32, relation: Option<Relation>| {
        let stems = Stems::of(text);
        if !stems.is_empty() {
            sources.push(Source {
                stems,
                text: text.to_owned(),
                weight,
                relation,
            });
        }
    };
    if let Some(tooltip) = &field.tooltip {
        // Explanations after a colon or a bullet are not the label.
        let head = tooltip.split(['✚', ':', '\n']).next().unwrap_or(tooltip);
        let head = if head.trim().len() < 3 {
            tooltip.as_str()
        } else {
            head
        };
        add(head, if tooltip_is_shared { 0.60 } else { 1.0 }, None);
    }
    for label in labels {
        let weight = match label.relation {
            Relation::Left if ticks => 0.85,
            Relation::Left => 0.96 - label.distance * 0.4,
            Relation::Above => 0.95 - label.distance * 2.0,
            Relation::ColumnHead => 0.80,
            Relation::Right if ticks => 0.95 - label.distance,
            Relation::Right => 0.30,
            Relation::Below => 0.72,
        };
        add(&label.text, weight, Some(label.relation));
    }
    add(&name_as_words(&field.name), 0.90, None);
    sources
}

/// Headings above a place: short lines over the same columns, nearest first.
pub(crate) fn headings_of(layout: &PageLayout, place: PageBox, others: &[PageBox]) -> Vec<Stems> {
    let mut above: Vec<&Segment> = layout
        .segments
        .iter()
        .filter(|segment| segment.bbox.center_y() < place.top && segment.stems.words.len() <= 12)
        .filter(|segment| !segment.text.ends_with('.') && !segment.text.starts_with(char::is_lowercase))
        .filter(|segment| {
            segment.bbox.left <= place.right
                && (segment.bbox.left < place.left + 0.02
                    || overlap((segment.bbox.left, segment.bbox.right), (place.left, place.right)) > 0.3)
        })
        .filter(|segment| looks_like_heading(layout, segment, others))
        .collect();
    above.sort_by(|one, two| {
        let distance = |segment: &Segment| {
            (place.top - segment.bbox.bottom) + 0.15 * (place.left - segment.bbox.left).max(0.0)
        };
        distance(one).total_cmp(&distance(two))
    });
    above
        .into_iter()
        .take(10)
        .map(|segment| segment.stems.clone())
        .collect()
}

/// Larger than usual, numbered, or alone on its line without a box beside it.
fn looks_like_heading(layout: &PageLayout, segment: &Segment, others: &[PageBox]) -> bool {
    let large = layout.relative_height(segment) > 1.12;
    let numbered = segment
        .text
        .starts_with(|character: char| character.is_ascii_digit())
        && segment.stems.words.len() > 1;
    let boxed = others.iter().any(|other| {
        let beside = overlap((other.top, other.bottom), (segment.bbox.top, segment.bbox.bottom)) > 0.4;
        let near = other.left - segment.bbox.right < 0.08 && segment.bbox.left - other.right < 0.03;
        beside && near
    });
    // Headings of columns share a line, but stand well apart.
    let near = |other: &Segment| {
        other.bbox.left - segment.bbox.right < 0.04 && segment.bbox.left - other.bbox.right < 0.04
    };
    let alone = !layout.segments.iter().any(|other| {
        other.line == segment.line && other.bbox != segment.bbox && other.stems.words.len() > 1 && near(other)
    });
    !boxed && (large || numbered || alone)
}

/// A person or row number: from `2. Person`, from the last number of the name among siblings, from the row of a table.
fn ordinal(field: &FormField, labels: &[Label], all: &[FormField]) -> Option<u32> {
    let texts = [field.tooltip.as_deref(), Some(field.name.as_str())];
    if let Some(number) = texts.into_iter().flatten().find_map(spoken_ordinal) {
        return Some(number);
    }
    let trailing = |name: &str| -> Option<(String, u32)> {
        let digits = name.len()
            - name
                .trim_end_matches(|character: char| character.is_ascii_digit())
                .len();
        let (stem, number) = name.split_at(name.len() - digits);
        Some((stem.to_owned(), number.parse().ok()?))
    };
    if let Some((stem, number)) = trailing(&field.name)
        && !is_running_number(&stem)
    {
        let siblings: Vec<(&FormField, u32)> = all
            .iter()
            .filter_map(|other| Some((other, trailing(&other.name)?)))
            .filter(|(_, (other, _))| *other == stem)
            .map(|(other, (_, number))| (other, number))
            .collect();
        // Fields that are asked for in different words are different questions that were numbered in order.
        let same_question = siblings.iter().all(|(other, _)| {
            without_digits(other.tooltip.as_deref()) == without_digits(field.tooltip.as_deref())
        });
        if same_question
            && siblings.len() > 1
            && let Some(lowest) = siblings.iter().map(|(_, number)| *number).min()
            && number - lowest < 20
        {
            return Some(number - lowest + 1);
        }
    }
    let ticks = matches!(field.kind, FormFieldKind::Checkbox | FormFieldKind::Radio);
    if ticks { None } else { row_of(labels) }
}

/// Row or person number of a place with these labels around it.
pub(crate) fn ordinal_of_labels(labels: &[Label]) -> Option<u32> {
    let asks = |label: &&Label| !matches!(label.relation, Relation::Right | Relation::Below);
    let mut spoken = labels.iter().filter(asks);
    spoken
        .find_map(|label| spoken_ordinal(&label.text))
        .or_else(|| row_of(labels))
}

/// `2. Person`, `Kind 3`.
fn spoken_ordinal(text: &str) -> Option<u32> {
    let words = crate::text::fold(&name_as_words(text));
    let words: Vec<&str> = words.split_whitespace().collect();
    words.windows(2).find_map(|pair| {
        let number = match (pair[0], pair[1]) {
            (number, "person" | "personen" | "kind" | "kindes" | "elternteil" | "elternteils")
            | ("person" | "kind" | "elternteil" | "antragsteller", number) => number.parse::<u32>().ok(),
            _ => None,
        };
        number.filter(|number| (1..=20).contains(number))
    })
}

/// The row of a table, where rows are numbered or have no words of their own.
fn row_of(labels: &[Label]) -> Option<u32> {
    let row_is_numbered = labels
        .iter()
        .filter(|label| label.relation == Relation::Left)
        .all(|label| {
            label
                .text
                .chars()
                .all(|character| character.is_ascii_digit() || character == '.')
        });
    if !row_is_numbered {
        return None;
    }
    labels
        .iter()
        .find(|label| label.relation == Relation::ColumnHead)
        .map(|label| label.depth + 1)
        .filter(|row| *row <= 12)
}

/// Whether the rest of a field's name says nothing: form editors number fields in the order they were drawn.
fn is_running_number(stem: &str) -> bool {
    const SAY_NOTHING: [&str; 16] = [
        "",
        "feld",
        "textfeld",
        "text",
        "textbox",
        "field",
        "formfield",
        "undefined",
        "fill",
        "check",
        "checkbox",
        "button",
        "kontrollkastchen",
        "kontrollkaestchen",
        "optionsfeld",
        "eingabe",
    ];
    let last = stem
        .rsplit(['.', ']', '['])
        .find(|part| part.chars().any(char::is_alphabetic))
        .unwrap_or_default();
    let letters: String = crate::text::fold(last)
        .chars()
        .filter(char::is_ascii_alphabetic)
        .collect();
    SAY_NOTHING.contains(&letters.as_str()) || letters.len() == 1
}

fn without_digits(text: Option<&str>) -> Option<String> {
    text.map(|text| {
        text.chars()
            .filter(|character| !character.is_ascii_digit())
            .collect()
    })
}

/// Rows of boxes for one character each become one field.
fn merge_digit_boxes(fields: &[FormField]) -> Vec<FormField> {
    let mut merged: Vec<FormField> = Vec::new();
    for field in fields {
        let narrow = |field: &FormField| {
            field.kind == FormFieldKind::Text
                && field.widgets.len() == 1
                && field.widgets[0].bbox.width() < 0.045
                && field
                    .value
                    .as_deref()
                    .is_none_or(|value| value.trim().chars().count() <= 2)
        };
        let stem = |name: &str| {
            name.trim_end_matches(|character: char| character.is_ascii_digit() || character == '.')
                .to_owned()
        };
        let continues = merged.last().is_some_and(|last| {
            let (Some(end), Some(start)) = (last.widgets.first(), field.widgets.first()) else {
                return false;
            };
            last.kind == FormFieldKind::Text
                && narrow(field)
                && end.page == start.page
                && stem(&last.name) == stem(&field.name)
                && (end.bbox.center_y() - start.bbox.center_y()).abs() < 0.005
                && (start.bbox.left - end.bbox.right).abs() < 0.015
                && (end.bbox.width() < 0.045 || last.tooltip.as_deref() == Some(MERGED))
        });
        if continues && let Some(last) = merged.last_mut() {
            let mut value = last.value.take().unwrap_or_default();
            value.push_str(field.value.as_deref().unwrap_or_default().trim());
            last.value = Some(value).filter(|value| !value.is_empty());
            last.widgets[0].bbox = last.widgets[0].bbox.union(field.widgets[0].bbox);
            last.tooltip = Some(MERGED.to_owned());
        } else {
            merged.push(field.clone());
        }
    }
    for field in &mut merged {
        if field.tooltip.as_deref() == Some(MERGED) {
            field.tooltip = None;
        }
    }
    merged
}

/// Marks a merged field while the row is being read; no form has such a tooltip.
const MERGED: &str = "\u{1}merged";
