//! Which nationalities the constant `EU_EEA_CH` means, as people and forms write them.

/// Whether a nationality gives the freedom of movement that `EU_EEA_CH` stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Membership {
    /// At least one of the nationalities named is of Germany, the EU, the EEA or Switzerland.
    Inside,
    /// All nationalities named are known to be others.
    Outside,
    /// What stands there is not known to this table: a person has to look.
    Unknown,
}

/// Looks at a nationality as written: codes (`DE`), countries (`Polen`) or adjectives (`polnisch`), one or several.
pub(crate) fn european(text: &str) -> Membership {
    let mut found = Membership::Unknown;
    let text = text.to_lowercase();
    for part in text
        .split([',', ';', '/', '+', '&'])
        .flat_map(|part| part.split(" und "))
    {
        let part = part.trim().trim_end_matches('.');
        if part.is_empty() {
            continue;
        }
        if listed(EUROPEAN, part) {
            return Membership::Inside;
        }
        if !listed(OTHERS, part) {
            // One unknown among others could be the one that counts.
            return Membership::Unknown;
        }
        found = Membership::Outside;
    }
    found
}

/// Whether a word is a code, a country, or an adjective with or without ending (`polnisch`, `polnische`).
fn listed(table: &[&str], word: &str) -> bool {
    table.iter().flat_map(|row| row.split(' ')).any(|entry| {
        word == entry
            || (entry.len() > 3
                && word
                    .strip_prefix(entry)
                    .is_some_and(|end| matches!(end, "e" | "er" | "en" | "es")))
    })
}

const EUROPEAN: &[&str] = &[
    "de deu d dt deutsch deutschland deutsch(e) at aut a österreich österreichisch be bel belgien belgisch",
    "bg bgr bulgarien bulgarisch hr hrv kroatien kroatisch cy cyp zypern zyprisch cz cze tschechien tschechisch",
    "dk dnk dänemark dänisch ee est estland estnisch fi fin finnland finnisch fr fra f frankreich französisch",
    "gr grc el griechenland griechisch hu hun ungarn ungarisch ie irl irland irisch it ita i italien italienisch",
    "lv lva lettland lettisch lt ltu litauen litauisch lu lux luxemburg luxemburgisch mt mlt malta maltesisch",
    "nl nld niederlande niederländisch pl pol polen polnisch pt prt portugal portugiesisch",
    "ro rou rumänien rumänisch sk svk slowakei slowakisch si svn slowenien slowenisch es esp spanien spanisch",
    "se swe schweden schwedisch is isl island isländisch li lie liechtenstein liechtensteinisch",
    "no nor norwegen norwegisch ch che schweiz schweizerisch eu",
];

/// The other nationalities most often met in Germany; a longer list would only turn some questions into answers.
const OTHERS: &[&str] = &[
    "tr tur türkei türkisch sy syr syrien syrisch ua ukr ukraine ukrainisch af afg afghanistan afghanisch",
    "iq irq irak irakisch ru rus russland russisch xk kosovo kosovarisch rs srb serbien serbisch",
    "ba bih bosnien bosnisch bosnisch-herzegowinisch mk mkd nordmazedonien mazedonisch nordmazedonisch",
    "al alb albanien albanisch me mne montenegro montenegrinisch md mda moldau moldauisch moldawien moldawisch",
    "ir irn iran iranisch in ind indien indisch cn chn china chinesisch vn vnm vietnam vietnamesisch",
    "th tha thailand thailändisch pk pak pakistan pakistanisch er eri eritrea eritreisch so som somalia somalisch",
    "ng nga nigeria nigerianisch gh gha ghana ghanaisch ma mar marokko marokkanisch tn tun tunesien tunesisch",
    "eg egy ägypten ägyptisch us usa amerikanisch us-amerikanisch gb gbr großbritannien britisch",
    "br bra brasilien brasilianisch kz kaz kasachstan kasachisch by blr belarus belarussisch weißrussisch",
    "ge geo georgien georgisch am arm armenien armenisch az aze aserbaidschan aserbaidschanisch",
    "lb lbn libanon libanesisch jo jor jordanien jordanisch ph phl philippinen philippinisch jp jpn japan japanisch",
    "kr kor südkorea südkoreanisch et eth äthiopien äthiopisch cm cmr kamerun kamerunisch staatenlos",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nationalities_are_told_apart_as_people_write_them() {
        for inside in [
            "deutsch",
            "Deutsche",
            "DE",
            "dt.",
            "österreichisch",
            "türkisch/deutsch",
            "Polen",
            "Schweizerisch",
        ] {
            assert_eq!(european(inside), Membership::Inside, "{inside}");
        }
        for outside in ["türkisch", "Syrien", "UKR", "britisch", "syrisch, irakisch"] {
            assert_eq!(european(outside), Membership::Outside, "{outside}");
        }
        for unknown in ["", "siehe Anlage", "türkisch, Atlantis"] {
            assert_eq!(european(unknown), Membership::Unknown, "{unknown}");
        }
    }
}
