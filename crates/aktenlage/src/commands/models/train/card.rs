//! `CARD.md` beside a head: what it is for, what it was made from, what it is worth, and what it does not do.
use std::fmt::Write as _;

use aktenlage_evaluation::heads::report::{HeadReport, Part};
use aktenlage_evaluation::metrics::figure::Figure;
use aktenlage_evaluation::promotion::Trial;
use aktenlage_inference::head::{ChannelCalibration, Head, HeadTask, ReviewTraining};
use aktenlage_workflow::learning::Manner;

/// Confusions that are shown.
const SHOWN: usize = 15;

/// The card in Markdown. It holds the figures that were measured and no others.
pub(super) fn text(
    head: &Head,
    report: &HeadReport,
    trial: &Trial,
    by_manner: &[(Manner, Figure)],
) -> String {
    let card = head.card();
    let decides = match card.task {
        HeadTask::Kind => "which kind a document is",
        HeadTask::Service => "which service a submission asks for",
        HeadTask::Field => "whether a value that rules found for a field is right",
    };
    let from = match card.task {
        HeadTask::Kind | HeadTask::Service => format!(
            "or that it is none of {} known ones. Softmax regression over the vector of {} ({}), the scores of rules of \
             the blueprint {}{}.\nIt names only what evidence on the page speaks for, and nothing below its threshold.",
            card.labels.len() - 1,
            card.encoder,
            card.prompt,
            card.blueprint,
            match card.words {
                0 => String::new(),
                places => format!(" and the words of the first pages, each on one of {places} places"),
            }
        ),
        HeadTask::Field => format!(
            "or not. {} over {} signs of how it was found by rules of the blueprint {}, none of which tells what stands \
             there.\nBelow its threshold nothing is suggested.",
            match card.training.hidden_units {
                0 => "Logistic regression".to_owned(),
                units => format!("Networks with {units} hidden units together"),
            },
            card.scores.len(),
            card.blueprint
        ),
    };
    let mut text = format!(
        "# Head {}\n\n\
         Decides {decides}, {from}\n\n\
         Trained by Aktenlage {} with seed {} on {} examples (weight decay {}, {} passes); weight decay, end, \
         temperature and thresholds were chosen on {} others.\n",
        head.identity(),
        card.program,
        card.training.seed,
        card.training.train,
        card.training.l2,
        card.training.epochs,
        card.training.tune,
    );
    match &card.training.reviews {
        None => text.push_str(
            "All of them are synthetic applications: what the head is worth on an office's own papers has to be \
             measured there.\n",
        ),
        Some(reviews) => from_reviews(&mut text, reviews, by_manner),
    }
    if !card.left_to_rules.is_empty() {
        let _ = write!(
            text,
            "\nWithout examples, and so left to rules: {}.\n",
            card.left_to_rules.join(", ")
        );
    }
    thresholds(&mut text, head);
    figures(&mut text, report);
    against(&mut text, trial);
    confusions(&mut text, report);
    text
}

fn from_reviews(text: &mut String, reviews: &ReviewTraining, by_manner: &[(Manner, Figure)]) {
    let _ = write!(
        text,
        "{} of both are kinds or services that people of this office settled: {} confirmed as shown (each counts {} while \
         learning), {} corrected, {} entered where nothing was shown. Entries {} to {} of the audit chain tell of them, \
         `examples.jsonl` names each. They were divided by time: figures are those of the newest cases.\n\n\
         What people confirmed had been shown to them, and whoever sees a suggestion tends to agree; what they corrected \
         is where an earlier suggestion was wrong, so the second row is harder than the office's post. Right, silence not \
         counted, on the side `test`:\n\n| people | right |\n|---|---|\n",
        reviews.examples,
        reviews.confirmed,
        reviews.confirmed_weight,
        reviews.corrected,
        reviews.entered,
        reviews.first_entry,
        reviews.last_entry,
    );
    for (manner, figure) in by_manner {
        let _ = writeln!(text, "| {} | {} |", manner.as_str(), said(figure));
    }
}

