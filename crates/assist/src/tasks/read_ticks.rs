//! Values from boxes to tick: which group asks for which field, and which option is on.
use aktenlage_catalogue::service::FieldDefinition;
use aktenlage_domain::document::{FormFieldKind, SourceSpan};
use aktenlage_domain::ids::DocumentId;
use aktenlage_domain::suggestion::Remark;
use aktenlage_domain::value::ValueKind;

use crate::field_signs::{self, Signs};
use crate::form::{Entry, Source};
use crate::label_meaning::Nearest;
use crate::neighbourhood::Relation;
use crate::remark;
use crate::tasks::match_fields::{Found, Numbering, Reading, Target, Targets};
use crate::tasks::read_form_fields::short;
use crate::text::{Stems, name_as_words};

/// Boxes that belong together.
#[derive(Debug)]
struct Group<'e> {
    boxes: Vec<&'e Entry>,
    /// Words of the question.
    question: Vec<Source>,
}

/// Below this a group does not ask for a field.
const GROUP_THRESHOLD: f32 = 0.55;

/// Reads all ticks of a form.
pub(crate) fn read(
    document: DocumentId,
    entries: &[Entry],
    targets: &Targets<'_>,
    numbering: Numbering,
) -> Vec<Found> {
    let boxes: Vec<&Entry> = entries
        .iter()
        .filter(|entry| matches!(entry.kind, FormFieldKind::Checkbox | FormFieldKind::Radio))
        .collect();
    let groups = groups(&boxes);
    let mut found = Vec::new();
    for target in &targets.list {
        let best = if target.field.kind == ValueKind::Code {
            best_choice(&groups, &boxes, targets, target, numbering)
        } else if target.field.kind == ValueKind::Boolean {
            best_question(&groups, &boxes, targets, target, numbering)
        } else if target.field.id.as_str().ends_with("nationality") {
            german_nationality(&boxes, targets, target, numbering)
        } else {
            None
        };
        if let Some((score, ticked)) = best {
            found.push(outcome(document, targets, target.field, score, &ticked));
        }
    }
    found
}

/// Boxes with the option that each stands for.
struct Ticks<'e> {
    boxes: Vec<(&'e Entry, Option<String>)>,
    /// What the question means, if no phrase is in it.
    meant: Option<Nearest>,
}

/// Fields with several boxes are groups; single boxes are put together when their names differ only by `ja`/`nein`.
fn groups<'e>(boxes: &[&'e Entry]) -> Vec<Group<'e>> {
    let mut keyed: Vec<(String, Vec<&'e Entry>)> = Vec::new();
    for entry in boxes {
        let key = if entry.siblings > 1 {
            format!("={}", entry.name)
        } else if entry.name.is_empty() {
            // A box on paper has no name that it could share.
            format!("@{}", keyed.len())
        } else {
            let words = Stems::of(&name_as_words(&entry.name)).words;
            words
                .into_iter()
                .filter(|word| !matches!(word.as_str(), "ja" | "nein" | "yes" | "no"))
                .collect::<Vec<_>>()
                .join(" ")
        };
        let near = keyed.iter_mut().rev().find(|(known, members)| {
            *known == key
                && members.last().is_some_and(|last| {
                    last.widget.page == entry.widget.page
                        && (entry.siblings > 1
                            || (last.widget.bbox.center_y() - entry.widget.bbox.center_y()).abs() < 0.08)
                })
        });
        match near {
            Some((_, members)) => members.push(entry),
            None => keyed.push((key, vec![*entry])),
        }
    }
    let with_question = |(_, boxes): (String, Vec<&'e Entry>)| Group {
        question: question(&boxes),
        boxes,
    };
    keyed.into_iter().map(with_question).collect()
}

/// The words that ask: tooltip and name, what stands left of or above the first box, the nearest heading.
fn question(boxes: &[&Entry]) -> Vec<Source> {
    let mut sources = Vec::new();
    let first = boxes.iter().min_by(|one, two| {
        let order = |entry: &Entry| entry.widget.bbox.top + entry.widget.bbox.left * 0.2;
        order(one).total_cmp(&order(two))
    });
    let Some(first) = first else { return sources };
    for source in &first.sources {
        let weight = match source.relation {
            None => source.weight * 0.95,
            Some(Relation::Left) => 0.90,
            Some(Relation::Above) => 0.85,
            Some(Relation::ColumnHead) => 0.80,
            Some(Relation::Right | Relation::Below) => continue,
        };
        sources.push(Source {
            weight,
            ..source.clone()
        });
    }
    for heading in first.headings.iter().take(2) {
        sources.push(Source {
            stems: heading.clone(),
            text: String::new(),
            weight: 0.80,
            relation: Some(Relation::Above),
        });
    }
    sources
}

