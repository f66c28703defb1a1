//! `aktenlage evaluate retrieval --questions FILE --out DIR`: how early the right norm stands in what is found.
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

use aktenlage_assist::{Assistant, vector_origin};
use aktenlage_domain::clock::{Clock, instant_to_text};
use aktenlage_domain::passage::{FoundPassage, Level, PassageFilter};
use aktenlage_evaluation::html;
use aktenlage_evaluation::retrieval::questions::{QuestionSet, Unit};
use aktenlage_evaluation::retrieval::{Hit, MadeWith, Report, Run, Settings};
use aktenlage_retrieval::{SearchMode, VectorIndex, citation};
use anyhow::{Context, bail};
use indicatif::{ProgressBar, ProgressStyle};

use crate::config::Config;
use crate::system::SystemClock;
use crate::wiring;

/// Passages that are fetched for each question: several of one norm take one place, so more than the ten that count.
const PASSAGES: usize = 100;

/// What every other way is held against.
const BASELINE: Mode = Mode::Bm25;

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Table with tabulators and a head line: question, and gold (`WoGG § 4; BKGG § 6`) or `relevant_file`
    #[arg(long, value_name = "FILE")]
    questions: PathBuf,
    /// Folder to write report.json, report.html and hits.jsonl to
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// Ways of searching; all of them if none is named
    #[arg(long, value_enum, value_delimiter = ',')]
    mode: Vec<Mode>,
    /// Questions below which there is no figure
    #[arg(long, value_name = "N", default_value_t = Settings::default().minimum_n)]
    minimum_n: usize,
    /// Share of questions without an answer that may get one: the threshold for silence is chosen by it
    #[arg(long, value_name = "SHARE", default_value_t = Settings::default().false_answers)]
    false_answers: f64,
    /// Seed of the draws for intervals and tests
    #[arg(long, default_value_t = Settings::default().seed)]
    seed: u64,
    /// How often is drawn
    #[arg(long, value_name = "N", default_value_t = Settings::default().resamples)]
    resamples: u32,
}

/// A way of searching.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Mode {
    /// Words alone
    Bm25,
    /// Meaning alone
    Dense,
    /// Both, fused by rank
    Hybrid,
    /// Both, fused by score
    Weighted,
}

impl Mode {
    const ALL: [Self; 4] = [Self::Bm25, Self::Dense, Self::Hybrid, Self::Weighted];

    const fn name(self) -> &'static str {
        match self {
            Self::Bm25 => "bm25",
            Self::Dense => "dense",
            Self::Hybrid => "hybrid",
            Self::Weighted => "weighted",
        }
    }

    const fn search(self) -> SearchMode {
        match self {
            Self::Bm25 => SearchMode::Lexical,
            Self::Dense => SearchMode::Dense,
            Self::Hybrid => SearchMode::Hybrid,
            Self::Weighted => SearchMode::Weighted,
        }
    }

    /// Whether scores mean the same for every question; those by rank do not.
    const fn is_absolute(self) -> bool {
        matches!(self, Self::Dense | Self::Weighted)
    }
}

pub(super) async fn run(config: &Config, arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let settings = Settings {
        minimum_n: arguments.minimum_n,
        false_answers: arguments.false_answers,
        seed: arguments.seed,
        resamples: arguments.resamples,
    };
    if !(0.0..1.0).contains(&settings.false_answers) {
        bail!("--false-answers is a share from 0 to below 1, such as 0.1");
    }
    let text = fs_err::read_to_string(&arguments.questions)?;
    let name = arguments.questions.display();
    let mut set = QuestionSet::parse(&text).with_context(|| name.to_string())?;
    let index = wiring::index_place(config).open_existing().await?;
    let index = index.context("no regulations are indexed: run `aktenlage regulations import DIR`")?;
    settle_gold(&mut set, &index).await?;
    let modes = if arguments.mode.is_empty() {
        Mode::ALL.to_vec()
    } else {
        arguments.mode.clone()
    };
    let encoder = if modes == [Mode::Bm25] {
        None
    } else {
        let for_loading = config.clone();
        let encoder = tokio::task::spawn_blocking(move || wiring::load_encoder(&for_loading)).await??;
        let encoder = encoder.context("no encoder is configured: only --mode bm25 can be measured")?;
        // As everywhere in `evaluate`: figures of another system would be reported.
        index.check_origin(&vector_origin(&encoder))?;
        Some(encoder)
    };
    let passages = index.count().await?;
    let (catalogue, _) = wiring::catalogue(config);
    let assistant = Assistant::new(catalogue, encoder, Some(index));
    fs_err::create_dir_all(&arguments.out)?;
    let mut runs = Vec::new();
    for mode in modes {
        runs.push(search_all(&assistant, &set, mode).await?);
    }
    let default_mode = Mode::ALL
        .into_iter()
        .find(|mode| mode.search() == SearchMode::default());
    let made_with = MadeWith {
        program: env!("CARGO_PKG_VERSION").to_owned(),
        encoder: assistant.model(),
        prompt: assistant.prompt_version(),
        passages,
        default_mode: default_mode.map(Mode::name).unwrap_or_default().to_owned(),
    };
    let made_at = instant_to_text(SystemClock.now());
    let report = Report::of(&set, &runs, BASELINE.name(), made_with, settings, made_at);
    write(&arguments.out, &set, &runs, &report)?;
    print(&report, &arguments.out);
    Ok(ExitCode::SUCCESS)
}

