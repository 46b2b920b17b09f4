//! How much two texts about work have in common. Pure.

use std::collections::HashMap;

/// The words of a text, without marks, case and punctuation.
pub(super) fn words(text: &str) -> Vec<String> {
    let folded = vietnamese::fold(text).to_lowercase();
    let words = folded.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_owned).collect()
}

/// A text as it is compared: without marks, case and punctuation.
#[derive(Clone, Debug)]
pub(crate) struct Words {
    folded: String,
    counts: HashMap<String, usize>,
    count: usize,
}

impl Words {
    /// From which likeness on two texts are probably about the same work.
    pub(crate) const ALIKE: f64 = 0.7;

    pub(crate) fn new(text: &str) -> Self {
        let folded = words(text).join(" ");
        let mut counts: HashMap<String, usize> = HashMap::new();
        folded.split(' ').for_each(|word| *counts.entry(word.to_owned()).or_default() += 1);
        Self { count: counts.values().sum(), folded, counts }
    }

    /// The text as it is compared.
    pub(crate) fn folded(&self) -> &str {
        &self.folded
    }

    /// Twice the words in common through all words of both (Dice's coefficient over multisets): 0 to 1.
    pub(crate) fn likeness(&self, other: &Self) -> f64 {
        let common: usize =
            self.counts.iter().map(|(word, count)| *count.min(other.counts.get(word).unwrap_or(&0))).sum();
        #[allow(clippy::cast_precision_loss, reason = "a clause has far fewer words")]
        {
            2.0 * common as f64 / (self.count + other.count).max(1) as f64
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Words;

    #[test]
    fn texts_about_the_same_work_are_alike() {
        for (one, other, is_alike) in [
            ("Tập huấn trồng rau sạch", "tap huan trong rau sach.", true),
            ("Tập huấn trồng rau sạch cho 40 hộ", "Tập huấn trồng rau sạch", true),
            ("Tập huấn trồng rau sạch", "Xây dựng trang thông tin thương mại", false),
            ("", "", false),
        ] {
            let (one, other) = (Words::new(one), Words::new(other));
            let likeness = one.likeness(&other);
            assert!((likeness - other.likeness(&one)).abs() < f64::EPSILON);
            assert_eq!(likeness >= Words::ALIKE && !one.folded.is_empty(), is_alike, "{one:?} {other:?}");
        }
        assert_eq!(Words::new("Rau; sạch").folded(), "rau sach");
    }
}