/// The option that a box stands for, with how sure that is.
fn option_of(entry: &Entry, field: &FieldDefinition, side: Relation) -> Option<(f32, String)> {
    let mut texts: Vec<(Stems, f32)> = Vec::new();
    if let Some(on) = &entry.widget.on_value {
        texts.push((Stems::of(&name_as_words(on)), 0.95));
    }
    for source in &entry.sources {
        let weight = match source.relation {
            Some(relation) if relation == side => 1.0,
            // A tooltip or name of its own; shared ones name the question.
            None if entry.siblings == 1 => 0.95,
            _ => continue,
        };
        texts.push((source.stems.clone(), weight));
    }
    let mut best: Option<(f32, String)> = None;
    for option in &field.options {
        for wording in option.form_labels.iter().chain(std::iter::once(&option.label.de)) {
            let phrase = Stems::of(wording);
            for (text, weight) in &texts {
                let score = text.asks_for(&phrase) * weight;
                if score > best.as_ref().map_or(0.55, |(known, _)| *known) {
                    best = Some((score, option.id.clone()));
                }
            }
        }
    }
    best
}

fn best_choice<'e>(
    groups: &[Group<'e>],
    boxes: &[&'e Entry],
    targets: &Targets<'_>,
    target: &Target<'_>,
    numbering: Numbering,
) -> Option<(f32, Ticks<'e>)> {
    let mut best: Option<(f32, Ticks<'e>)> = None;
    let loose = loose_group(boxes, target.field);
    for group in groups
        .iter()
        .filter(|group| group.boxes.len() > 1)
        .chain(loose.as_ref())
    {
        for side in [Relation::Right, Relation::Left] {
            let options: Vec<(&Entry, Option<(f32, String)>)> = group
                .boxes
                .iter()
                .map(|entry| (*entry, option_of(entry, target.field, side)))
                .collect();
            let mut distinct: Vec<&String> = options
                .iter()
                .filter_map(|(_, option)| option.as_ref().map(|(_, id)| id))
                .collect();
            distinct.sort();
            distinct.dedup();
            let quality: f32 = options
                .iter()
                .filter_map(|(_, option)| option.as_ref().map(|(score, _)| score))
                .sum();
            #[expect(clippy::cast_precision_loss, reason = "a group has few boxes")]
            let fraction = (quality.min(distinct.len() as f32) / group.boxes.len().max(2) as f32).min(1.0);
            let (asked, meant) = asked(targets, target, &group.question);
            if distinct.is_empty() || (distinct.len() < 2 && asked < 0.7) {
                continue;
            }
            let score =
                (0.62 * fraction + 0.48 * asked) * targets.score_context(group.boxes[0], target, numbering);
            if score >= GROUP_THRESHOLD && best.as_ref().is_none_or(|(known, _)| score > *known) {
                let boxes = options
                    .into_iter()
                    .map(|(entry, option)| (entry, option.map(|(_, id)| id)))
                    .collect();
                best = Some((score, Ticks { boxes, meant }));
            }
        }
    }
    best
}

/// Single boxes that stand near each other and name different options of a field.
fn loose_group<'e>(boxes: &[&'e Entry], field: &FieldDefinition) -> Option<Group<'e>> {
    let single = boxes.iter().filter(|entry| entry.siblings == 1);
    let named: Vec<(&'e Entry, String)> = single
        .filter_map(|entry| {
            let (score, id) = option_of(entry, field, Relation::Right)?;
            (score > 0.75).then_some((*entry, id))
        })
        .collect();
    let mut best: Vec<&'e Entry> = Vec::new();
    for (start, (first, first_id)) in named.iter().enumerate() {
        let mut members = vec![*first];
        let mut ids = vec![first_id.as_str()];
        for (entry, id) in &named[start + 1..] {
            let near = entry.widget.page == first.widget.page
                && members.iter().any(|member| {
                    let down = (member.widget.bbox.center_y() - entry.widget.bbox.center_y()).abs();
                    let across = (member.widget.bbox.left - entry.widget.bbox.left).abs();
                    (down < 0.05 && across < 0.03) || (down < 0.01 && across < 0.25)
                });
            if near && !ids.contains(&id.as_str()) {
                members.push(*entry);
                ids.push(id);
            }
        }
        if members.len() > best.len() {
            best = members;
        }
    }
    (best.len() > 1).then(|| Group {
        question: question(&best),
        boxes: best,
    })
}