/// Writes norms as the index knows them, and refuses questions whose norm it does not hold: nothing could find it.
async fn settle_gold(set: &mut QuestionSet, index: &VectorIndex) -> anyhow::Result<()> {
    if set.unit == Unit::File {
        return Ok(());
    }
    let mut missing = Vec::new();
    for question in &mut set.questions {
        for gold in &mut question.gold {
            let is_there = !index.by_citation(gold).await?.is_empty();
            match citation::section_key(gold).filter(|_| is_there) {
                Some(key) => *gold = key,
                None => missing.push(format!("{gold} ({})", question.id)),
            }
        }
    }
    if !missing.is_empty() {
        bail!("not in the index: {}", missing.join(", "));
    }
    Ok(())
}

async fn search_all(assistant: &Assistant, set: &QuestionSet, mode: Mode) -> anyhow::Result<Run> {
    let bar = ProgressBar::new(set.questions.len() as u64);
    bar.set_style(ProgressStyle::with_template(
        "questions   {bar:40} {pos}/{len} {msg}",
    )?);
    bar.set_message(mode.name());
    // Explanations of the blueprint are no norms: they would stand before what is asked for.
    let filter = PassageFilter {
        levels: vec![Level::Federal, Level::State, Level::Municipal],
        ..PassageFilter::default()
    };
    let mut run = Run {
        mode: mode.name().to_owned(),
        is_absolute: mode.is_absolute(),
        hits: Vec::new(),
        micros: Vec::new(),
    };
    for question in &set.questions {
        let started = Instant::now();
        let found = assistant
            .search_regulations_by(mode.search(), &question.text, filter.clone(), PASSAGES)
            .await?;
        let took = started.elapsed();
        run.micros
            .push(u64::try_from(took.as_micros()).unwrap_or(u64::MAX));
        run.hits
            .push(found.iter().map(|found| hit(found, set.unit)).collect());
        bar.inc(1);
    }
    bar.finish_and_clear();
    Ok(run)
}

fn hit(found: &FoundPassage, unit: Unit) -> Hit {
    let passage = &found.passage;
    let of_section = match unit {
        Unit::Norm => citation::section_key_of(passage),
        Unit::File => None,
    };
    Hit {
        // What has no section is known by its file.
        unit: of_section.unwrap_or_else(|| passage.source.clone()),
        score: f64::from(found.score),
    }
}

fn write(out: &Path, set: &QuestionSet, runs: &[Run], report: &Report) -> anyhow::Result<()> {
    let mut lines = String::new();
    for run in runs {
        for (question, hits) in set.questions.iter().zip(&run.hits) {
            let first: Vec<_> = hits.iter().take(10).map(|hit| (&hit.unit, hit.score)).collect();
            let line = serde_json::json!({
                "mode": run.mode,
                "id": question.id,
                "question": question.text,
                "gold": question.gold,
                "hits": first,
            });
            lines.push_str(&line.to_string());
            lines.push('\n');
        }
    }
    fs_err::write(out.join("hits.jsonl"), lines)?;
    let mut json = serde_json::to_string_pretty(report)?;
    json.push('\n');
    fs_err::write(out.join("report.json"), json)?;
    fs_err::write(out.join("report.html"), html::retrieval::page(report))?;
    Ok(())
}

fn print(report: &Report, out: &Path) {
    let share = |share: Option<f64>| share.map_or_else(|| "-".to_owned(), |share| format!("{share:.3}"));
    println!(
        "{} questions with an answer, {} without",
        report.answerable, report.unanswerable
    );
    for mode in &report.modes {
        // All, tune, test.
        for (name, part) in ["all", "tune", "test"].into_iter().zip(&mode.parts) {
            let recall: Vec<String> = part
                .recall
                .iter()
                .map(|at| format!("@{} {}", at.k, share(at.figure.value)))
                .collect();
            println!(
                "  {:9} {name:5} recall {}, MRR@10 {}, nDCG@10 {}, n = {}",
                mode.mode,
                recall.join(" "),
                share(part.mrr.value),
                share(part.ndcg.value),
                part.mrr.n
            );
        }
        if let Some(silence) = &mode.no_answer {
            println!(
                "  {:9} silent up to {}: on test {} false answers, {} of the answerable kept, {} right",
                mode.mode,
                share(silence.threshold),
                share(silence.test.false_answers.value),
                share(silence.test.kept.value),
                share(silence.test.kept_right.value)
            );
        }
    }
    for pair in report.paired.iter().filter(|pair| pair.split.is_none()) {
        println!(
            "  {} against {}: only it right {}, only {} right {}, p = {}; MRR {} more, p = {}",
            pair.second,
            pair.first,
            pair.only_second,
            pair.first,
            pair.only_first,
            share(pair.recall_p_value),
            share(pair.mrr_difference.value),
            share(pair.mrr_p_value)
        );
    }
    println!("{}", out.join("report.html").display());
}
