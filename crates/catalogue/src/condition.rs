//! The condition language of the blueprint (`==`, `!=`, `in {}`, `has`, `<`, `<=`, `>`, `>=`, `present()`, `age()`,
//! `any(member.x)`, `and`, `or`, `not`): parsed when the blueprint is read, evaluated in three-valued logic.
use std::collections::{BTreeMap, BTreeSet};

use aktenlage_domain::ids::FieldId;
use time::Date;

use crate::service::{Label, ServiceDefinition};

mod evaluate;
mod parse;
mod words;

/// What is known about an application when a condition is evaluated.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    /// Known values. `Some(None)`: known to be absent (the form asks for it and the applicant left it empty);
    /// no entry: unknown (not read, abstained, or not on the form). Sets of codes are one text with the ids
    /// separated by commas.
    pub values: BTreeMap<FieldId, Option<String>>,
    /// Date of receipt, for `age()`.
    pub received_on: Option<Date>,
}

/// Result of a condition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Truth {
    /// It holds.
    True,
    /// It does not hold.
    False,
    /// It depends on these fields, which are unknown (or, except in `present()`, empty). Sorted, without repetition.
    Undetermined(Vec<FieldId>),
}

/// Why a text is not a condition.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ConditionError {
    /// The text ends before the condition does.
    #[error("the condition is incomplete")]
    Incomplete,
    /// Something else was expected at this place.
    #[error("unexpected `{found}` at character {position}")]
    Unexpected {
        /// What stands there.
        found: String,
        /// Where, counted from 1.
        position: usize,
    },
    /// A name in capitals that is not a constant of the language.
    #[error("`{0}` is not a known constant")]
    UnknownConstant(String),
    /// More levels of parentheses than anybody writes.
    #[error("the condition is nested too deeply")]
    TooDeep,
}

/// A parsed condition.
#[derive(Clone, Debug, PartialEq)]
pub struct Condition {
    source: String,
    expression: Expression,
}

impl Condition {
    /// Reads a condition.
    pub fn parse(source: &str) -> Result<Self, ConditionError> {
        Ok(Self {
            source: source.to_owned(),
            expression: parse::parse(source)?,
        })
    }

    /// Its text in the blueprint.
    pub fn source(&self) -> &str {
        &self.source
    }

    /// What it says, in German and English, with the labels of the service's fields and options.
    pub fn in_words(&self, service: &ServiceDefinition) -> Label {
        words::in_words(&self.expression, service)
    }

    /// Evaluates it. Unknown inputs make it undetermined unless the rest decides (strong Kleene logic).
    pub fn evaluate(&self, facts: &Facts) -> Truth {
        evaluate::evaluate(&self.expression, facts)
    }

    /// The fields it reads, as written: `member.x` stands for the field of every household member.
    pub fn fields(&self) -> Vec<FieldId> {
        let mut paths = BTreeSet::new();
        self.expression.visit(&mut |expression| match expression {
            Expression::Present(left)
            | Expression::Flag(left)
            | Expression::European(left)
            | Expression::Compare { left, .. }
            | Expression::Has { left, .. }
            | Expression::Among { left, .. } => {
                paths.insert(left.path());
            }
            Expression::And(_) | Expression::Or(_) | Expression::Not(_) | Expression::Any(_) => {}
        });
        paths.into_iter().map(FieldId::new).collect()
    }

    /// The words that it compares fields with, to be checked against the options of coded fields.
    pub(crate) fn words(&self) -> Vec<(FieldId, String)> {
        let mut words = Vec::new();
        self.expression.visit(&mut |expression| match expression {
            Expression::Compare { left, right, .. } => words.push((FieldId::new(left.path()), right.clone())),
            Expression::Has { left, right } | Expression::Among { left, right } => {
                words.extend(right.iter().map(|word| (FieldId::new(left.path()), word.clone())));
            }
            Expression::Present(_)
            | Expression::Flag(_)
            | Expression::European(_)
            | Expression::And(_)
            | Expression::Or(_)
            | Expression::Not(_)
            | Expression::Any(_) => {}
        });
        words
    }
}

/// Something with a value: a field, or the age of a person on the date of receipt.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Operand {
    Field(String),
    Age(String),
}

impl Operand {
    /// The field it reads.
    fn path(&self) -> String {
        match self {
            Self::Field(path) => path.clone(),
            Self::Age(person) => format!("{person}.date_of_birth"),
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Comparison {
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

#[derive(Clone, Debug, PartialEq)]
enum Expression {
    And(Vec<Self>),
    Or(Vec<Self>),
    Not(Box<Self>),
    Any(Box<Self>),
    Present(Operand),
    Flag(Operand),
    Compare {
        left: Operand,
        comparison: Comparison,
        right: String,
    },
    Has {
        left: Operand,
        right: Vec<String>,
    },
    Among {
        left: Operand,
        right: Vec<String>,
    },
    European(Operand),
}

impl Expression {
    fn visit(&self, visitor: &mut impl FnMut(&Self)) {
        visitor(self);
        match self {
            Self::And(parts) | Self::Or(parts) => parts.iter().for_each(|part| part.visit(visitor)),
            Self::Not(inner) | Self::Any(inner) => inner.visit(visitor),
            Self::Present(_)
            | Self::Flag(_)
            | Self::Compare { .. }
            | Self::Has { .. }
            | Self::Among { .. }
            | Self::European(_) => {}
        }
    }
}
