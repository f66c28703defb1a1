//! Where a page is dark, and how much of a line or a rectangle is.
use crate::picture::Grey;

/// Dark and bright pixels of a prepared page, with sums that tell lines at once.
pub(super) struct Ink {
    width: usize,
    height: usize,
    dark: Vec<bool>,
    /// For each pixel how many before it on its row lie on ink or directly above or below it.
    across: Vec<u16>,
    /// For each pixel how many before it in its column lie on ink or directly beside it.
    down: Vec<u16>,
}

/// A rectangle in pixels; right and bottom are outside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Area {
    pub(super) left: usize,
    pub(super) top: usize,
    pub(super) right: usize,
    pub(super) bottom: usize,
}

impl Area {
    /// The rectangle nearest to edges in pixels; `None` if it is not on the page.
    #[expect(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "pixels of a page"
    )]
    pub(super) fn around([left, top, right, bottom]: [f64; 4], ink: &Ink) -> Option<Self> {
        let is_on_page = left >= 0.0
            && top >= 0.0
            && right < ink.width as f64
            && bottom < ink.height as f64
            && left < right
            && top < bottom;
        is_on_page.then(|| Self {
            left: left.round() as usize,
            top: top.round() as usize,
            right: right.round() as usize,
            bottom: bottom.round() as usize,
        })
    }

    pub(super) const fn width(self) -> usize {
        self.right - self.left
    }

    pub(super) const fn height(self) -> usize {
        self.bottom - self.top
    }

    /// Smaller by a margin on every side; `None` if nothing is left.
    pub(super) fn inset(self, margin: usize) -> Option<Self> {
        let smaller = Self {
            left: self.left + margin,
            top: self.top + margin,
            right: self.right.checked_sub(margin)?,
            bottom: self.bottom.checked_sub(margin)?,
        };
        (smaller.left < smaller.right && smaller.top < smaller.bottom).then_some(smaller)
    }

    /// How many pixels both share.
    pub(super) fn common(self, other: Self) -> usize {
        let width = self
            .right
            .min(other.right)
            .saturating_sub(self.left.max(other.left));
        let height = self
            .bottom
            .min(other.bottom)
            .saturating_sub(self.top.max(other.top));
        width * height
    }

    /// Left, top, right, bottom.
    #[expect(clippy::cast_precision_loss, reason = "pixels of a page")]
    pub(super) fn edges(self) -> [f64; 4] {
        [self.left, self.top, self.right, self.bottom].map(|edge| edge as f64)
    }

    pub(super) const fn pixels(self) -> usize {
        self.width() * self.height()
    }

    /// The smallest rectangle around both.
    pub(super) fn union(self, other: Self) -> Self {
        Self {
            left: self.left.min(other.left),
            top: self.top.min(other.top),
            right: self.right.max(other.right),
            bottom: self.bottom.max(other.bottom),
        }
    }
}

impl Ink {
    /// Finds the ink of a page whose paper is white or even; `None` for pages too small or too large.
    pub(super) fn of(page: &Grey) -> Option<Self> {
        Self::against(page, u32::from)
    }

    /// The same, but what is black counts as paper where the surroundings of a pixel are measured: beside a dark mark a
    /// pale line would be too bright to be one.
    pub(super) fn beside_marks(page: &Grey) -> Option<Self> {
        const PAPER: u32 = 225;
        Self::against(page, |shade| if shade < BLACK { PAPER } else { u32::from(shade) })
    }

    /// `counted`: what a shade counts among the surroundings of other pixels.
    fn against(page: &Grey, counted: impl Fn(u8) -> u32) -> Option<Self> {
        const LEAST: usize = 64;
        let (width, height) = (page.width(), page.height());
        let fits = |side: usize| (LEAST..usize::from(u16::MAX)).contains(&side);
        if !fits(width) || !fits(height) {
            return None;
        }
        let dark = dark(page, counted);
        let (across, down) = sums(&dark, width, height);
        Some(Self {
            width,
            height,
            dark,
            across,
            down,
        })
    }

    pub(super) const fn width(&self) -> usize {
        self.width
    }

    pub(super) const fn height(&self) -> usize {
        self.height
    }

    pub(super) fn is_dark(&self, x: usize, y: usize) -> bool {
        self.dark[y * self.width + x]
    }

