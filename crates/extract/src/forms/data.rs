//! The data set of an XFA form (XFA 3.3, "Exchanging Data Between an External Application and a Basic XFA
//! Form"): values that the `AcroForm` of a hybrid file may lack.
use hayro_syntax::object::{Dict, Object, Stream};
use roxmltree::{Document, Node};

/// Larger data sets are not forms.
const MAX_BYTES: usize = 4_000_000;
/// Between several selected entries of a list.
const LIST_SEPARATOR: &str = "; ";

/// Values by path, in the order of the data set.
#[derive(Default)]
pub(super) struct DataSet {
    entries: Vec<Entry>,
}

/// One leaf of the data set.
struct Entry {
    /// Names from the root of the data on, each with its number among siblings of the same name.
    path: Vec<(String, usize)>,
    /// `None`: left empty, which is not the same as not being there.
    value: Option<String>,
}

impl DataSet {
    /// Reads the data set of a form; `None` if it has none or it cannot be read.
    pub(super) fn of(acro_form: &Dict<'_>) -> Option<Self> {
        let description = acro_form.get::<Object<'_>>(b"XFA")?;
        if let Object::Stream(stream) = &description {
            return Self::parse(&text_of(stream)?);
        }
        let parts = description.into_array()?;
        let streams = parts.iter::<Object<'_>>().filter_map(Object::into_stream);
        let parts: Vec<String> = streams.filter_map(|part| text_of(&part)).collect();
        // The part alone is quick to read; a prefix that only the first part declares needs all of them.
        let part = parts.iter().find(|part| part.contains(":datasets"));
        part.and_then(|part| Self::parse(part))
            .or_else(|| Self::parse(&parts.concat()))
    }

    fn parse(xml: &str) -> Option<Self> {
        let document = Document::parse(xml.trim()).ok()?;
        let data = document
            .descendants()
            .find(|node| node.tag_name().name() == "data" && is_in_datasets(*node))?;
        let mut set = Self::default();
        set.collect(data, &mut Vec::new());
        Some(set)
    }

    fn collect(&mut self, node: Node<'_, '_>, path: &mut Vec<(String, usize)>) {
        for child in node.children().filter(Node::is_element) {
            let name = child.tag_name().name();
            let number = child
                .prev_siblings()
                .skip(1)
                .filter(|other| other.is_element() && other.tag_name().name() == name)
                .count();
            path.push((name.to_owned(), number));
            if is_group(child) {
                self.collect(child, path);
            } else {
                self.entries.push(Entry {
                    path: path.clone(),
                    value: value_of(child),
                });
            }
            path.pop();
        }
    }

    /// Values that belong to none of these fields.
    pub(super) fn values_beside<'n>(&self, names: impl Iterator<Item = &'n str>) -> usize {
        let mut open: Vec<&Entry> = self
            .entries
            .iter()
            .filter(|entry| entry.value.is_some())
            .collect();
        for name in names {
            let path = path_of(name);
            open.retain(|entry| !is_path_of(&entry.path, &path));
        }
        open.len()
    }

    /// The value of the field with this full name. Fields may have more levels than the data, for a level of
    /// the form that is only layout leaves no trace in the data. Of several places the one that shares most levels
    /// with the field is its own, also if it is empty: the name of the child is not the name of the applicant.
    pub(super) fn value(&self, name: &str) -> Option<&str> {
        let path = path_of(name);
        let places = self.entries.iter().filter(|entry| is_path_of(&entry.path, &path));
        let longest = places.reduce(|best, entry| {
            if entry.path.len() > best.path.len() {
                entry
            } else {
                best
            }
        });
        longest?.value.as_deref()
    }
}

fn text_of(stream: &Stream<'_>) -> Option<String> {
    let bytes = stream.decoded_data().ok()?;
    (bytes.len() <= MAX_BYTES).then(|| String::from_utf8_lossy(&bytes).into_owned())
}

fn is_in_datasets(node: Node<'_, '_>) -> bool {
    node.parent_element()
        .is_some_and(|parent| parent.tag_name().name() == "datasets")
}

