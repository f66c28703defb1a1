//! How often one letter follows another in German: the table behind the usability check.
use std::path::Path;

/// Letters that are told apart; everything else ends a word.
const LETTERS: &str = " abcdefghijklmnopqrstuvwxyzäöüß";

/// Prints the table for the text of all files of a directory, mark-up left out.
pub(crate) fn print(directory: &Path) {
    let letters: Vec<char> = LETTERS.chars().collect();
    let mut counts = vec![vec![1.0_f64; letters.len()]; letters.len()];
    for entry in std::fs::read_dir(directory).expect("directory").flatten() {
        let Ok(text) = std::fs::read_to_string(entry.path()) else {
            continue;
        };
        let (mut previous, mut is_markup) = (0, false);
        for character in text.chars() {
            match character {
                '<' | '&' => is_markup = true,
                '>' | ';' => is_markup = false,
                _ if is_markup => {}
                _ => {
                    let lower = character.to_lowercase().next().unwrap_or(' ');
                    let next = letters.iter().position(|&letter| letter == lower).unwrap_or(0);
                    if previous != 0 || next != 0 {
                        counts[previous][next] += 1.0;
                    }
                    previous = next;
                }
            }
        }
    }
    println!("/// Tenths of a nat; row: letter before, column: letter behind.");
    println!("pub(super) const PAIR_COST: [[u8; {0}]; {0}] = [", letters.len());
    for row in &counts {
        let sum: f64 = row.iter().sum();
        let costs: Vec<String> = row
            .iter()
            .map(|count| ((-(count / sum).ln() * 10.0).round().min(120.0)).to_string())
            .collect();
        println!("    [{}],", costs.join(", "));
    }
    println!("];");
}
