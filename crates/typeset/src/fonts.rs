//! The fonts that templates may name, embedded: `DejaVu` covers the letters of names in DIN 91379.
use std::sync::LazyLock;

use typst::foundations::Bytes;
use typst::text::Font;

/// All faces, parsed once: sans, condensed, serif and mono in regular, bold and slanted.
pub(crate) static FONTS: LazyLock<Vec<Font>> = LazyLock::new(|| {
    [
        dejavu::sans::regular(),
        dejavu::sans::bold(),
        dejavu::sans::oblique(),
        dejavu::sans_condensed::regular(),
        dejavu::sans_condensed::bold(),
        dejavu::serif::regular(),
        dejavu::serif::bold(),
        dejavu::serif::italic(),
        dejavu::sans_mono::regular(),
        dejavu::sans_mono::bold(),
    ]
    .into_iter()
    .flat_map(|data| Font::iter(Bytes::new(data)))
    .collect()
});
