//! `aktenlage models replay`: what any head would have said about what arrived on a past day, beside what was suggested
//! then and what people settled. Changes nothing of the office's record.
use std::io::Write as _;
use std::path::PathBuf;
use std::sync::Arc;

use aktenlage_assist::{AsideHead, Assistant, DocumentFeatures, Opinion};
use aktenlage_domain::clock::date_from_text;
use aktenlage_domain::suggestion::AbstentionReason;
use aktenlage_evaluation::report::Settings;
use aktenlage_inference::head::HeadTask;
use aktenlage_workflow::learning::{PastSubject, received_on};
use anyhow::{Context, bail};
use serde_json::{Value, json};

use super::originals::Originals;
use super::pairs::{Compared, Pair};
use super::{heads, train};
use crate::config::Config;
use crate::wiring;

const PREDICTIONS: &str = "predictions.jsonl";
const COMPARED: &str = "compared.json";

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// The day on which documents arrived, YYYY-MM-DD
    #[arg(long, value_name = "DAY")]
    day: String,
    /// `kind` or `service`
    #[arg(long, value_parser = heads::task)]
    task: HeadTask,
    /// Version of the head; it need not be at work
    #[arg(long)]
    version: String,
    /// Folder to write `predictions.jsonl` and `compared.json` to; what is there is not written over
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
}

/// What the head says of a subject.
enum Said {
    /// This.
    Opinion(Opinion),
    /// Rules name what it never learned, this one, and it leaves the word to them.
    LeftToRules(String),
    /// An original is gone, or there is nothing to read.
    Nothing(&'static str),
}

pub(super) async fn run(config: &Config, arguments: &Arguments) -> anyhow::Result<()> {
    super::heads::only_of_documents(arguments.task)?;
    let day = date_from_text(&arguments.day).context("--day: expected a day such as 2026-11-23")?;
    if [PREDICTIONS, COMPARED]
        .iter()
        .any(|file| arguments.out.join(file).exists())
    {
        bail!("--out: an earlier replay is not written over: name another folder");
    }
    let store = wiring::open_existing_store(config).await?;
    let head = wiring::head_folder(config).load(arguments.task, &arguments.version)?;
    let assistant = Arc::new(train::assistant(config).await?);
    let head = assistant.aside(head)?;
    let subjects: Vec<PastSubject> = received_on(&store, day)
        .await?
        .into_iter()
        .filter(|past| train::task_of(&past.subject) == Some(arguments.task))
        .collect();
    let documents = subjects.iter().flat_map(|past| &past.documents);
    let originals = Originals::read(config, &assistant, documents).await?;
    fs_err::create_dir_all(&arguments.out)?;
    let mut lines = fs_err::File::create_new(arguments.out.join(PREDICTIONS))?;
    let mut said = Vec::with_capacity(subjects.len());
    for past in &subjects {
        let one = ask(past, &head, &originals, &assistant)?;
        writeln!(lines, "{}", row(past, &one))?;
        said.push(one);
    }
    let pairs: Vec<Pair<'_>> = subjects
        .iter()
        .zip(&said)
        .filter_map(|(past, said)| {
            let suggested = past.suggested.as_ref()?;
            Some(Pair {
                lesson: past.settled.as_ref()?,
                head: said.label()?,
                suggested: suggested.suggestion.answer.value(),
            })
        })
        .collect();
    let name = head.head().identity();
    let compared = Compared::of(&name, arguments.task, &pairs, Settings::default().minimum_n);
    let mut file = fs_err::File::create_new(arguments.out.join(COMPARED))?;
    writeln!(file, "{}", serde_json::to_string_pretty(&compared)?)?;
    println!(
        "{}: {} items arrived, {} of them were suggested about and settled by people",
        arguments.day,
        subjects.len(),
        pairs.len()
    );
    compared.print();
    println!("{}", arguments.out.display());
    Ok(())
}

impl Said {
    /// What would have been named, silence included; nothing if it was not asked.
    #[expect(
        clippy::option_option,
        reason = "silence is not the same as nothing to ask about"
    )]
    fn label(&self) -> Option<Option<&str>> {
        match self {
            Self::Opinion(opinion) => Some(opinion.label.as_deref()),
            Self::LeftToRules(class) => Some(Some(class.as_str())),
            Self::Nothing(_) => None,
        }
    }
}

fn ask(
    past: &PastSubject,
    head: &AsideHead,
    originals: &Originals,
    assistant: &Assistant,
) -> anyhow::Result<Said> {
    let features: Option<Vec<&DocumentFeatures>> = past
        .documents
        .iter()
        .map(|document| originals.features(document))
        .collect();
    let Some(features) = features else {
        return Ok(Said::Nothing("original_gone"));
    };
    let (input, by_rules) = match head.head().card().task {
        HeadTask::Kind => {
            let document = features.first();
            let by_rules = document.and_then(|document| document.kind.as_ref());
            (
                document.and_then(|document| document.for_kind()),
                by_rules.map(|kind| kind.as_str().to_owned()),
            )
        }
        HeadTask::Service => (
            DocumentFeatures::for_service(&features),
            assistant.service_by_rules(&features),
        ),
        HeadTask::Field => (None, None),
    };
    let Some(input) = input else {
        return Ok(Said::Nothing("unreadable"));
    };
    let opinion = head.ask(&input, by_rules.as_deref())?;
    Ok(match (opinion, by_rules) {
        (Some(opinion), _) => Said::Opinion(opinion),
        (None, Some(class)) => Said::LeftToRules(class),
        (None, None) => Said::Nothing("unreadable"),
    })
}

/// Ids, classes and digests: no text and no name.
fn row(past: &PastSubject, said: &Said) -> Value {
    let documents: Vec<Value> = past
        .documents
        .iter()
        .map(|document| {
            let pages = document.pages.as_ref().map(ToString::to_string);
            json!({ "document": document.document.to_string(), "sha256": document.sha256, "pages": pages })
        })
        .collect();
    let prediction = match said {
        Said::Opinion(opinion) => json!({
            "label": opinion.label,
            "probability": f64::from(opinion.probability),
            "refusal": opinion.refusal.map(AbstentionReason::as_str),
        }),
        Said::LeftToRules(class) => json!({ "label": class, "left_to_rules": true }),
        Said::Nothing(reason) => json!({ "not_asked": reason }),
    };
    json!({
        "case": past.case.to_string(),
        "subject": { "kind": past.subject.kind().as_str(), "key": past.subject.key() },
        "documents": documents,
        "prediction": prediction,
        "suggested": past.suggested.as_ref().map(|stored| json!({
            "suggestion": stored.id.to_string(),
            "run": stored.run.to_string(),
            "model": stored.suggestion.origin.model,
            "label": stored.suggestion.answer.value(),
        })),
        "settled": past.settled.as_ref().map(|lesson| json!({
            "review": lesson.review.to_string(),
            "entry": lesson.entry,
            "label": lesson.label,
            "manner": lesson.manner.as_str(),
        })),
    })
}
