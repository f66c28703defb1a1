//! The whole assistant: small cases, versions of rules, regulations, and real forms where they are.
mod blank_forms;
mod built_in;
mod expected;
mod fields;
// The pages of small documents are made as in the library's own tests.
#[path = "../../src/fixture.rs"]
mod fixture;
mod heads;
mod letters;
mod origins;
mod paper;
mod real_forms;
mod regulations;
mod shadows;
mod shared;
mod small_cases;
mod small_documents;
mod undivided_forms;
mod versions;
