//! `aktenlage models train --from-reviews`: examples from what people of the office settled, each with where it comes
//! from.
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use aktenlage_assist::{Assistant, DocumentFeatures};
use aktenlage_domain::clock::instant_to_text;
use aktenlage_domain::suggestion::Subject;
use aktenlage_evaluation::by_time;
use aktenlage_evaluation::truth::Split;
use aktenlage_inference::head::{HeadTask, ReviewTraining, digest_of};
use aktenlage_workflow::learning::{self, Lesson, Manner};
use anyhow::bail;
use serde::Serialize;

use super::examples::Example;
use crate::commands::models::originals::Originals;
use crate::config::Config;
use crate::wiring;

/// What people settled, with the features of the documents.
pub(super) struct Taught {
    lessons: Vec<Lesson>,
    sides: BTreeMap<String, Split>,
    originals: Originals,
    /// How much a confirmed one counts; 0 leaves it out.
    confirmed_weight: f32,
}

/// Examples of one task with where they come from.
#[derive(Default)]
pub(super) struct TaughtTask {
    pub(super) examples: Vec<Example>,
    rows: Vec<Row>,
    left_out: LeftOut,
}

/// What people settled and nothing is learned from.
#[derive(Clone, Copy, Debug, Default)]
struct LeftOut {
    /// The original is gone.
    withdrawn: usize,
    /// The blueprint has no such class.
    unknown: usize,
    /// There is nothing to read.
    unreadable: usize,
    /// The same original is an example on an older side.
    copies: usize,
    /// Confirmed, and these weigh nothing.
    confirmed: usize,
}

/// A line of `examples.jsonl`: where an example comes from. No text, no name, no value of a field.
#[derive(Serialize)]
struct Row {
    task: HeadTask,
    side: Split,
    label: String,
    manner: &'static str,
    case: String,
    review: String,
    entry: i64,
    reviewed_at: String,
    suggestion: Option<String>,
    run: Option<String>,
    model: Option<String>,
    documents: Vec<RowDocument>,
}

#[derive(Serialize)]
struct RowDocument {
    document: String,
    sha256: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pages: Option<String>,
}

impl Taught {
    /// Reads the record of the office, which has to hold, and the originals behind it. Changes nothing.
    pub(super) async fn read(
        config: &Config,
        assistant: &Arc<Assistant>,
        confirmed_weight: f32,
    ) -> anyhow::Result<Self> {
        let store = wiring::open_existing_store(config).await?;
        let chain = store.verify_audit().await?;
        if let Some(bad) = &chain.first_bad {
            bail!(
                "chain_broken: entry {} does not hold ({}): nothing is learned from a record that was changed; see \
                 `aktenlage audit verify`",
                bad.sequence,
                bad.reason.as_str()
            );
        }
        let found = learning::lessons(&store).await?;
        println!(
            "{} kinds and services that people settled; {} reviews without a value, {} without a document",
            found.lessons.len(),
            found.without_value,
            found.without_document
        );
        if found.lessons.is_empty() {
            bail!("no_reviews: nobody has confirmed or corrected a kind or a service yet");
        }
        let cases: BTreeMap<String, _> = found
            .lessons
            .iter()
            .map(|lesson| (lesson.case.to_string(), lesson.received_at))
            .collect();
        let documents = found.lessons.iter().flat_map(|lesson| &lesson.documents);
        let originals = Originals::read(config, assistant, documents).await?;
        Ok(Self {
            sides: by_time::sides(cases),
            lessons: found.lessons,
            originals,
            confirmed_weight,
        })
    }

    /// The examples of a task, by time. An original that is an example on an older side is none on a newer one.
    pub(super) fn of_task(&self, task: HeadTask, assistant: &Assistant) -> TaughtTask {
        let classes = assistant.classes(task);
        let mut taught = TaughtTask::default();
        let mut seen: BTreeSet<&str> = BTreeSet::new();
        for side in Split::ALL {
            let here: Vec<&Lesson> = self
                .lessons
                .iter()
                .filter(|lesson| task_of(&lesson.subject) == Some(task))
                .filter(|lesson| self.sides.get(&lesson.case.to_string()) == Some(&side))
                .collect();
            for lesson in &here {
                let mut digests = lesson.documents.iter().map(|document| document.sha256.as_str());
                if digests.any(|sha256| seen.contains(sha256)) {
                    taught.left_out.copies += 1;
                } else {
                    self.add(&mut taught, lesson, side, task, &classes, assistant);
                }
            }
            // Within a side it may come twice: one case is the copy of another as people send them.
            let documents = here.iter().flat_map(|lesson| &lesson.documents);
            seen.extend(documents.map(|document| document.sha256.as_str()));
        }
        taught
    }

