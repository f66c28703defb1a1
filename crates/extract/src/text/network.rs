//! Which rules of a page are one, and which of them meet.
use std::collections::BTreeMap;

use super::line::frame;
use super::rules::Rules;

/// Rules that are this near, in points, are one; so near they meet.
pub(super) const NEAR: f64 = 2.5;
/// Rules of a page when those that are one are joined; more of them are a drawing.
const MOST_RULES: usize = 4_000;

/// A level rule lies at a height, from left to right; an upright one at a place across, from top to bottom.
#[derive(Clone, Copy, Debug)]
pub(super) struct Rule {
    pub(super) at: f64,
    pub(super) from: f64,
    pub(super) to: f64,
}

/// Rules that meet, directly or by others, each sorted by its place.
#[derive(Debug, Default)]
pub(super) struct Network {
    pub(super) level: Vec<Rule>,
    pub(super) upright: Vec<Rule>,
}

/// All of a page, in the frame of those who read in a quarter direction.
pub(super) fn networks(rules: &Rules, quarter: usize) -> Vec<Network> {
    let (mut level, mut upright) = (Vec::new(), Vec::new());
    for line in rules.lines() {
        let (one, other) = (frame(quarter, line.p0), frame(quarter, line.p1));
        if (one.0 - other.0).abs() >= (one.1 - other.1).abs() {
            level.push(Rule::new(f64::midpoint(one.1, other.1), one.0, other.0));
        } else {
            upright.push(Rule::new(f64::midpoint(one.0, other.0), one.1, other.1));
        }
    }
    // Most pages have none, or a line under their head.
    if level.is_empty() || upright.is_empty() {
        return Vec::new();
    }
    let (level, upright) = (joined(level), joined(upright));
    if level.len() + upright.len() > MOST_RULES {
        return Vec::new();
    }
    connected(&level, &upright)
}

impl Rule {
    fn new(at: f64, one: f64, other: f64) -> Self {
        Self {
            at,
            from: one.min(other),
            to: one.max(other),
        }
    }
}

/// Pieces of one rule as one, sorted by their places.
fn joined(mut rules: Vec<Rule>) -> Vec<Rule> {
    rules.sort_by(|a, b| a.at.total_cmp(&b.at));
    let mut at = f64::NEG_INFINITY;
    for rule in &mut rules {
        if rule.at - at > NEAR {
            at = rule.at;
        }
        rule.at = at;
    }
    rules.sort_by(|a, b| a.at.total_cmp(&b.at).then(a.from.total_cmp(&b.from)));
    let mut joined: Vec<Rule> = Vec::new();
    for rule in rules {
        match joined.last_mut() {
            Some(last) if rule.at <= last.at && rule.from <= last.to + NEAR => last.to = last.to.max(rule.to),
            _ => joined.push(rule),
        }
    }
    joined
}

fn connected(level: &[Rule], upright: &[Rule]) -> Vec<Network> {
    let mut parents: Vec<usize> = (0..level.len() + upright.len()).collect();
    for (index, rule) in upright.iter().enumerate() {
        let start = level.partition_point(|other| other.at < rule.from - NEAR);
        let beside = (start..).zip(&level[start..]);
        for (other_index, other) in beside.take_while(|(_, other)| other.at <= rule.to + NEAR) {
            if (other.from - NEAR..=other.to + NEAR).contains(&rule.at) {
                let one = root(&mut parents, level.len() + index);
                let other = root(&mut parents, other_index);
                parents[one] = other;
            }
        }
    }
    let mut found: BTreeMap<usize, Network> = BTreeMap::new();
    for (index, rule) in level.iter().enumerate() {
        let network = found.entry(root(&mut parents, index)).or_default();
        network.level.push(*rule);
    }
    for (index, rule) in upright.iter().enumerate() {
        let network = found.entry(root(&mut parents, level.len() + index)).or_default();
        network.upright.push(*rule);
    }
    found.into_values().collect()
}

/// The one that stands for all that are connected with it.
fn root(parents: &mut [usize], mut index: usize) -> usize {
    while parents[index] != index {
        let grandparent = parents[parents[index]];
        parents[index] = grandparent;
        index = grandparent;
    }
    index
}
