//! Says a condition in words, with the labels of the fields and options that it reads.
use aktenlage_domain::ids::FieldId;

use super::{Comparison, Expression, Operand};
use crate::service::{FieldDefinition, Label, ServiceDefinition};

/// One condition in German and English.
pub(super) fn in_words(expression: &Expression, service: &ServiceDefinition) -> Label {
    let in_language = |phrases: &'static Phrases| Speaker { service, phrases }.say(expression, Sense::Holds);
    Label {
        de: in_language(&GERMAN),
        en: in_language(&ENGLISH),
    }
}

/// Whether an expression is said as it stands or as its contrary.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sense {
    Holds,
    Fails,
}

impl Sense {
    fn turned(self) -> Self {
        match self {
            Self::Holds => Self::Fails,
            Self::Fails => Self::Holds,
        }
    }
}

struct Phrases {
    label: fn(&Label) -> &str,
    and: &'static str,
    or: &'static str,
    not: &'static str,
    yes: &'static str,
    no: &'static str,
    given: &'static str,
    not_given: &'static str,
    age: &'static str,
    less: &'static str,
    at_most: &'static str,
    more: &'static str,
    at_least: &'static str,
    european: &'static str,
    not_european: &'static str,
    somebody: &'static str,
    nobody: &'static str,
}

const GERMAN: Phrases = Phrases {
    label: |label| &label.de,
    and: " und ",
    or: " oder ",
    not: "nicht ",
    yes: "ja",
    no: "nein",
    given: "angegeben",
    not_given: "nicht angegeben",
    age: "Alter nach",
    less: "unter ",
    at_most: "höchstens ",
    more: "mehr als ",
    at_least: "mindestens ",
    european: "EU, EWR oder Schweiz",
    not_european: "außerhalb von EU, EWR und Schweiz",
    somebody: " (für eine Person des Haushalts)",
    nobody: " (für alle Personen des Haushalts)",
};

const ENGLISH: Phrases = Phrases {
    label: |label| &label.en,
    and: " and ",
    or: " or ",
    not: "not ",
    yes: "yes",
    no: "no",
    given: "stated",
    not_given: "not stated",
    age: "age by",
    less: "under ",
    at_most: "at most ",
    more: "more than ",
    at_least: "at least ",
    european: "EU, EEA or Switzerland",
    not_european: "outside the EU, the EEA and Switzerland",
    somebody: " (for one person of the household)",
    nobody: " (for every person of the household)",
};

struct Speaker<'s> {
    service: &'s ServiceDefinition,
    phrases: &'s Phrases,
}

