//! Invented persons: names of many origins, addresses in Bavaria, numbers with right check digits.
pub mod numbers;

use std::sync::LazyLock;

use serde::Deserialize;
use time::{Date, Duration};

use super::random::Chance;

static DATA: LazyLock<Result<Data, String>> = LazyLock::new(Data::read);

/// What persons and institutions are put together from.
#[derive(Clone, Debug)]
pub struct Data {
    names: NamesFile,
    places: PlacesFile,
    /// Who issues documents.
    pub institutions: Institutions,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct NamesFile {
    origins: Vec<Origin>,
    forms: NameForms,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Origin {
    name: String,
    weight: usize,
    nationality: String,
    german: usize,
    female: Vec<String>,
    male: Vec<String>,
    family: Vec<String>,
    places: Vec<String>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct NameForms {
    double_family_name: usize,
    second_given_name: usize,
    hyphenated_given_name: usize,
    particle: usize,
    particles: Vec<String>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct PlacesFile {
    places: Vec<Town>,
    streets: Streets,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Streets {
    names: Vec<String>,
}

/// A place with a postal code that it really has.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
#[serde(deny_unknown_fields)]
pub struct Town {
    /// Its name.
    pub city: String,
    /// One of its postal codes.
    pub postal_code: String,
    /// Letters of its number plates.
    pub plate: String,
    /// The district that registers its vehicles.
    pub district: String,
}

/// Who issues documents; all invented.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "each list says by its name what it holds")]
pub struct Institutions {
    pub banks: Vec<Bank>,
    pub health_funds: Vec<String>,
    pub employers: Vec<String>,
    pub landlords: Vec<String>,
    pub insurers: Vec<String>,
    pub doctors: Vec<String>,
    pub schools: Vec<String>,
    pub dealers: Vec<String>,
    pub testers: Vec<String>,
    pub veterinarians: Vec<String>,
    pub architects: Vec<String>,
    pub shelters: Vec<String>,
    pub associations: Vec<String>,
    pub jobs: Vec<String>,
    pub clerks: Vec<String>,
}

/// An invented bank.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bank {
    /// Its name.
    pub name: String,
    /// Its code of eight digits.
    pub code: String,
    /// Its BIC.
    pub bic: String,
}

/// Where somebody lives or works.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address {
    /// Street.
    pub street: String,
    /// House number (`17 a`, `3-5`).
    pub house_number: String,
    /// Place and postal code.
    pub town: Town,
}

/// Sex as forms ask for it, the ids of the vocabulary.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sex {
    /// `female`
    Female,
    /// `male`
    Male,
}

/// A person that does not exist.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// Family name.
    pub family_name: String,
    /// Name at birth if it is another one.
    pub birth_name: Option<String>,
    /// All given names.
    pub given_names: String,
    /// Date of birth.
    pub born: Date,
    /// Place of birth.
    pub place_of_birth: String,
    /// As forms state it, `deutsch`.
    pub nationality: String,
    /// Sex.
    pub sex: Sex,
    /// Where the names come from, for brothers, sisters and children.
    origin: usize,
}

impl Data {
    /// What the binary carries; the error names the file that is wrong.
    pub fn built_in() -> Result<&'static Self, String> {
        DATA.as_ref().map_err(Clone::clone)
    }

    fn read() -> Result<Self, String> {
        fn parse<T: serde::de::DeserializeOwned>(file: &str, text: &str) -> Result<T, String> {
            toml::from_str(text).map_err(|error| format!("evaluation/people/{file}: {error}"))
        }
        Ok(Self {
            names: parse(
                "names.toml",
                include_str!("../../../../../evaluation/people/names.toml"),
            )?,
            places: parse(
                "places.toml",
                include_str!("../../../../../evaluation/people/places.toml"),
            )?,
            institutions: parse(
                "institutions.toml",
                include_str!("../../../../../evaluation/people/institutions.toml"),
            )?,
        })
    }

