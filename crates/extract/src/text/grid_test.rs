//! Which cells rules make.
use hayro_interpret::kurbo::{Affine, BezPath, Point};
use hayro_interpret::{DrawMode, StrokeProps};

use super::grid::{Grid, grids};
use super::rules::Rules;

type Ends = ((f64, f64), (f64, f64));

fn level(y: f64, from: f64, to: f64) -> Ends {
    ((from, y), (to, y))
}

fn upright(x: f64, from: f64, to: f64) -> Ends {
    ((x, from), (x, to))
}

fn found(lines: &[Ends], quarter: usize) -> Vec<Grid> {
    let mut path = BezPath::new();
    for (from, to) in lines {
        path.move_to(*from);
        path.line_to(*to);
    }
    let mut rules = Rules::default();
    rules.note(&path, Affine::IDENTITY, &DrawMode::Stroke(StrokeProps::default()));
    grids(&rules, quarter)
}

/// Three columns of 100 and two rows of 30 points from (0, 0) on.
fn table() -> Vec<Ends> {
    let level = [0.0, 30.0, 60.0].map(|y| level(y, 0.0, 300.0));
    let upright = [0.0, 100.0, 200.0, 300.0].map(|x| upright(x, 0.0, 60.0));
    level.into_iter().chain(upright).collect()
}

fn cells(grid: &Grid, places: &[(f64, f64)]) -> Vec<Option<usize>> {
    places
        .iter()
        .map(|&place| grid.cell_at(Point::from(place)))
        .collect()
}

#[test]
fn cells_are_numbered_by_rows() {
    let found = found(&table(), 0);
    let [grid] = found.as_slice() else {
        panic!("one grid")
    };
    assert_eq!(grid.len(), 6);
    let places = [
        (50.0, 15.0),
        (250.0, 15.0),
        (50.0, 45.0),
        (50.0, 70.0),
        (-1.0, 15.0),
    ];
    assert_eq!(cells(grid, &places), [Some(0), Some(2), Some(3), None, None]);
    assert_eq!((grid.row(2), grid.row(3)), (0, 1));
}

#[test]
fn who_reads_upwards_sees_the_same_cells_from_the_side() {
    // Upwards: what lies at the bottom left is the top left corner of the text.
    let found = found(&table(), 3);
    let [grid] = found.as_slice() else {
        panic!("one grid")
    };
    let seen = |x: f64, y: f64| {
        let (along, across) = super::line::frame(3, Point::new(x, y));
        grid.cell_at(Point::new(along, across))
    };
    assert_eq!((seen(50.0, 45.0), seen(50.0, 15.0)), (Some(0), Some(1)));
    assert_eq!((seen(150.0, 45.0), seen(250.0, 15.0)), (Some(2), Some(5)));
}

#[test]
fn cells_may_span_rows_and_columns_and_rules_may_end_in_them() {
    let mut lines = vec![
        level(0.0, 0.0, 300.0),
        level(60.0, 0.0, 300.0),
        // Right of the first column only.
        level(30.0, 100.0, 300.0),
        // A line to write on, and the strokes of a comb.
        level(45.0, 110.0, 190.0),
        upright(40.0, 50.0, 60.0),
        upright(70.0, 50.0, 60.0),
    ];
    lines.extend([0.0, 100.0, 300.0].map(|x| upright(x, 0.0, 60.0)));
    lines.push(upright(200.0, 30.0, 60.0));
    let found = found(&lines, 0);
    let [grid] = found.as_slice() else {
        panic!("one grid")
    };
    assert_eq!(grid.len(), 4);
    let places = [
        (20.0, 10.0),
        (80.0, 55.0),
        (250.0, 15.0),
        (150.0, 35.0),
        (150.0, 50.0),
        (250.0, 45.0),
    ];
    assert_eq!(
        cells(grid, &places),
        [Some(0), Some(0), Some(1), Some(2), Some(2), Some(3)]
    );
}

#[test]
fn rules_in_pieces_that_nearly_meet_are_whole() {
    let mut lines = Vec::new();
    for y in [0.0, 30.0, 60.0] {
        lines.extend([level(y, 1.0, 99.0), level(y + 0.6, 101.0, 199.0)]);
    }
    for x in [0.0, 100.0, 200.0] {
        lines.extend([upright(x, 1.0, 29.0), upright(x + 0.6, 31.0, 59.0)]);
    }
    let found = found(&lines, 0);
    assert_eq!(found.iter().map(Grid::len).collect::<Vec<_>>(), [4]);
}

#[test]
fn what_is_open_or_no_rectangle_is_no_cell() {
    // Without its left side.
    let open: Vec<Ends> = table()
        .into_iter()
        .filter(|(from, to)| from.0 + to.0 > 0.0)
        .collect();
    let found_open = found(&open, 0);
    assert_eq!(
        cells(&found_open[0], &[(50.0, 15.0), (150.0, 15.0)]),
        [None, Some(0)]
    );
    // A corner is cut out of a frame: what is left has six sides.
    let cut = [
        level(0.0, 0.0, 300.0),
        level(90.0, 0.0, 300.0),
        level(30.0, 200.0, 300.0),
        level(60.0, 200.0, 300.0),
        upright(0.0, 0.0, 90.0),
        upright(200.0, 0.0, 60.0),
        upright(300.0, 0.0, 90.0),
    ];
    let found_cut = found(&cut, 0);
    assert_eq!(
        cells(&found_cut[0], &[(50.0, 15.0), (250.0, 15.0), (250.0, 45.0)]),
        [None, Some(0), Some(1)]
    );
    // One frame, and two of them side by side.
    let frame = |x: f64| {
        [
            level(0.0, x, x + 200.0),
            level(90.0, x, x + 200.0),
            upright(x, 0.0, 90.0),
            upright(x + 200.0, 0.0, 90.0),
        ]
    };
    assert!(found(&frame(0.0), 0).is_empty());
    assert!(found(&[frame(0.0), frame(220.0)].concat(), 0).is_empty());
}

#[test]
fn a_grid_in_a_cell_comes_first() {
    let mut lines = table();
    lines.extend([10.0, 15.0, 20.0].map(|y| level(y, 110.0, 190.0)));
    lines.extend([110.0, 150.0, 190.0].map(|x| upright(x, 10.0, 20.0)));
    let found = found(&lines, 0);
    assert_eq!(found.iter().map(Grid::len).collect::<Vec<_>>(), [4, 6]);
    assert_eq!(found[1].cell_at(found[0].middle()), Some(1));
}
