//! The figures of searches for regulations as one page.
use std::fmt::Write;

use super::text::{decimal, escaped, share};
use super::{STYLE, cell, percent};
use crate::retrieval::questions::{Split, Unit};
use crate::retrieval::silence::Separation;
use crate::retrieval::{ModeReport, PairedModes, Part, Report};

const TITLE: &str = "Güte der Suche in Vorschriften";

/// The page.
pub fn page(report: &Report) -> String {
    let mut out = String::new();
    let _ = write!(
        out,
        "<!DOCTYPE html>\n<html lang=\"de\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" \
         content=\"width=device-width, initial-scale=1\">\n<title>{TITLE}</title>\n\
         <style>{STYLE}</style>\n</head>\n<body>\n<main>\n<h1>{TITLE}</h1>\n"
    );
    preface(&mut out, report);
    for mode in &report.modes {
        ranks(&mut out, mode);
    }
    pairs(&mut out, &report.paired);
    silence(&mut out, report);
    times(&mut out, report);
    out.push_str("</main>\n</body>\n</html>\n");
    out
}

fn preface(out: &mut String, report: &Report) {
    let (settings, made) = (&report.settings, &report.made_with);
    let unit = match report.unit {
        Unit::Norm => "der Paragraph",
        Unit::File => "die Datei",
    };
    let _ = write!(
        out,
        "<p>{} Fragen mit Antwort, {} ohne. Gesucht ist {unit}; von mehreren richtigen genügt einer der Treffer, und mehrere \
         Absätze davon belegen nur einen Platz. Unter n = {} steht keine Zahl. Intervalle von Anteilen: Wilson, von \
         Mittelwerten: Bootstrap über Fragen ({} Ziehungen, Startwert {}).</p>\n\
         <p>Programm {}, Encoder {}, Anweisung {}, {} Passagen, voreingestellte Suche: {}.</p>\n",
        report.answerable,
        report.unanswerable,
        settings.minimum_n,
        settings.resamples,
        settings.seed,
        escaped(&made.program),
        escaped(&made.encoder),
        escaped(&made.prompt),
        made.passages,
        escaped(&made.default_mode)
    );
}

/// Opens a table that can be scrolled, with its caption and heads.
fn open(out: &mut String, caption: &str, heads: &[&str]) {
    let _ = write!(
        out,
        "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"{caption}\">\n\
         <table><caption>{caption}</caption>\n<thead><tr>"
    );
    for head in heads {
        let _ = write!(out, "<th scope=\"col\">{head}</th>");
    }
    out.push_str("</tr></thead>\n<tbody>\n");
}

fn row(out: &mut String, name: &str, cells: &[String]) {
    let _ = write!(out, "<tr><th scope=\"row\">{name}</th>");
    for cell in cells {
        let _ = write!(out, "<td>{cell}</td>");
    }
    out.push_str("</tr>\n");
}

fn close(out: &mut String) {
    out.push_str("</tbody></table>\n</div>\n");
}

fn ranks(out: &mut String, mode: &ModeReport) {
    let name = escaped(&mode.mode);
    let _ = writeln!(out, "<section>\n<h2>{name}</h2>");
    let mut heads = vec!["Fragen".to_owned()];
    let depths = mode.parts.iter().take(1).flat_map(|part| &part.recall);
    heads.extend(depths.map(|at| format!("Trefferquote (recall@{})", at.k)));
    heads.extend(["recall@5 der Liste, wie sie gezeigt wird", "MRR@10", "nDCG@10"].map(str::to_owned));
    let heads: Vec<&str> = heads.iter().map(String::as_str).collect();
    open(out, &format!("{name}: Plätze der richtigen Vorschrift"), &heads);
    for part in &mode.parts {
        let mut cells: Vec<String> = part.recall.iter().map(|at| percent(at.figure)).collect();
        cells.push(percent(part.listed_recall));
        cells.extend([part.mrr, part.ndcg].map(|figure| cell(figure, |number| decimal(number, 3))));
        row(out, &name_of(part), &cells);
    }
    close(out);
    out.push_str("</section>\n");
}

fn name_of(part: &Part) -> String {
    let split = part.split.map(split_name);
    let wording = part.wording.as_deref().map(|wording| match wording {
        "plain" => "Alltagssprache".to_owned(),
        "legal" => "Rechtssprache".to_owned(),
        other => escaped(other),
    });
    let topic = part
        .topic
        .as_deref()
        .map(|topic| format!("Thema {}", escaped(topic)));
    split
        .map(str::to_owned)
        .or(wording)
        .or(topic)
        .unwrap_or_else(|| "alle".to_owned())
}

const fn split_name(split: Split) -> &'static str {
    match split {
        Split::Tune => "zum Einstellen",
        Split::Test => "zum Prüfen",
    }
}

