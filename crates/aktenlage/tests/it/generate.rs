//! `aktenlage generate`: invented applications in a folder, and what it refuses.
use aktenlage_evaluation::truth::{Split, Truth, case_folders};

use crate::commands::Desk;

#[test]
fn a_folder_that_holds_something_is_refused() {
    let desk = Desk::new();
    let out = desk.path("full");
    fs_err::create_dir_all(&out).unwrap();
    fs_err::write(out.join("notes.txt"), "mine").unwrap();
    let ended = desk.run(&["generate", "--out", out.to_str().unwrap()]);
    assert!(ended.bad().contains("folder_not_empty"));
    assert_eq!(fs_err::read_dir(&out).unwrap().count(), 1, "nothing was added");
}

#[test]
fn cases_of_one_side_are_written_with_their_truth() {
    let desk = Desk::new();
    let write = |name: &str| {
        let out = desk.path(name);
        let ended = desk.run(&[
            "generate",
            "--out",
            out.to_str().unwrap(),
            "--count",
            "4",
            "--seed",
            "5",
            "--split",
            "test",
            "--channel",
            "live,printed",
        ]);
        assert!(ended.good().starts_with("4 cases, seed 5"));
        out
    };
    let (one, other) = (write("one"), write("other"));
    let folders = case_folders(&one).unwrap();
    assert_eq!(folders.len(), 4);
    for folder in folders {
        let truth = Truth::read(&folder).unwrap();
        assert!(truth.files.iter().all(|file| file.split == Some(Split::Test)));
        let again = Truth::read(&other.join(folder.file_name().unwrap())).unwrap();
        assert_eq!(truth, again, "the same seed");
        for file in &truth.files {
            let bytes = |out: &std::path::Path| {
                fs_err::read(out.join(folder.file_name().unwrap()).join(&file.file)).unwrap()
            };
            assert!(bytes(&one) == bytes(&other), "{}", file.file);
        }
    }
}

#[test]
fn a_service_without_a_form_is_named() {
    let desk = Desk::new();
    let out = desk.path("cases");
    let ended = desk.run(&[
        "generate",
        "--out",
        out.to_str().unwrap(),
        "--service",
        "fishing_licence",
    ]);
    assert!(ended.bad().contains("no_layout"));
}