    fn add(
        &self,
        taught: &mut TaughtTask,
        lesson: &Lesson,
        side: Split,
        task: HeadTask,
        classes: &[String],
        assistant: &Assistant,
    ) {
        let left_out = &mut taught.left_out;
        let features: Option<Vec<&DocumentFeatures>> = lesson
            .documents
            .iter()
            .map(|document| self.originals.features(document))
            .collect();
        let Some(features) = features else {
            left_out.withdrawn += 1;
            return;
        };
        if !classes.contains(&lesson.label) {
            left_out.unknown += 1;
            return;
        }
        let is_confirmed = lesson.manner == Manner::Confirmed;
        // What is measured on is measured apart by manner, so there it stays.
        if is_confirmed && self.confirmed_weight <= 0.0 && side != Split::Test {
            left_out.confirmed += 1;
            return;
        }
        let (input, by_rules) = match (task, features.as_slice()) {
            (HeadTask::Kind, [document]) => (
                document.for_kind(),
                document.kind.as_ref().map(|kind| kind.as_str().to_owned()),
            ),
            (HeadTask::Kind | HeadTask::Field, _) => (None, None),
            (HeadTask::Service, documents) => (
                DocumentFeatures::for_service(documents),
                assistant.service_by_rules(documents),
            ),
        };
        let Some(input) = input else {
            left_out.unreadable += 1;
            return;
        };
        taught.examples.push(Example {
            case: lesson.case.to_string(),
            side,
            truth: Some(lesson.label.clone()),
            input,
            by_rules,
            weight: if is_confirmed { self.confirmed_weight } else { 1.0 },
            manner: Some(lesson.manner),
        });
        taught.rows.push(Row::of(task, side, lesson));
    }
}

impl TaughtTask {
    /// What stands in `examples.jsonl`, and what the card says of it. Only classes that the head learned count.
    pub(super) fn manifest(
        &self,
        labels: &[String],
        confirmed_weight: f32,
    ) -> anyhow::Result<(String, ReviewTraining)> {
        let mut text = String::new();
        let mut training = ReviewTraining {
            examples: 0,
            confirmed: 0,
            corrected: 0,
            entered: 0,
            confirmed_weight,
            first_entry: 0,
            last_entry: 0,
            manifest_sha256: String::new(),
        };
        let known = |row: &&Row| labels.contains(&row.label);
        for row in self.rows.iter().filter(known) {
            text.push_str(&serde_json::to_string(row)?);
            text.push('\n');
            if row.side == Split::Test {
                continue;
            }
            let counts = [
                (Manner::Confirmed, &mut training.confirmed),
                (Manner::Corrected, &mut training.corrected),
                (Manner::Entered, &mut training.entered),
            ];
            for (manner, count) in counts {
                *count += usize::from(row.manner == manner.as_str());
            }
            training.first_entry = match training.examples {
                0 => row.entry,
                _ => training.first_entry.min(row.entry),
            };
            training.last_entry = training.last_entry.max(row.entry);
            training.examples += 1;
        }
        training.manifest_sha256 = digest_of(text.as_bytes());
        Ok((text, training))
    }

    /// What nothing is learned from, in words; nothing if there is none.
    pub(super) fn left_out(&self) -> Option<String> {
        let left_out = self.left_out;
        let parts: Vec<String> = [
            (left_out.withdrawn, "whose original is gone"),
            (left_out.unknown, "of classes that the blueprint does not have"),
            (left_out.unreadable, "with nothing to read"),
            (left_out.copies, "that came before, on an older side"),
            (left_out.confirmed, "that were merely confirmed"),
        ]
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, what)| format!("{count} {what}"))
        .collect();
        (!parts.is_empty()).then(|| parts.join(", "))
    }
}

impl Row {
    fn of(task: HeadTask, side: Split, lesson: &Lesson) -> Self {
        let document = |document: &learning::LessonDocument| RowDocument {
            document: document.document.to_string(),
            sha256: document.sha256.clone(),
            pages: document.pages.as_ref().map(ToString::to_string),
        };
        Self {
            task,
            side,
            label: lesson.label.clone(),
            manner: lesson.manner.as_str(),
            case: lesson.case.to_string(),
            review: lesson.review.to_string(),
            entry: lesson.entry,
            reviewed_at: instant_to_text(lesson.reviewed_at),
            suggestion: lesson.suggestion.map(|id| id.to_string()),
            run: lesson.run.map(|id| id.to_string()),
            model: lesson.model.clone(),
            documents: lesson.documents.iter().map(document).collect(),
        }
    }
}

/// The task whose question a subject is.
pub(in crate::commands::models) fn task_of(subject: &Subject) -> Option<HeadTask> {
    match subject {
        Subject::DocumentKind(_) => Some(HeadTask::Kind),
        Subject::Service => Some(HeadTask::Service),
        Subject::Field(_)
        | Subject::Requirement(_)
        | Subject::LegalBasis(_)
        | Subject::Rescan(_)
        | Subject::Division(_)
        | Subject::Duplicate(_) => None,
    }
}
