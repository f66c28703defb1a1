//! The report as one page that needs nothing else: no script, nothing from elsewhere, every figure with its items and
//! its interval.
use std::fmt::Write;

use crate::metrics::confusion::{ABSTAINED, Confusion, UNKNOWN};
use crate::metrics::figure::Figure;
use crate::outcome::Task;
use crate::report::{AtTarget, Part, Report, Spread, TaskReport};
use text::{decimal, escaped, share};

mod plot;
pub mod retrieval;
mod text;

const STYLE: &str = "body{font:16px/1.5 system-ui,sans-serif;max-width:72rem;margin:2rem auto;padding:0 1rem;\
color:#1a1a1a;background:#fff}table{border-collapse:collapse;margin:1rem 0}caption{text-align:left;font-weight:600;\
padding:.25rem 0}th,td{border:1px solid #767676;padding:.25rem .5rem;text-align:right;vertical-align:top}\
th{background:#f2f2f2}th[scope=row],td.word{text-align:left}.right{font-weight:700;background:#e6f0fa}\
.interval{color:#4a4a4a;font-size:.875rem;white-space:nowrap}.scroll{overflow-x:auto}svg{max-width:100%;height:auto}\
figure{margin:1rem 0}";

/// The page.
pub fn page(report: &Report) -> String {
    let mut out = String::new();
    let _ = write!(
        out,
        "<!DOCTYPE html>\n<html lang=\"de\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" \
         content=\"width=device-width, initial-scale=1\">\n<title>Güte der Vorschläge</title>\n\
         <style>{STYLE}</style>\n</head>\n<body>\n<main>\n<h1>Güte der Vorschläge</h1>\n"
    );
    preface(&mut out, report);
    for task in &report.tasks {
        section(&mut out, task);
    }
    measured(&mut out, report);
    out.push_str("</main>\n</body>\n</html>\n");
    out
}

fn preface(out: &mut String, report: &Report) {
    let settings = &report.settings;
    let made = &report.made_with;
    let _ = write!(
        out,
        "<p>{} Vorgänge. Jede Zahl steht mit ihrem 95-%-Intervall und der Zahl n der Einzelfälle, auf denen sie beruht. \
         Unter n = {} steht keine Zahl.</p>\n\
         <p>Intervalle von Anteilen: Wilson. Intervalle von F1, ECE, AURC, Mittelwerten und Kosten: Bootstrap über \
         Vorgänge ({} Ziehungen, Startwert {}). Ein Intervall ohne Breite sagt nichts über seltene Fehler.</p>\n",
        report.cases, settings.minimum_n, settings.resamples, settings.seed
    );
    if report.unjudged > 0 {
        let _ = writeln!(
            out,
            "<p>{} vorgeschlagene Werte stehen zu Angaben, über die die Wahrheit dieser Vorgänge nichts sagt. Sie zählen \
             nirgends mit.</p>",
            report.unjudged
        );
    }
    let heads = if made.heads.is_empty() {
        "keine".to_owned()
    } else {
        made.heads.join(", ")
    };
    out.push_str("<table><caption>Womit gemessen wurde</caption><tbody>\n");
    for (name, value) in [
        ("Programm", made.program.as_str()),
        ("Encoder", made.encoder.as_str()),
        ("Trainierte Klassifikatoren", heads.as_str()),
        ("Blaupause", made.blueprint.as_str()),
        ("Anweisungen", made.prompt.as_str()),
        (
            "Texterkennung für Scans",
            if made.reads_scans {
                "vorhanden"
            } else {
                "nicht vorhanden"
            },
        ),
    ] {
        let _ = writeln!(
            out,
            "<tr><th scope=\"row\">{}</th><td class=\"word\">{}</td></tr>",
            escaped(name),
            escaped(value)
        );
    }
    out.push_str("</tbody></table>\n");
}

fn section(out: &mut String, report: &TaskReport) {
    let name = name_of(report.task);
    let _ = writeln!(out, "<section>\n<h2>{name}</h2>");
    quality(out, report, name);
    certainty(out, report, name);
    special(out, report, name);
    if let Some(confusion) = &report.confusion {
        matrix(out, confusion, name);
    }
    if let Some(overall) = report.parts.first() {
        silences(out, overall);
        plot::reliability(out, &overall.calibration, name);
        plot::risk(out, &overall.selective, name);
    }
    out.push_str("</section>\n");
}

