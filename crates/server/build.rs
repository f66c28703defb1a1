//! Makes the folder of the built web interface, so that the server also builds before `web` was ever built,
//! and builds the server again when its content changes.
fn main() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../web/dist");
    if !folder.exists() {
        // Without the folder the server embeds nothing and shows a page that says what to run.
        let _ = std::fs::create_dir_all(&folder);
    }
    println!("cargo:rerun-if-changed=../../web/dist");
}
