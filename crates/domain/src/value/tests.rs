//! One table per type: what was written, and its normal form or the reason why there is none.
use super::ValueError::{Check, Empty, Form};
use super::*;

fn check(kind: ValueKind, table: &[(&str, Result<&str, ValueError>)]) {
    for (written, expected) in table {
        assert_eq!(
            normalise(kind, written),
            expected.map(str::to_owned),
            "{kind}: {written:?}"
        );
    }
}

#[test]
fn dates_as_germans_write_them() {
    check(
        ValueKind::Date,
        &[
            ("1.3.1980", Ok("1980-03-01")),
            ("01.03.1980", Ok("1980-03-01")),
            ("01. 03. 1980", Ok("1980-03-01")),
            ("01031980", Ok("1980-03-01")),
            ("0 1 0 3 1 9 8 0", Ok("1980-03-01")),
            ("19800301", Ok("1980-03-01")),
            ("1980-03-01", Ok("1980-03-01")),
            ("01/03/1980", Ok("1980-03-01")),
            ("1. März 1980", Ok("1980-03-01")),
            ("1. Maerz 1980", Ok("1980-03-01")),
            ("den 1. Mrz. 1980", Ok("1980-03-01")),
            ("24. Dez. 2025", Ok("2025-12-24")),
            ("29.02.2024", Ok("2024-02-29")),
            ("29.02.2023", Err(Check)),
            ("31.04.2023", Err(Check)),
            ("12.13.2023", Err(Check)),
            ("01.03.80", Err(Check)),
            ("120126", Err(Check)),
            ("1.3.", Err(Form)),
            ("1980", Err(Form)),
            ("1. Ma 1980", Err(Form)),
            ("gestern", Err(Form)),
            ("  ", Err(Empty)),
        ],
    );
}

#[test]
fn money_and_numbers() {
    check(
        ValueKind::Money,
        &[
            ("812", Ok("812.00")),
            ("812,5", Ok("812.50")),
            ("1.234,56 €", Ok("1234.56")),
            ("EUR 1.234,56", Ok("1234.56")),
            ("1 234,56 Euro", Ok("1234.56")),
            ("1.234", Ok("1234.00")),
            ("1234.56", Ok("1234.56")),
            ("1,234.56", Ok("1234.56")),
            ("800,-", Ok("800.00")),
            ("800,-- EUR", Ok("800.00")),
            ("-12,00", Ok("-12.00")),
            ("12,345", Err(Form)),
            ("12.34.56", Err(Form)),
            ("€", Err(Form)),
            ("etwa 800", Err(Form)),
        ],
    );
    check(
        ValueKind::Integer,
        &[
            ("3", Ok("3")),
            ("03", Ok("3")),
            ("3 Personen", Ok("3")),
            ("1.200", Ok("1200")),
            ("2,5", Err(Form)),
            ("zwei", Err(Form)),
        ],
    );
    check(
        ValueKind::Decimal,
        &[
            ("64,5 m²", Ok("64.5")),
            ("64.50", Ok("64.5")),
            ("64 qm", Ok("64")),
            ("0,75", Ok("0.75")),
            ("64m", Err(Form)),
        ],
    );
}

#[test]
fn check_digits_are_checked() {
    check(
        ValueKind::Iban,
        &[
            ("DE89 3704 0044 0532 0130 00", Ok("DE89370400440532013000")),
            ("de89370400440532013000", Ok("DE89370400440532013000")),
            ("IBAN: DE89 3704 0044 0532 0130 00", Ok("DE89370400440532013000")),
            ("AT61 1904 3002 3457 3201", Ok("AT611904300234573201")),
            ("DE88 3704 0044 0532 0130 00", Err(Check)),
            ("DE89 3704 0044 0532 0130", Err(Form)),
            ("0532013000", Err(Form)),
        ],
    );
    check(
        ValueKind::TaxId,
        &[
            ("86 095 742 719", Ok("86095742719")),
            ("47036892816", Ok("47036892816")),
            ("47036892815", Err(Check)),
            ("07036892816", Err(Check)),
            ("4703689281", Err(Form)),
        ],
    );
    check(
        ValueKind::PostalCode,
        &[
            ("80331", Ok("80331")),
            ("D-80331", Ok("80331")),
            ("01067", Ok("01067")),
            ("00000", Err(Check)),
            ("8033", Err(Form)),
        ],
    );
}

#[test]
fn contact_and_vehicle() {
    check(
        ValueKind::Phone,
        &[
            ("089 / 233-96000", Ok("089 / 233-96000")),
            ("+49 89 1234567", Ok("+49 89 1234567")),
            ("keins", Err(Form)),
            ("123", Err(Form)),
        ],
    );
    check(
        ValueKind::Email,
        &[
            ("eva@beispiel.de", Ok("eva@beispiel.de")),
            ("eva@beispiel", Err(Form)),
            ("eva.beispiel.de", Err(Form)),
            ("e va@beispiel.de", Err(Form)),
        ],
    );
    check(
        ValueKind::Vin,
        &[
            ("wvw zzz 1jz xw 000001", Ok("WVWZZZ1JZXW000001")),
            ("WVWZZZ1JZXW00000", Err(Form)),
            ("WVWZZZ1JZXWO00001", Err(Form)),
        ],
    );
    check(
        ValueKind::Plate,
        &[
            ("M-AB 1234", Ok("M-AB1234")),
            ("m ab 1234", Ok("M-AB1234")),
            ("MAB1234", Ok("MAB1234")),
            ("TÖL-X 7H", Ok("TÖL-X7H")),
            ("M-AB 12345", Err(Form)),
            ("1234", Err(Form)),
        ],
    );
    check(
        ValueKind::Boolean,
        &[
            ("Ja", Ok("true")),
            ("nein", Ok("false")),
            ("vielleicht", Err(Form)),
        ],
    );
    check(
        ValueKind::Code,
        &[("first", Ok("first")), ("Erstantrag", Err(Form))],
    );
}

#[test]
fn text_is_composed_and_single_spaced() {
    check(
        ValueKind::Text,
        &[
            ("Mu\u{308}ller", Ok("Müller")),
            ("  Eva   Maria ", Ok("Eva Maria")),
            ("", Err(Empty)),
        ],
    );
}

#[test]
fn the_same_value_written_differently() {
    assert!(same_value(ValueKind::Phone, "+49 89 123456", "089/123456"));
    assert!(!same_value(ValueKind::Phone, "089/123456", "089/123457"));
    assert!(same_value(ValueKind::Plate, "M-AB1234", "MAB1234"));
    assert!(same_value(ValueKind::Text, "MUSTER", "Muster"));
    assert!(!same_value(ValueKind::Money, "812.00", "821.00"));
}
