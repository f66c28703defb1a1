//! Lays a printed form over a page: which map takes its words to the words of the page, and how well.
use aktenlage_domain::document::PageBox;

use super::print::PagePrint;
use super::transform::{Point, Transform};

/// Words that stand so often on both pages together are no landmarks.
const MOST_PAIRS_OF_A_WORD: usize = 4;
/// Landmarks looked at, the longest words first.
const MOST_LANDMARKS: usize = 400;
/// Samples of three landmarks: with a third of them right, one in 27 samples is.
const SAMPLES: u32 = 400;
/// Fewer landmarks fix no map.
const LEAST_LANDMARKS: usize = 6;
/// How far a landmark may be off while the map is still coarse, as a share of the height of the page.
const COARSE: f64 = 0.025;
/// Distance over which paper keeps its shape, in points.
const STIFFNESS_POINTS: f64 = 70.0;
/// So many words about a place are believed as much as the map.
const MAP_WEIGHT: f64 = 2.0;

/// How a printed form lies on a page.
#[derive(Clone, Debug)]
pub(super) struct Registration {
    transform: Transform,
    form_size: Point,
    page_size: Point,
    /// Words of the form and the words of the page that are the same.
    pub(super) pairs: Vec<(usize, usize)>,
    /// Half of the words are off by less, in points.
    pub(super) residual_median_points: f64,
    /// Of twenty words one is off by more, in points.
    pub(super) residual_p95_points: f64,
    /// Where words stand on the page by the map, and how far off it they are; empty for exact pages.
    bends: Vec<(Point, Point)>,
}

impl Registration {
    /// Where a box of the form (fractions of its page) lies on the page (fractions); `None` if outside.
    #[expect(clippy::cast_possible_truncation, reason = "fractions of a page")]
    pub(super) fn place(&self, bbox: PageBox) -> Option<PageBox> {
        let corner = |x: f32, y: f32| {
            self.transform
                .apply((f64::from(x) * self.form_size.0, f64::from(y) * self.form_size.1))
        };
        let corners = [
            corner(bbox.left, bbox.top),
            corner(bbox.right, bbox.top),
            corner(bbox.right, bbox.bottom),
            corner(bbox.left, bbox.bottom),
        ];
        // A turned box is narrower than what is around it: the middle of its sides is.
        let side = |one: usize, two: usize| {
            (
                f64::midpoint(corners[one].0, corners[two].0),
                f64::midpoint(corners[one].1, corners[two].1),
            )
        };
        let sides = [side(0, 1), side(1, 2), side(2, 3), side(3, 0)];
        let bend = self.bend((
            f64::midpoint(sides[1].0, sides[3].0),
            f64::midpoint(sides[0].1, sides[2].1),
        ));
        let bounds = |coordinate: fn(&Point) -> f64, shift: f64, size: f64| {
            let values = sides.iter().map(coordinate);
            let low = values.clone().fold(f64::INFINITY, f64::min);
            let high = values.fold(f64::NEG_INFINITY, f64::max);
            let fraction = |value: f64| (((value + shift) / size) as f32).clamp(0.0, 1.0);
            (fraction(low), fraction(high))
        };
        let (left, right) = bounds(|point| point.0, bend.0, self.page_size.0);
        let (top, bottom) = bounds(|point| point.1, bend.1, self.page_size.1);
        (left < right && top < bottom).then_some(PageBox {
            left,
            top,
            right,
            bottom,
        })
    }

    /// How far the paper is off the map about a place.
    fn bend(&self, place: Point) -> Point {
        let (mut sum, mut weights) = ((0.0, 0.0), MAP_WEIGHT);
        for (at, off) in &self.bends {
            let distance = (at.0 - place.0).hypot(at.1 - place.1) / STIFFNESS_POINTS;
            let weight = (-0.5 * distance * distance).exp();
            sum = (sum.0 + weight * off.0, sum.1 + weight * off.1);
            weights += weight;
        }
        (sum.0 / weights, sum.1 / weights)
    }
}

/// Lays a form over a page; `None` if too few words agree on one map.
pub(super) fn register(form: &PagePrint, page: &PagePrint) -> Option<Registration> {
    let landmarks = landmarks(form, page);
    let coarse = COARSE * page.size.1;
    let (mut transform, mut inliers) = sample(form, page, &landmarks, coarse)?;
    // What the reader of pictures is off by is a few points; born-digital words stand where they stand.
    let finest = if page.is_picture { 4.0 } else { 1.5 };
    for round in 0..5 {
        let points: Vec<(Point, Point)> = inliers.iter().map(|&pair| points(form, page, pair)).collect();
        transform = fit(&points, page.is_picture && round > 0)
            .filter(|fitted| fitted.is_plausible(form.size))
            .unwrap_or(transform);
        let off = |pair: &(usize, usize)| distance(form, page, &transform, *pair);
        let median = median(inliers.iter().map(off));
        let bound = (3.0 * median).max(finest).min(coarse);
        // The last rounds take the words that stand several times as well.
        let next = if round < 2 {
            let mut near = landmarks.clone();
            near.retain(|pair| off(pair) <= bound.max(0.4 * coarse));
            near
        } else {
            nearest(form, page, &transform, bound)
        };
        if next.len() < LEAST_LANDMARKS {
            return None;
        }
        inliers = next;
    }
    let mut offs: Vec<f64> = inliers
        .iter()
        .map(|pair| distance(form, page, &transform, *pair))
        .collect();
    offs.sort_by(f64::total_cmp);
    let bends = if page.is_picture {
        let bend = |&(from, to): &(usize, usize)| {
            let (at, seen) = (transform.apply(form.words[from].middle), page.words[to].middle);
            (at, (seen.0 - at.0, seen.1 - at.1))
        };
        inliers.iter().map(bend).collect()
    } else {
        Vec::new()
    };
    Some(Registration {
        transform,
        form_size: form.size,
        page_size: page.size,
        residual_median_points: offs[offs.len() / 2],
        residual_p95_points: offs[(offs.len() * 19 / 20).min(offs.len() - 1)],
        pairs: inliers,
        bends,
    })
}

