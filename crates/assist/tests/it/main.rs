//! The whole assistant: small cases, versions of rules, regulations, and real forms where they are.
mod blank_forms;
mod expected;
mod real_forms;
mod regulations;
mod shared;
mod small_cases;
mod undivided_forms;
mod versions;
