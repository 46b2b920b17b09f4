//! Numbers and money in figures and words.

use proptest::prelude::*;
use vietnamese::money::{self, MoneyError};
use vietnamese::numbers::{Number, NumberError, format, from_words, parse, to_words};

#[test]
fn figures_are_read_and_written() {
    let cases = [
        ("0", 0, 0, "0"),
        ("7", 7, 0, "7"),
        ("01", 1, 0, "1"),
        ("999", 999, 0, "999"),
        ("1000", 1000, 0, "1.000"),
        ("1.000", 1000, 0, "1.000"),
        ("1.234.567,5", 12_345_675, 1, "1.234.567,5"),
        ("1234567,5", 12_345_675, 1, "1.234.567,5"),
        ("-12,05", -1205, 2, "-12,05"),
        ("−3", -3, 0, "-3"),
        ("+3", 3, 0, "3"),
        ("-0,5", -5, 1, "-0,5"),
        (" 10,0 ", 100, 1, "10,0"),
        ("9.223.372.036.854.775.807", i64::MAX, 0, "9.223.372.036.854.775.807"),
        ("-9223372036854775808", i64::MIN, 0, "-9.223.372.036.854.775.808"),
    ];
    for (text, digits, places, written) in cases {
        assert_eq!(parse(text), Ok(Number { digits, places }), "{text}");
        assert_eq!(Number { digits, places }.to_string(), written);
    }
}

#[test]
fn what_is_not_a_number_is_refused() {
    let cases = [
        ("", NumberError::NotANumber),
        ("-", NumberError::NotANumber),
        (",5", NumberError::NotANumber),
        ("5,", NumberError::NotANumber),
        (".500", NumberError::NotANumber),
        ("1,2,3", NumberError::NotANumber),
        ("12a", NumberError::NotANumber),
        ("--1", NumberError::NotANumber),
        ("12.5", NumberError::Grouping),
        ("1.23.456", NumberError::Grouping),
        ("1234.567", NumberError::Grouping),
        ("1.234.", NumberError::Grouping),
        ("9223372036854775808", NumberError::TooLarge),
        ("0,0000000000000000001", NumberError::TooLarge),
    ];
    for (text, error) in cases {
        assert_eq!(parse(text), Err(error), "{text}");
    }
}

#[test]
fn whole_numbers_are_read_out_and_back() {
    let cases = [
        (0, "không"),
        (1, "một"),
        (4, "bốn"),
        (5, "năm"),
        (10, "mười"),
        (11, "mười một"),
        (14, "mười bốn"),
        (15, "mười lăm"),
        (20, "hai mươi"),
        (21, "hai mươi mốt"),
        (24, "hai mươi tư"),
        (25, "hai mươi lăm"),
        (55, "năm mươi lăm"),
        (100, "một trăm"),
        (105, "một trăm linh năm"),
        (110, "một trăm mười"),
        (115, "một trăm mười lăm"),
        (121, "một trăm hai mươi mốt"),
        (444, "bốn trăm bốn mươi tư"),
        (1_000, "một nghìn"),
        (1_005, "một nghìn không trăm linh năm"),
        (1_010, "một nghìn không trăm mười"),
        (2_026, "hai nghìn không trăm hai mươi sáu"),
        (10_500, "mười nghìn năm trăm"),
        (1_000_000, "một triệu"),
        (1_000_001, "một triệu không trăm linh một"),
        (21_000_000, "hai mươi mốt triệu"),
        (1_234_567, "một triệu hai trăm ba mươi tư nghìn năm trăm sáu mươi bảy"),
        (1_000_000_000, "một tỷ"),
        (1_000_000_005, "một tỷ không trăm linh năm"),
        (15_500_000_000, "mười lăm tỷ năm trăm triệu"),
        (1_000_000_000_000, "một nghìn tỷ"),
        (1_000_000_000_000_000_000, "một tỷ tỷ"),
        (-35, "âm ba mươi lăm"),
    ];
    for (number, words) in cases {
        assert_eq!(to_words(number), words);
        assert_eq!(from_words(words), Ok(Number::whole(number)), "{words}");
    }
}

#[test]
fn words_of_daily_use_are_understood() {
    let cases = [
        ("một trăm lẻ năm", 105),
        ("một ngàn lẻ năm", 1_005),
        ("một nghìn không trăm lẻ năm", 1_005),
        ("hai mươi bốn", 24),
        ("hai mươi tư", 24),
        ("hai mươi nhăm", 25),
        ("hai mươi năm", 25),
        ("mười tư", 14),
        ("ba tỉ hai trăm triệu", 3_200_000_000),
        ("hai triệu rưỡi", 2_500_000),
        ("một nghìn rưỡi", 1_500),
        ("hai trăm rưỡi", 250),
        ("một tỷ rưỡi", 1_500_000_000),
        ("Hai  Mươi\nMốt", 21),
        ("bẩy mươi", 70),
        ("ha\u{301}i", -1),
        ("ba\u{309}y", 7),
        ("một nghìn hai mươi", 1_020),
    ];
    for (words, number) in cases {
        let expected = if number < 0 { Err(NumberError::NotANumber) } else { Ok(Number::whole(number)) };
        assert_eq!(from_words(words), expected, "{words}");
    }
}