const fn name_of(task: Task) -> &'static str {
    match task {
        Task::Field => "Angaben",
        Task::Kind => "Dokumentarten",
        Task::Service => "Verwaltungsleistung",
        Task::Requirement => "Vollständigkeit",
    }
}

/// A table with one row for each part.
fn table(
    out: &mut String,
    report: &TaskReport,
    caption: &str,
    heads: &[&str],
    cells: impl Fn(&Part) -> Vec<String>,
) {
    let _ = write!(
        out,
        "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"{caption}\">\n<table><caption>{caption}</caption>\n\
         <thead><tr><th scope=\"col\">Leistung</th><th scope=\"col\">Kanal</th>"
    );
    for head in heads {
        let _ = write!(out, "<th scope=\"col\">{head}</th>");
    }
    out.push_str("</tr></thead>\n<tbody>\n");
    for part in &report.parts {
        let service = part.service.as_deref().unwrap_or("alle");
        let channel = part.channel.as_deref().map_or("alle", channel_name);
        let _ = write!(
            out,
            "<tr><th scope=\"row\">{}</th><td class=\"word\">{}</td>",
            escaped(service),
            escaped(channel)
        );
        for cell in cells(part) {
            let _ = write!(out, "<td>{cell}</td>");
        }
        out.push_str("</tr>\n");
    }
    out.push_str("</tbody></table>\n</div>\n");
}

fn channel_name(channel: &str) -> &str {
    match channel {
        "form" => "Formular mit Feldern",
        "printed" => "gedrucktes PDF",
        "scan" => "Scan",
        "mixed" => "gemischt",
        other => other,
    }
}

fn quality(out: &mut String, report: &TaskReport, name: &str) {
    let mut heads = vec![
        "Genau richtig (exact match)",
        "Genauigkeit (precision)",
        "Trefferquote (recall)",
        "F1",
    ];
    if report.task != Task::Field {
        heads.push("Mittleres F1 der Klassen (macro-F1)");
    }
    heads.extend(["Beantwortet (coverage)", "Zu Recht geschwiegen"]);
    table(out, report, &format!("{name}: Güte"), &heads, |part| {
        let mut figures = vec![part.exact_match, part.precision, part.recall, part.f1];
        figures.extend(part.macro_f1);
        figures.extend([part.answered, part.rightly_silent]);
        figures.into_iter().map(percent).collect()
    });
}

fn certainty(out: &mut String, report: &TaskReport, name: &str) {
    let heads = [
        "Kalibrierfehler (ECE)",
        "Fläche unter der Risiko-Kurve (AURC)",
        "Abdeckung beim Ziel (coverage at target)",
    ];
    table(out, report, &format!("{name}: Sicherheit"), &heads, |part| {
        vec![
            percent(part.calibration.ece),
            percent(part.selective.aurc),
            target(&part.selective.at_target),
        ]
    });
}

fn target(at: &AtTarget) -> String {
    let wanted = share(at.target);
    match (at.threshold, at.bound) {
        (Some(threshold), Some(bound)) => format!(
            "{}<br><span class=\"interval\">Ziel {wanted}, ab Wahrscheinlichkeit {}, untere Schranke {}</span>",
            percent(at.coverage),
            decimal(threshold, 3),
            share(bound)
        ),
        _ => format!(
            "–<br><span class=\"interval\">Ziel {wanted} nicht belegt (ohne Fehler ab {} Antworten), n = {}</span>",
            at.answers_needed, at.coverage.n
        ),
    }
}

/// What only one task has.
fn special(out: &mut String, report: &TaskReport, name: &str) {
    if report.parts.iter().any(|part| part.evidence.is_some()) {
        let heads = [
            "Mittlere Überdeckung (IoU)",
            "Überdeckung ab der Hälfte",
            "Am richtigen Ort",
        ];
        let caption = format!("{name}: Fundstellen richtiger Werte");
        table(out, report, &caption, &heads, |part| {
            let figures = part
                .evidence
                .as_ref()
                .map(|evidence| [evidence.mean_overlap, evidence.half_or_more, evidence.touching]);
            figures.into_iter().flatten().map(percent).collect()
        });
    }
    if report.parts.iter().any(|part| part.completeness.is_some()) {
        let heads = [
            "Kosten je Anforderung",
            "Fälschlich „vorhanden“",
            "Obere Schranke dafür",
            "Fälschlich „nicht nötig“",
            "Fälschlich „fehlt“",
        ];
        let caption = format!("{name}: Fehler nach Folgen");
        table(out, report, &caption, &heads, |part| {
            let Some(found) = &part.completeness else {
                return Vec::new();
            };
            let bound = found.false_present_bound.map_or_else(|| "–".to_owned(), share);
            vec![
                cell(found.cost, |number| decimal(number, 3)),
                percent(found.false_present),
                format!(
                    "{bound} <span class=\"interval\">n = {}</span>",
                    found.false_present.n
                ),
                percent(found.overlooked),
                percent(found.false_missing),
            ]
        });
    }
}

