//! How the figures of an indicator are given. Pure.

/// How the values of an indicator are given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Number,
    /// So much of a whole; both are given, so that several add up.
    Share,
    /// A mean, with how many it is of, so that several make one.
    Mean,
    /// Whether something is so; of several units, how many say yes.
    YesNo,
    /// One of some steps, which are not counted with.
    Scale,
    /// Told in words.
    Text,
}

impl Kind {
    /// All of them.
    pub(crate) const ALL: [Self; 6] =
        [Self::Number, Self::Share, Self::Mean, Self::YesNo, Self::Scale, Self::Text];

    /// Of what is measured so, in those words: a share where it is in `%` and says nothing of growing or shrinking, which is
    /// of no whole.
    pub(crate) fn of(measured_in: Option<&str>, words: &str) -> Self {
        let words = words.to_lowercase();
        let changes =
            words.split(|letter: char| !letter.is_alphabetic()).any(|word| ["tăng", "giảm"].contains(&word));
        if measured_in == Some("%") && !changes { Self::Share } else { Self::Number }
    }

    /// As the database, forms and keys of texts write it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Number => "number",
            Self::Share => "share",
            Self::Mean => "mean",
            Self::YesNo => "yes_no",
            Self::Scale => "scale",
            Self::Text => "text",
        }
    }

    pub(crate) fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// Whether a second number stands beside the first: the whole of a share, or how many a mean is of.
    pub(crate) fn has_whole(self) -> bool {
        matches!(self, Self::Share | Self::Mean)
    }

    /// Whether its figures are numbers that one can count with.
    pub(crate) fn is_counted(self) -> bool {
        !matches!(self, Self::Scale | Self::Text)
    }

    /// Whether it is read in percent.
    pub(crate) fn is_percent(self) -> bool {
        matches!(self, Self::Share | Self::YesNo)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_growth_is_no_share() {
        for (measured_in, words, kind) in [
            (Some("%"), "Trên 80% hộ dùng chế phẩm sinh học.", Kind::Share),
            (Some("%"), "Hạ tầng thiết yếu đạt 90%.", Kind::Share),
            (Some("%"), "Giá trị sản xuất TĂNG 15%.", Kind::Number),
            (Some("%"), "Giảm 20% lượng thuốc hóa học.", Kind::Number),
            (Some("%/năm"), "Tốc độ bình quân 5%/năm.", Kind::Number),
            (Some("khu"), "Có 01 khu.", Kind::Number),
            (None, "", Kind::Number),
        ] {
            assert_eq!(Kind::of(measured_in, words), kind, "{words}");
        }
    }

    #[test]
    fn names_lead_back() {
        for kind in Kind::ALL {
            assert_eq!(Kind::named(kind.name()), Some(kind));
        }
        assert_eq!(Kind::named("fraction"), None);
    }
}
