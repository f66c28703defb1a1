//! Tests of the public interface: without weights on a tiny random model, with weights where they are.

mod reference;
mod tiny;
mod without_weights;
