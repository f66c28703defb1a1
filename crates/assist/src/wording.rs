//! German sentences for remarks, for the command line. The workbench has its own, in both languages.
use aktenlage_domain::suggestion::Remark;

use crate::remark as code;

/// One sentence, or the code itself if it is unknown.
#[expect(clippy::too_many_lines, reason = "a table of sentences")]
pub fn german(remark: &Remark) -> String {
    if let Some(part) = about_page(remark) {
        return format!("Seite {}: {part}.", remark.parameter("page").unwrap_or("?"));
    }
    let parameter = |name: &str| remark.parameter(name).unwrap_or("?");
    match remark.code.as_str() {
        code::READ_FROM_PICTURE => format!(
            "Aus dem Bild der Seite gelesen, Erkennung {} %.",
            parameter("percent")
        ),
        code::LEFT_EMPTY => "Feld im Formular leer gelassen.".to_owned(),
        code::FORM_FIELD => format!("Aus dem Formularfeld „{}“.", parameter("label")),
        code::PRINTED_LABEL => format!("Steht neben „{}“.", parameter("label")),
        code::LABEL_BY_MEANING => {
            "Die Beschriftung ist nicht bekannt; ihrer Bedeutung nach fragt sie danach.".to_owned()
        }
        code::SPLIT_FROM_BOX => "Das Feld des Formulars enthält mehrere Angaben.".to_owned(),
        code::CONTRADICTION => "An anderer Stelle steht etwas anderes.".to_owned(),
        code::CHECK_PASSED => format!("Prüfung bestanden: {}.", check(parameter("check"))),
        code::CHECK_FAILED => format!("Prüfung nicht bestanden: {}.", check(parameter("check"))),
        code::NOT_ON_FORM => "Das Formular fragt nicht danach.".to_owned(),
        code::SEVERAL_TICKED => "Mehrere Kästchen sind angekreuzt.".to_owned(),
        code::TICK_UNSURE => "Ob dieses Kästchen angekreuzt ist, ist nicht sicher: bitte ansehen.".to_owned(),
        code::NO_TICK_SEEN => "Auf dem Bild ist keines der gefundenen Kästchen angekreuzt.".to_owned(),
        code::TICK_ON_PAPER => format!("Kreuz auf Papier, erkannt mit {} %.", parameter("percent")),
        code::NO_TEXT_SEEN => "Im Feld des Formulars ist nichts zu lesen.".to_owned(),
        code::FORM_RECOGNISED => format!(
            "Bekanntes Formular „{}“ (Vorlage {}).",
            parameter("form"),
            parameter("version")
        ),
        code::FORM_OTHER_EDITION => format!(
            "Bekanntes Formular „{}“, andere Ausgabe als Vorlage {}. Verschoben: {}. Neu: {}. Entfallen: {}.",
            parameter("form"),
            parameter("version"),
            parameter("moved"),
            parameter("appeared"),
            parameter("vanished")
        ),
        code::FORM_EDITION_UNSURE => format!(
            "Bekanntes Formular „{}“, zu wenig lesbar für die Vorlage {}.",
            parameter("form"),
            parameter("version")
        ),
        code::TEMPLATE_FIELD => format!(
            "Feld „{}“ nach der Vorlage „{}“ ({}).",
            parameter("field"),
            parameter("form"),
            parameter("version")
        ),
        code::SIGNATURE_SEEN => "An der Stelle der Unterschrift steht Handschrift.".to_owned(),
        code::NO_SIGNATURE_SEEN => "An der Stelle der Unterschrift steht nichts.".to_owned(),
        code::SIGNATURE_UNSURE => "Ob das eine Unterschrift ist, ist nicht sicher: bitte ansehen.".to_owned(),
        code::DIGITAL_SIGNATURE => {
            "Die Datei trägt eine digitale Signatur; sie wurde nicht geprüft.".to_owned()
        }
        code::HANDWRITTEN => "Hier steht Handschrift, die nicht gelesen wird.".to_owned(),
        code::DUPLICATE_DOCUMENT => format!("Dasselbe Dokument wie {}.", parameter("document")),
        code::DUPLICATE_PAGE => format!(
            "Seite {} ist dieselbe wie Seite {} von {}.",
            parameter("page"),
            parameter("other_page"),
            parameter("document")
        ),
        code::RESCANNED_PAGE => format!(
            "Seite {} sieht aus wie Seite {} von {}, noch einmal gescannt.",
            parameter("page"),
            parameter("other_page"),
            parameter("document")
        ),
        code::REQUIRED_BUT_EMPTY => "Pflichtangabe fehlt.".to_owned(),
        code::TITLE_FOUND => format!("Überschrift „{}“.", parameter("title")),
        code::PHRASES_FOUND => format!("Typische Wörter gefunden ({}).", parameter("count")),
        code::MEANING_SIMILAR => "Der Text ähnelt den Beispielen.".to_owned(),
        code::NONE_OF_KNOWN => "Passt zu keiner der hinterlegten Arten oder Leistungen.".to_owned(),
        code::WORDS_SPEAK => "Die Wörter der markierten Zeilen sprechen am meisten dafür.".to_owned(),
        code::MAY_BE => format!(
            "Könnte sein: {}. Anderes ist auszuschließen.",
            parameter("labels")
        ),
        code::MAY_BE_NONE => "Passt zu keiner der gelernten Unterlagen.".to_owned(),
        code::BELOW_TARGET => format!(
            "Nicht sicher genug: {} % richtige Vorschläge wären so nicht zu halten.",
            parameter("percent")
        ),
        code::FROM_DOCUMENT => format!("Nach dem Dokument {}.", parameter("document")),
        code::CONFUSED_WITH => format!("Genannt wird auch „{}“.", parameter("phrase")),
        code::SETTLED_BY_PERSON => "Von einer Person festgelegt.".to_owned(),
        code::DOCUMENT_FOUND => format!("Liegt vor: {}.", parameter("documents")),
        code::CONDITION_TRUE => format!("Nötig und nicht dabei. Grund: {}.", parameter("condition_de")),
        code::ALWAYS_REQUIRED => "Immer nötig und nicht dabei.".to_owned(),
        code::CONDITION_FALSE => format!(
            "Nötig nur, wenn: {}. Das trifft nicht zu.",
            parameter("condition_de")
        ),
        code::CONDITION_OPEN => format!(
            "Nötig, wenn: {}. Offen: {}.",
            parameter("condition_de"),
            parameter("labels")
        ),
        code::MUST_NOT_BE_DEMANDED => "Darf nicht verlangt werden.".to_owned(),
        code::VOLUNTARY => "Freiwillig.".to_owned(),
        code::AUTHORITY_QUERIES_FIRST => "Die Behörde fragt zuerst selbst ab.".to_owned(),
        code::ONLY_WITH_REASON => "Nur mit Begründung im Einzelfall verlangen.".to_owned(),
        code::UNREADABLE_DOCUMENT_MAY_SATISFY => {
            format!(
                "Könnte dabei sein, aber nicht erkannt: {}.",
                parameter("documents")
            )
        }
        code::KIND_UNSURE => format!("Die Dokumentart ist nicht sicher: {}.", parameter("documents")),
        code::FRESHNESS => format!("Aktualität: {}.", parameter("freshness")),
        code::SERVICE_NOT_IN_FORCE => format!(
            "Am Tag des Eingangs ({}) galt keine hinterlegte Fassung; geprüft nach der Fassung {} bis {}.",
            parameter("received_on"),
            parameter("valid_from"),
            parameter("valid_to")
        ),
        code::REGULATIONS_EMPTY => "Keine Rechtstexte importiert.".to_owned(),
        code::NORMS_CITED => format!("Rechtsgrundlage: {}.", parameter("citations")),
        code::NORMS_FOUND => format!("Die Suche fand außerdem: {}.", parameter("citations")),
        other => other.to_owned(),
    }
}

