//! `aktenlage models train`: heads for kinds, services and fields from cases with a known truth, or from what people of
//! the office settled, with their calibration and what they are worth.
use std::cell::RefCell;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Instant;

use aktenlage_assist::Assistant;
use aktenlage_domain::clock::{Clock, instant_to_text};
use aktenlage_evaluation::heads::calibrate::{self, Calibrated, Operating, calibrate};
use aktenlage_evaluation::heads::report::{self, HeadReport};
use aktenlage_evaluation::metrics::random::SplitMix64;
use aktenlage_evaluation::truth::{Split, case_folders};
use aktenlage_inference::fit::{FitSettings, Fitted, NetworkSettings, fit, fit_networks};
use aktenlage_inference::head::{
    Calibration, ChannelCalibration, FORMAT, Head, HeadCard, HeadFiles, HeadFolder, HeadTask, MeasuredFile,
    RIGHT_LABEL, RegisterEvent, ReviewTraining, Training, digest_of,
};
use anyhow::{Context, bail};
use indicatif::{ProgressBar, ProgressStyle};

use crate::config::Config;
use crate::system::SystemClock;
use crate::wiring;

use super::examples::EXAMPLES;
use super::promotion::{EVALUATION, MEASURED, TRIAL};

mod card;
mod examples;
mod features;
mod fields;
mod reviews;
mod trial;

pub(super) use card::said;
use examples::Prepared;
use reviews::Taught;
pub(super) use reviews::task_of;

/// Weight decays of which the best on the side `tune` is taken; of equal ones the first.
const DECAYS: [f32; 4] = [1.0, 0.1, 0.01, 0.001];

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// What to train
    #[arg(long, value_enum)]
    task: Which,
    /// Folders with cases, as `aktenlage generate` writes them; the truth of each says on which side it is
    #[arg(long, value_name = "DIR", required_unless_present = "from_reviews", num_args = 1..)]
    cases: Vec<PathBuf>,
    /// Learn from the kinds and services that people of this office confirmed or corrected; figures are then theirs
    #[arg(long)]
    from_reviews: bool,
    /// How much what people merely confirmed counts while learning, 0 to 1; 0 leaves it out
    #[arg(long, value_name = "WEIGHT", default_value_t = 1.0)]
    confirmed_weight: f32,
    /// Folder to write to; without it the one that heads are activated in
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Folder that keeps what was read: a training that was broken off goes on; without it `.work` in the other
    #[arg(long, value_name = "DIR")]
    work: Option<PathBuf>,
    /// The same seed makes the same head
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Share of right answers that a threshold has to keep
    #[arg(long, value_name = "SHARE", default_value_t = calibrate::Settings::default().target)]
    target: f64,
    /// Examples that each class needs on the side `train`
    #[arg(long, value_name = "N", default_value_t = 20)]
    minimum_examples: usize,
}

#[derive(Clone, Copy, clap::ValueEnum)]
enum Which {
    Kind,
    Service,
    Field,
    All,
}

impl Which {
    fn tasks(self) -> &'static [HeadTask] {
        match self {
            Self::Kind => &[HeadTask::Kind],
            Self::Service => &[HeadTask::Service],
            Self::Field => &[HeadTask::Field],
            Self::All => &HeadTask::ALL,
        }
    }
}