fn against(text: &mut String, trial: &Trial) {
    let p_value = trial
        .p_value
        .map_or_else(|| "-".to_owned(), |p_value| format!("{p_value:.4}"));
    let _ = write!(
        text,
        "\n## Against what was at work\n\nThe same items of the side `test`, with `{}`: both right {}, only this head {}, \
         only the other {}, neither {}; n = {}, p = {p_value} (McNemar 1947, exact). Rightful silence counts as right.\n",
        trial.baseline, trial.both_right, trial.only_head, trial.only_baseline, trial.neither, trial.n
    );
}

fn thresholds(text: &mut String, head: &Head) {
    let calibration = head.calibration();
    let _ = write!(
        text,
        "\n## Thresholds\n\nThe lowest probability from which on the one-sided lower bound (Clopper, Pearson 1934, \
         confidence {}) of right answers on the side `tune` is at least {}. Channels with fewer than {} examples take \
         the row `all`.\n\n| channel | temperature | threshold | right of answered | examples |\n|---|---|---|---|---|\n",
        calibration.confidence, calibration.target, calibration.least
    );
    let mut row = |name: &str, channel: &ChannelCalibration| {
        let threshold = channel.threshold.map_or_else(
            || "none reaches the target: always silent".to_owned(),
            |threshold| format!("{threshold:.4}"),
        );
        let _ = writeln!(
            text,
            "| {name} | {:.4} | {threshold} | {} of {} | {} |",
            channel.temperature, channel.right, channel.answered, channel.n
        );
    };
    row("all", &calibration.pooled);
    for (name, channel) in &calibration.channels {
        row(name, channel);
    }
}

fn figures(text: &mut String, report: &HeadReport) {
    let _ = write!(
        text,
        "\n## Figures on the side `test`\n\nWith intervals of 95 % and the number of items; `-` where these are fewer \
         than {}.\n\n| | all |",
        report.settings.minimum_n
    );
    let parts: Vec<&Part> = std::iter::once(&report.overall)
        .chain(report.channels.values())
        .collect();
    for channel in report.channels.keys() {
        let _ = write!(text, " {channel} |");
    }
    text.push_str("\n|---|");
    text.push_str(&"---|".repeat(parts.len()));
    text.push('\n');
    let mut row = |name: &str, figure: &dyn Fn(&Part) -> Figure| {
        let cells: Vec<String> = parts.iter().copied().map(|part| said(&figure(part))).collect();
        let _ = writeln!(text, "| {name} | {} |", cells.join(" | "));
    };
    row("accuracy of the likeliest label", &|part| part.accuracy);
    row("macro-F1 of the likeliest label", &|part| part.macro_f1);
    row("expected calibration error", &|part| part.calibration_error);
    row("answered, of what is known", &|part| part.coverage);
    row("right, of what is answered", &|part| part.right_when_answered);
    row("silent, of what is unknown", &|part| part.silent_on_unknown);
    if let Some(open) = report.overall.labels_left_open {
        row("true class not ruled out", &|part| part.truth_left_open);
        let _ = write!(
            text,
            "\nWhere it is silent it rules out what is less likely than the lowest true class of the side `tune` but {:.1} %: \
             {open:.1} classes are then left open on average.\n",
            (1.0 - report.settings.target) * 100.0
        );
    }
    if report.left_to_rules > 0 {
        let _ = write!(
            text,
            "\n{} items of classes that are left to rules are in no figure.\n",
            report.left_to_rules
        );
    }
}

fn confusions(text: &mut String, report: &HeadReport) {
    if report.confusions.is_empty() {
        return;
    }
    text.push_str("\n## Confusions before the threshold\n\n| true | taken for | times |\n|---|---|---|\n");
    for pair in report.confusions.iter().take(SHOWN) {
        let _ = writeln!(text, "| {} | {} | {} |", pair.truth, pair.taken_for, pair.n);
    }
    if report.confusions.len() > SHOWN {
        let _ = write!(
            text,
            "\n{} more pairs stand in `evaluation.json`.\n",
            report.confusions.len() - SHOWN
        );
    }
}

/// `0.981 (0.974 to 0.987), n = 1200`.
pub(in crate::commands::models) fn said(figure: &Figure) -> String {
    let n = figure.n;
    match (figure.value, figure.low, figure.high) {
        (Some(value), Some(low), Some(high)) => format!("{value:.3} ({low:.3} to {high:.3}), n = {n}"),
        (Some(value), _, _) => format!("{value:.3}, n = {n}"),
        (None, _, _) => format!("-, n = {n}"),
    }
}