    /// How many pixels of the row from `left` to before `right` lie on ink or next to it.
    pub(super) fn on_row(&self, y: usize, left: usize, right: usize) -> usize {
        let row = y * self.width;
        usize::from(self.across[row + right]) - usize::from(self.across[row + left])
    }

    /// How many pixels of the column from `top` to before `bottom` lie on ink or next to it.
    pub(super) fn in_column(&self, x: usize, top: usize, bottom: usize) -> usize {
        usize::from(self.down[bottom * self.width + x]) - usize::from(self.down[top * self.width + x])
    }

    /// How many pixels of a rectangle are dark.
    pub(super) fn count(&self, area: Area) -> usize {
        let rows = area.top..area.bottom.min(self.height);
        rows.map(|y| {
            let start = y * self.width;
            let row = &self.dark[start + area.left..start + area.right.min(self.width)];
            row.iter().filter(|&&dark| dark).count()
        })
        .sum()
    }

    /// The dark share of a rectangle, 0 to 1.
    #[expect(clippy::cast_precision_loss, reason = "pixels of a small rectangle")]
    pub(super) fn share(&self, area: Area) -> f32 {
        self.count(area) as f32 / area.pixels().max(1) as f32
    }
}

/// Ink for certain.
const BLACK: u8 = 110;

/// Pixels that are black, or clearly darker than what lies around them: thin lines of a blurred scan are grey.
fn dark(page: &Grey, counted: impl Fn(u8) -> u32) -> Vec<bool> {
    /// Half the side of the surroundings, in pixels.
    const REACH: usize = 20;
    /// Never ink.
    const BRIGHT: u8 = 205;
    /// Ink is darker than this share of its surroundings, in percent.
    const PERCENT: u32 = 84;
    let (width, height) = (page.width(), page.height());
    let rows: Vec<&[u8]> = page.rows().collect();
    // Sums of each column over the rows around, moved on row by row.
    let mut columns = vec![0_u32; width];
    for row in rows.iter().take(REACH) {
        for (sum, &pixel) in columns.iter_mut().zip(*row) {
            *sum += counted(pixel);
        }
    }
    let mut dark = Vec::with_capacity(width * height);
    let mut before = vec![0_u32; width + 1];
    for y in 0..height {
        if let Some(row) = rows.get(y + REACH) {
            for (sum, &pixel) in columns.iter_mut().zip(*row) {
                *sum += counted(pixel);
            }
        }
        if let Some(row) = (y > REACH).then(|| rows[y - REACH - 1]) {
            for (sum, &pixel) in columns.iter_mut().zip(row) {
                *sum -= counted(pixel);
            }
        }
        let lines = (y + REACH + 1).min(height) - y.saturating_sub(REACH);
        let mut total = 0;
        for (place, sum) in before[1..].iter_mut().zip(&columns) {
            total += sum;
            *place = total;
        }
        for (x, &pixel) in rows[y].iter().enumerate() {
            let (from, to) = (x.saturating_sub(REACH), (x + REACH + 1).min(width));
            // At most 41 * 41 pixels of 255 shades.
            let around = before[to] - before[from];
            let count = u32::try_from(lines * (to - from)).unwrap_or(1);
            let is_darker = u32::from(pixel) * count * 100 < around * PERCENT;
            dark.push(pixel < BLACK || (pixel < BRIGHT && is_darker));
        }
    }
    dark
}

fn sums(dark: &[bool], width: usize, height: usize) -> (Vec<u16>, Vec<u16>) {
    // One more column and row than the picture has are not needed: what ends at the edge is no box.
    let mut across = vec![0_u16; width * height];
    let mut down = vec![0_u16; width * height];
    for y in 1..height - 1 {
        let (row, above, below) = (y * width, (y - 1) * width, (y + 1) * width);
        let mut count = 0;
        for x in 0..width {
            across[row + x] = count;
            count += u16::from(dark[row + x] | dark[above + x] | dark[below + x]);
        }
    }
    for y in 1..height {
        let (row, above) = (y * width, (y - 1) * width);
        for x in 1..width - 1 {
            let beside = dark[above + x] | dark[above + x - 1] | dark[above + x + 1];
            down[row + x] = down[above + x] + u16::from(beside);
        }
    }
    (across, down)
}