    /// A person of an age in years on a day.
    pub fn person(&self, ages: (i64, i64), today: Date, chance: &mut Chance) -> Person {
        let weights: usize = self.names.origins.iter().map(|origin| origin.weight).sum();
        let mut drawn = chance.below(weights);
        let mut chosen = 0;
        for (index, origin) in self.names.origins.iter().enumerate() {
            if drawn < origin.weight {
                chosen = index;
                break;
            }
            drawn -= origin.weight;
        }
        self.person_of(chosen, None, ages, today, chance)
    }

    /// A person of the same origin, with this family name if one is given.
    pub fn relative(
        &self,
        of: &Person,
        family_name: Option<&str>,
        ages: (i64, i64),
        today: Date,
        chance: &mut Chance,
    ) -> Person {
        self.person_of(of.origin, family_name, ages, today, chance)
    }

    fn person_of(
        &self,
        origin_index: usize,
        family_name: Option<&str>,
        ages: (i64, i64),
        today: Date,
        chance: &mut Chance,
    ) -> Person {
        let origin = &self.names.origins[origin_index.min(self.names.origins.len().saturating_sub(1))];
        let forms = &self.names.forms;
        let sex = if chance.in_hundred(52) {
            Sex::Female
        } else {
            Sex::Male
        };
        let given = match sex {
            Sex::Female => &origin.female,
            Sex::Male => &origin.male,
        };
        let mut given_names = chance.text(given);
        if chance.in_hundred(forms.second_given_name) {
            given_names = format!("{given_names} {}", chance.text(given));
        } else if chance.in_hundred(forms.hyphenated_given_name) {
            given_names = format!("{given_names}-{}", chance.text(given));
        }
        let own = self.family_name(origin, chance);
        let has_other_birth_name = chance.in_hundred(22);
        let birth_name = chance.text(&origin.family);
        let family_name = family_name.map_or(own, str::to_owned);
        let days = chance.between(ages.0 * 366 + 1, (ages.1 + 1) * 365 - 1);
        let nationality = if chance.in_hundred(origin.german) {
            "deutsch".to_owned()
        } else {
            origin.nationality.clone()
        };
        let is_born_here = nationality == "deutsch" && chance.in_hundred(50);
        let place_of_birth = if is_born_here {
            self.town(chance).city
        } else {
            chance.text(&origin.places)
        };
        Person {
            birth_name: (has_other_birth_name && ages.0 >= 18 && birth_name != family_name)
                .then_some(birth_name),
            family_name,
            given_names,
            born: today.saturating_sub(Duration::days(days)),
            place_of_birth,
            nationality,
            sex,
            origin: origin_index,
        }
    }

    fn family_name(&self, origin: &Origin, chance: &mut Chance) -> String {
        let forms = &self.names.forms;
        let name = chance.text(&origin.family);
        if chance.in_hundred(forms.double_family_name) {
            let other = chance.pick(&self.names.origins).unwrap_or(origin);
            let second = chance.text(&other.family);
            if second != name {
                return format!("{name}-{second}");
            }
        }
        let is_german = origin.nationality == "deutsch";
        if is_german && chance.in_hundred(forms.particle) {
            return format!("{} {name}", chance.text(&forms.particles));
        }
        name
    }

    /// A place.
    pub fn town(&self, chance: &mut Chance) -> Town {
        chance.pick(&self.places.places).cloned().unwrap_or_else(|| Town {
            city: "München".to_owned(),
            postal_code: "80331".to_owned(),
            plate: "M".to_owned(),
            district: "Landeshauptstadt München".to_owned(),
        })
    }

    /// An address in a place.
    pub fn address(&self, town: &Town, chance: &mut Chance) -> Address {
        let number = chance.between(1, 148);
        let house_number = match chance.below(20) {
            0 | 1 => format!("{number} {}", chance.character("abcd")),
            2 => format!("{number}{}", chance.character("abcd")),
            3 => format!("{number}-{}", number + 2),
            4 => format!("{number} 1/2"),
            5 => format!("{number}/{}", chance.between(1, 4)),
            _ => number.to_string(),
        };
        Address {
            street: chance.text(&self.places.streets.names),
            house_number,
            town: town.clone(),
        }
    }