pub(super) async fn run(config: &Config, arguments: &Arguments) -> anyhow::Result<ExitCode> {
    if !(arguments.target > 0.0 && arguments.target < 1.0) {
        bail!("a target is a share between 0 and 1, such as 0.99");
    }
    if !(0.0..=1.0).contains(&arguments.confirmed_weight) {
        bail!("--confirmed-weight lies between 0 and 1");
    }
    let mut folders = Vec::new();
    for directory in &arguments.cases {
        folders.extend(case_folders(directory)?);
    }
    if folders.is_empty() && !arguments.from_reviews {
        bail!("no_cases: there is no case with a known truth: `aktenlage generate --out DIR` writes some");
    }
    let started = Instant::now();
    let mut cases = features::cases(&folders)?;
    let assistant = Arc::new(assistant(config).await?);
    let heads = wiring::head_folder(config);
    let out = arguments.out.as_deref().unwrap_or(heads.root());
    let work = arguments.work.clone().unwrap_or_else(|| out.join(".work"));
    let tasks = arguments.task.tasks();
    if tasks.iter().any(|task| *task != HeadTask::Field) {
        features::read(config, &assistant, &work, &mut cases).await?;
    }
    if tasks.contains(&HeadTask::Field) {
        if arguments.from_reviews {
            bail!(
                "--from-reviews: heads for fields are trained on cases alone: name `--task kind` or `--task service`"
            );
        }
        fields::read(config, &assistant, &work, &mut cases).await?;
    }
    println!(
        "{} cases, the encoder was given {} texts, {} s",
        cases.len(),
        assistant.texts_given(),
        started.elapsed().as_secs()
    );
    let cases: Vec<_> = cases.into_iter().map(|(_, case)| case).collect();
    let taught = if arguments.from_reviews {
        Some(Taught::read(config, &assistant, arguments.confirmed_weight).await?)
    } else {
        None
    };
    // What is missing for the second head is said before the first is trained.
    let mut prepared = Vec::new();
    for task in tasks {
        let classes = match task {
            HeadTask::Kind | HeadTask::Service => assistant.classes(*task),
            HeadTask::Field => vec![RIGHT_LABEL.to_owned()],
        };
        let mut found = examples::of_cases(*task, &cases, &assistant);
        let mut of_office = taught.as_ref().map(|taught| taught.of_task(*task, &assistant));
        if let Some(of_office) = &mut of_office {
            if let Some(left_out) = of_office.left_out() {
                println!("{}: left out {left_out}", task.as_str());
            }
            // The office's own papers are what figures are about.
            found.retain(|example| example.side != Split::Test);
            found.append(&mut of_office.examples);
        }
        let examples = examples::prepare(*task, found, &classes, arguments.minimum_examples)?;
        prepared.push((*task, examples, of_office));
    }
    for (task, examples, of_office) in &prepared {
        // Rules that are registered from here on come too late for this head.
        let began_after = heads
            .register(*task)
            .entries()?
            .last()
            .map_or(0, |entry| entry.number);
        let manifest = of_office
            .as_ref()
            .map(|of_office| of_office.manifest(&examples.labels, arguments.confirmed_weight))
            .transpose()?;
        let reviews = manifest.as_ref().map(|(_, reviews)| reviews.clone());
        let (head, report) = train(*task, examples, reviews, &assistant, arguments)?;
        let trial = trial::of(&head, examples, &assistant, &heads)?;
        let by_manner = trial::by_manner(&head, examples, &assistant)?;
        let mut beside = vec![
            (EVALUATION, json(&report)?),
            (TRIAL, json(&trial)?),
            ("CARD.md", card::text(&head, &report, &trial, &by_manner)),
        ];
        beside.extend(manifest.map(|(text, _)| (EXAMPLES, text)));
        let folder = head.write(out, &beside)?;
        register(&heads, &head, (began_after, examples.measured_on()), &beside)?;
        print(&head, &report, &folder, heads.root());
    }
    println!("{} s in all", started.elapsed().as_secs());
    Ok(ExitCode::SUCCESS)
}

/// With the configured encoder and no heads: those are what is made, or asked aside.
pub(super) async fn assistant(config: &Config) -> anyhow::Result<Assistant> {
    let (catalogue, _) = wiring::catalogue(config);
    let for_loading = config.clone();
    let encoder = tokio::task::spawn_blocking(move || wiring::load_encoder(&for_loading)).await??;
    let encoder = encoder.context(
        "no_encoder: heads are trained on the vectors of an encoder: run `aktenlage models fetch` and set \
         `models.encoder`",
    )?;
    Ok(Assistant::new(catalogue, Some(encoder), None))
}