fn pairs(out: &mut String, pairs: &[PairedModes]) {
    if pairs.is_empty() {
        return;
    }
    out.push_str("<section>\n<h2>Paarweise</h2>\n");
    let heads = [
        "Verglichen",
        "Fragen",
        "Nur die erste richtig (recall@5)",
        "Nur die zweite richtig",
        "p (McNemar, exakt)",
        "Unterschied der MRR@10",
        "p (Randomisierung)",
    ];
    open(out, "Die zweite gegen die erste, Frage für Frage", &heads);
    let p_value = |p_value: Option<f64>| p_value.map_or_else(|| "–".to_owned(), |p| decimal(p, 4));
    for pair in pairs {
        let name = format!("{} gegen {}", escaped(&pair.second), escaped(&pair.first));
        let cells = [
            format!("{}, n = {}", pair.split.map_or("alle", split_name), pair.n),
            pair.only_first.to_string(),
            pair.only_second.to_string(),
            p_value(pair.recall_p_value),
            cell(pair.mrr_difference, |number| decimal(number, 3)),
            p_value(pair.mrr_p_value),
        ];
        row(out, &name, &cells);
    }
    close(out);
    out.push_str("</section>\n");
}

fn silence(out: &mut String, report: &Report) {
    let found: Vec<_> = report
        .modes
        .iter()
        .filter_map(|mode| Some((mode, mode.no_answer.as_ref()?)))
        .collect();
    if found.is_empty() {
        return;
    }
    let wanted = share(report.settings.false_answers);
    let _ = writeln!(
        out,
        "<section>\n<h2>Keine Antwort erkannt</h2>\n<p>Die Schwelle für den besten Treffer ist an der einen Hälfte der \
         Fragen so gewählt, dass höchstens {wanted} der Fragen ohne Antwort eine bekommen. Wo die Punktzahl nur Plätze \
         zählt, gibt es keine.</p>"
    );
    let heads = [
        "Suche",
        "Schwelle",
        "Fragen",
        "Falsche Antworten",
        "Behalten von den beantwortbaren",
        "Behalten, und richtig unter den ersten fünf",
    ];
    open(out, "Schweigen und Antworten", &heads);
    for (mode, no_answer) in found {
        let threshold = no_answer
            .threshold
            .map_or_else(|| "–".to_owned(), |threshold| decimal(threshold, 4));
        let mut half = |split: Split, found: &Separation| {
            let cells = [
                threshold.clone(),
                split_name(split).to_owned(),
                percent(found.false_answers),
                percent(found.kept),
                percent(found.kept_right),
            ];
            row(out, &escaped(&mode.mode), &cells);
        };
        half(Split::Tune, &no_answer.tune);
        half(Split::Test, &no_answer.test);
    }
    close(out);
    out.push_str("</section>\n");
}

fn times(out: &mut String, report: &Report) {
    out.push_str("<section>\n<h2>Zeit</h2>\n");
    open(out, "Je Frage", &["Suche", "Median", "95. Perzentil", "n"]);
    let time = |micros: Option<u64>| micros.map_or_else(|| "–".to_owned(), |micros| format!("{micros} µs"));
    for (mode, spread) in &report.measured.query_micros {
        let cells = [time(spread.median), time(spread.p95), spread.n.to_string()];
        row(out, &escaped(mode), &cells);
    }
    close(out);
    let _ = writeln!(
        out,
        "<p>Gemessen am {} (UTC).</p>\n</section>",
        escaped(&report.measured.made_at)
    );
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::retrieval::questions::QuestionSet;
    use crate::retrieval::{Hit, MadeWith, Run, Settings};

    fn shown(questions: usize) -> String {
        let mut table = "question\tgold\ttopic\n".to_owned();
        for number in 0..questions {
            let gold = if number.is_multiple_of(3) { "" } else { "WoGG § 3" };
            let _ = writeln!(table, "Frage {number}\t{gold}\t<script>alert(1)</script>");
        }
        let set = QuestionSet::parse(&table).unwrap();
        let hits = vec![
            vec![Hit {
                unit: "WoGG § 3".to_owned(),
                score: 0.5,
            }];
            questions
        ];
        let run = |mode: &str| Run {
            mode: mode.to_owned(),
            is_absolute: true,
            hits: hits.clone(),
            micros: vec![1500; questions],
        };
        let made_with = MadeWith {
            encoder: "<none>".to_owned(),
            ..MadeWith::default()
        };
        let runs = [run("bm25"), run("dense")];
        page(&Report::of(
            &set,
            &runs,
            "bm25",
            made_with,
            Settings::default(),
            String::new(),
        ))
    }

    #[test]
    fn the_page_needs_nothing_else_and_takes_no_value_for_markup() {
        let page = shown(300);
        for forbidden in ["<script", "http:", "https:", "src=", "href=", "url(", "<none>"] {
            assert!(!page.contains(forbidden), "{forbidden}");
        }
        for expected in [
            "&lt;script&gt;",
            "recall@5",
            "dense gegen bm25",
            "100,0 %",
            "n = 200",
            "Falsche Antworten",
            "1500 µs",
        ] {
            assert!(page.contains(expected), "{expected}");
        }
        for element in ["section", "table", "tbody", "tr", "th", "td", "div", "p", "main"] {
            let opened =
                page.matches(&format!("<{element}>")).count() + page.matches(&format!("<{element} ")).count();
            let closed = page.matches(&format!("</{element}>")).count();
            assert_eq!(opened, closed, "{element}");
        }
    }

    #[test]
    fn below_the_minimum_no_share_is_shown() {
        let page = shown(9);
        assert!(
            page.contains("–<br><span class=\"interval\">n = 6</span>"),
            "{page}"
        );
        let body = page.split("<h1>").nth(1).unwrap();
        assert!(!body.contains("100,0 %"), "{body}");
    }
}