/// `ja` or `nein`, by label, export value or name.
fn yes_or_no(entry: &Entry) -> Option<bool> {
    let answer = |words: &[String]| {
        let says = |word: &str| {
            words.first().is_some_and(|first| first == word) || words.last().is_some_and(|last| last == word)
        };
        match (says("ja"), says("nein")) {
            (true, false) => Some(true),
            (false, true) => Some(false),
            _ => None,
        }
    };
    // The export value of a group, then the box's own tooltip and name, then what stands beside it.
    let on = entry.widget.on_value.as_ref().filter(|_| entry.siblings > 1);
    if let Some(yes) = on.and_then(|on| answer(&Stems::of(on).words)) {
        return Some(yes);
    }
    [None, Some(Relation::Right), Some(Relation::Left)]
        .into_iter()
        .find_map(|relation| {
            let mut sources = entry
                .sources
                .iter()
                .filter(|source| source.relation == relation && (relation.is_some() || entry.siblings == 1));
            sources.find_map(|source| answer(&source.stems.words))
        })
}

fn best_question<'e>(
    groups: &[Group<'e>],
    boxes: &[&'e Entry],
    targets: &Targets<'_>,
    target: &Target<'_>,
    numbering: Numbering,
) -> Option<(f32, Ticks<'e>)> {
    let mut best: Option<(f32, Ticks<'e>)> = None;
    let mut offer = |score: f32, ticks: Ticks<'e>| {
        if score >= GROUP_THRESHOLD + 0.10 && best.as_ref().is_none_or(|(known, _)| score > *known) {
            best = Some((score, ticks));
        }
    };
    for group in groups.iter().filter(|group| group.boxes.len() > 1) {
        let answers: Vec<(&'e Entry, Option<String>)> = group
            .boxes
            .iter()
            .map(|entry| (*entry, yes_or_no(entry).map(|yes| yes.to_string())))
            .collect();
        if answers.iter().filter(|(_, answer)| answer.is_some()).count() < 2 {
            continue;
        }
        let (asked, meant) = asked(targets, target, &group.question);
        let score = asked * targets.score_context(group.boxes[0], target, numbering);
        let boxes = answers;
        offer(score, Ticks { boxes, meant });
    }
    for entry in boxes
        .iter()
        .filter(|entry| entry.siblings == 1 && yes_or_no(entry).is_none())
    {
        let own: Vec<Source> = entry
            .sources
            .iter()
            .filter(|source| matches!(source.relation, Some(Relation::Right) | None))
            .cloned()
            .collect();
        let (asked, meant) = asked(targets, target, &own);
        let score = asked * targets.score_context(entry, target, numbering) - 0.06;
        offer(
            score,
            Ticks {
                boxes: vec![(*entry, Some("true".to_owned()))],
                meant,
            },
        );
    }
    best
}

/// How clearly words ask for a field that is ticked: by a phrase in them, or by what they mean, which is given then.
fn asked(targets: &Targets<'_>, target: &Target<'_>, question: &[Source]) -> (f32, Option<Nearest>) {
    let by_phrase = target.label_score(question);
    let is_ticked = |other: &Target<'_>| other.field.kind == target.field.kind;
    let is_it = |index: &usize| std::ptr::eq(targets.list[*index].field, target.field);
    let nearest = targets
        .nearest(question, &is_ticked)
        .filter(|nearest| nearest.targets.iter().any(is_it));
    match nearest {
        Some(nearest) if nearest.score_of_ticks() > by_phrase => (nearest.score_of_ticks(), Some(nearest)),
        _ => (by_phrase, None),
    }
}

/// A box `deutsch` beside the question for the nationality.
fn german_nationality<'e>(
    boxes: &[&'e Entry],
    targets: &Targets<'_>,
    target: &Target<'_>,
    numbering: Numbering,
) -> Option<(f32, Ticks<'e>)> {
    let german = [
        Stems::of("deutsch"),
        Stems::of("die deutsche Staatsangehörigkeit"),
    ];
    boxes
        .iter()
        .filter(|entry| entry.widget.is_on && !entry.is_unsure)
        .find_map(|entry| {
            let own = entry.sources.iter().filter(|source| source.weight > 0.65);
            let says = own
                .clone()
                .any(|source| german.iter().any(|phrase| source.stems.asks_for(phrase) > 0.9));
            let score = 0.9 * targets.score_context(entry, target, numbering);
            (says && score > GROUP_THRESHOLD).then(|| {
                (
                    score,
                    Ticks {
                        boxes: vec![(*entry, Some("deutsch".to_owned()))],
                        meant: None,
                    },
                )
            })
        })
}

fn outcome(
    document: DocumentId,
    targets: &Targets<'_>,
    field: &FieldDefinition,
    score: f32,
    ticks: &Ticks<'_>,
) -> Found {
    let on: Vec<&(&Entry, Option<String>)> = ticks
        .boxes
        .iter()
        .filter(|(entry, _)| entry.widget.is_on)
        .collect();
    let span = |entry: &Entry, text: &str| SourceSpan {
        document,
        page: entry.widget.page,
        bbox: entry.widget.bbox,
        text: text.to_owned(),
    };
    let label = ticks.boxes.first().map_or("", |(entry, _)| entry.label());
    let mut remarks = vec![Remark::new(remark::FORM_FIELD).with("label", short(label))];
    if ticks.meant.is_some() {
        remarks.push(Remark::new(remark::LABEL_BY_MEANING));
    }
    let mut values: Vec<String> = on.iter().filter_map(|(_, option)| option.clone()).collect();
    values.sort();
    values.dedup();
    let unsure: Vec<&Entry> = ticks
        .boxes
        .iter()
        .filter_map(|(entry, _)| entry.is_unsure.then_some(*entry))
        .collect();
    let is_on_paper = ticks.boxes.iter().any(|(entry, _)| entry.is_on_paper);
    let (reading, marked): (Reading, Vec<&Entry>) = match (on.len(), values.len()) {
        _ if !unsure.is_empty() => {
            remarks.insert(0, Remark::new(remark::TICK_UNSURE));
            (Reading::Ambiguous, unsure)
        }
        // A box that was not found may be the one that is ticked.
        (0, _) if is_on_paper => {
            remarks.insert(0, Remark::new(remark::NO_TICK_SEEN));
            (
                Reading::Empty,
                ticks.boxes.iter().map(|(entry, _)| *entry).collect(),
            )
        }
        (0, _) => {
            remarks.insert(0, Remark::new(remark::LEFT_EMPTY));
            (
                Reading::Empty,
                ticks.boxes.iter().map(|(entry, _)| *entry).collect(),
            )
        }
        (_, 1) if on.iter().all(|(_, option)| option.is_some()) => (
            Reading::Value(values.remove(0)),
            on.iter().map(|(entry, _)| *entry).collect(),
        ),
        (count, known) if count == known && targets.is_set(field) => (
            Reading::Value(values.join(",")),
            on.iter().map(|(entry, _)| *entry).collect(),
        ),
        (count, _) => {
            if count > 1 {
                remarks.insert(0, Remark::new(remark::SEVERAL_TICKED));
            }
            (Reading::Ambiguous, on.iter().map(|(entry, _)| *entry).collect())
        }
    };
    let text = |entry: &Entry| {
        let side = entry
            .sources
            .iter()
            .find(|source| source.relation == Some(Relation::Right));
        side.map_or_else(
            || entry.widget.on_value.clone().unwrap_or_default(),
            |source| source.text.clone(),
        )
    };
    Found {
        field: field.id.clone(),
        reading,
        probability: (0.30 + 0.66 * score.min(1.0)).clamp(0.05, 0.97),
        evidence: marked
            .iter()
            .take(6)
            .map(|entry| span(entry, &text(entry)))
            .collect(),
        remarks,
        signs: Signs {
            source: field_signs::Source::Tick,
            label: score,
            context: 1.0,
            nearness: ticks.meant.as_ref().map_or(0.0, |nearest| nearest.nearness),
            nearness_lead: ticks.meant.as_ref().map_or(0.0, |nearest| nearest.lead),
            ..Signs::default()
        },
    }
}
