//! How authors of forms name fields: by what they ask for, shortened, or not at all.
use std::collections::BTreeSet;

use crate::generate::random::Chance;

/// Names of the fields of one form.
#[derive(Clone, Debug)]
pub(super) struct Names {
    habit: usize,
    begin: i64,
    taken: BTreeSet<String>,
    count: i64,
}

impl Names {
    /// As the author of a layout does it.
    pub(super) fn of(author: &mut Chance) -> Self {
        Self {
            habit: author.below(4),
            begin: author.between(0, 40),
            taken: BTreeSet::new(),
            count: 0,
        }
    }

    /// The name of the next field; `sort` is what an editor calls fields that nobody names.
    pub(super) fn next(&mut self, sort: &str, label: &str) -> String {
        self.count += 1;
        let number = self.begin + self.count;
        let words: Vec<String> = label
            .split(|letter: char| !letter.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .map(str::to_lowercase)
            .collect();
        let name = match self.habit {
            0 if !words.is_empty() => words.iter().take(4).cloned().collect::<Vec<_>>().join("_"),
            1 if !words.is_empty() => words.iter().take(3).map(|word| shortened(word)).collect(),
            2 => format!("{sort}{number}"),
            _ => format!("F{number:03}"),
        };
        let mut unique = name.clone();
        let mut again = 1;
        while !self.taken.insert(unique.clone()) {
            again += 1;
            unique = format!("{name}_{again}");
        }
        unique
    }

    /// The export value of an option of a group, by its place from 0.
    pub(super) fn option(&self, index: usize) -> String {
        match self.habit {
            0 => format!("Auswahl{}", index + 1),
            1 => index.to_string(),
            2 => format!("Wahl{}", index + 1),
            _ => format!("{}", index + 1),
        }
    }
}

/// The first letters, the first one large.
fn shortened(word: &str) -> String {
    let mut letters = word.chars();
    let first = letters.next().map(char::to_uppercase);
    first.into_iter().flatten().chain(letters.take(3)).collect()
}
