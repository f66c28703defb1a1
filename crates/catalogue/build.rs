//! Rebuilds the crate when a file of the built-in blueprint is added, changed or removed.
fn main() {
    println!("cargo::rerun-if-changed=../../deploy/blueprint");
}
