//! Print that is hardly darker than its paper: told from an empty page, and made black.
use super::Grey;

/// A picture with more pixels than this, in thousandths, that are [`DARK`] shades darker than its paper has ink that
/// needs no help; fewer are holes, dust and the edge of the sheet.
const DARK_THOUSANDTHS: usize = 2;
/// See [`DARK_THOUSANDTHS`]: what is called ink on pages that may be blank.
const DARK: usize = 64;
/// Faint print covers at least this share of the page, in thousandths: about twenty letters.
const LEAST_THOUSANDTHS: usize = 1;
/// Print is at least so many shades darker than paper, once the noise is smoothed.
const LEAST: usize = 6;
/// And darker by this multiple of the usual difference between neighbouring places, which is noise.
const ABOVE_NOISE: usize = 3;
/// Noise is smoothed over squares of this side, in pixels: a stroke of small print is as wide at 300 dots per inch.
const SIDE: usize = 3;

/// A picture whose faint print was made black.
#[derive(Clone, Debug)]
pub(crate) struct Stretched {
    /// Black print on white paper.
    pub(crate) image: Grey,
    /// Pixels over which print becomes paper: few for ink on this side of the sheet, many for what shines through it.
    pub(crate) edge_width: usize,
}

/// A copy with white paper in which the faint print is black; `None` if there is darker ink, or nothing but noise.
pub(crate) fn stretch_faint(picture: &Grey) -> Option<Stretched> {
    let counts = picture.histogram();
    let paper = most_frequent(&counts);
    let darker: usize = counts[..paper.saturating_sub(DARK)].iter().sum();
    if paper <= DARK || darker * 1_000 > picture.pixels().len() * DARK_THOUSANDTHS {
        return None;
    }
    let mut smooth = smoothed(picture)?;
    let counts = smooth.histogram();
    let paper = most_frequent(&counts);
    let noise = noise(&smooth);
    // The darkest of what is not ink for certain.
    let faint = &counts[paper.saturating_sub(DARK)..paper];
    let wanted = smooth.pixels().len() * LEAST_THOUSANDTHS / 1_000;
    let mut seen = 0;
    let place = faint.iter().position(|count| {
        seen += count;
        seen > wanted
    })?;
    let depth = faint.len() - place;
    if depth < LEAST.max(noise * ABOVE_NOISE) {
        return None;
    }
    let edge_width = depth / steepest(&smooth, wanted).max(1);
    let white = paper - noise.min(depth / 3);
    let black = paper - depth;
    for pixel in smooth.pixels_mut() {
        let above = usize::from(*pixel).clamp(black, white) - black;
        *pixel = u8::try_from(above * 255 / (white - black)).unwrap_or(u8::MAX);
    }
    Some(Stretched {
        image: smooth,
        edge_width,
    })
}

/// The step between neighbours that only so many exceed, of those that no darker ink makes.
fn steepest(picture: &Grey, most: usize) -> usize {
    let mut counts = [0_usize; DARK];
    for row in picture.rows() {
        for pair in row.windows(2) {
            if let Some(count) = counts.get_mut(usize::from(pair[0].abs_diff(pair[1]))) {
                *count += 1;
            }
        }
    }
    let mut seen = 0;
    let flatter = counts.iter().rev().position(|count| {
        seen += count;
        seen > most
    });
    flatter.map_or(0, |flatter| DARK - 1 - flatter)
}

fn most_frequent(counts: &[usize; 256]) -> usize {
    (0..counts.len())
        .max_by_key(|&shade| counts[shade])
        .unwrap_or_default()
}

/// The mean over the square around each pixel; `None` for pictures smaller than that.
fn smoothed(picture: &Grey) -> Option<Grey> {
    let (width, height) = (picture.width(), picture.height());
    if width < SIDE || height < SIDE {
        return None;
    }
    let rows: Vec<&[u8]> = picture.rows().collect();
    let mut pixels = Vec::with_capacity(width * height);
    for y in 0..height {
        let first = y.saturating_sub(SIDE / 2).min(height - SIDE);
        let columns: Vec<u16> = (0..width)
            .map(|x| {
                rows[first..first + SIDE]
                    .iter()
                    .map(|row| u16::from(row[x]))
                    .sum()
            })
            .collect();
        for x in 0..width {
            let left = x.saturating_sub(SIDE / 2).min(width - SIDE);
            let sum: u16 = columns[left..left + SIDE].iter().sum();
            pixels.push(u8::try_from(usize::from(sum) / (SIDE * SIDE)).unwrap_or(u8::MAX));
        }
    }
    Grey::new(width, height, pixels)
}

/// The difference that half of all places have to the one a letter's stroke away, at least 1.
fn noise(picture: &Grey) -> usize {
    /// Places looked at, one in so many.
    const EVERY: usize = 13;
    /// Pixels between the two.
    const APART: usize = 5;
    let mut counts = [0_usize; 256];
    for row in picture.rows() {
        let pairs = row.iter().zip(row.iter().skip(APART)).step_by(EVERY);
        for (one, other) in pairs {
            counts[usize::from(one.abs_diff(*other))] += 1;
        }
    }
    let half = counts.iter().sum::<usize>() / 2;
    let mut below = 0;
    let middle = counts.iter().position(|count| {
        below += count;
        below > half
    });
    middle.unwrap_or_default().max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A page of noise with bars like strokes of letters, so much darker than the paper, whose edges are so wide.
    fn page(depth: u8, edge: usize) -> Grey {
        let (width, height) = (600, 800);
        let shade = |at: usize| {
            let (x, y) = (at % width, at / width);
            // Reproducible, three shades up and down.
            let noise = u8::try_from(at.wrapping_mul(2_654_435_761) >> 7 & 3).unwrap();
            let is_row = (100..700).contains(&y) && y % 60 < 25;
            // From the middle of a stroke, every 40 pixels, five pixels to each side are ink.
            let beyond = (x % 40).abs_diff(20).saturating_sub(5).min(edge);
            let part = if is_row { edge - beyond } else { 0 };
            236 + noise - u8::try_from(usize::from(depth) * part / edge).unwrap()
        };
        Grey::new(width, height, (0..width * height).map(shade).collect()).unwrap()
    }

    #[test]
    fn faint_print_becomes_black_and_noise_stays_nothing() {
        let stretched = stretch_faint(&page(18, 1)).unwrap();
        let at = |x: usize, y: usize| stretched.image.pixels()[y * 600 + x];
        assert!(
            at(300, 130) < 40 && at(280, 130) > 200,
            "{} {}",
            at(300, 130),
            at(280, 130)
        );
        assert!(stretch_faint(&page(0, 1)).is_none());
        assert!(stretch_faint(&Grey::filled(600, 800, 236)).is_none());
    }

    #[test]
    fn dark_print_needs_no_help() {
        assert!(stretch_faint(&page(150, 1)).is_none());
    }

    #[test]
    fn what_shines_through_has_wide_edges() {
        let width = |edge| stretch_faint(&page(24, edge)).unwrap().edge_width;
        assert!(width(1) <= 6, "{}", width(1));
        assert!(width(14) > 6, "{}", width(14));
    }
}