fn matrix(out: &mut String, confusion: &Confusion, name: &str) {
    let shown = |label: &str| match label {
        UNKNOWN => "keine der bekannten".to_owned(),
        ABSTAINED => "Enthaltung".to_owned(),
        other => escaped(other),
    };
    let caption = format!("{name}: Verwechslungen (Zeile: wahr, Spalte: vorgeschlagen, Zelle: Anzahl)");
    let _ = write!(
        out,
        "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"{caption}\">\n<table><caption>{caption}</caption>\n\
         <thead><tr><td></td>"
    );
    for label in &confusion.suggested {
        let _ = write!(out, "<th scope=\"col\">{}</th>", shown(label));
    }
    out.push_str("<th scope=\"col\">n</th></tr></thead>\n<tbody>\n");
    for (truth, row) in confusion.truths.iter().zip(&confusion.counts) {
        let _ = write!(out, "<tr><th scope=\"row\">{}</th>", shown(truth));
        for (label, count) in confusion.suggested.iter().zip(row) {
            let is_right = label == truth || (label == ABSTAINED && truth == UNKNOWN);
            let class = if is_right { " class=\"right\"" } else { "" };
            let _ = write!(out, "<td{class}>{count}</td>");
        }
        let _ = writeln!(out, "<td>{}</td></tr>", row.iter().sum::<usize>());
    }
    out.push_str("</tbody></table>\n</div>\n");
}

fn silences(out: &mut String, part: &Part) {
    if part.abstentions.is_empty() {
        return;
    }
    out.push_str(
        "<table><caption>Enthaltungen nach Grund</caption>\n<thead><tr><th scope=\"col\">Grund</th>\
         <th scope=\"col\">n</th></tr></thead>\n<tbody>\n",
    );
    for (reason, count) in &part.abstentions {
        let _ = writeln!(
            out,
            "<tr><th scope=\"row\">{}</th><td>{count}</td></tr>",
            escaped(reason)
        );
    }
    out.push_str("</tbody></table>\n");
}

fn measured(out: &mut String, report: &Report) {
    let found = &report.measured;
    let spread = |spread: &Spread| {
        let number =
            |number: Option<u64>| number.map_or_else(|| "–".to_owned(), |number| format!("{number} ms"));
        format!(
            "<td>{}</td><td>{}</td><td>{}</td>",
            number(spread.median),
            number(spread.p95),
            spread.n
        )
    };
    let _ = write!(
        out,
        "<section>\n<h2>Zeit und Speicher</h2>\n<table><caption>Je Vorgang</caption>\n<thead><tr><td></td>\
         <th scope=\"col\">Median</th><th scope=\"col\">95. Perzentil</th><th scope=\"col\">n</th></tr></thead>\n\
         <tbody>\n<tr><th scope=\"row\">Lesen</th>{}</tr>\n<tr><th scope=\"row\">Vorschlagen</th>{}</tr>\n\
         </tbody></table>\n",
        spread(&found.read_ms),
        spread(&found.assess_ms)
    );
    if let Some(memory) = found.peak_memory_mib {
        let _ = writeln!(
            out,
            "<p>Höchster Speicherbedarf, ohne die Prozesse, die Dokumente lesen: {memory} MiB (n = 1 Lauf).</p>"
        );
    }
    let _ = writeln!(
        out,
        "<p>Gemessen am {} (UTC).</p>\n</section>",
        escaped(&found.made_at)
    );
}

fn percent(figure: Figure) -> String {
    cell(figure, share)
}

/// A figure with interval and items.
fn cell(figure: Figure, shown: impl Fn(f64) -> String) -> String {
    let interval = match (figure.low, figure.high) {
        (Some(low), Some(high)) => format!("{} bis {}, ", shown(low), shown(high)),
        _ => String::new(),
    };
    let value = figure.value.map_or_else(|| "–".to_owned(), &shown);
    format!(
        "{value}<br><span class=\"interval\">{interval}n = {}</span>",
        figure.n
    )
}

#[cfg(test)]
mod tests;
