//! Turns documents and rules into suggestions with evidence, or abstains with a reason.
