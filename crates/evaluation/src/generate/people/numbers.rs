//! Invented numbers with right check digits: nobody has them, and every check accepts them.
use time::Date;

use crate::generate::random::Chance;

/// A tax identification number: one of the first ten digits stands twice, one does not occur, the last is the check
/// digit (ISO 7064 MOD 11,10; § 139b AO).
pub fn tax_id(chance: &mut Chance) -> String {
    let mut digits: Vec<u32> = (0..10).collect();
    chance.shuffle(&mut digits);
    if digits[0] == 0 {
        digits.swap(0, 9);
    }
    // One of the later digits is replaced by the first one.
    let replaced = 2 + chance.below(8);
    digits[replaced] = digits[0];
    digits.push(tax_check_digit(&digits));
    digits
        .iter()
        .filter_map(|digit| char::from_digit(*digit, 10))
        .collect()
}

/// The last digit that ten digits ask for.
fn tax_check_digit(digits: &[u32]) -> u32 {
    let product = digits.iter().fold(10, |product, digit| {
        let sum = match (digit + product) % 10 {
            0 => 10,
            sum => sum,
        };
        sum * 2 % 11
    });
    match 11 - product {
        10 => 0,
        check => check,
    }
}

/// A German IBAN of an account at a bank code of eight digits (ISO 13616).
pub fn iban(bank_code: &str, chance: &mut Chance) -> String {
    let account = format!("{bank_code}{}", chance.digits(10));
    // `DE00` stands behind, letters as 10 to 35.
    let remainder = format!("{account}131400").bytes().fold(0_u32, |rest, byte| {
        (rest * 10 + u32::from(byte.saturating_sub(b'0'))) % 97
    });
    format!("DE{:02}{account}", 98 - remainder)
}

/// A vehicle identification number of an invented maker, with the check digit in ninth place (ISO 3779, 49 CFR 565).
pub fn vin(chance: &mut Chance) -> String {
    const LETTERS: &str = "ABCDEFGHJKLMNPRSTUVWXYZ0123456789";
    const WEIGHTS: [u32; 17] = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2];
    let mut letters: Vec<char> = "WZZ".chars().collect();
    letters.extend((0..8).map(|_| chance.character(LETTERS)));
    letters.extend(chance.digits(6).chars());
    let sum: u32 = letters
        .iter()
        .zip(WEIGHTS)
        .map(|(letter, weight)| vin_value(*letter) * weight)
        .sum();
    letters[8] = match sum % 11 {
        10 => 'X',
        rest => char::from_digit(rest, 10).unwrap_or('0'),
    };
    letters.into_iter().collect()
}

fn vin_value(letter: char) -> u32 {
    match letter {
        'A' | 'J' => 1,
        'B' | 'K' | 'S' => 2,
        'C' | 'L' | 'T' => 3,
        'D' | 'M' | 'U' => 4,
        'E' | 'N' | 'V' => 5,
        'F' | 'W' => 6,
        'G' | 'P' | 'X' => 7,
        'H' | 'Y' => 8,
        'R' | 'Z' => 9,
        digit => digit.to_digit(10).unwrap_or(0),
    }
}

/// A number of a transponder for animals: 15 digits, Germany in front (ISO 11784).
pub fn chip_number(chance: &mut Chance) -> String {
    format!("27609{}", chance.digits(10))
}

/// A pension insurance number without spaces: area, birthday, letter of the name at birth, serial, check digit
/// (§ 147 SGB VI, VKVV).
pub fn pension_number(birth: Date, initial: char, chance: &mut Chance) -> String {
    const WEIGHTS: [u32; 12] = [2, 1, 2, 5, 7, 1, 2, 1, 2, 1, 2, 1];
    let initial = if initial.is_ascii_uppercase() {
        initial
    } else {
        'M'
    };
    let begin = format!(
        "65{:02}{:02}{:02}",
        birth.day(),
        u8::from(birth.month()),
        birth.year().rem_euclid(100)
    );
    let serial = format!("{:02}", chance.between(2, 98));
    let place = u32::from(initial) - u32::from('A') + 1;
    let digits = format!("{begin}{place:02}{serial}");
    let sum: u32 = digits
        .chars()
        .zip(WEIGHTS)
        .map(|(digit, weight)| {
            let product = digit.to_digit(10).unwrap_or(0) * weight;
            product / 10 + product % 10
        })
        .sum();
    format!("{begin}{initial}{serial}{}", sum % 10)
}

/// The number of an identity card: letters and digits without those that are taken for others.
pub fn card_number(chance: &mut Chance) -> String {
    const LETTERS: &str = "CFGHJKLMNPRTVWXYZ0123456789";
    let first = chance.character("LMNPRTVWXY");
    let rest: String = (0..8).map(|_| chance.character(LETTERS)).collect();
    format!("{first}{rest}")
}

/// A number plate in its stored form, `FFB-AB123`.
pub fn plate(district: &str, chance: &mut Chance) -> String {
    const LETTERS: &str = "ABCDEFGHJKLMNPRSTUVWXYZ";
    let letters: String = (0..=chance.below(2)).map(|_| chance.character(LETTERS)).collect();
    let number = chance.between(1, 9999);
    format!("{district}-{letters}{number}")
}

/// An electronic insurance number: seven letters and digits.
pub fn insurance_number(chance: &mut Chance) -> String {
    (0..7)
        .map(|_| chance.character("ABCDEFGHJKLMNPRSTUVWXYZ0123456789"))
        .collect()
}

/// A phone number from ranges that the Bundesnetzagentur keeps free for films and books.
pub fn phone(chance: &mut Chance) -> String {
    match chance.below(5) {
        0 => format!("089 99998 {}", chance.digits(3)),
        1 => format!("089/99998-{}", chance.digits(3)),
        2 => format!("+49 171 39200{}", chance.digits(2)),
        3 => format!("0176 040690{}", chance.digits(2)),
        _ => format!("0171/39200{}", chance.digits(2)),
    }
}

#[cfg(test)]
mod tests {
    use aktenlage_domain::value::{ValueKind, normalise};

    use super::*;

    #[test]
    fn numbers_pass_the_checks_of_the_domain() {
        let mut chance = Chance::of(3, "numbers");
        for _ in 0..200 {
            for (kind, number) in [
                (ValueKind::TaxId, tax_id(&mut chance)),
                (ValueKind::Iban, iban("70099011", &mut chance)),
                (ValueKind::Vin, vin(&mut chance)),
                (ValueKind::Plate, plate("FFB", &mut chance)),
                (ValueKind::Phone, phone(&mut chance)),
            ] {
                assert_eq!(normalise(kind, &number).as_ref(), Ok(&number), "{kind:?}");
            }
            assert_eq!(chip_number(&mut chance).len(), 15);
        }
    }

    #[test]
    fn the_pension_number_of_the_usual_example() {
        // 15 070649 C 10 3, as the rules print it: area and serial are drawn here, so only the shape is compared.
        let birth = time::macros::date!(1949 - 07 - 06);
        let number = pension_number(birth, 'C', &mut Chance::of(1, "pension"));
        assert_eq!((number.len(), &number[2..9]), (12, "060749C"));
    }
}
