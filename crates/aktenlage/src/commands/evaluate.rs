//! `aktenlage evaluate --cases DIR --out DIR`: the whole pipeline on cases with a known truth, and what it is worth;
//! `aktenlage evaluate compare A B` holds two such runs against each other, `aktenlage evaluate retrieval` measures the
//! search for regulations.
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Instant;

use aktenlage_assist::{Assistant, Confirmed, FormLibrary, SubmissionInput};
use aktenlage_domain::clock::{Clock, date_from_text, instant_to_text};
use aktenlage_domain::document::is_emptied_archive;
use aktenlage_evaluation::html;
use aktenlage_evaluation::metrics::completeness::Weights;
use aktenlage_evaluation::outcome::{Outcome, judge};
use aktenlage_evaluation::progress::{self, Progress, Step};
use aktenlage_evaluation::report::{MadeWith, Measured, Report, Settings, Spread};
use aktenlage_evaluation::truth::{Truth, case_folders};
use aktenlage_inference::head::HeadTask;
use anyhow::{Context, bail};
use indicatif::{ProgressBar, ProgressStyle};

use super::assess;
use crate::config::Config;
use crate::system::SystemClock;
use crate::wiring;

mod compare;
pub(super) mod predictions;
mod retrieval;

/// What `compare` reads: one item a line.
const OUTCOMES: &str = "outcomes.jsonl";

#[derive(clap::Args)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    command: Option<Command>,
    /// Folder with cases, as `aktenlage samples` writes them
    #[arg(long, value_name = "DIR")]
    cases: Option<PathBuf>,
    /// Folder to write report.json, report.html and outcomes.jsonl to
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Items below which there is no figure
    #[arg(long, value_name = "N", default_value_t = Settings::default().minimum_n)]
    minimum_n: usize,
    /// Share of right answers that a threshold has to keep
    #[arg(long, value_name = "SHARE", default_value_t = Settings::default().target)]
    target: f64,
    /// The same for the states of requirements
    #[arg(long, value_name = "SHARE", default_value_t = Settings::default().target_of_requirements)]
    target_requirements: f64,
    /// What it costs to call something present that is not
    #[arg(long, value_name = "COST", default_value_t = Weights::default().false_present)]
    cost_false_present: f64,
    /// What it costs to call something missing that is not
    #[arg(long, value_name = "COST", default_value_t = Weights::default().false_missing)]
    cost_false_missing: f64,
    /// Seed of the draws for intervals
    #[arg(long, default_value_t = Settings::default().seed)]
    seed: u64,
    /// How often is drawn for intervals
    #[arg(long, value_name = "N", default_value_t = Settings::default().resamples)]
    resamples: u32,
}

#[derive(clap::Subcommand)]
enum Command {
    /// Compare two runs over the same cases, item by item
    Compare(compare::Arguments),
    /// Measure the search for regulations on questions with known norms
    Retrieval(retrieval::Arguments),
}

/// Runs suggestions over cases.
struct Run<'a> {
    config: &'a Config,
    assistant: Assistant,
    forms: Arc<FormLibrary>,
    outcomes: Vec<Outcome>,
    read_ms: Vec<u64>,
    assess_ms: Vec<u64>,
}

/// Tells in the folder of the run how far it is.
struct Steps {
    out: PathBuf,
    progress: Progress,
}

pub(crate) async fn run(config: &Config, arguments: &Arguments) -> anyhow::Result<ExitCode> {
    match &arguments.command {
        Some(Command::Compare(compare)) => return compare::run(compare),
        Some(Command::Retrieval(retrieval)) => return retrieval::run(config, retrieval).await,
        None => {}
    }
    let (Some(cases), Some(out)) = (&arguments.cases, &arguments.out) else {
        bail!("name the cases and where to write to: --cases DIR --out DIR, `compare A B`, or `retrieval`");
    };
    let settings = settings(arguments)?;
    let folders = case_folders(cases)?;
    if folders.is_empty() {
        bail!(
            "{} holds no cases with a known truth: `aktenlage samples DIR` writes some",
            cases.display()
        );
    }
    fs_err::create_dir_all(out)?;
    let mut steps = Steps::begin(out)?;
    let from_to = (cases.as_path(), out.as_path());
    let reported = Box::pin(report(config, from_to, settings, &folders, &mut steps)).await;
    match reported {
        Ok((outcomes, report)) => {
            write(out, &outcomes, &report)?;
            steps.end()?;
            print(&report, out);
            Ok(ExitCode::SUCCESS)
        }
        Err(error) => {
            steps.say(|progress| progress.step = Step::Failed)?;
            Err(error)
        }
    }
}