/// Whether an element holds further values, and not one: rich text and lists of entries are one.
fn is_group(node: Node<'_, '_>) -> bool {
    let is_part_of_value = |child: Node<'_, '_>| {
        let is_rich_text = child.tag_name().namespace() == Some("http://www.w3.org/1999/xhtml");
        is_rich_text || child.tag_name().name() == "value"
    };
    node.children()
        .any(|child| child.is_element() && !is_part_of_value(child))
}

fn value_of(node: Node<'_, '_>) -> Option<String> {
    let is_image = node
        .attributes()
        .any(|attribute| attribute.name() == "contentType" && attribute.value().starts_with("image"));
    let text = |node: Node<'_, '_>| -> String {
        node.descendants()
            .filter_map(|part| if part.is_text() { part.text() } else { None })
            .collect()
    };
    let entries: Vec<String> = node
        .children()
        .filter(|child| child.is_element() && child.tag_name().name() == "value")
        .map(text)
        .collect();
    let value = if entries.is_empty() {
        text(node)
    } else {
        entries.join(LIST_SEPARATOR)
    };
    (!is_image && !value.trim().is_empty()).then_some(value)
}

/// A full name such as `form[0].#subform[1].name[0]` as a path, without levels that have no name of their own.
fn path_of(name: &str) -> Vec<(&str, usize)> {
    name.split('.')
        .filter(|part| !part.starts_with('#'))
        .map(
            |part| match part.strip_suffix(']').and_then(|part| part.rsplit_once('[')) {
                Some((name, number)) => (name, number.parse().unwrap_or(0)),
                None => (part, 0),
            },
        )
        .collect()
}

/// Whether a path of the data is the path of a field, which may have levels in between that the data lacks.
fn is_path_of(data: &[(String, usize)], field: &[(&str, usize)]) -> bool {
    let (Some((data_leaf, data_above)), Some((field_leaf, field_above))) =
        (data.split_last(), field.split_last())
    else {
        return false;
    };
    let is_same = |data: &(String, usize), field: &(&str, usize)| data.0 == field.0 && data.1 == field.1;
    let mut above = field_above.iter();
    is_same(data_leaf, field_leaf)
        && data_above
            .iter()
            .all(|level| above.any(|other| is_same(level, other)))
}

#[cfg(test)]
mod tests {
    use super::*;

    const XML: &str = r#"<xfa:datasets xmlns:xfa="http://www.xfa.org/schema/xfa-data/1.0/"><xfa:data><form>
        <page><name>Erika</name><name>Max</name><empty/><list><value>a</value><value>b</value></list></page>
        </form></xfa:data></xfa:datasets>"#;

    #[test]
    fn values_are_found_by_the_names_of_fields() {
        let data = DataSet::parse(XML).unwrap();
        assert_eq!(data.value("form[0].page[0].name[0]"), Some("Erika"));
        assert_eq!(
            data.value("form[0].#subform[3].page[0].layout[0].name[1]"),
            Some("Max")
        );
        assert_eq!(data.value("form[0].page[0].list[0]"), Some("a; b"));
        for missing in [
            "form[0].page[0].name[2]",
            "form[0].page[1].name[0]",
            "form[0].page[0].empty[0]",
            "name",
        ] {
            assert_eq!(data.value(missing), None, "{missing}");
        }
        assert_eq!(data.values_beside(["form[0].page[0].name[0]"].into_iter()), 2);
    }

    #[test]
    fn an_empty_place_is_not_filled_from_a_level_above() {
        let data = DataSet::parse(
            r#"<xfa:datasets xmlns:xfa="http://www.xfa.org/schema/xfa-data/1.0/"><xfa:data><form><name>Erika</name>
            <child><name/></child></form></xfa:data></xfa:datasets>"#,
        )
        .unwrap();
        assert_eq!(data.value("form[0].name[0]"), Some("Erika"));
        assert_eq!(
            data.value("form[0].page[0].name[0]"),
            Some("Erika"),
            "layout alone"
        );
        assert_eq!(data.value("form[0].child[0].name[0]"), None);
        assert_eq!(data.values_beside(["form[0].name[0]"].into_iter()), 0);
    }

    #[test]
    fn what_is_no_data_set_has_no_values() {
        for xml in ["", "<xdp/>", "<a", "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"] {
            assert!(DataSet::parse(xml).is_none(), "{xml}");
        }
    }
}