fn train(
    task: HeadTask,
    examples: &Prepared,
    reviews: Option<ReviewTraining>,
    assistant: &Assistant,
    arguments: &Arguments,
) -> anyhow::Result<(Head, HeadReport)> {
    let classes = assistant.classes(task);
    // Of fields a head looks at signs: how near a label is, and not at the vectors that say so.
    let dimension = match task {
        HeadTask::Field => 0,
        HeadTask::Kind | HeadTask::Service => assistant.encoder_dimension(),
    };
    let words = assistant.word_places(task);
    let width = dimension + classes.len() + words;
    let (decay, fitted) = fitted(task, examples, (width, words), arguments.seed)?;
    let settings = calibrate::Settings {
        target: arguments.target,
        ..calibrate::Settings::default()
    };
    let calibrated = calibrate(&examples.scored(Split::Tune, &fitted.weights), &settings);
    let card = HeadCard {
        format: FORMAT,
        task,
        version: String::new(),
        labels: examples.labels.clone(),
        left_to_rules: examples.left_to_rules.clone(),
        dimension,
        scores: classes,
        words,
        encoder: assistant.model(),
        prompt: assistant.prompt_version(),
        blueprint: assistant.catalogue().version.clone(),
        program: env!("CARGO_PKG_VERSION").to_owned(),
        training: Training {
            seed: arguments.seed,
            l2: decay,
            hidden_units: fitted.weights.hidden_units(),
            epochs: fitted.epochs,
            train: examples.side(Split::Train).len(),
            tune: examples.side(Split::Tune).len(),
            examples_sha256: examples.digest(),
            reviews,
        },
        files: HeadFiles::default(),
    };
    let head = Head::new(card, fitted.weights, calibration(&calibrated, &settings))?;
    let report = HeadReport::of(
        head.identity(),
        &examples.labels,
        &examples.scored(Split::Test, head.weights()),
        &calibrated,
        report::Settings {
            target: settings.target,
            confidence: settings.confidence,
            minimum_n: 30,
            bins: 10,
            seed: arguments.seed,
            resamples: 1000,
        },
        examples.side(Split::Test).left_to_rules,
    );
    Ok((head, report))
}

/// The weights with the lowest loss on the side `tune` among some weight decays. Signs of a field say something only
/// together, so hidden units are tried on them as well; vectors of the encoder are long and examples few.
fn fitted(
    task: HeadTask,
    examples: &Prepared,
    (width, words): (usize, usize),
    seed: u64,
) -> anyhow::Result<(f32, Fitted)> {
    let train = examples.side(Split::Train).examples(width);
    let tune = examples.side(Split::Tune).examples(width);
    let labels = examples.labels.len();
    let tried = match task {
        HeadTask::Field => vec![None, Some(NetworkSettings::default())],
        HeadTask::Kind | HeadTask::Service => vec![None],
    };
    let mut best: Option<(f32, Fitted)> = None;
    for (size, decay) in tried.iter().flat_map(|size| DECAYS.map(|decay| (*size, decay))) {
        let settings = FitSettings {
            l2: decay,
            as_they_are: words,
            ..pace(task)
        };
        let networks = size.map_or(1, |size| u64::try_from(size.networks).unwrap_or(1));
        let bar = ProgressBar::new(u64::from(settings.most_epochs) * networks);
        bar.set_style(ProgressStyle::with_template(
            "{prefix:11} {bar:40} {pos}/{len} {msg}",
        )?);
        bar.set_prefix(task.as_str());
        let numbers = RefCell::new(SplitMix64::new(seed));
        let mut order = |order: &mut [usize]| shuffle(order, &mut numbers.borrow_mut());
        let mut progress = |_: u32, loss: f64| {
            bar.inc(1);
            bar.set_message(format!("weight decay {decay}, loss {loss:.4}"));
        };
        let fitted = match size {
            None => fit(&train, &tune, labels, &settings, &mut order, &mut progress),
            Some(size) => fit_networks(
                &train,
                &tune,
                labels,
                &settings,
                size,
                &mut order,
                &mut || signed_unit(&mut numbers.borrow_mut()),
                &mut progress,
            ),
        };
        bar.finish_and_clear();
        if best
            .as_ref()
            .is_none_or(|(_, best)| fitted.tune_loss < best.tune_loss)
        {
            best = Some((decay, fitted));
        }
    }
    best.context("there is no weight decay to try")
}

