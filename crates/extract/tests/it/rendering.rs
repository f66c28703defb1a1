//! Page images: what the clerk must see, and what is refused.
#![expect(
    clippy::unwrap_used,
    clippy::cast_precision_loss,
    reason = "a test that fails panics; images are small"
)]

use crate::support;
use crate::support::{Pdf, page_of, text};
use aktenlage_domain::document::IssueCode;
use aktenlage_extract::{ExtractError, Limits, render_page};
use lopdf::{Dictionary, Object, StringFormat, dictionary};

/// Dark pixels in a part of the page, given in fractions.
fn dark_pixels(image: &[u8], [left, top, right, bottom]: [f32; 4]) -> usize {
    let image = webp::Decoder::new(image).decode().unwrap();
    let (width, height) = (image.width() as usize, image.height() as usize);
    let is_inside = |x: usize, y: usize| {
        let (x, y) = (x as f32 / width as f32, y as f32 / height as f32);
        x >= left && x <= right && y >= top && y <= bottom
    };
    let dark = image
        .chunks_exact(3)
        .enumerate()
        .filter(|(index, pixel)| is_inside(index % width, index / width) && pixel[0] < 110 && pixel[1] < 110);
    dark.count()
}

fn draw(bytes: &[u8], width: u32) -> Vec<u8> {
    render_page(bytes, 1, width, &Limits::recommended()).unwrap()
}

#[test]
fn the_image_has_the_width_asked_for_and_the_words_where_they_stand() {
    let image = draw(&page_of(&text(60, 700, "Antrag")), 900);
    let decoded = webp::Decoder::new(&image).decode().unwrap();
    assert_eq!((decoded.width(), decoded.height()), (900, 1200));
    assert!(dark_pixels(&image, [0.1, 0.11, 0.17, 0.13]) > 50);
    assert_eq!(dark_pixels(&image, [0.3, 0.2, 1.0, 1.0]), 0);
}

#[test]
fn values_without_an_appearance_are_drawn() {
    let value = |text: &str| Object::String(text.as_bytes().to_vec(), StringFormat::Literal);
    let with = |field: Dictionary| {
        let mut pdf = Pdf::new();
        let page = pdf.page("", Dictionary::new());
        pdf.field(page, field, [60, 600, 360, 640]);
        draw(&pdf.bytes(), 600)
    };
    let inside = [0.1, 0.2, 0.6, 0.25];
    let empty = with(dictionary! { "T" => value("a"), "FT" => "Tx" });
    assert_eq!(dark_pixels(&empty, inside), 0);
    let typed = with(dictionary! { "T" => value("a"), "FT" => "Tx", "V" => value("Musterfrau") });
    assert!(
        dark_pixels(&typed, inside) > 60,
        "{}",
        dark_pixels(&typed, inside)
    );
    let ticked = with(dictionary! { "T" => value("a"), "FT" => "Btn", "V" => "Ja" });
    assert!(
        dark_pixels(&ticked, inside) > 60,
        "{}",
        dark_pixels(&ticked, inside)
    );
}

#[test]
fn a_stale_appearance_is_replaced_by_the_value() {
    let value = |text: &str| Object::String(text.as_bytes().to_vec(), StringFormat::Literal);
    let mut pdf = Pdf::new();
    let page = pdf.page("", Dictionary::new());
    let stale = pdf.document.add_object(lopdf::Stream::new(
        dictionary! { "Subtype" => "Form", "BBox" => vec![0.into(), 0.into(), 300.into(), 40.into()] },
        Vec::new(),
    ));
    let field = dictionary! { "T" => value("a"), "FT" => "Tx", "V" => value("Musterfrau"), "AP" => dictionary! { "N" => stale } };
    pdf.field(page, field, [60, 600, 360, 640]);
    assert!(dark_pixels(&draw(&pdf.bytes(), 600), [0.1, 0.2, 0.6, 0.25]) > 60);
}

#[test]
fn what_cannot_be_drawn_says_why() {
    let bytes = page_of("");
    let limits = Limits::recommended();
    assert_eq!(
        render_page(&bytes, 2, 600, &limits),
        Err(ExtractError::NoSuchPage(2))
    );
    assert_eq!(
        render_page(&bytes, 0, 600, &limits),
        Err(ExtractError::NoSuchPage(0))
    );
    assert_eq!(
        render_page(&bytes, 1, 0, &limits),
        Err(ExtractError::ImageSize { width: 0, height: 1 })
    );
    let few = Limits {
        max_pixels: 1000,
        ..limits
    };
    assert_eq!(
        render_page(&bytes, 1, 600, &few),
        Err(ExtractError::ImageSize {
            width: 600,
            height: 800
        })
    );
    assert_eq!(
        render_page(b"", 1, 600, &limits),
        Err(ExtractError::Refused(IssueCode::EmptyFile))
    );
    assert_eq!(
        render_page(b"%PDF-1.7 nothing", 1, 600, &limits),
        Err(ExtractError::Refused(IssueCode::DamagedFile))
    );
}

#[test]
fn first_pages_of_real_forms_stay_within_300_kilobytes() {
    let Some(files) = support::shared("forms") else {
        return;
    };
    // The fullest page, a colourful one and a scan.
    let chosen = ["wohngeld__wohngeldantrag", "bafoeg", "pauswv"];
    for file in files
        .iter()
        .filter(|file| chosen.iter().any(|name| file.to_string_lossy().contains(name)))
    {
        let image = draw(&fs_err::read(file).unwrap(), 1600);
        assert!(
            image.len() <= 300_000,
            "{} bytes, {}",
            image.len(),
            file.display()
        );
    }
}