/// Pairs of words that may be the same: those that stand seldom on both pages, long ones first.
fn landmarks(form: &PagePrint, page: &PagePrint) -> Vec<(usize, usize)> {
    let mut pairs = Vec::new();
    for (key, own) in &form.by_key {
        let Some(others) = page.by_key.get(key) else {
            continue;
        };
        if own.len() * others.len() > MOST_PAIRS_OF_A_WORD {
            continue;
        }
        pairs.extend(
            own.iter()
                .flat_map(|&from| others.iter().map(move |&to| (from, to))),
        );
    }
    pairs.sort_by(|one, two| {
        let weight = |pair: &(usize, usize)| form.words[pair.0].weight;
        weight(two).total_cmp(&weight(one))
    });
    pairs.truncate(MOST_LANDMARKS);
    pairs
}

/// Random sample consensus (Fischler and Bolles 1981): the map through three landmarks that most others agree with.
fn sample(
    form: &PagePrint,
    page: &PagePrint,
    landmarks: &[(usize, usize)],
    coarse: f64,
) -> Option<(Transform, Vec<(usize, usize)>)> {
    if landmarks.len() < LEAST_LANDMARKS {
        return None;
    }
    let mut draw = Draw::new(landmarks.len());
    let mut best: Option<(f32, Transform)> = None;
    for _ in 0..SAMPLES {
        let three =
            [draw.index(), draw.index(), draw.index()].map(|index| points(form, page, landmarks[index]));
        let Some(transform) = Transform::through(three).filter(|found| found.is_plausible(form.size)) else {
            continue;
        };
        let agreeing = landmarks
            .iter()
            .filter(|pair| distance(form, page, &transform, **pair) <= coarse);
        let score: f32 = agreeing.map(|pair| form.words[pair.0].weight).sum();
        if best.is_none_or(|(known, _)| score > known) {
            best = Some((score, transform));
        }
    }
    let (_, transform) = best?;
    let mut inliers = landmarks.to_vec();
    inliers.retain(|pair| distance(form, page, &transform, *pair) <= coarse);
    (inliers.len() >= LEAST_LANDMARKS).then_some((transform, inliers))
}

/// The same numbers for the same page, so that a reading can be repeated: `SplitMix64` from a fixed start.
struct Draw {
    state: u64,
    count: u64,
}

impl Draw {
    fn new(count: usize) -> Self {
        Self {
            state: 0x5EED,
            count: u64::try_from(count).unwrap_or(1).max(1),
        }
    }

    fn index(&mut self) -> usize {
        self.state = self.state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.state;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        usize::try_from((z ^ (z >> 31)) % self.count).unwrap_or(0)
    }
}

/// The fitted map. A camera sees in perspective, a scanner and a printer do not; with few words the simpler map is safer.
fn fit(points: &[(Point, Point)], may_be_projective: bool) -> Option<Transform> {
    /// Eight unknowns from fewer words follow the noise.
    const LEAST_FOR_PERSPECTIVE: usize = 16;
    let affine = Transform::affine(points);
    if !may_be_projective || points.len() < LEAST_FOR_PERSPECTIVE {
        return affine;
    }
    let error = |map: &Transform| -> f64 {
        let off = |(from, to): &(Point, Point)| {
            let there = map.apply(*from);
            (there.0 - to.0).hypot(there.1 - to.1)
        };
        points.iter().map(off).sum()
    };
    match (affine, Transform::projective(points)) {
        (Some(affine), Some(projective)) if error(&projective) < 0.9 * error(&affine) => Some(projective),
        (affine, _) => affine,
    }
}

/// Words of the form with the nearest word of the page that is the same, each used once.
fn nearest(form: &PagePrint, page: &PagePrint, transform: &Transform, bound: f64) -> Vec<(usize, usize)> {
    let mut near: Vec<(f64, usize, usize)> = Vec::new();
    for (key, own) in &form.by_key {
        let Some(others) = page.by_key.get(key) else {
            continue;
        };
        for &from in own {
            let there = transform.apply(form.words[from].middle);
            for &to in others {
                let seen = page.words[to].middle;
                let off = (seen.0 - there.0).hypot(seen.1 - there.1);
                if off <= bound {
                    near.push((off, from, to));
                }
            }
        }
    }
    near.sort_by(|one, two| one.0.total_cmp(&two.0));
    let (mut used, mut taken) = (vec![false; form.words.len()], vec![false; page.words.len()]);
    let mut pairs = Vec::new();
    for (_, from, to) in near {
        if !used[from] && !taken[to] {
            used[from] = true;
            taken[to] = true;
            pairs.push((from, to));
        }
    }
    pairs
}

fn points(form: &PagePrint, page: &PagePrint, (from, to): (usize, usize)) -> (Point, Point) {
    (form.words[from].middle, page.words[to].middle)
}

fn distance(form: &PagePrint, page: &PagePrint, transform: &Transform, (from, to): (usize, usize)) -> f64 {
    let (there, seen) = (transform.apply(form.words[from].middle), page.words[to].middle);
    (there.0 - seen.0).hypot(there.1 - seen.1)
}

fn median(values: impl Iterator<Item = f64>) -> f64 {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(0.0)
}