impl Speaker<'_> {
    fn say(&self, expression: &Expression, sense: Sense) -> String {
        let phrases = self.phrases;
        let holds = sense == Sense::Holds;
        match expression {
            Expression::Not(inner) => self.say(inner, sense.turned()),
            Expression::And(parts) => self.join(parts, sense, if holds { phrases.and } else { phrases.or }),
            Expression::Or(parts) => self.join(parts, sense, if holds { phrases.or } else { phrases.and }),
            Expression::Any(inner) => {
                let whom = if holds { phrases.somebody } else { phrases.nobody };
                format!("{}{whom}", self.say(inner, sense))
            }
            Expression::Present(operand) => {
                let state = if holds { phrases.given } else { phrases.not_given };
                format!("{} {state}", self.label(operand))
            }
            Expression::Flag(operand) => {
                let answer = if holds { phrases.yes } else { phrases.no };
                format!("{}: {answer}", self.label(operand))
            }
            Expression::Compare {
                left,
                comparison,
                right,
            } => {
                let comparison = if holds { *comparison } else { comparison.contrary() };
                format!("{}: {}", self.label(left), self.compared(left, comparison, right))
            }
            Expression::Has { left, right } | Expression::Among { left, right } => {
                let options: Vec<String> = right.iter().map(|word| self.option(left, word)).collect();
                let not = if holds { "" } else { phrases.not };
                format!("{}: {not}{}", self.label(left), options.join(phrases.or))
            }
            Expression::European(operand) => {
                let place = if holds {
                    phrases.european
                } else {
                    phrases.not_european
                };
                format!("{}: {place}", self.label(operand))
            }
        }
    }

    fn join(&self, parts: &[Expression], sense: Sense, word: &str) -> String {
        let said = |part: &Expression| {
            let text = self.say(part, sense);
            if parts.len() > 1 && matches!(part, Expression::And(_) | Expression::Or(_)) {
                format!("({text})")
            } else {
                text
            }
        };
        parts.iter().map(said).collect::<Vec<_>>().join(word)
    }

    fn compared(&self, left: &Operand, comparison: Comparison, right: &str) -> String {
        let phrases = self.phrases;
        let prefix = match (comparison, right) {
            (Comparison::Equal, "false") | (Comparison::NotEqual, "true") => return phrases.no.to_owned(),
            (Comparison::Equal, "true") | (Comparison::NotEqual, "false") => return phrases.yes.to_owned(),
            (Comparison::Equal, _) => "",
            (Comparison::NotEqual, _) => phrases.not,
            (Comparison::Less, _) => phrases.less,
            (Comparison::LessOrEqual, _) => phrases.at_most,
            (Comparison::Greater, _) => phrases.more,
            (Comparison::GreaterOrEqual, _) => phrases.at_least,
        };
        format!("{prefix}{}", self.option(left, right))
    }

    /// The label of the field that is read; its id where the blueprint has no such field.
    fn label(&self, operand: &Operand) -> String {
        let path = operand.path();
        let label = self
            .field(&path)
            .map_or(path.as_str(), |field| (self.phrases.label)(&field.label));
        match operand {
            Operand::Field(_) => label.to_owned(),
            Operand::Age(_) => format!("{} {label}", self.phrases.age),
        }
    }

    /// The label of an option; numbers and dates as they are.
    fn option(&self, operand: &Operand, word: &str) -> String {
        let option = self
            .field(&operand.path())
            .and_then(|field| field.options.iter().find(|option| option.id == word));
        option.map_or_else(
            || word.to_owned(),
            |option| (self.phrases.label)(&option.label).to_owned(),
        )
    }

    /// What is asked of every member may be listed without a person.
    fn field(&self, path: &str) -> Option<&FieldDefinition> {
        let find = |id: &str| self.service.field(&FieldId::new(id));
        find(path).or_else(|| find(path.strip_prefix("member.")?))
    }
}

impl Comparison {
    fn contrary(self) -> Self {
        match self {
            Self::Equal => Self::NotEqual,
            Self::NotEqual => Self::Equal,
            Self::Less => Self::GreaterOrEqual,
            Self::LessOrEqual => Self::Greater,
            Self::Greater => Self::LessOrEqual,
            Self::GreaterOrEqual => Self::Less,
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::condition::Condition;
    use crate::load;

    fn words(service: &str, condition: &str) -> (String, String) {
        let (catalogue, _) = load(None);
        let service = catalogue.service(&service.into()).unwrap();
        let label = Condition::parse(condition).unwrap().in_words(service);
        (label.de, label.en)
    }

    #[test]
    fn options_and_negations_are_said_in_words() {
        let (german, english) = words(
            "housing_benefit_rent",
            "dwelling.tenure in {rent, sublet} and not (maintenance.paid == true)",
        );
        assert!(!german.contains('_') && !german.contains("=="), "{german}");
        assert!(
            german.contains(" oder ") && german.contains(" und ") && german.ends_with(": nein"),
            "{german}"
        );
        assert!(english.contains(" or ") && english.ends_with(": no"), "{english}");
    }

    #[test]
    fn ages_and_members_are_said_in_words() {
        let (german, _) = words("housing_benefit_rent", "any(age(member) < 18)");
        assert!(
            german.starts_with("Alter nach ") && german.contains(": unter 18 (für eine Person"),
            "{german}"
        );
        let (german, _) = words("housing_benefit_rent", "any(member.nationality not in EU_EEA_CH)");
        assert!(german.contains("außerhalb von EU"), "{german}");
    }

    /// Whoever adds a service sees at once when a condition reads a field without a label.
    #[test]
    fn every_condition_of_the_blueprint_can_be_said() {
        let (catalogue, _) = load(None);
        for service in &catalogue.services {
            for requirement in &service.evidence {
                let Some(condition) = &requirement.when else {
                    continue;
                };
                let said = condition.in_words(service);
                for text in [&said.de, &said.en] {
                    let is_raw = text.split([' ', ':', '(', ')']).any(|word| {
                        word.contains('_')
                            || (word.contains('.')
                                && word.ends_with(char::is_alphabetic)
                                && word.starts_with(|c: char| c.is_ascii_lowercase()))
                    });
                    assert!(!is_raw, "{} {}: {text}", service.key, requirement.id);
                }
            }
        }
    }
}