/// One line for each page that the remarks of a rescan or a division name: `Seite 3: zu dunkel, 41 % der Wörter unsicher`.
pub fn german_pages(remarks: &[Remark]) -> Vec<String> {
    let mut lines: Vec<(&str, Vec<String>)> = Vec::new();
    for remark in remarks {
        let (Some(page), Some(part)) = (remark.parameter("page"), about_page(remark)) else {
            continue;
        };
        match lines.last_mut() {
            Some((last, parts)) if *last == page => parts.push(part),
            _ => lines.push((page, vec![part])),
        }
    }
    let line = |(page, parts): (&str, Vec<String>)| format!("Seite {page}: {}", parts.join(", "));
    lines.into_iter().map(line).collect()
}

/// What is wrong with a page, or tells that a document begins on it; `None` for remarks about something else.
fn about_page(remark: &Remark) -> Option<String> {
    let parameter = |name: &str| remark.parameter(name).unwrap_or("?");
    Some(match remark.code.as_str() {
        code::PAGE_NOT_WHOLE => "das Bild ist beschädigt oder nicht ganz da".to_owned(),
        code::PAGE_POOR => format!("{} % der Wörter unsicher", parameter("percent")),
        code::PAGE_UNREADABLE => format!("nicht lesbar, {} % der Wörter unsicher", parameter("percent")),
        code::PAGE_CUT_OFF => format!("am Rand abgeschnitten ({} Wörter)", parameter("words")),
        code::PAGE_TOO_DARK => format!("zu dunkel (Papier nur zu {} % hell)", parameter("percent")),
        code::PAGE_TOO_LIGHT => format!("Druck zu blass (zu {} % hell)", parameter("percent")),
        code::PAGE_LOW_CONTRAST => format!("zu wenig Kontrast ({} %)", parameter("percent")),
        code::PAGE_LOW_RESOLUTION => format!("zu grob aufgelöst ({} dpi)", parameter("dpi")),
        code::PAGE_BLURRED => format!("unscharf (Kanten {} µm breit)", parameter("micrometres")),
        code::PAGE_SKEWED => format!("zu schief ({} Grad)", parameter("degrees")),
        code::BEGINS_WITH_FORM => format!("erste Seite des Formulars „{}“", parameter("form")),
        code::BEGINS_WITH_COUNT => format!("zählt neu („{}“)", parameter("text")),
        code::BEGINS_WITH_TITLE => format!("Titel „{}“", parameter("title")),
        code::BEGINS_WITH_LETTER => format!("Anfang eines Schreibens („{}“)", parameter("text")),
        code::BEGINS_AFTER_SEPARATOR => format!("nach dem Trennblatt auf Seite {}", parameter("separator")),
        code::BEGINS_AFTER_BLANK => "nach einer leeren Seite".to_owned(),
        code::BEGINS_AFTER_LAST => format!("nach einer letzten Seite („{}“)", parameter("text")),
        code::COUNT_DOES_NOT_FOLLOW => {
            format!("zählt anders als die Seite davor („{}“)", parameter("text"))
        }
        code::PAGE_FORMAT_DIFFERS => "anderes Format als die Seite davor".to_owned(),
        code::PAGE_SOURCE_DIFFERS => "anders entstanden als die Seite davor (Bild oder Text)".to_owned(),
        code::LEFT_OUT_BLANK => "leer, bleibt nur im Scan".to_owned(),
        code::LEFT_OUT_SEPARATOR => "Trennblatt, bleibt nur im Scan".to_owned(),
        _ => return None,
    })
}

fn check(name: &str) -> &'static str {
    match name {
        "iban" => "Prüfziffer der IBAN",
        "tax_id" => "Prüfziffer der Steuer-ID",
        "date" => "Kalenderdatum",
        "postal_code" => "Postleitzahl",
        "money" => "Betrag",
        "vin" => "Fahrzeug-Identifizierungsnummer",
        "plate" => "Kennzeichen",
        "email" => "E-Mail-Adresse",
        "phone" => "Telefonnummer",
        "integer" | "decimal" => "Zahl",
        _ => "Form der Angabe",
    }
}