/// Assesses the cases and puts the figures together.
async fn report(
    config: &Config,
    (cases, out): (&Path, &Path),
    settings: Settings,
    folders: &[PathBuf],
    steps: &mut Steps,
) -> anyhow::Result<(Vec<Outcome>, Report)> {
    let (catalogue, _) = wiring::catalogue(config);
    let (forms, _) = wiring::forms(config, &catalogue);
    let for_loading = config.clone();
    let encoder = tokio::task::spawn_blocking(move || wiring::load_encoder(&for_loading)).await??;
    // Norms are not measured here: no index.
    let mut assistant = Assistant::new(Arc::clone(&catalogue), encoder, None).with_forms(Arc::clone(&forms));
    if let Some(error) = wiring::add_heads(config, &mut assistant).into_iter().next() {
        // As with the encoder: figures of another system would be reported.
        return Err(error.into());
    }
    let made_with = MadeWith {
        program: env!("CARGO_PKG_VERSION").to_owned(),
        encoder: assistant.model(),
        blueprint: catalogue.version.clone(),
        prompt: assistant.prompt_version(),
        heads: HeadTask::ALL
            .into_iter()
            .filter_map(|task| Some(assistant.head(task)?.identity()))
            .collect(),
        reads_scans: aktenlage_extract::ocr_support().is_ok(),
    };
    let mut run = Run {
        config,
        assistant,
        forms,
        outcomes: Vec::new(),
        read_ms: Vec::new(),
        assess_ms: Vec::new(),
    };
    let bar = ProgressBar::new(folders.len() as u64);
    bar.set_style(ProgressStyle::with_template("cases       {bar:40} {pos}/{len}")?);
    steps.say(|progress| {
        progress.step = Step::Cases;
        progress.cases = folders.len();
        progress.cases_since = Some(instant_to_text(SystemClock.now()));
    })?;
    for (done, folder) in folders.iter().enumerate() {
        steps.say(|progress| {
            progress.done = done;
            progress.case = folder.file_name().and_then(OsStr::to_str).map(str::to_owned);
        })?;
        run.case(folder)
            .await
            .with_context(|| format!("case {}", folder.display()))?;
        bar.inc(1);
    }
    bar.finish_and_clear();
    steps.say(|progress| {
        progress.step = Step::Figures;
        progress.done = folders.len();
        progress.case = None;
    })?;
    let measured = Measured {
        made_at: instant_to_text(SystemClock.now()),
        cases_folder: cases_beside(cases, out),
        read_ms: Spread::of(run.read_ms, settings.minimum_n),
        assess_ms: Spread::of(run.assess_ms, settings.minimum_n),
        peak_memory_mib: peak_memory_mib(),
    };
    let report = Report::of(&run.outcomes, made_with, settings, measured);
    Ok((run.outcomes, report))
}

impl Steps {
    fn begin(out: &Path) -> anyhow::Result<Self> {
        let steps = Self {
            out: out.to_owned(),
            progress: Progress::begun(Step::Loading, &instant_to_text(SystemClock.now())),
        };
        steps.progress.write(out)?;
        Ok(steps)
    }

    fn say(&mut self, change: impl FnOnce(&mut Progress)) -> anyhow::Result<()> {
        change(&mut self.progress);
        self.progress.at = instant_to_text(SystemClock.now());
        Ok(self.progress.write(&self.out)?)
    }

