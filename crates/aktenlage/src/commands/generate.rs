//! `aktenlage generate --out DIR`: invented applications with known truth, for training and measuring.
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::process::ExitCode;

use aktenlage_evaluation::case_file::Channel;
use aktenlage_evaluation::generate::case::{PaperRequest, Request};
use aktenlage_evaluation::generate::layouts::Subject;
use aktenlage_evaluation::generate::{GenerateError, Generator, prepare, write};
use aktenlage_evaluation::truth::{Split, Truth};
use anyhow::{anyhow, bail};
use indicatif::{ProgressBar, ProgressStyle};

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Empty folder to write to; it is made if it is not there
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// The same seed makes the same cases
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// How many cases
    #[arg(long, value_name = "N", default_value_t = 100)]
    count: u64,
    /// Instead of applications so many papers in each layout of a supporting document, each alone: all kinds alike, for
    /// heads that tell kinds
    #[arg(long, value_name = "N", conflicts_with_all = ["count", "service"])]
    papers: Option<u64>,
    /// Services that are asked for, `unknown` for forms that no service has; all in turn if none is named
    #[arg(long, value_name = "ID", num_args = 1.., value_delimiter = ',')]
    service: Vec<String>,
    /// How applications come; all in turn if none is named
    #[arg(long, value_name = "CHANNEL", num_args = 1.., value_delimiter = ',')]
    channel: Vec<Way>,
    /// Use layouts of this side only
    #[arg(long, value_name = "SIDE")]
    split: Option<Side>,
}

#[derive(Clone, Copy, clap::ValueEnum)]
enum Way {
    Live,
    Printed,
    Scan,
    Fax,
    Photo,
}

#[derive(Clone, Copy, clap::ValueEnum)]
enum Side {
    Train,
    Tune,
    Test,
}

impl From<Way> for Channel {
    fn from(way: Way) -> Self {
        match way {
            Way::Live => Self::Form,
            Way::Printed => Self::Printed,
            Way::Scan => Self::Scan,
            Way::Fax => Self::Fax,
            Way::Photo => Self::Photo,
        }
    }
}

impl From<Side> for Split {
    fn from(side: Side) -> Self {
        match side {
            Side::Train => Self::Train,
            Side::Tune => Self::Tune,
            Side::Test => Self::Test,
        }
    }
}

/// What was made, for the last lines.
#[derive(Default)]
struct Summary {
    cases: u64,
    documents: BTreeMap<Channel, usize>,
    faults: BTreeMap<String, usize>,
    layouts: BTreeSet<String>,
}

pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let (generator, problems) = Generator::built_in().map_err(said)?;
    for problem in problems {
        eprintln!("left out: {}: {}", problem.place, problem.detail);
    }
    prepare(&arguments.out).map_err(said)?;
    let split = arguments.split.map(Split::from);
    let services = services(arguments, &generator, split)?;
    let mut channels: Vec<Channel> = arguments.channel.iter().map(|way| Channel::from(*way)).collect();
    if channels.is_empty() {
        channels.extend(Channel::ALL);
    }
    if let Some(copies) = arguments.papers {
        let summary = papers(arguments, copies, &channels, &generator)?;
        summary.print(arguments);
        return Ok(ExitCode::SUCCESS);
    }
    let bar = bar(arguments.count)?;
    let mut summary = Summary::default();
    // Services take turns, and after each round the channels move on: every service comes in every way.
    let turns = services.iter().cycle().enumerate();
    for (number, (index, service)) in (1..=arguments.count).zip(turns) {
        let channel = channels[(index + index / services.len()) % channels.len()];
        let case = generator.case(&Request {
            seed: arguments.seed,
            number,
            service: service.as_deref(),
            channel,
            split,
        });
        let case = case.map_err(said)?;
        write(&case, &arguments.out).map_err(said)?;
        summary.add(&case.truth);
        bar.inc(1);
    }
    bar.finish_and_clear();
    summary.print(arguments);
    Ok(ExitCode::SUCCESS)
}

/// Channels take turns from copy to copy, so that a layout comes in all of them.
fn papers(
    arguments: &Arguments,
    copies: u64,
    channels: &[Channel],
    generator: &Generator,
) -> anyhow::Result<Summary> {
    let split = arguments.split.map(Split::from);
    let layouts = generator
        .layouts()
        .iter()
        .filter_map(|(subject, layout)| match subject {
            Subject::Kind(kind) if split.is_none_or(|split| layout.split == split) => Some((kind, layout)),
            Subject::Kind(_) | Subject::Service(_) => None,
        });
    let papers: Vec<_> = layouts
        .flat_map(|found| {
            std::iter::repeat(found)
                .zip(channels.iter().cycle())
                .take(saturated(copies))
        })
        .collect();
    let bar = bar(u64::try_from(papers.len())?)?;
    let mut summary = Summary::default();
    for (number, ((kind, layout), channel)) in (1..).zip(papers) {
        let case = generator.paper(&PaperRequest {
            seed: arguments.seed,
            number,
            kind,
            layout,
            channel: *channel,
        });
        let case = case.map_err(said)?;
        write(&case, &arguments.out).map_err(said)?;
        summary.add(&case.truth);
        bar.inc(1);
    }
    bar.finish_and_clear();
    Ok(summary)
}

fn saturated(count: u64) -> usize {
    usize::try_from(count).unwrap_or(usize::MAX)
}

fn bar(length: u64) -> anyhow::Result<ProgressBar> {
    let style = ProgressStyle::with_template("cases       {bar:40} {pos}/{len}")?;
    Ok(ProgressBar::new(length).with_style(style))
}

/// Services that take turns; `None` stands for forms that no service has.
fn services(
    arguments: &Arguments,
    generator: &Generator,
    split: Option<Split>,
) -> anyhow::Result<Vec<Option<String>>> {
    const UNKNOWN: &str = "unknown";
    let with_forms = generator.services(split);
    let mut services: Vec<Option<String>> = if arguments.service.is_empty() {
        let unknown = generator.has_unknown(split).then_some(None);
        with_forms.iter().cloned().map(Some).chain(unknown).collect()
    } else {
        let named = arguments.service.iter();
        named
            .map(|service| (service != UNKNOWN).then(|| service.clone()))
            .collect()
    };
    services.dedup();
    if services.is_empty() {
        bail!("no_layout: there is no layout of any form on this side");
    }
    for service in services.iter().flatten() {
        if !with_forms.contains(service) {
            bail!(
                "no_layout: there is no form of `{service}` on this side; there are: {}",
                with_forms.join(", ")
            );
        }
    }
    Ok(services)
}

/// The stable word and what happened.
fn said(error: GenerateError) -> anyhow::Error {
    let code = error.code();
    anyhow!(error).context(code)
}

impl Summary {
    fn add(&mut self, truth: &Truth) {
        self.cases += 1;
        for file in &truth.files {
            *self.documents.entry(file.channel).or_default() += 1;
            self.layouts.extend(file.layout.clone());
        }
        for fault in &truth.faults {
            *self.faults.entry(fault.kind.clone()).or_default() += 1;
        }
    }

    fn print(&self, arguments: &Arguments) {
        println!("{} cases, seed {}", self.cases, arguments.seed);
        for (channel, count) in &self.documents {
            println!("  {:8} {count} documents", channel.as_str());
        }
        for (fault, count) in &self.faults {
            println!("  {fault:16} {count} times");
        }
        println!("  {} layouts", self.layouts.len());
        println!("{}", arguments.out.display());
    }
}
