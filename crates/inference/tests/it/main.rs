//! Tests of the public interface: without weights on a tiny random model, with weights where they are.

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test fails by panicking and says on standard output what it skipped"
)]

mod reference;
mod tiny;
mod without_weights;
