//! Fields that a document fills by itself when it is opened: today's date is nobody's statement.
use std::collections::HashSet;

use hayro_syntax::Pdf;
use hayro_syntax::object::{Array, Dict, Name, Object, Stream, String as PdfString};

use super::string::decode;

/// Name trees nest at most this deep; more is an attack or a cycle.
const MAX_DEPTH: usize = 8;
/// Longer scripts are libraries; they are not searched.
const MAX_SCRIPT_BYTES: usize = 200_000;
/// Script that makes a text of a date (`util.printd`) and takes the present moment for it.
const DATE_AS_TEXT: &str = "printd";
const PRESENT_MOMENT: &str = "new Date()";

/// Full names of the fields into which a script that runs on opening writes the date of the day.
pub(super) fn dated_fields(pdf: &Pdf) -> HashSet<String> {
    let mut names = HashSet::new();
    let Some(root) = pdf.xref().get::<Dict<'_>>(pdf.xref().root_id()) else {
        return names;
    };
    if let Some(action) = root.get::<Dict<'_>>(b"OpenAction") {
        names.extend(script_of(&action).iter().flat_map(|script| dated_by(script)));
    }
    let tree = root
        .get::<Dict<'_>>(b"Names")
        .and_then(|trees| trees.get::<Dict<'_>>(b"JavaScript"));
    if let Some(tree) = tree {
        walk(&tree, 0, &mut names);
    }
    names
}

/// Whether a field's own action makes its value from the present moment.
pub(super) fn is_dated_by_itself(field: &Dict<'_>) -> bool {
    let actions = field.get::<Dict<'_>>(b"AA");
    let calculation = actions.and_then(|actions| actions.get::<Dict<'_>>(b"C"));
    let script = calculation.and_then(|action| script_of(&action));
    script.is_some_and(|script| {
        top_level(&script)
            .split([';', '\n', '\r'])
            .filter_map(assignment)
            .any(|(target, value)| target == "event" && is_today(value))
    })
}

fn walk(node: &Dict<'_>, depth: usize, names: &mut HashSet<String>) {
    for action in node
        .get::<Array<'_>>(b"Names")
        .iter()
        .flat_map(Array::iter::<Object<'_>>)
    {
        if let Some(script) = action.into_dict().and_then(|action| script_of(&action)) {
            names.extend(dated_by(&script));
        }
    }
    if depth < MAX_DEPTH {
        for kid in node
            .get::<Array<'_>>(b"Kids")
            .iter()
            .flat_map(Array::iter::<Dict<'_>>)
            .take(100)
        {
            walk(&kid, depth + 1, names);
        }
    }
}

/// The text of a script action.
fn script_of(action: &Dict<'_>) -> Option<String> {
    if action.get::<Name<'_>>(b"S").as_deref() != Some(b"JavaScript") {
        return None;
    }
    let script = match action.get::<PdfString<'_>>(b"JS") {
        Some(text) => decode(text.as_bytes()),
        None => decode(&action.get::<Stream<'_>>(b"JS")?.decoded_data().ok()?),
    };
    (script.len() <= MAX_SCRIPT_BYTES && script.contains(PRESENT_MOMENT)).then_some(script)
}

/// Names of the fields that a script sets to the date of the day, unconditionally and outside of functions.
fn dated_by(script: &str) -> Vec<String> {
    let script = top_level(script);
    let statements = || script.split([';', '\n', '\r']).map(str::trim);
    let field_of = |variable: &str| {
        statements().find_map(|statement| {
            let (name, value) = statement.split_once('=')?;
            let name = name.trim().rsplit(' ').next()?;
            (name == variable).then(|| named_field(value)).flatten()
        })
    };
    statements()
        .filter_map(assignment)
        .filter(|(_, value)| is_today(value))
        .filter_map(|(target, _)| named_field(target).or_else(|| field_of(target)))
        .collect()
}

/// Target and value of `TARGET.value = VALUE`, if that is all of a statement.
fn assignment(statement: &str) -> Option<(&str, &str)> {
    let (target, value) = statement.split_once(".value")?;
    let value = value.trim_start().strip_prefix('=')?;
    (!value.starts_with('=') && !target.contains("if")).then_some((target.trim(), value))
}

fn is_today(value: &str) -> bool {
    value.contains(DATE_AS_TEXT) && value.contains(PRESENT_MOMENT)
}

/// The name in `getField("NAME")`.
fn named_field(text: &str) -> Option<String> {
    let (_, rest) = text.split_once("getField(")?;
    let quote = rest
        .chars()
        .next()
        .filter(|&quote| quote == '"' || quote == '\'')?;
    Some(rest[1..].split_once(quote)?.0.to_owned())
}

/// A script without the bodies of its functions and blocks: those run when something else calls them.
fn top_level(script: &str) -> String {
    let mut depth = 0usize;
    script
        .chars()
        .filter(|&character| {
            depth += usize::from(character == '{');
            let is_outside = depth == 0;
            depth = depth.saturating_sub(usize::from(character == '}'));
            is_outside
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_script_that_writes_the_day_is_found() {
        let direct = r#"this.getField("a.Datum").value = util.printd("dd.mm.yyyy", new Date());"#;
        let by_variable = r#"var f = this.getField('Heute'); f.value = util.printd("dd.mm.yy", new Date())"#;
        assert_eq!(dated_by(direct), ["a.Datum"]);
        assert_eq!(dated_by(by_variable), ["Heute"]);
    }

    #[test]
    fn scripts_that_check_or_run_later_do_not_count() {
        for script in [
            r#"function check() { this.getField("Datum").value = util.printd("dd.mm.yy", new Date()); }"#,
            r#"if (this.getField("Geburt").value > util.printd("yy", new Date())) app.alert("!")"#,
            r#"if (this.getField("Datum").value == util.printd("dd.mm.yy", new Date())) app.alert("!")"#,
            r#"this.getField("Ort").value = "Ulm"; var now = new Date();"#,
        ] {
            assert_eq!(dated_by(script), [""; 0], "{script}");
        }
    }
}
