//! Whether the pictures in a page are all there: decoders fill up what is missing, and do not say so.

mod drawn;
mod entropy;
mod fax;
mod jpeg;
#[cfg(test)]
mod jpeg_test;
mod pieces;
mod samples;

use std::borrow::Cow;
use std::io::Read as _;
use std::panic::{AssertUnwindSafe, catch_unwind};

pub(crate) use drawn::{Drawn, Known};
use flate2::read::ZlibDecoder;
use hayro_syntax::Filter;
use hayro_syntax::object::{Array, Dict, FromBytes as _, Name, Object, Stream};
pub(crate) use jpeg::is_whole as is_whole_jpeg;
pub(crate) use pieces::jbig2_pixels;

/// Coded data of a picture that is unpacked only to look at it; more is no scan of a page.
const MOST_CODED_BYTES: u64 = 64 * 1024 * 1024;
/// Data that is unpacked without counting on the way: a few bytes can become gigabytes.
const MOST_PACKED_BYTES: usize = 256 * 1024;

/// Whether at most a hundredth of a picture is missing, the lowest 3 mm of a page: writers count a row too many, and
/// scanners lose the last bytes together with the mark of the end.
pub(crate) const fn is_nearly_all(there: u64, all: u64) -> bool {
    all.saturating_sub(there).saturating_mul(100) <= all
}

/// Whether a picture of a page is all there, and what masks it as well.
fn is_whole(picture: &Stream<'_>) -> bool {
    let are_whole = || {
        let masks = [&b"SMask"[..], b"Mask"];
        let mut masks = masks
            .into_iter()
            .filter_map(|key| picture.dict().get::<Stream<'_>>(key));
        has_all_data(picture) && masks.all(|mask| has_all_data(&mask))
    };
    // What a decoder gives up on is not shown.
    catch_unwind(AssertUnwindSafe(are_whole)).unwrap_or(false)
}

fn has_all_data(picture: &Stream<'_>) -> bool {
    let dict = picture.dict();
    let filters = picture.filters();
    // The data is taken as if unknown filters were not there.
    if filters.len() != named_filters(dict) {
        return false;
    }
    if is_packed_oddly(picture, &filters) {
        return true;
    }
    let side = |short: &[u8], long: &[u8]| dict.get::<u32>(short).or_else(|| dict.get::<u32>(long));
    let (Some(width @ 1..), Some(height @ 1..)) = (side(b"W", b"Width"), side(b"H", b"Height")) else {
        // Nobody can show it.
        return true;
    };
    let data = || coded(picture, &filters);
    match filters.last() {
        Some(Filter::DctDecode) => data().is_some_and(|data| jpeg::is_whole(&data, Some((width, height)))),
        Some(Filter::CcittFaxDecode) => {
            let parameters = last_parameters(dict, filters.len());
            data().is_some_and(|data| fax::is_whole(&data, &parameters, height))
        }
        Some(Filter::Jbig2Decode) => data().is_some_and(|data| pieces::is_whole_jbig2(&data)),
        Some(Filter::JpxDecode) => data().is_some_and(|data| pieces::is_whole_jpx(&data)),
        Some(
            Filter::AsciiHexDecode
            | Filter::Ascii85Decode
            | Filter::LzwDecode
            | Filter::FlateDecode
            | Filter::RunLengthDecode
            | Filter::Crypt,
        )
        | None => samples::are_whole(picture, &filters, width, height),
    }
}

/// How many filters a picture names, known ones or not.
fn named_filters(dict: &Dict<'_>) -> usize {
    let name = |key: &[u8]| dict.get::<Name<'_>>(key);
    if name(b"F").or_else(|| name(b"Filter")).is_some() {
        return 1;
    }
    let list = |key: &[u8]| dict.get::<Array<'_>>(key);
    list(b"F")
        .or_else(|| list(b"Filter"))
        .map_or(0, |list| list.iter::<Name<'_>>().count())
}

/// The parameters of the last of so many filters.
fn last_parameters<'a>(dict: &Dict<'a>, filters: usize) -> Dict<'a> {
    let parameters = |key: &[u8]| {
        let listed = || {
            let list = dict.get::<Array<'a>>(key)?;
            list.iter::<Object<'a>>()
                .nth(filters.checked_sub(1)?)?
                .into_dict()
        };
        dict.get::<Dict<'a>>(key).or_else(listed)
    };
    parameters(b"DP")
        .or_else(|| parameters(b"DecodeParms"))
        .unwrap_or_default()
}

/// Whether filters other than the usual ones stand before the last one, around much data: a few bytes can become
/// gigabytes, and nobody writes that.
fn is_packed_oddly(picture: &Stream<'_>, filters: &[Filter]) -> bool {
    let before = filters.split_last().map_or(filters, |(_, before)| before);
    let is_usual = before
        .iter()
        .filter(|filter| **filter != Filter::Crypt)
        .all(|filter| *filter == Filter::FlateDecode);
    (!is_usual || before.len() > 1) && picture.raw_data().len() > MOST_PACKED_BYTES
}

/// The data as the last filter takes it; `None` if one before it fails.
fn coded<'a>(picture: &Stream<'a>, filters: &[Filter]) -> Option<Cow<'a, [u8]>> {
    let data = picture.raw_data();
    let (_, before) = filters.split_last()?;
    // What was encrypted is deciphered already.
    let before: Vec<Filter> = before
        .iter()
        .copied()
        .filter(|filter| *filter != Filter::Crypt)
        .collect();
    match before.as_slice() {
        [] => return Some(data),
        [Filter::FlateDecode] => {
            let mut unpacked = Vec::new();
            let mut packed = ZlibDecoder::new(&*data).take(MOST_CODED_BYTES);
            // What comes before the place where it breaks off counts.
            let _ = packed.read_to_end(&mut unpacked);
            return Some(Cow::Owned(unpacked));
        }
        _ => {}
    }
    let names: Vec<&str> = before.iter().map(|filter| name_of(*filter)).collect();
    // The parser unpacks streams only, so this becomes one.
    let mut stream = format!(
        "<< /Length {} /Filter [{}] >> stream\n",
        data.len(),
        names.concat()
    )
    .into_bytes();
    stream.extend_from_slice(&data);
    stream.extend_from_slice(b"\nendstream");
    let unpacked = Stream::from_bytes(&stream)?.decoded().ok()?.into_owned();
    Some(Cow::Owned(unpacked))
}

const fn name_of(filter: Filter) -> &'static str {
    match filter {
        Filter::AsciiHexDecode => "/ASCIIHexDecode",
        Filter::Ascii85Decode => "/ASCII85Decode",
        Filter::LzwDecode => "/LZWDecode",
        Filter::FlateDecode => "/FlateDecode",
        Filter::RunLengthDecode => "/RunLengthDecode",
        Filter::CcittFaxDecode => "/CCITTFaxDecode",
        Filter::Jbig2Decode => "/JBIG2Decode",
        Filter::DctDecode => "/DCTDecode",
        Filter::JpxDecode => "/JPXDecode",
        Filter::Crypt => "/Crypt",
    }
}
