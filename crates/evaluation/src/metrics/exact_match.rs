//! Whether a value is exactly the true one: the whole field, in the normal form of the vocabulary.

/// How values of a type are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comparison {
    /// Letter by letter, with single spaces. The caller hands both in the same Unicode form (NFC).
    Text,
    /// By digits alone.
    Phone,
    /// Upper case, no spaces: IBAN, tax id, VIN, plate.
    Symbols,
    /// Decimals without zeros at the end.
    Number,
}

impl Comparison {
    /// What the words of the blueprint's value types ask for; a type that is not known is compared as text.
    pub fn of_type(word: &str) -> Self {
        match word {
            "phone" => Self::Phone,
            "iban" | "tax_id" | "vin" | "plate" => Self::Symbols,
            "money" | "integer" | "decimal" => Self::Number,
            _ => Self::Text,
        }
    }

    /// Whether both say the same.
    pub fn is_same(self, left: &str, right: &str) -> bool {
        self.normal(left) == self.normal(right)
    }

    fn normal(self, text: &str) -> String {
        match self {
            Self::Text => text.split_whitespace().collect::<Vec<_>>().join(" "),
            Self::Phone => text.chars().filter(char::is_ascii_digit).collect(),
            Self::Symbols => text
                .chars()
                .filter(|character| !character.is_whitespace())
                .collect::<String>()
                .to_uppercase(),
            Self::Number => {
                let text = text.trim();
                if text.contains('.') {
                    text.trim_end_matches('0').trim_end_matches('.').to_owned()
                } else {
                    text.to_owned()
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_compared_as_the_vocabulary_says() {
        let same = |word: &str, left, right| Comparison::of_type(word).is_same(left, right);
        assert!(same("text", "Theresa  Maria ", "Theresa Maria"));
        assert!(!same("text", "Theresa", "Theresa Maria"));
        assert!(!same("text", "brandl", "Brandl"));
        assert!(same("phone", "08141 555-0182", "08141/5550182"));
        assert!(!same("phone", "08141 5550182", "08141 5550183"));
        assert!(same(
            "iban",
            "de02 1203 0000 0000 2020 51",
            "DE02120300000000202051"
        ));
        assert!(same("money", "812.00", "812"));
        assert!(!same("money", "812.00", "821.00"));
        assert!(same("decimal", "64.5", "64.50"));
        assert!(!same("integer", "20", "2"));
        assert!(!same("date", "1987-03-14", "1987-03-15"));
        assert!(same("code", "first", "first"));
    }
}
