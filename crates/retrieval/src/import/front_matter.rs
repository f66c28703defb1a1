//! The head of a Markdown file: what the text is, who made it, since when it holds.
use aktenlage_domain::clock::date_from_text;
use aktenlage_domain::passage::Level;
use time::Date;

use super::ImportIssue;
use super::gii::german_date;

/// What the head says.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct FrontMatter {
    title: Option<String>,
    law: Option<String>,
    pub(super) level: Level,
    pub(super) valid_from: Option<Date>,
    pub(super) valid_to: Option<Date>,
}

impl FrontMatter {
    /// The short title: as the head says, else the abbreviation in brackets, else the title.
    pub(super) fn law(&self, first_heading: Option<&str>, file: &str) -> String {
        if let Some(law) = &self.law {
            return law.clone();
        }
        let titles = || self.title.as_deref().into_iter().chain(first_heading);
        let title = titles().find_map(abbreviation).or_else(|| {
            // `GEMEINDE BAD BOLL - Hauptsatzung` is named by what follows the municipality.
            titles().next().map(|title| {
                let shouted = |name: &str| name.chars().all(|letter| !letter.is_lowercase());
                match title.split_once(" - ") {
                    Some((name, rest)) if shouted(name) => rest.to_owned(),
                    Some(_) | None => title.to_owned(),
                }
            })
        });
        title.unwrap_or_else(|| file.trim_end_matches(".md").replace('_', " "))
    }
}

/// Splits a file into head and body.
pub(super) fn read<'text>(text: &'text str, file: &str) -> (FrontMatter, &'text str, Vec<ImportIssue>) {
    let mut matter = FrontMatter {
        title: None,
        law: None,
        level: Level::Municipal,
        valid_from: None,
        valid_to: None,
    };
    let mut issues = Vec::new();
    let text = text.trim_start_matches('\u{feff}');
    let head = text
        .strip_prefix("---\n")
        .or_else(|| text.strip_prefix("---\r\n"));
    let Some((head, body)) = head.and_then(|rest| rest.split_once("\n---")) else {
        return (matter, text, issues);
    };
    let mut level = None;
    for line in head.lines() {
        let Some((key, value)) = line.split_once(':') else {
            level = level.or_else(|| level_of_tags(line));
            continue;
        };
        let value = value.trim().trim_matches(['"', '\'']).trim();
        let mut refused = |what: &str| {
            issues.push(ImportIssue::new("front_matter", file, format!("{what}: `{key}`")));
        };
        let date = || date_from_text(value).or_else(|| german_date(value));
        match key.trim() {
            _ if value.is_empty() => {}
            "title" | "titel" => matter.title = Some(value.to_owned()),
            "law" | "kurztitel" | "abkuerzung" => matter.law = Some(value.to_owned()),
            "level" | "ebene" => match level_word(value) {
                Some(found) => level = Some(found),
                None => refused("not a level"),
            },
            "valid_from" | "gueltig_ab" | "inkrafttreten" => match date() {
                Some(found) => matter.valid_from = Some(found),
                None => refused("not a date"),
            },
            "valid_to" | "gueltig_bis" | "ausserkrafttreten" => match date() {
                Some(found) => matter.valid_to = Some(found),
                None => refused("not a date"),
            },
            "tags" => level = level.or_else(|| level_of_tags(value)),
            _ => {}
        }
    }
    matter.level = level.unwrap_or(Level::Municipal);
    let body = body.split_once('\n').map_or("", |(_, body)| body);
    (matter, body, issues)
}

fn level_word(word: &str) -> Option<Level> {
    match word.to_lowercase().as_str() {
        "bund" => Some(Level::Federal),
        "land" => Some(Level::State),
        "gemeinde" | "landkreis" | "bezirk" | "lokal" | "kommune" => Some(Level::Municipal),
        "hinweis" | "hinweise" => Some(Level::Guidance),
        word => word.parse().ok(),
    }
}

fn level_of_tags(tags: &str) -> Option<Level> {
    let tags = tags.split(|letter: char| letter.is_whitespace() || matches!(letter, ',' | '[' | ']'));
    tags.filter_map(|tag| tag.strip_prefix("ebene-"))
        .find_map(level_word)
}

/// `… (KAG)`, `… (Landesverwaltungsverfahrensgesetz - LVwVfG)`, `… (Abfallwirtschaftssatzung)`.
fn abbreviation(title: &str) -> Option<String> {
    let (_, rest) = title.rsplit_once('(')?;
    let (inside, _) = rest.split_once(')')?;
    let last = inside
        .rsplit([' ', '–', '-'])
        .map(str::trim)
        .find(|word| !word.is_empty())?;
    let capitals = last.chars().filter(|letter| letter.is_uppercase()).count();
    let only_word = !inside.trim().contains(' ');
    let name = (capitals >= 2 && last.chars().count() <= 14)
        || (only_word
            && capitals >= 1
            && inside.starts_with(char::is_uppercase)
            && inside.chars().count() > 3);
    let word = if only_word { inside.trim() } else { last };
    name.then(|| word.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heads_are_read_in_both_languages() {
        let (matter, body, issues) = read(
            "---\ntitle: \"Hinweise zum Wohngeld\"\nlaw: Hinweise Wohngeld\nlevel: guidance\nvalid_from: 2026-01-01\n---\n# A\n",
            "a.md",
        );
        assert_eq!((matter.level, body, issues.len()), (Level::Guidance, "# A\n", 0));
        assert_eq!(matter.law(None, "a.md"), "Hinweise Wohngeld");
        assert_eq!(
            matter.valid_from.map(|date| date.to_string()).as_deref(),
            Some("2026-01-01")
        );
        let (matter, _, issues) = read(
            "---\ntitel: Gebührengesetz (GebG)/Teil 2\ngueltig_ab: 1.4.2025\ntags:\n  - ebene-land\n---\nText",
            "b.md",
        );
        assert_eq!((matter.level, issues.len()), (Level::State, 0));
        assert_eq!(matter.law(None, "b.md"), "GebG");
        assert_eq!(
            matter.valid_from.map(|date| date.to_string()).as_deref(),
            Some("2025-04-01")
        );
    }

    #[test]
    fn odd_heads_are_named_and_lose_nothing() {
        let (matter, body, issues) = read("---\nlevel: galaxy\nvalid_to: soon\n---\nText", "c.md");
        assert_eq!((matter.level, body, issues.len()), (Level::Municipal, "Text", 2));
        assert_eq!(
            matter.law(Some("STADT X - Hundesteuersatzung"), "c.md"),
            "Hundesteuersatzung"
        );
        assert_eq!(matter.law(None, "c_d.md"), "c d");
        let (_, body, _) = read("---\nnever closed", "d.md");
        assert_eq!(body, "---\nnever closed");
    }

    #[test]
    fn short_titles_come_from_brackets() {
        for (title, short) in [
            ("Kommunalabgabengesetz (KAG)", Some("KAG")),
            ("Verfahrensgesetz (Landesverfahrensgesetz - LVfG)", Some("LVfG")),
            ("Satzung über Abfälle (Abfallsatzung)", Some("Abfallsatzung")),
            ("Jagdsteuer (aufgehoben)", None),
            ("Satzung nach § 8 (weitere Sonntage)", None),
            ("Hauptsatzung", None),
        ] {
            assert_eq!(abbreviation(title).as_deref(), short, "{title}");
        }
    }
}