/// Of kinds and services there are few examples for many classes: with short steps 80 passes end long before the loss on
/// the side `tune` does. Thousands of values of fields need no longer ones.
fn pace(task: HeadTask) -> FitSettings {
    match task {
        HeadTask::Field => FitSettings::default(),
        HeadTask::Kind | HeadTask::Service => FitSettings {
            rate: 0.01,
            most_epochs: 400,
            patience: 20,
            ..FitSettings::default()
        },
    }
}

/// Evenly between -1 and 1, in steps that 32 bits hold.
fn signed_unit(numbers: &mut SplitMix64) -> f32 {
    let step = u16::try_from(numbers.position(1 << 16)).unwrap_or_default();
    f32::from(step) / 32_767.5 - 1.0
}

/// Fisher, Yates, in the form of Durstenfeld (Communications of the ACM 1964).
fn shuffle(order: &mut [usize], numbers: &mut SplitMix64) {
    for last in (1..order.len()).rev() {
        order.swap(last, numbers.position(last + 1));
    }
}

fn calibration(calibrated: &Calibrated, settings: &calibrate::Settings) -> Calibration {
    let channel = |operating: &Operating| ChannelCalibration {
        temperature: operating.temperature,
        threshold: operating.threshold,
        possible_from: operating.possible_from,
        n: operating.n,
        answered: operating.answered,
        right: operating.right,
    };
    Calibration {
        target: settings.target,
        confidence: settings.confidence,
        least: settings.least(),
        pooled: channel(&calibrated.pooled),
        channels: calibrated
            .channels
            .iter()
            .map(|(name, operating)| (name.clone(), channel(operating)))
            .collect(),
    }
}

fn json(value: &impl serde::Serialize) -> anyhow::Result<String> {
    let mut text = serde_json::to_string_pretty(value)?;
    text.push('\n');
    Ok(text)
}

/// Writes down what was measured, where rules are registered: what came first can then be shown.
fn register(
    heads: &HeadFolder,
    head: &Head,
    (began_after, measured_on): (u64, String),
    beside: &[(&str, String)],
) -> anyhow::Result<()> {
    let measured = beside.iter().filter(|(name, _)| MEASURED.contains(name));
    let event = RegisterEvent::Evaluated {
        version: head.card().version.clone(),
        began_after,
        measured_on,
        files: measured
            .map(|(name, text)| MeasuredFile {
                name: (*name).to_owned(),
                sha256: digest_of(text.as_bytes()),
            })
            .collect(),
    };
    let at = instant_to_text(SystemClock.now());
    heads.register(head.card().task).append(event, &at)?;
    Ok(())
}

fn print(head: &Head, report: &HeadReport, folder: &Path, root: &Path) {
    let overall = &report.overall;
    println!("{}: {}", head.identity(), folder.display());
    println!("  accuracy             {}", card::said(&overall.accuracy));
    println!("  macro-F1             {}", card::said(&overall.macro_f1));
    println!(
        "  calibration error    {}",
        card::said(&overall.calibration_error)
    );
    println!("  answered, of known   {}", card::said(&overall.coverage));
    println!(
        "  right, of answered   {}",
        card::said(&overall.right_when_answered)
    );
    println!(
        "  silent, of unknown   {}",
        card::said(&overall.silent_on_unknown)
    );
    if head.calibration().is_always_silent() {
        println!(
            "  no threshold keeps the target of {} on the side `tune`: the head would always be silent",
            head.calibration().target
        );
    }
    let (task, version) = (head.card().task.as_str(), &head.card().version);
    if !folder.starts_with(root) {
        println!("  to use it, copy the folder to {}", root.join(task).display());
    }
    println!("  to use it: aktenlage models activate {task} {version}; with --shadow it is only tried");
}
