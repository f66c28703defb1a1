//! Evaluates conditions in strong Kleene logic: what is unknown stays unknown unless the rest decides.
use std::cmp::Ordering;
use std::collections::BTreeSet;

use aktenlage_domain::clock::date_from_text;
use aktenlage_domain::ids::FieldId;
use time::Date;

use super::{Comparison, Expression, Facts, Operand, Truth};
use crate::nationality::{Membership, european};

/// The name under which a condition speaks of each household member.
const MEMBER: &str = "member";
const MEMBER_COUNT: &str = "household.member_count";
/// No household has more; a misread number must not make the work endless.
const MEMBER_LIMIT: usize = 40;

pub(super) fn evaluate(expression: &Expression, facts: &Facts) -> Truth {
    Evaluation { facts, member: None }.truth(expression)
}

struct Evaluation<'a> {
    facts: &'a Facts,
    /// The person that `member` stands for inside `any()`.
    member: Option<&'a str>,
}

impl Evaluation<'_> {
    fn truth(&self, expression: &Expression) -> Truth {
        match expression {
            Expression::And(parts) => all(parts.iter().map(|part| self.truth(part))),
            Expression::Or(parts) => not(all(parts.iter().map(|part| not(self.truth(part))))),
            Expression::Not(inner) => not(self.truth(inner)),
            Expression::Any(inner) => self.any(inner),
            Expression::Present(operand) => {
                let field = self.field(operand);
                match self.facts.values.get(&field) {
                    Some(value) => from(value.is_some()),
                    None => unknown(field),
                }
            }
            Expression::Flag(operand) => self.with(operand, |value| match value {
                "true" => Some(true),
                "false" => Some(false),
                _ => None,
            }),
            Expression::Compare {
                left,
                comparison,
                right,
            } => self.with(left, |value| compare(value, *comparison, right)),
            Expression::Has { left, right } => self.with(left, |value| {
                Some(members_of(value).any(|member| right.iter().any(|word| word == member)))
            }),
            Expression::Among { left, right } => {
                self.with(left, |value| Some(right.iter().any(|word| equal(value, word))))
            }
            Expression::European(left) => self.with(left, |value| match european(value) {
                Membership::Inside => Some(true),
                Membership::Outside => Some(false),
                Membership::Unknown => None,
            }),
        }
    }

    /// Decides on a known value; unknown, empty and unusable values make it undetermined.
    fn with(&self, operand: &Operand, decide: impl Fn(&str) -> Option<bool>) -> Truth {
        let field = self.field(operand);
        let Some(Some(value)) = self.facts.values.get(&field) else {
            return unknown(field);
        };
        let decision = match operand {
            Operand::Field(_) => decide(value.trim()),
            Operand::Age(_) => self
                .facts
                .received_on
                .and_then(|on| age(date_from_text(value)?, on))
                .and_then(|years| decide(&years.to_string())),
        };
        decision.map_or_else(|| unknown(field), from)
    }

    fn field(&self, operand: &Operand) -> FieldId {
        let path = operand.path();
        match (self.member, path.strip_prefix("member.")) {
            // What belongs to a topic (`income.kinds`) stands without a person on forms when it is the applicant's.
            (Some("applicant"), Some(rest)) if rest.contains('.') => FieldId::new(rest),
            (Some(person), Some(rest)) => FieldId::new(format!("{person}.{rest}")),
            _ => FieldId::new(path),
        }
    }

    /// Whether it holds for the applicant or any other member of the household.
    fn any(&self, inner: &Expression) -> Truth {
        let others = self.other_members();
        let expected = self
            .facts
            .values
            .get(&FieldId::from(MEMBER_COUNT))
            .and_then(Option::as_deref);
        let expected = expected.and_then(|count| count.trim().parse::<usize>().ok());
        let mut people = vec!["applicant".to_owned()];
        people.extend(others.iter().cloned());
        let missing = expected.map_or(0, |count| count.min(MEMBER_LIMIT).saturating_sub(people.len()));
        let unnamed = (1..)
            .map(|number| format!("{MEMBER}{number}"))
            .filter(|name| !others.contains(name));
        people.extend(unnamed.take(missing));

        let mut undetermined = BTreeSet::new();
        if expected.is_none() {
            undetermined.insert(FieldId::from(MEMBER_COUNT));
        }
        for person in &people {
            let evaluation = Evaluation {
                facts: self.facts,
                member: Some(person),
            };
            match evaluation.truth(inner) {
                Truth::True => return Truth::True,
                Truth::False => {}
                Truth::Undetermined(fields) => undetermined.extend(fields),
            }
        }
        decided_unless(undetermined, Truth::False)
    }

    /// Persons other than the applicant about whom something is known: `member1`, `partner`, `child`, `child2` …
    fn other_members(&self) -> BTreeSet<String> {
        let known = self.facts.values.iter().filter(|(_, value)| value.is_some());
        known
            .filter_map(|(field, _)| field.as_str().split_once('.'))
            .map(|(person, _)| person)
            .filter(|person| {
                let role = person.trim_end_matches(|character: char| character.is_ascii_digit());
                (role == MEMBER && *person != MEMBER) || matches!(role, "child" | "partner")
            })
            .map(str::to_owned)
            .collect()
    }
}

