//! Payloads of bank transfers.

use proptest::prelude::*;
use vietnamese::vietqr::{Payment, VietQrError, build, parse};

/// A payload with known check sum.
const VECTOR: &str = "00020101021238540010A00000072701240006970436011010175956000208QRIBFTTA530370454061800005802VN62110807DH 000163043195";

fn payment() -> Payment {
    Payment {
        bank: "970436".to_owned(),
        account: "1017595600".to_owned(),
        amount: Some(180_000),
        reference: Some("DH 0001".to_owned()),
    }
}

#[test]
fn the_vector_is_written_and_read() {
    assert_eq!(build(&payment()).unwrap(), VECTOR);
    assert_eq!(parse(VECTOR), Ok(payment()));
    let open = Payment { amount: None, reference: None, ..payment() };
    let payload = build(&open).unwrap();
    assert!(payload.starts_with("000201010211"));
    assert_eq!(parse(&payload), Ok(open));
}

#[test]
fn what_does_not_fit_is_refused() {
    let cases = [
        (Payment { bank: "97043".to_owned(), ..payment() }, VietQrError::Bank),
        (Payment { bank: "97043a".to_owned(), ..payment() }, VietQrError::Bank),
        (Payment { account: String::new(), ..payment() }, VietQrError::Account),
        (Payment { account: "1".repeat(20), ..payment() }, VietQrError::Account),
        (Payment { account: "12 34".to_owned(), ..payment() }, VietQrError::Account),
        (Payment { amount: Some(0), ..payment() }, VietQrError::Amount),
        (Payment { amount: Some(10_000_000_000_000), ..payment() }, VietQrError::Amount),
        (Payment { reference: Some(String::new()), ..payment() }, VietQrError::Reference),
        (Payment { reference: Some("đơn hàng".to_owned()), ..payment() }, VietQrError::Reference),
        (Payment { reference: Some("x".repeat(26)), ..payment() }, VietQrError::Reference),
    ];
    for (payment, error) in cases {
        assert_eq!(build(&payment), Err(error), "{payment:?}");
    }
    let payloads = [
        ("", VietQrError::Broken),
        ("6304", VietQrError::Broken),
        ("đ0020101021", VietQrError::Broken),
        (&VECTOR[..VECTOR.len() - 1], VietQrError::Broken),
        (&VECTOR.replace("180000", "280000"), VietQrError::CheckSum),
        ("00020163045F79", VietQrError::CheckSum),
    ];
    for (payload, error) in payloads {
        assert_eq!(parse(payload), Err(error), "{payload}");
    }
    assert_eq!(parse(&VECTOR.to_lowercase()), Err(VietQrError::CheckSum));
}

proptest! {
    #[test]
    fn payments_round_trip(
        bank in "[0-9]{6}",
        account in "[A-Za-z0-9]{1,19}",
        amount in proptest::option::of(1u64..10_000_000_000_000),
        reference in proptest::option::of("[ -~]{1,25}"),
    ) {
        let payment = Payment { bank, account, amount, reference };
        prop_assert_eq!(parse(&build(&payment).unwrap()), Ok(payment));
    }

    #[test]
    fn a_changed_sign_is_noticed(place in 0..VECTOR.len(), sign in "[0-9A-Z]") {
        let mut changed = VECTOR.to_owned();
        changed.replace_range(place..=place, &sign);
        prop_assert_eq!(parse(&changed).is_ok(), changed == VECTOR);
    }

    #[test]
    fn any_text_is_taken_without_panic(text in any::<String>(), digits in "[0-9]{0,60}") {
        let _ = (parse(&text), parse(&digits));
    }
}
