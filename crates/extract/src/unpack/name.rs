//! Names of files that strangers chose: for reading only, never a path.

/// Longest name that is kept, in characters.
const NAME_CHARACTERS: usize = 200;
/// Most folders that are kept of a name.
const NAME_FOLDERS: usize = 8;

/// A name as it may be shown: folders separated by `/`, without `.` and `..`, without control characters and
/// without characters that turn the direction of writing (which make `fdp.exe` out of `exe.pdf`). May be empty.
pub fn clean_name(sent: &str) -> String {
    let mut components: Vec<String> = sent
        .split(['/', '\\'])
        .map(clean_component)
        .filter(|component| !matches!(component.as_str(), "" | "." | ".."))
        .collect();
    let first = components.len().saturating_sub(NAME_FOLDERS + 1);
    components.drain(..first);
    components.join("/")
}

/// The name without its folders.
pub fn last_name(clean: &str) -> &str {
    clean.rsplit('/').next().unwrap_or(clean)
}

fn clean_component(component: &str) -> String {
    let turns_direction = |character: char| matches!(character, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let clean: String = component
        .chars()
        .filter(|&character| !character.is_control() && !turns_direction(character))
        .take(NAME_CHARACTERS)
        .collect();
    clean.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_no_paths() {
        for (sent, clean) in [
            ("Antrag.pdf", "Antrag.pdf"),
            (
                "Anlagen/2026/Mietvertrag Müller.pdf",
                "Anlagen/2026/Mietvertrag Müller.pdf",
            ),
            ("../../etc/passwd", "etc/passwd"),
            ("C:\\Users\\x\\..\\Antrag.pdf", "C:/Users/x/Antrag.pdf"),
            ("/etc/cron.d/x", "etc/cron.d/x"),
            ("a\0b\r\n.pdf", "ab.pdf"),
            ("Rechnung\u{202e}fdp.exe", "Rechnungfdp.exe"),
            (" ./.. ", ""),
            ("", ""),
        ] {
            assert_eq!(clean_name(sent), clean, "{sent:?}");
        }
        assert_eq!(last_name("Anlagen/2026/a.pdf"), "a.pdf");
        assert_eq!(last_name("a.pdf"), "a.pdf");
        assert_eq!(clean_name(&"ü".repeat(1_000)).chars().count(), 200);
        assert_eq!(clean_name(&"a/".repeat(1_000)).split('/').count(), 9);
    }
}
