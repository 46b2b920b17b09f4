//! Tax codes, personal numbers, mobile numbers, numbers of goods.

use proptest::prelude::*;
use vietnamese::identifiers::{
    IdentifierError::{CheckDigit, Prefix, Province, Shape},
    PersonalNumber, TaxCode, gtin, gtin_check_digit, mobile, personal_number, tax_code,
};

#[test]
fn tax_codes() {
    let organisation = || "0100109106".to_owned();
    let person = PersonalNumber { province: 64, birth_year: 1985, female: true };
    let cases = [
        ("0100109106", Ok(TaxCode::Organisation(organisation()))),
        (" 0100109106 ", Ok(TaxCode::Organisation(organisation()))),
        ("0100109106-001", Ok(TaxCode::Branch(organisation(), "001".to_owned()))),
        ("064185001234", Ok(TaxCode::Person(person))),
        ("0100109107", Err(CheckDigit)),
        ("0100109160", Err(CheckDigit)),
        ("0100109106-1", Err(Shape)),
        ("0100109106-00a", Err(Shape)),
        ("010010910", Err(Shape)),
        ("064185001234-001", Err(Shape)),
        ("003185001234", Err(Province)),
        ("", Err(Shape)),
        ("０100109106", Err(Shape)),
    ];
    for (text, expected) in cases {
        assert_eq!(tax_code(text), expected, "{text}");
    }
}

#[test]
fn personal_numbers() {
    let cases = [
        ("001099000001", Ok((1, 1999, false))),
        ("064185001234", Ok((64, 1985, true))),
        ("079201000009", Ok((79, 2001, false))),
        ("096310123456", Ok((96, 2010, true))),
        ("003099000001", Err(Province)),
        ("000099000001", Err(Province)),
        ("97099000001", Err(Shape)),
        ("0010990000011", Err(Shape)),
        ("00109900000x", Err(Shape)),
    ];
    for (text, expected) in cases {
        let found = personal_number(text).map(|person| (person.province, person.birth_year, person.female));
        assert_eq!(found, expected, "{text}");
    }
}

#[test]
fn mobile_numbers() {
    let cases = [
        ("0912345678", Ok("0912345678")),
        ("+84912345678", Ok("0912345678")),
        ("+84 91 234 56 78", Ok("0912345678")),
        ("0912.345.678", Ok("0912345678")),
        ("035-123-4567", Ok("0351234567")),
        ("0212345678", Err(Prefix)),
        ("0612345678", Err(Prefix)),
        ("9123456780", Err(Prefix)),
        ("091234567", Err(Shape)),
        ("+840912345678", Err(Shape)),
        ("84912345678", Err(Shape)),
        ("", Err(Shape)),
    ];
    for (text, expected) in cases {
        assert_eq!(mobile(text), expected.map(str::to_owned), "{text}");
    }
}

#[test]
fn numbers_of_goods() {
    let cases = [
        ("8934563138165", Ok("08934563138165")),
        ("4006381333931", Ok("04006381333931")),
        ("036000291452", Ok("00036000291452")),
        ("96385074", Ok("00000096385074")),
        ("10614141000415", Ok("10614141000415")),
        ("8934563138166", Err(CheckDigit)),
        ("893456313816", Err(CheckDigit)),
        ("89345631381", Err(Shape)),
        ("893456313816x", Err(Shape)),
        ("", Err(Shape)),
    ];
    for (text, expected) in cases {
        assert_eq!(gtin(text), expected.map(str::to_owned), "{text}");
    }
    assert_eq!(gtin_check_digit("629104150021"), Ok("3".to_owned()));
    assert_eq!(gtin_check_digit("1"), Err(Shape));
}

proptest! {
    #[test]
    fn a_check_digit_fits_and_no_other_does(data in "[0-9]{7}|[0-9]{11,13}", other in 1u32..10) {
        let check: u32 = gtin_check_digit(&data).unwrap().parse().unwrap();
        let whole = format!("{data}{check}");
        prop_assert_eq!(gtin(&whole), Ok(format!("{whole:0>14}")));
        prop_assert_eq!(gtin(&format!("{data}{}", (check + other) % 10)), Err(CheckDigit));
    }

    #[test]
    fn at_most_one_tenth_digit_makes_a_tax_code(data in "[0-9]{9}") {
        let fitting = (0..10).filter(|digit| tax_code(&format!("{data}{digit}")).is_ok()).count();
        prop_assert!(fitting <= 1);
    }

    #[test]
    fn any_text_is_taken_without_panic(text in any::<String>()) {
        let _ = (tax_code(&text), personal_number(&text), mobile(&text), gtin(&text), gtin_check_digit(&text));
    }
}
