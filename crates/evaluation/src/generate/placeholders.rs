//! Texts of layouts with places for facts, `{id}` or `{id|format}`, taken apart.

/// How a fact is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// The usual German form of its type.
    Usual,
    /// A date as `14. März 1987`.
    Long,
    /// A date as `14.3.87`.
    Short,
    /// An amount with `EUR`.
    Euro,
    /// An amount with `€`.
    Sign,
    /// Capitals.
    Upper,
    /// As it is stored.
    Plain,
    /// The German words of a code.
    Label,
}

impl Format {
    /// The format of this name; `None` if there is none.
    pub fn named(name: &str) -> Option<Self> {
        Some(match name {
            "long" => Self::Long,
            "short" => Self::Short,
            "euro" => Self::Euro,
            "sign" => Self::Sign,
            "upper" => Self::Upper,
            "plain" => Self::Plain,
            "label" => Self::Label,
            _ => return None,
        })
    }
}

/// A part of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// As it stands.
    Text(String),
    /// A fact.
    Fact {
        /// Its id.
        id: String,
        /// How it is printed.
        format: Format,
    },
}

/// Takes a text apart. The error says what is no placeholder, for whoever writes the layout.
pub fn parse(text: &str) -> Result<Vec<Piece>, String> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        let Some((inside, behind)) = after.split_once('}') else {
            return Err(format!("`{text}`: `{{` is never closed"));
        };
        if !before.is_empty() {
            pieces.push(Piece::Text(before.to_owned()));
        }
        let (id, format) = match inside.split_once('|') {
            None => (inside, Format::Usual),
            Some((id, name)) => match Format::named(name.trim()) {
                Some(format) => (id, format),
                None => return Err(format!("`{text}`: `{name}` is no format")),
            },
        };
        let id = id.trim();
        let is_id =
            |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || "._".contains(letter);
        if id.is_empty() || !id.chars().all(is_id) {
            return Err(format!("`{text}`: `{id}` is no id"));
        }
        pieces.push(Piece::Fact {
            id: id.to_owned(),
            format,
        });
        rest = behind;
    }
    if rest.contains('}') {
        return Err(format!("`{text}`: `}}` was never opened"));
    }
    if !rest.is_empty() {
        pieces.push(Piece::Text(rest.to_owned()));
    }
    Ok(pieces)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_taken_apart() {
        let fact = |id: &str, format| Piece::Fact {
            id: id.to_owned(),
            format,
        };
        assert_eq!(
            parse("am {document.date|long}, {office.city}").unwrap(),
            [
                Piece::Text("am ".to_owned()),
                fact("document.date", Format::Long),
                Piece::Text(", ".to_owned()),
                fact("office.city", Format::Usual),
            ]
        );
        for wrong in ["{a", "a}", "{a|loud}", "{}", "{A b}"] {
            assert!(parse(wrong).is_err(), "{wrong}");
        }
    }
}
