//! Words and numbers as the page shows them.

/// Text that cannot be taken for markup, in text and in attributes.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            other => out.push(other),
        }
    }
    out
}

/// A number as Germans write it.
pub(super) fn decimal(number: f64, places: usize) -> String {
    format!("{number:.places$}").replace('.', ",")
}

/// A share in percent.
pub(super) fn share(number: f64) -> String {
    format!("{} %", decimal(100.0 * number, 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_words() {
        assert_eq!(share(0.9545), "95,5 %");
        assert_eq!(decimal(0.1, 3), "0,100");
        assert_eq!(escaped("<b a=\"'&\">"), "&lt;b a=&quot;&#39;&amp;&quot;&gt;");
    }
}