    /// Origins by name with how many persons of a hundred are meant to have them; for tests and descriptions.
    pub fn origins(&self) -> impl Iterator<Item = (&str, usize)> {
        self.names
            .origins
            .iter()
            .map(|origin| (origin.name.as_str(), origin.weight))
    }
}

/// An address for e-mails that nobody has (RFC 2606).
pub fn email(person: &Person, chance: &mut Chance) -> String {
    let plain = |text: &str| -> String {
        let lower = text.to_lowercase();
        let folded = lower.chars().map(|letter| match letter {
            'ä' => "ae".to_owned(),
            'ö' => "oe".to_owned(),
            'ü' => "ue".to_owned(),
            'ß' => "ss".to_owned(),
            letter if letter.is_ascii_alphanumeric() => letter.to_string(),
            ' ' | '-' => "-".to_owned(),
            'à' | 'á' | 'â' | 'ã' | 'ă' => "a".to_owned(),
            'ç' | 'č' | 'ć' => "c".to_owned(),
            'è' | 'é' | 'ê' | 'ę' => "e".to_owned(),
            'ı' | 'í' => "i".to_owned(),
            'ł' => "l".to_owned(),
            'ó' | 'ő' => "o".to_owned(),
            'ş' | 'š' | 'ș' | 'ś' => "s".to_owned(),
            'ž' | 'ż' | 'ź' => "z".to_owned(),
            _ => String::new(),
        });
        let text: String = folded.collect();
        text.trim_matches('-').to_owned()
    };
    let given = plain(person.given_names.split([' ', '-']).next().unwrap_or_default());
    let family = plain(person.family_name.split(' ').next_back().unwrap_or_default());
    let domain = chance.word(&["example.org", "example.com", "post.example", "mail.example"]);
    match chance.below(3) {
        0 => format!("{given}.{family}@{domain}"),
        1 => format!("{family}{}@{domain}", chance.digits(2)),
        _ => format!("{given}_{family}@{domain}"),
    }
}

#[cfg(test)]
mod tests {
    use aktenlage_domain::value::{ValueKind, normalise};
    use time::macros::date;

    use super::*;

    #[test]
    fn persons_are_varied_repeatable_and_in_normal_form() {
        let data = Data::built_in().unwrap();
        let draw = |seed| data.person((18, 80), date!(2026 - 11 - 20), &mut Chance::of(seed, "person"));
        assert_eq!(draw(5), draw(5));
        let mut names = std::collections::BTreeSet::new();
        for seed in 0..400 {
            let person = draw(seed);
            for text in [&person.family_name, &person.given_names, &person.place_of_birth] {
                assert_eq!(normalise(ValueKind::Text, text).as_ref(), Ok(text));
            }
            let address = email(&person, &mut Chance::of(seed, "email"));
            assert_eq!(normalise(ValueKind::Email, &address), Ok(address.clone()));
            let years = (date!(2026 - 11 - 20) - person.born).whole_days() / 366;
            assert!((17..=81).contains(&years), "{years}");
            names.insert(person.family_name);
        }
        assert!(names.len() > 100, "{} different family names", names.len());
        assert!(names.iter().any(|name| name.contains('-')));
        assert!(names.iter().any(|name| name.contains(' ')));
    }

    #[test]
    fn house_numbers_come_in_all_forms() {
        let data = Data::built_in().unwrap();
        let mut chance = Chance::of(1, "addresses");
        let numbers: Vec<String> = (0..200)
            .map(|_| {
                let town = data.town(&mut chance);
                data.address(&town, &mut chance).house_number
            })
            .collect();
        for part in [" a", "-", "1/2"] {
            assert!(numbers.iter().any(|number| number.contains(part)), "{part}");
        }
    }
}
