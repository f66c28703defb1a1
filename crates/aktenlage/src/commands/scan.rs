//! How the commands show what is known about a scan: its quality, and its transfer note.
use aktenlage_domain::document::IssueCode;
use aktenlage_domain::scan::PageScan;
use aktenlage_domain::transfer::TransferNote;
use serde_json::{Value, json};

use super::input::rounded;

/// Quality of a page; members are only added.
pub(crate) fn to_json(scan: &PageScan) -> Value {
    let measures = &scan.measures;
    json!({
        "verdict": scan.verdict.as_str(),
        "reasons": scan.reasons.iter().map(|code| code.as_str()).collect::<Vec<_>>(),
        "steps": scan.steps.iter().map(|step| step.as_str()).collect::<Vec<_>>(),
        "words": measures.words,
        "unsure_words": measures.unsure_words,
        "unsure_percent": measures.unsure_percent(),
        "confidence": rounded(measures.confidence),
        "dots_per_inch": [rounded(measures.dots_per_inch.0), rounded(measures.dots_per_inch.1)],
        "is_resolution_assumed": measures.is_resolution_assumed,
        "paper": rounded(measures.paper),
        "print": rounded(measures.print),
        "contrast": rounded(measures.contrast()),
        "edge_width_mm": measures.edge_width_mm.map(rounded),
        "skew_degrees": rounded(measures.skew_degrees),
        "words_cut_off": measures.words_cut_off,
        "colour": measures.colour.map(aktenlage_domain::scan::ScanColour::as_str),
        "quarter_turns": scan.quarter_turns,
    })
}

/// A transfer note; members are only added.
pub(crate) fn note_to_json(note: &TransferNote) -> Value {
    let entries: Vec<Value> = note
        .entries
        .iter()
        .map(|entry| {
            json!({
                "item": entry.item.as_str(),
                "value": entry.value,
                "source": entry.source.as_str(),
                "place": entry.place,
            })
        })
        .collect();
    json!({
        "entries": entries,
        "open": note.open_items().map(aktenlage_domain::transfer::TransferItem::as_str).collect::<Vec<_>>(),
    })
}

/// `poor: too dark (paper 31 % bright), 41 % of the words unsure; 200 x 200 dpi, skew 0.4 degrees`
pub(crate) fn in_words(scan: &PageScan) -> String {
    let measures = &scan.measures;
    let percent = |share: f32| (share * 100.0).round();
    let known = [
        (
            IssueCode::ScanCutOff,
            format!("cut off at the edge ({} words)", measures.words_cut_off),
        ),
        (
            IssueCode::ScanTooDark,
            format!("too dark (paper {} % bright)", percent(measures.paper)),
        ),
        (
            IssueCode::ScanTooLight,
            format!("print too pale ({} % bright)", percent(measures.print)),
        ),
        (
            IssueCode::ScanLowContrast,
            format!("too little contrast ({} %)", percent(measures.contrast())),
        ),
        (
            IssueCode::ScanLowResolution,
            format!(
                "resolution too low ({:.0} dpi)",
                measures.coarsest_dots_per_inch()
            ),
        ),
        (
            IssueCode::ScanBlurred,
            format!(
                "blurred (edges {:.1} mm wide)",
                measures.edge_width_mm.unwrap_or_default()
            ),
        ),
        (
            IssueCode::ScanSkewed,
            format!("too much askew ({:.0} degrees)", measures.skew_degrees.abs()),
        ),
    ];
    let mut parts: Vec<String> = known
        .into_iter()
        .filter(|(code, _)| scan.reasons.contains(code))
        .map(|(_, words)| words)
        .collect();
    parts.push(format!("{} % of the words unsure", measures.unsure_percent()));
    let (across, down) = measures.dots_per_inch;
    let assumed = if measures.is_resolution_assumed {
        " (assumed)"
    } else {
        ""
    };
    format!(
        "{}: {}; {across:.0} x {down:.0} dpi{assumed}, skew {:.1} degrees",
        scan.verdict,
        parts.join(", "),
        measures.skew_degrees
    )
}

/// One line for each entry, and what is open.
pub(crate) fn print_note(note: &TransferNote) {
    println!("  transfer note");
    for entry in &note.entries {
        let place = entry.place.as_ref().map(|place| format!(", {place}"));
        println!(
            "    {:20} {} ({}{})",
            entry.item.as_str(),
            entry.value,
            entry.source,
            place.unwrap_or_default()
        );
    }
    let open: Vec<&str> = note
        .open_items()
        .map(aktenlage_domain::transfer::TransferItem::as_str)
        .collect();
    println!("    {:20} {}", "open", open.join(", "));
}
