//! Whether evidence points at the place where the value stands.

/// Left, top, right and bottom.
pub type Edges = [f64; 4];

fn area([left, top, right, bottom]: Edges) -> f64 {
    (right - left).max(0.0) * (bottom - top).max(0.0)
}

/// The area that two boxes share, over the area that they cover together (Jaccard 1901); 0 if either is empty.
pub fn overlap(one: Edges, other: Edges) -> f64 {
    let shared = area([
        one[0].max(other[0]),
        one[1].max(other[1]),
        one[2].min(other[2]),
        one[3].min(other[3]),
    ]);
    let together = area(one) + area(other) - shared;
    if together > 0.0 { shared / together } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::metrics::assert_near;

    #[test]
    fn boxes_by_hand() {
        let square = [0.0, 0.0, 2.0, 2.0];
        assert_near(overlap(square, square), 1.0);
        // One shared of seven.
        assert_near(overlap(square, [1.0, 1.0, 3.0, 3.0]), 1.0 / 7.0);
        assert_near(overlap(square, [2.0, 0.0, 3.0, 1.0]), 0.0);
        assert_near(overlap(square, [5.0, 5.0, 6.0, 6.0]), 0.0);
        assert_near(overlap([1.0, 1.0, 1.0, 1.0], [1.0, 1.0, 1.0, 1.0]), 0.0);
    }
}
