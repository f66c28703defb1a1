//! The two plots of a task, drawn as SVG; their data stands beside them for those who do not see them.
use std::fmt::Write;

use super::cell;
use super::text::{decimal, share};
use crate::report::{Calibration, Selective};

/// Side of the square that both axes span, and the room around it.
const SIDE: f64 = 260.0;
const MARGIN: f64 = 50.0;
/// Points of the curve that the table shows.
const ROWS: usize = 12;

fn across(share: f64) -> f64 {
    MARGIN + share * SIDE
}

fn down(share: f64) -> f64 {
    MARGIN + (1.0 - share) * SIDE
}

/// The frame with axes from 0 to 1; `top` is the value at the upper end.
fn frame(out: &mut String, title: &str, below: &str, beside: &str, top: f64) {
    let full = SIDE + 2.0 * MARGIN;
    let _ = write!(
        out,
        "<figure>\n<svg viewBox=\"0 0 {full} {full}\" width=\"{full}\" height=\"{full}\" role=\"img\" \
         aria-label=\"{title}\" font-family=\"sans-serif\" font-size=\"12\">\n\
         <rect x=\"{MARGIN}\" y=\"{MARGIN}\" width=\"{SIDE}\" height=\"{SIDE}\" fill=\"none\" stroke=\"#4a4a4a\"/>\n"
    );
    for quarter in [0.0, 0.25, 0.5, 0.75, 1.0] {
        let _ = write!(
            out,
            "<text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"middle\">{}</text>\n\
             <text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"end\">{}</text>\n",
            across(quarter),
            down(0.0) + 16.0,
            decimal(quarter, 2),
            across(0.0) - 6.0,
            down(quarter) + 4.0,
            decimal(quarter * top, 3)
        );
    }
    let middle = full / 2.0;
    let _ = writeln!(
        out,
        "<text x=\"{middle:.1}\" y=\"{:.1}\" text-anchor=\"middle\">{below}</text>\n\
         <text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"start\">{beside}</text>",
        full - 12.0,
        across(0.0),
        MARGIN - 12.0
    );
}

/// The reliability diagram: bins with enough answers, each with its interval.
pub(super) fn reliability(out: &mut String, calibration: &Calibration, name: &str) {
    let filled: Vec<_> = calibration
        .reliability
        .iter()
        .filter_map(|bin| {
            let figure = bin.accuracy;
            Some((bin.mean_probability?, figure.value?, figure.low?, figure.high?))
        })
        .collect();
    if filled.is_empty() {
        return;
    }
    let title = format!("{name}: Zuverlässigkeit (reliability)");
    frame(
        out,
        &title,
        "Wahrscheinlichkeit",
        "Anteil richtiger Antworten",
        1.0,
    );
    let _ = writeln!(
        out,
        "<line x1=\"{:.1}\" y1=\"{:.1}\" x2=\"{:.1}\" y2=\"{:.1}\" stroke=\"#767676\" stroke-dasharray=\"4 4\"/>",
        across(0.0),
        down(0.0),
        across(1.0),
        down(1.0)
    );
    for (probability, accuracy, low, high) in filled {
        let x = across(probability);
        let _ = writeln!(
            out,
            "<line x1=\"{x:.1}\" y1=\"{:.1}\" x2=\"{x:.1}\" y2=\"{:.1}\" stroke=\"#0b5cad\"/>\
             <circle cx=\"{x:.1}\" cy=\"{:.1}\" r=\"4\" fill=\"#0b5cad\"/>",
            down(low),
            down(high),
            down(accuracy)
        );
    }
    let _ = write!(
        out,
        "</svg>\n<figcaption>{title}: auf der gestrichelten Linie hält die Wahrscheinlichkeit, was sie sagt.</figcaption>\n\
         <table><caption>{title}</caption><thead><tr><th scope=\"col\">Wahrscheinlichkeit über, bis</th>\
         <th scope=\"col\">Mittel</th><th scope=\"col\">richtig</th></tr></thead><tbody>\n"
    );
    for bin in calibration.reliability.iter().filter(|bin| bin.accuracy.n > 0) {
        let _ = writeln!(
            out,
            "<tr><th scope=\"row\">{} bis {}</th><td>{}</td><td>{}</td></tr>",
            decimal(bin.from, 2),
            decimal(bin.to, 2),
            bin.mean_probability
                .map_or_else(|| "–".to_owned(), |mean| decimal(mean, 3)),
            cell(bin.accuracy, share)
        );
    }
    out.push_str("</tbody></table>\n</figure>\n");
}

/// The risk-coverage curve; the upper end of its axis is its largest risk.
pub(super) fn risk(out: &mut String, selective: &Selective, name: &str) {
    let points: Vec<(f64, f64)> = selective
        .curve
        .iter()
        .filter_map(|point| Some((point.coverage, point.risk.value?)))
        .collect();
    if points.is_empty() {
        return;
    }
    let largest = points.iter().map(|(_, risk)| *risk).fold(0.01, f64::max);
    let title = format!("{name}: Risiko und Abdeckung (risk-coverage)");
    frame(
        out,
        &title,
        "Anteil beantwortet",
        "Anteil falscher Antworten",
        largest,
    );
    let path: Vec<String> = points
        .iter()
        .map(|(coverage, risk)| format!("{:.1},{:.1}", across(*coverage), down(risk / largest)))
        .collect();
    let _ = writeln!(
        out,
        "<polyline points=\"{}\" fill=\"none\" stroke=\"#0b5cad\" stroke-width=\"2\"/>",
        path.join(" ")
    );
    for (coverage, risk) in &points {
        let _ = writeln!(
            out,
            "<circle cx=\"{:.1}\" cy=\"{:.1}\" r=\"2.5\" fill=\"#0b5cad\"/>",
            across(*coverage),
            down(risk / largest)
        );
    }
    let _ = write!(
        out,
        "</svg>\n<figcaption>{title}: je sicherer die Antworten sein müssen, desto weniger gibt es.</figcaption>\n\
         <table><caption>{title}</caption><thead><tr><th scope=\"col\">ab Wahrscheinlichkeit</th>\
         <th scope=\"col\">beantwortet</th><th scope=\"col\">falsch</th></tr></thead><tbody>\n"
    );
    let step = selective.curve.len().div_ceil(ROWS).max(1);
    for point in selective.curve.iter().step_by(step) {
        let _ = writeln!(
            out,
            "<tr><th scope=\"row\">{}</th><td>{}</td><td>{}</td></tr>",
            decimal(point.threshold, 3),
            share(point.coverage),
            cell(point.risk, share)
        );
    }
    out.push_str("</tbody></table>\n</figure>\n");
}
