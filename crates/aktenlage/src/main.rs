//! The command line of Aktenlage.
fn main() {}