fn from(decision: bool) -> Truth {
    if decision { Truth::True } else { Truth::False }
}

fn unknown(field: FieldId) -> Truth {
    Truth::Undetermined(vec![field])
}

fn not(truth: Truth) -> Truth {
    match truth {
        Truth::True => Truth::False,
        Truth::False => Truth::True,
        Truth::Undetermined(fields) => Truth::Undetermined(fields),
    }
}

fn all(parts: impl Iterator<Item = Truth>) -> Truth {
    let mut undetermined = BTreeSet::new();
    for part in parts {
        match part {
            Truth::True => {}
            Truth::False => return Truth::False,
            Truth::Undetermined(fields) => undetermined.extend(fields),
        }
    }
    decided_unless(undetermined, Truth::True)
}

fn decided_unless(undetermined: BTreeSet<FieldId>, otherwise: Truth) -> Truth {
    if undetermined.is_empty() {
        otherwise
    } else {
        Truth::Undetermined(undetermined.into_iter().collect())
    }
}

fn members_of(value: &str) -> impl Iterator<Item = &str> {
    value.split([',', ';', ' ']).filter(|member| !member.is_empty())
}

fn equal(value: &str, word: &str) -> bool {
    match (value.parse::<f64>(), word.parse::<f64>()) {
        (Ok(left), Ok(right)) => left.total_cmp(&right) == Ordering::Equal,
        _ => value == word,
    }
}

fn compare(value: &str, comparison: Comparison, word: &str) -> Option<bool> {
    match comparison {
        Comparison::Equal => return Some(equal(value, word)),
        Comparison::NotEqual => return Some(!equal(value, word)),
        Comparison::Less | Comparison::LessOrEqual | Comparison::Greater | Comparison::GreaterOrEqual => {}
    }
    let order = match (date_from_text(value), date_from_text(word)) {
        (Some(left), Some(right)) => left.cmp(&right),
        _ => value.parse::<f64>().ok()?.total_cmp(&word.parse::<f64>().ok()?),
    };
    Some(match comparison {
        Comparison::Less => order.is_lt(),
        Comparison::LessOrEqual => order.is_le(),
        Comparison::Greater => order.is_gt(),
        Comparison::GreaterOrEqual => order.is_ge(),
        Comparison::Equal => order.is_eq(),
        Comparison::NotEqual => order.is_ne(),
    })
}

/// Completed years; `None` for a birth after the day.
fn age(birth: Date, on: Date) -> Option<i32> {
    let birthday_to_come = (u8::from(on.month()), on.day()) < (u8::from(birth.month()), birth.day());
    let years = on.year() - birth.year() - i32::from(birthday_to_come);
    (birth <= on).then_some(years)
}
