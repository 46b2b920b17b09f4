//! Words written twice by accident.
//!
//! Doubling is also how Vietnamese builds words (`xanh xanh`, `ngày ngày`, `dần dần`), so only words
//! that serve grammar alone count here: prepositions, conjunctions, particles and classifiers of number.

use super::words::{Case, Word};

/// Words that are never doubled on purpose in running prose; `từ`, `là`, `đều` and `ngay` are, and miss here.
const GRAMMATICAL: [&str; 40] = [
    "bị", "bởi", "bằng", "các", "cho", "cũng", "của", "do", "giữa", "hoặc", "khi", "mà", "một", "nhưng",
    "nhằm", "những", "như", "nếu", "sẽ", "theo", "thuộc", "thì", "trong", "trên", "tại", "tới", "và", "vào",
    "vì", "với", "về", "đang", "đã", "đến", "để", "được", "đối", "việc", "này", "nên",
];

/// How sure it is that such a word was written twice by accident.
pub(super) const SURE: f32 = 0.95;

/// The indices of words that repeat the word before them by accident.
pub(super) fn doubled(words: &[Word]) -> impl Iterator<Item = usize> {
    words.windows(2).enumerate().filter_map(|(index, pair)| {
        let [first, second] = pair else { return None };
        let twice = second.joined
            && first.spelled == second.spelled
            && !first.opaque
            && !second.opaque
            && second.case == Case::Lower
            && GRAMMATICAL.contains(&second.spelled.as_str());
        twice.then_some(index + 1)
    })
}
