//! Vietnamese order.

use proptest::prelude::*;
use vietnamese::sort::{compare, sort_key};

#[test]
fn vietnamese_order() {
    let cases: [&[&str]; 5] = [
        &["a", "ă", "â", "b", "c", "d", "đ", "e", "ê", "i", "o", "ô", "ơ", "u", "ư", "y"],
        &["ma", "mà", "mả", "mã", "má", "mạ", "mai"],
        &["An Giang", "Cà Mau", "Cao Bằng", "Dương", "Đà Nẵng", "Đắk Lắk", "Đồng Nai"],
        &["lá", "la bàn", "làng", "lăng"],
        &["xã An Khê", "xã Cửu An", "xã Tú An", "xã Xuân An"],
    ];
    for sorted in cases {
        for (index, one) in sorted.iter().enumerate() {
            for other in &sorted[index + 1..] {
                assert!(compare(one, other).is_lt(), "{one} < {other}");
                assert!(sort_key(one) < sort_key(other), "{one} < {other}");
            }
        }
    }
    assert!(compare("Ðà Nẵng", "Đà Nẵng").is_eq());
    assert!(compare("Đa\u{300} Na\u{306}\u{303}ng", "Đà Nẵng").is_eq());
}

proptest! {
    #[test]
    fn keys_are_in_the_order_of_the_texts(one in "[a-zđA-ZĐàảãáạăâêôơưứệ 0-9]{0,8}|\\PC{0,8}", other in "[a-zđA-ZĐàảãáạăâêôơưứệ 0-9]{0,8}|\\PC{0,8}") {
        prop_assert_eq!(compare(&one, &other), sort_key(&one).cmp(&sort_key(&other)));
        prop_assert_eq!(compare(&one, &other), compare(&other, &one).reverse());
    }
}
