//! Counts of one variant, as a row of a table.

/// What was counted.
#[derive(Default)]
pub(crate) struct Tally {
    pub(crate) pages: usize,
    /// Recognised as the right page of the right form and edition.
    pub(crate) same: usize,
    /// Recognised, but the edition is left open.
    pub(crate) unsure: usize,
    /// Recognised, but taken for another edition.
    pub(crate) other: usize,
    /// Not recognised.
    pub(crate) unknown: usize,
    /// Taken for another form or page.
    pub(crate) wrong_form: usize,
    /// Distances of the middles of fields from where they are, in fractions of the page.
    pub(crate) off: Vec<f64>,
    pub(crate) boxes: usize,
    /// Boxes that were looked at a second time.
    pub(crate) looked_at: usize,
    pub(crate) right: usize,
    /// Left empty and read as ticked.
    pub(crate) wrongly_on: usize,
    /// Ticked and not seen.
    pub(crate) missed: usize,
    /// Time for recognising, without reading.
    pub(crate) seconds: f64,
}

impl Tally {
    pub(crate) const HEAD: &'static str = "variant                  pages  same unsure other none wrong | fields    median       p95 | boxes looked at    right  missed  wrongly on | ms a page";

    pub(crate) fn add(&mut self, other: Self) {
        self.pages += other.pages;
        self.same += other.same;
        self.unsure += other.unsure;
        self.other += other.other;
        self.unknown += other.unknown;
        self.wrong_form += other.wrong_form;
        self.off.extend(other.off);
        self.boxes += other.boxes;
        self.looked_at += other.looked_at;
        self.right += other.right;
        self.wrongly_on += other.wrongly_on;
        self.missed += other.missed;
        self.seconds += other.seconds;
    }

    pub(crate) fn row(&self, name: &str) -> String {
        let mut off = self.off.clone();
        off.sort_by(f64::total_cmp);
        let quantile = |percent: usize| {
            let last = off.len().saturating_sub(1);
            off.get((off.len() * percent / 100).min(last))
                .copied()
                .unwrap_or(f64::NAN)
        };
        let share = |count: usize| 100.0 * count as f64 / self.boxes.max(1) as f64;
        format!(
            "{name:24} {:5} {:5} {:6} {:5} {:4} {:5} | {:6} {:9.5} {:9.5} | {:5} {:9} {:7.2}% {:6.2}% {:10.2}% | {:9.1}",
            self.pages,
            self.same,
            self.unsure,
            self.other,
            self.unknown,
            self.wrong_form,
            off.len(),
            quantile(50),
            quantile(95),
            self.boxes,
            self.looked_at,
            share(self.right),
            share(self.missed),
            share(self.wrongly_on),
            1000.0 * self.seconds / self.pages.max(1) as f64,
        )
    }
}
