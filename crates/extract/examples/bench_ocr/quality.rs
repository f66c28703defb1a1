//! How well the quality check tells pages that are read badly: pages damaged at several strengths, with the true
//! character error rate beside what the check says.
use std::path::Path;

use aktenlage_extract::read_with_ocr;

use super::damage::Damage;
use super::measure::Seen;
use super::real_forms::limits;
use super::{Sample, raster, write};

/// Character error rates from which a page counts as badly read, and as hardly read at all.
const BAD: f64 = 0.2;
const HOPELESS: f64 = 0.5;
/// Pages with fewer errors are well read: to ask for a new scan of them is a false alarm.
const GOOD: f64 = 0.1;

/// Damages at several strengths.
const DAMAGES: [Damage; 33] = [
    Damage::None,
    Damage::Blur(1),
    Damage::Blur(2),
    Damage::Blur(3),
    Damage::Blur(4),
    Damage::Blur(5),
    Damage::Dark(0.5),
    Damage::Dark(0.3),
    Damage::Dark(0.2),
    Damage::Dark(0.12),
    Damage::Dark(0.07),
    Damage::Pale(0.4),
    Damage::Pale(0.2),
    Damage::Pale(0.12),
    Damage::Pale(0.07),
    Damage::Flat(0.4),
    Damage::Flat(0.2),
    Damage::Flat(0.1),
    Damage::Coarse(150),
    Damage::Coarse(120),
    Damage::Coarse(100),
    Damage::Coarse(85),
    Damage::Coarse(70),
    Damage::Noise(40.0),
    Damage::Noise(80.0),
    Damage::Noise(120.0),
    Damage::Noise(160.0),
    Damage::Skew(2.0),
    Damage::Skew(4.0),
    Damage::Skew(6.0),
    Damage::Skew(10.0),
    Damage::Cut(0.12),
    Damage::Cut(0.25),
];

/// One damaged page: its true errors, and what was said.
struct Outcome {
    rate: f64,
    verdict: String,
    is_clean: bool,
}

/// What is left of all pages and damages.
pub(crate) struct Choice {
    /// Every second page: `tune` the first, third and so on, `test` the others.
    half: Option<usize>,
    /// How damages begin, as they are printed: `Pale`, `Blur(1`.
    damages: Vec<String>,
}

impl Choice {
    /// From arguments such as `test Pale Blur(1`; none chooses everything.
    pub(crate) fn of(arguments: &[String]) -> Self {
        let halves = ["tune", "test"];
        let half = |argument: &String| halves.iter().position(|half| half == argument);
        Self {
            half: arguments.iter().find_map(half),
            damages: arguments
                .iter()
                .filter(|argument| half(argument).is_none())
                .cloned()
                .collect(),
        }
    }

    fn has_page(&self, index: usize) -> bool {
        self.half.is_none_or(|half| index % 2 == half)
    }

    fn has_damage(&self, damage: Damage) -> bool {
        let name = format!("{damage:?}");
        self.damages.is_empty() || self.damages.iter().any(|start| name.starts_with(start))
    }
}

/// Prints a line for each damaged page, separated by tabs, and a table of what was caught.
pub(crate) fn run(samples: &[Sample], choice: &Choice, work: &Path) {
    println!(
        "page\tdamage\terrors\tverdict\treasons\tunsure\tconfidence\tpaper\tprint\tcontrast\tedge mm\tdpi\tskew\tcut"
    );
    let mut outcomes = Vec::new();
    let chosen = samples
        .iter()
        .enumerate()
        .filter(|(index, _)| choice.has_page(*index));
    for (index, sample) in chosen {
        // The seed of the page's noise.
        let number = index as u64 + 1;
        for damage in DAMAGES.into_iter().filter(|damage| choice.has_damage(*damage)) {
            let dots = damage.dots_per_inch();
            let shot = damage.apply(&raster(sample, dots, dots, work), number);
            let file = write::tiff(&[&shot.picture], 8, dots as u32, dots as u32);
            let reading = read_with_ocr(&file, &limits());
            let page = &reading.text.pages[0];
            let (width, height) = (shot.picture.width as f64, shot.picture.height as f64);
            let seen: Vec<Seen> = page
                .words
                .iter()
                .map(|word| Seen::of(word, width, height))
                .collect();
            let rate = sample.truth.compare(&seen, &shot).rate();
            let Some(scan) = &page.scan else {
                println!("{number}\t{damage:?}\t{rate:.3}\t{}", page.source);
                outcomes.push(Outcome {
                    rate,
                    verdict: page.source.to_string(),
                    is_clean: matches!(damage, Damage::None),
                });
                continue;
            };
            let measures = &scan.measures;
            let reasons: Vec<&str> = scan.reasons.iter().map(|reason| reason.as_str()).collect();
            println!(
                "{number}\t{damage:?}\t{rate:.3}\t{}\t{}\t{}\t{:.2}\t{:.2}\t{:.2}\t{:.2}\t{:.2}\t{:.0}\t{:.1}\t{}",
                scan.verdict,
                reasons.join(","),
                measures.unsure_percent(),
                measures.confidence,
                measures.paper,
                measures.print,
                measures.contrast(),
                measures.edge_width_mm.unwrap_or_default(),
                measures.coarsest_dots_per_inch(),
                measures.skew_degrees,
                measures.words_cut_off,
            );
            // What is cut off is missing: no confidence tells that.
            if !matches!(damage, Damage::Cut(_)) {
                outcomes.push(Outcome {
                    rate,
                    verdict: scan.verdict.to_string(),
                    is_clean: matches!(damage, Damage::None),
                });
            }
        }
    }
    let among = |chosen: &dyn Fn(&Outcome) -> bool, said: &dyn Fn(&Outcome) -> bool| {
        let chosen: Vec<&Outcome> = outcomes.iter().filter(|outcome| chosen(outcome)).collect();
        let said = chosen.iter().filter(|outcome| said(outcome)).count();
        format!("{said} of {}", chosen.len())
    };
    let is_flagged = |outcome: &Outcome| ["poor", "unreadable"].contains(&outcome.verdict.as_str());
    let is_blank = |outcome: &Outcome| outcome.verdict == "blank";
    let is_hopeless = |outcome: &Outcome| outcome.verdict == "unreadable";
    println!(
        "flagged with errors from {BAD}: {}",
        among(&|o| o.rate >= BAD, &is_flagged)
    );
    println!(
        "blank with errors from {BAD}: {}",
        among(&|o| o.rate >= BAD, &is_blank)
    );
    println!(
        "flagged with errors from {HOPELESS}: {}",
        among(&|o| o.rate >= HOPELESS, &is_flagged)
    );
    println!(
        "unreadable with errors from {HOPELESS}: {}",
        among(&|o| o.rate >= HOPELESS, &is_hopeless)
    );
    println!(
        "flagged with errors below {GOOD}: {}",
        among(&|o| o.rate < GOOD, &is_flagged)
    );
    println!("flagged without damage: {}", among(&|o| o.is_clean, &is_flagged));
    println!(
        "with errors from {GOOD} of the flagged: {}",
        among(&is_flagged, &|o| o.rate >= GOOD)
    );
}