    /// The report is there and says the rest.
    fn end(&self) -> anyhow::Result<()> {
        Ok(progress::remove(&self.out)?)
    }
}

fn settings(arguments: &Arguments) -> anyhow::Result<Settings> {
    for target in [arguments.target, arguments.target_requirements] {
        if !(target > 0.0 && target < 1.0) {
            bail!("a target is a share between 0 and 1, such as 0.99");
        }
    }
    Ok(Settings {
        minimum_n: arguments.minimum_n,
        target: arguments.target,
        target_of_requirements: arguments.target_requirements,
        weights: Weights {
            false_present: arguments.cost_false_present,
            false_missing: arguments.cost_false_missing,
        },
        seed: arguments.seed,
        resamples: arguments.resamples,
        ..Settings::default()
    })
}

impl Run<'_> {
    async fn case(&mut self, folder: &Path) -> anyhow::Result<()> {
        let catalogue = Arc::clone(self.assistant.catalogue());
        let truth = predictions::normalised(Truth::read(folder)?, &catalogue);
        let received_on = date_from_text(&truth.received_on).context("received_on: expected YYYY-MM-DD")?;
        let files: Vec<PathBuf> = truth.files.iter().map(|file| folder.join(&file.file)).collect();
        let started = Instant::now();
        let documents = assess::read(self.config, &self.forms, &files).await?;
        let read = started.elapsed();
        let submission = SubmissionInput {
            documents: documents
                .iter()
                .filter(|document| !is_emptied_archive(&document.issues))
                .cloned()
                .collect(),
            service: None,
            received_on,
            confirmed: Confirmed::default(),
        };
        let started = Instant::now();
        let assessment = self.assistant.assess(&submission).await?;
        let assessed = started.elapsed();
        let prediction = predictions::of(&assessment, &documents, &catalogue);
        self.outcomes.extend(judge(&truth, &prediction));
        self.read_ms
            .push(u64::try_from(read.as_millis()).unwrap_or(u64::MAX));
        self.assess_ms
            .push(u64::try_from(assessed.as_millis()).unwrap_or(u64::MAX));
        Ok(())
    }
}

fn write(out: &Path, outcomes: &[Outcome], report: &Report) -> anyhow::Result<()> {
    let mut lines = String::new();
    for outcome in outcomes {
        lines.push_str(&serde_json::to_string(outcome)?);
        lines.push('\n');
    }
    fs_err::write(out.join(OUTCOMES), lines)?;
    let mut json = serde_json::to_string_pretty(report)?;
    json.push('\n');
    fs_err::write(out.join("report.json"), json)?;
    fs_err::write(out.join("report.html"), html::page(report))?;
    Ok(())
}

fn print(report: &Report, out: &Path) {
    println!("{} cases", report.cases);
    for task in &report.tasks {
        let Some(overall) = task.parts.first() else {
            continue;
        };
        let exact = overall.exact_match;
        let share = |share: Option<f64>| share.map_or_else(|| "-".to_owned(), |share| format!("{share:.3}"));
        println!(
            "  {:12} exact match {} ({} to {}), n = {}",
            task.task.as_str(),
            share(exact.value),
            share(exact.low),
            share(exact.high),
            exact.n
        );
    }
    println!("{}", out.join("report.html").display());
}

/// The folder of the cases, seen from the one that `out` lies in; `None` if it is not in there. `out` has to exist.
fn cases_beside(cases: &Path, out: &Path) -> Option<String> {
    let (cases, out) = (cases.canonicalize().ok()?, out.canonicalize().ok()?);
    let relative = cases.strip_prefix(out.parent()?).ok()?;
    let parts: Option<Vec<&str>> = relative.iter().map(OsStr::to_str).collect();
    parts
        .map(|parts| parts.join("/"))
        .filter(|folder| !folder.is_empty())
}

/// The most memory that this process had at once, as Linux says it.
fn peak_memory_mib() -> Option<u64> {
    let status = fs_err::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kibibytes: u64 = line.split_whitespace().next()?.parse().ok()?;
    Some(kibibytes / 1024)
}
