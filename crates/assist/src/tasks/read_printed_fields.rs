//! Values from printed text: a label, and the value right of it or below it. For forms that were filled on paper or
//! printed to a file, and for evidence that states the same facts.
use aktenlage_catalogue::service::FieldDefinition;
use aktenlage_domain::document::PageBox;
use aktenlage_domain::ids::DocumentId;
use aktenlage_domain::suggestion::Remark;
use aktenlage_domain::value::ValueKind;
use time::Date;

use crate::context::attribute;
use crate::field_signs::{Signs, Source};
use crate::layout::{PageLayout, Segment, overlap};
use crate::remark;
use crate::split;
use crate::tasks::match_fields::{Found, Reading, Target, Targets};
use crate::tasks::read_form_fields::{needs_part, short, value_of};
use crate::text::Stems;

/// A printed label must be at least this clear.
const LABEL_THRESHOLD: f32 = 0.74;

/// Boxes as the reader writes them.
const BOXES: [char; 3] = ['☐', '☑', '☒'];

/// Reads printed values for the fields that `wanted` lets through.
pub(crate) fn read(
    document: DocumentId,
    layouts: &[PageLayout],
    targets: &Targets<'_>,
    wanted: &dyn Fn(&Target<'_>) -> bool,
    received_on: Date,
) -> Vec<Found> {
    let mut found: Vec<Found> = Vec::new();
    for layout in layouts {
        for segment in &layout.segments {
            // A value that somebody added asks for nothing.
            if layout.is_of_form() && !segment.is_preprinted {
                continue;
            }
            let (label, rest) = match segment.text.split_once(':') {
                Some((label, rest)) => (label.trim(), rest.trim()),
                None => (segment.text.as_str(), ""),
            };
            let stems = Stems::of(label);
            if stems.is_empty() || stems.words.len() > 12 {
                continue;
            }
            found.extend(values_of_label(
                document,
                layout,
                segment,
                &stems,
                rest,
                targets,
                wanted,
                received_on,
            ));
        }
    }
    // The first clear place of a field counts; later pages repeat or explain.
    found.sort_by(|one, two| two.probability.total_cmp(&one.probability));
    let mut kept: Vec<Found> = Vec::new();
    for candidate in found {
        if kept.iter().filter(|known| known.field == candidate.field).count() < 2 {
            kept.push(candidate);
        }
    }
    kept
}

#[expect(clippy::too_many_arguments, reason = "one step of a loop, split for reading")]
fn values_of_label(
    document: DocumentId,
    layout: &PageLayout,
    segment: &Segment,
    label: &Stems,
    rest: &str,
    targets: &Targets<'_>,
    wanted: &dyn Fn(&Target<'_>) -> bool,
    received_on: Date,
) -> Vec<Found> {
    let chosen = asked_targets(layout, segment, label, targets, wanted);
    let is_label = |other: &Segment| {
        let stems = Stems::of(other.text.split(':').next().unwrap_or_default());
        targets.speech.includes(&other.text)
            || targets.list.iter().any(|target| target.asked_by(&stems) >= 0.80)
            || targets.meant.is_label(&stems)
    };
    let mut found = Vec::new();
    for (score, target) in &chosen {
        // Blank forms print the answers to tick beside their questions.
        let is_choice = matches!(target.field.kind, ValueKind::Boolean | ValueKind::Code);
        if is_choice && (rest.is_empty() || rest.split_whitespace().count() > 2) {
            continue;
        }
        for (text, bbox) in candidates(layout, segment, rest, &is_label) {
            // What stands at a box to tick is an answer on offer; which box is on is not for this reader to say.
            if text.contains(BOXES) || has_open_bracket(&text) {
                continue;
            }
            if starts_numbered(&segment.text) && starts_numbered(&text) {
                continue;
            }
            let composite = chosen.len() > 1 || needs_part(target.field, &text);
            let part = if composite {
                let asks_birth_name = chosen
                    .iter()
                    .any(|(_, target)| attribute(target.field.id.as_str()) == "birth_name");
                split::part(
                    attribute(target.field.id.as_str()),
                    &if asks_birth_name {
                        split::marking_birth_name(&text)
                    } else {
                        text.clone()
                    },
                    label_says_family_first(label),
                )
            } else {
                Some(text.clone())
            };
            let Some(part) = part.filter(|part| plausible(target.field, part)) else {
                continue;
            };
            // A heading such as "Name, Ehegatte, Geburtsdatum" splits into labels.
            if composite && target.field.kind == ValueKind::Text && targets.speech.includes(&part) {
                continue;
            }
            let mut remarks = vec![Remark::new(remark::PRINTED_LABEL).with("label", short(&segment.text))];
            if composite {
                remarks.push(Remark::new(remark::SPLIT_FROM_BOX));
            }
            if let Reading::Value(value) = value_of(target.field, &part, received_on, &mut remarks) {
                let typed = !matches!(target.field.kind, ValueKind::Text);
                let probability = (0.22 + 0.62 * score.min(1.0) + if typed { 0.08 } else { 0.0 }).min(0.93);
                found.push(Found {
                    field: target.field.id.clone(),
                    reading: Reading::Value(value),
                    probability,
                    evidence: vec![aktenlage_domain::document::SourceSpan {
                        document,
                        page: layout.number,
                        bbox,
                        text,
                    }],
                    remarks,
                    signs: Signs {
                        source: Source::Label,
                        label: *score,
                        context: 1.0,
                        ..Signs::default()
                    },
                });
                break;
            }
        }
    }
    found
}

/// The fields that a printed label asks for: the best one and those of its group.
fn asked_targets<'t, 'c>(
    layout: &PageLayout,
    segment: &Segment,
    label: &Stems,
    targets: &'t Targets<'c>,
    wanted: &dyn Fn(&Target<'_>) -> bool,
) -> Vec<(f32, &'t Target<'c>)> {
    let context = headings_above(layout, segment);
    let score = |target: &Target<'_>| {
        let asked = target.asked_by(label);
        if asked < LABEL_THRESHOLD {
            0.0
        } else {
            asked * targets.printed_factor(label, &context, target)
        }
    };
    let scored: Vec<(f32, &Target<'c>)> = targets
        .list
        .iter()
        .filter(|target| wanted(target))
        .map(|target| (score(target), target))
        .collect();
    let Some(best) = scored
        .iter()
        .map(|(score, _)| *score)
        .max_by(f32::total_cmp)
        .filter(|best| *best >= 0.62)
    else {
        return Vec::new();
    };
    let Some(main) = scored
        .iter()
        .find(|(score, _)| (*score - best).abs() < f32::EPSILON)
        .map(|(_, target)| *target)
    else {
        return Vec::new();
    };
    let group = split::group_of(attribute(main.field.id.as_str()));
    scored
        .iter()
        .copied()
        .filter(|(score, target)| {
            std::ptr::eq(*target, main)
                || (*score >= 0.72 * best
                    && group.is_some()
                    && split::group_of(attribute(target.field.id.as_str())) == group
                    && target.context == main.context)
        })
        .collect()
}

fn label_says_family_first(label: &Stems) -> bool {
    let given = label.find(&Stems::of("Vorname"));
    let family = [
        Stems::of("Familienname"),
        Stems::of("Nachname"),
        Stems::of("Name"),
    ]
    .iter()
    .find_map(|phrase| label.find(phrase));
    matches!((given, family), (Some(given), Some(family)) if family.start < given.start)
}

/// Texts that may be the value of a label, nearest first.
fn candidates(
    layout: &PageLayout,
    segment: &Segment,
    rest: &str,
    is_label: &dyn Fn(&Segment) -> bool,
) -> Vec<(String, PageBox)> {
    let mut texts = Vec::new();
    // What a known form prints after a colon explains; nobody entered it.
    if !rest.is_empty() && !segment.is_preprinted {
        let words: Vec<_> = segment
            .words
            .iter()
            .skip_while(|word| !word.text.ends_with(':'))
            .skip(1)
            .collect();
        let bbox = words
            .iter()
            .map(|word| word.bbox)
            .reduce(PageBox::union)
            .unwrap_or(segment.bbox);
        texts.push((rest.to_owned(), bbox));
        return texts;
    }
    let right = layout
        .segments
        .iter()
        .filter(|other| other.line == segment.line && other.bbox.left >= segment.bbox.right - 0.002)
        .min_by(|one, two| one.bbox.left.total_cmp(&two.bbox.left));
    let may_be_value =
        |right: &&Segment| !right.is_preprinted && !is_label(right) && !is_option(layout, right);
    if let Some(right) = right.filter(may_be_value) {
        texts.push((right.text.clone(), right.bbox));
    }
    let below = layout
        .segments
        .iter()
        .filter(|other| {
            let gap = other.bbox.top - segment.bbox.bottom;
            !other.is_preprinted
                && other.line > segment.line
                && gap < 2.4 * segment.bbox.height()
                && gap > -0.4 * segment.bbox.height()
                && (other.bbox.left - segment.bbox.left).abs() < 0.05
                && overlap(
                    (other.bbox.left, other.bbox.right),
                    (segment.bbox.left, segment.bbox.right),
                ) > 0.2
        })
        .min_by(|one, two| one.bbox.top.total_cmp(&two.bbox.top));
    if let Some(below) = below.filter(|below| !is_label(below) && !below.text.ends_with(':')) {
        texts.push((below.text.clone(), below.bbox));
    }
    texts
}

/// Whether a text is one of several answers to tick: what follows on its line names the others.
fn is_option(layout: &PageLayout, segment: &Segment) -> bool {
    let others = [
        "andere",
        "anderer",
        "anderes",
        "sonstige",
        "sonstiges",
        "nein",
        "keine",
    ];
    layout
        .segments
        .iter()
        .filter(|other| other.line == segment.line && other.bbox.left > segment.bbox.right)
        .filter_map(|other| other.text.split_whitespace().next())
        .any(|word| {
            let word = word.trim_matches(|character: char| !character.is_alphabetic());
            others.contains(&word.to_lowercase().as_str())
        })
}

/// Whether a text begins like a numbered question: `77 Versichertennummer`.
pub(crate) fn starts_numbered(text: &str) -> bool {
    let mut words = text.split_whitespace();
    let number = words.next().is_some_and(|word| {
        word.len() <= 4
            && word
                .chars()
                .all(|character| character.is_ascii_digit() || character == '.')
    });
    number
        && words
            .next()
            .is_some_and(|word| word.chars().filter(|character| character.is_alphabetic()).count() > 2)
}

/// Whether a text is cut off inside a remark in brackets.
fn has_open_bracket(text: &str) -> bool {
    text.contains('(') != text.contains(')')
}

/// Whether a text can be a value of a field: names are few words without digits, and nothing is a sentence.
pub(crate) fn plausible(field: &FieldDefinition, text: &str) -> bool {
    let words = text.split_whitespace().count();
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let letters = text.chars().filter(|character| character.is_alphabetic()).count();
    if field.kind != ValueKind::Text {
        return words <= 8;
    }
    // The beginning of a longer label; what was struck out, with what was written instead.
    if text.ends_with([',', ':', '-']) || has_open_bracket(text) || says_twice(text) {
        return false;
    }
    match attribute(field.id.as_str())
        .trim_start_matches("new_")
        .trim_start_matches("previous_")
    {
        "family_name" | "given_names" | "birth_name" if names_a_firm(text) => false,
        "document_number" | "parcel_number" | "chip_number" | "number" if digits == 0 => false,
        "family_name" | "given_names" | "birth_name" | "city" | "place_of_birth" | "nationality"
        | "account_holder" | "institute" => {
            (1..=5).contains(&words)
                && digits == 0
                && letters >= 2
                && text.starts_with(char::is_alphabetic)
                && !text.ends_with('.')
        }
        "street" => words <= 6 && letters >= 3,
        "house_number" => words <= 3 && (1..=5).contains(&digits),
        // A numbered question is none, however few of its words are known.
        _ => (1..=14).contains(&words) && letters + digits >= 2 && !(words > 3 && starts_numbered(text)),
    }
}

/// Whether one half of a text is the other with a letter or two changed: a correction on paper (`Lindenwg Lindenweg`),
/// whose line through the first half no text layer tells. The same twice is no correction: some names are.
fn says_twice(text: &str) -> bool {
    const SHORTEST: usize = 5;
    let words: Vec<&str> = text.split_whitespace().collect();
    (1..words.len()).any(|at| {
        let (one, two) = (words[..at].join(" "), words[at..].join(" "));
        one != two
            && one.chars().count().min(two.chars().count()) >= SHORTEST
            && is_near(&one.to_lowercase(), &two.to_lowercase())
    })
}

/// Whether two texts differ by two letters at most (Levenshtein 1966).
fn is_near(one: &str, two: &str) -> bool {
    const MOST: usize = 2;
    let (one, two): (Vec<char>, Vec<char>) = (one.chars().collect(), two.chars().collect());
    if one.len().abs_diff(two.len()) > MOST {
        return false;
    }
    let mut row: Vec<usize> = (0..=two.len()).collect();
    for (above, letter) in one.iter().enumerate() {
        let mut corner = row[0];
        row[0] = above + 1;
        for (at, other) in two.iter().enumerate() {
            let changed = corner + usize::from(letter != other);
            corner = row[at + 1];
            row[at + 1] = changed.min(corner + 1).min(row[at] + 1);
        }
    }
    row[two.len()] <= MOST
}

/// Whether a name says its legal form, which people have none of.
pub(crate) fn names_a_firm(text: &str) -> bool {
    const LEGAL_FORMS: [&str; 12] = [
        "gmbh",
        "mbh",
        "ug",
        "ag",
        "eg",
        "kg",
        "ohg",
        "gbr",
        "partg",
        "se",
        "kgaa",
        "haftungsbeschränkt",
    ];
    text.split(|character: char| !character.is_alphanumeric())
        .any(|word| LEGAL_FORMS.contains(&word.to_lowercase().as_str()))
        || text.contains("e.V.")
        || text.contains("e. V.")
}

/// Headings over a segment, nearest first.
fn headings_above(layout: &PageLayout, segment: &Segment) -> Vec<Stems> {
    let mut above: Vec<&Segment> = layout
        .segments
        .iter()
        .filter(|other| {
            other.line < segment.line && other.stems.words.len() <= 8 && !other.text.contains(':')
        })
        .filter(|other| {
            other.bbox.left < segment.bbox.right
                && !layout
                    .segments
                    .iter()
                    .any(|beside| beside.line == other.line && beside.bbox != other.bbox)
        })
        .collect();
    above.sort_by_key(|other| std::cmp::Reverse(other.line));
    above
        .into_iter()
        .take(6)
        .map(|other| other.stems.clone())
        .collect()
}