#[test]
fn words_that_are_no_number_are_refused() {
    let cases = [
        ("", NumberError::NotANumber),
        ("âm", NumberError::NotANumber),
        ("tỷ", NumberError::NotANumber),
        ("mươi", NumberError::NotANumber),
        ("một mươi", NumberError::NotANumber),
        ("mốt", NumberError::NotANumber),
        ("hai ba", NumberError::NotANumber),
        ("rưỡi", NumberError::NotANumber),
        ("một nghìn hai triệu", NumberError::NotANumber),
        ("một nghìn hai nghìn", NumberError::NotANumber),
        ("hai mươi mèo", NumberError::NotANumber),
        ("một phẩy", NumberError::NotANumber),
        ("một trăm hai", NumberError::Ambiguous),
        ("một nghìn hai", NumberError::Ambiguous),
        ("hai tỷ ba", NumberError::Ambiguous),
        ("chín trăm tỷ tỷ", NumberError::TooLarge),
        ("một tỷ tỷ tỷ", NumberError::TooLarge),
    ];
    for (words, error) in cases {
        assert_eq!(from_words(words), Err(error), "{words}");
    }
}

#[test]
fn decimals_are_read_out() {
    let cases = [
        ("1,5", "một phẩy năm"),
        ("1,05", "một phẩy không năm"),
        ("3,14", "ba phẩy mười bốn"),
        ("0,125", "không phẩy một trăm hai mươi lăm"),
        ("-2,50", "âm hai phẩy năm mươi"),
        ("2,00", "hai phẩy không không"),
    ];
    for (figures, words) in cases {
        let number = parse(figures).unwrap();
        assert_eq!(number.to_words(), words);
        assert_eq!(from_words(words), Ok(number));
    }
    assert_eq!(parse("-12,5").unwrap().to_f64(), -12.5);
}

#[test]
fn money_is_read_and_written() {
    let cases = [
        ("1.234.567 đồng", 1_234_567),
        ("15,5 tỷ đồng", 15_500_000_000),
        ("200 triệu đồng", 200_000_000),
        ("1.500 triệu đồng", 1_500_000_000),
        ("3 nghìn tỷ đồng", 3_000_000_000_000),
        ("0,5 triệu đồng", 500_000),
        ("500.000đ", 500_000),
        ("500.000 VNĐ", 500_000),
        ("500.000 ₫", 500_000),
        ("Hai trăm triệu đồng chẵn", 200_000_000),
        ("mười lăm tỷ năm trăm triệu đồng", 15_500_000_000),
        ("hai triệu rưỡi đồng", 2_500_000),
        ("-5 đồng", -5),
        ("0 đồng", 0),
    ];
    for (text, dong) in cases {
        assert_eq!(money::parse(text), Ok(dong), "{text}");
    }
    let refused = [
        ("", MoneyError::Currency),
        ("15 tỷ", MoneyError::Currency),
        ("15 USD", MoneyError::Currency),
        ("đồng", MoneyError::Number(NumberError::NotANumber)),
        ("1,5 đồng", MoneyError::NotWhole),
        ("12.5 triệu đồng", MoneyError::Number(NumberError::Grouping)),
        ("99999999999 tỷ đồng", MoneyError::Number(NumberError::TooLarge)),
    ];
    for (text, error) in refused {
        assert_eq!(money::parse(text), Err(error), "{text}");
    }
    assert_eq!(money::format(-1_234_567), "-1.234.567 đồng");
    assert_eq!(money::to_words(0), "Không đồng");
    assert_eq!(money::to_words(1_005_000), "Một triệu không trăm linh năm nghìn đồng");
    assert_eq!(money::to_words(-5), "Âm năm đồng");
}

proptest! {
    #[test]
    fn figures_round_trip(digits in any::<i64>(), places in 0u32..=18) {
        let number = Number { digits, places };
        let read = parse(&number.to_string());
        prop_assert!(read == Ok(number), "{number} {read:?}");
        prop_assert_eq!(parse(&format(digits)), Ok(Number::whole(digits)));
    }

    #[test]
    fn words_round_trip(digits in any::<i64>(), shift in 0u32..63, places in 0u32..=18) {
        let digits = digits >> shift;
        prop_assert_eq!(from_words(&to_words(digits)), Ok(Number::whole(digits)));
        let number = Number { digits, places };
        prop_assert_eq!(from_words(&number.to_words()), Ok(number));
    }

    #[test]
    fn money_round_trips(dong in any::<i64>()) {
        prop_assert_eq!(money::parse(&money::format(dong)), Ok(dong));
        prop_assert_eq!(money::parse(&money::to_words(dong)), Ok(dong));
    }

    #[test]
    fn any_words_are_taken_without_panic(words in "((không|một|tư|năm|mười|mươi|trăm|nghìn|triệu|tỷ|linh|rưỡi|phẩy|âm|đồng) ){0,12}", text in any::<String>()) {
        let _ = (from_words(&words), money::parse(&words), from_words(&text), money::parse(&text), parse(&text));
    }
}
