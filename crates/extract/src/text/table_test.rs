//! Property of all sample forms: the cells of tables change the order of words, and neither tear nor lose any.
use std::path::PathBuf;

use hayro_interpret::{InterpreterCache, RenderContent};

use super::rules::Rules;
use super::segment::RawWord;
use super::{collect, reading_order, words_of};

fn sorted(words: &[RawWord]) -> Vec<&str> {
    let mut texts: Vec<&str> = words.iter().map(|word| word.text.as_str()).collect();
    texts.sort_unstable();
    texts
}

#[test]
#[expect(clippy::disallowed_methods, reason = "the switch of the test run")]
fn cells_tear_and_lose_no_word() {
    let data = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data");
    let Ok(files) = fs_err::read_dir(data.join("forms")) else {
        let is_required = std::env::var("AKTENLAGE_TEST_REQUIRE_ALL").as_deref() == Ok("1");
        assert!(!is_required || !data.is_dir(), "required: ../shared/data/forms");
        println!("skipped: ../shared/data/forms is not there");
        return;
    };
    let mut pages_with_rules = 0;
    for file in files.map(|file| file.unwrap().path()) {
        let Ok(pdf) = hayro_syntax::Pdf::new(fs_err::read(&file).unwrap()) else {
            continue;
        };
        let cache = InterpreterCache::new();
        for (number, page) in (1..).zip(pdf.pages().iter()) {
            let (width, height) = page.render_dimensions();
            let sheet = (f64::from(width), f64::from(height));
            let device = collect(page, &cache, RenderContent::PAGE);
            pages_with_rules += usize::from(!device.rules.lines().is_empty());
            let words = words_of(&device.glyphs).words;
            let without = reading_order(words.clone(), &Rules::default(), sheet);
            let with = reading_order(words, &device.rules, sheet);
            assert_eq!(sorted(&with), sorted(&without), "{} {number}", file.display());
        }
    }
    assert!(pages_with_rules > 0, "the forms have rules");
}
