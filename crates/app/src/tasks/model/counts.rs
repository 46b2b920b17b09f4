use super::Standing;

/// How the tasks of something stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Counts {
    pub(crate) on_time: usize,
    pub(crate) late: usize,
    pub(crate) within: usize,
    pub(crate) due_soon: usize,
    pub(crate) overdue: usize,
}

impl Counts {
    /// All that count: neither suspended nor cancelled ones.
    pub(crate) fn all(self) -> usize {
        self.done() + self.within + self.due_soon + self.overdue
    }

    /// Those that are completed.
    pub(crate) fn done(self) -> usize {
        self.on_time + self.late
    }

    /// Both together.
    pub(crate) fn plus(self, other: Self) -> Self {
        Self {
            on_time: self.on_time + other.on_time,
            late: self.late + other.late,
            within: self.within + other.within,
            due_soon: self.due_soon + other.due_soon,
            overdue: self.overdue + other.overdue,
        }
    }

    /// One more that stands so.
    pub(crate) fn count(&mut self, standing: Standing) {
        match standing {
            Standing::OnTime => self.on_time += 1,
            Standing::Late => self.late += 1,
            Standing::Within => self.within += 1,
            Standing::Soon => self.due_soon += 1,
            Standing::Overdue => self.overdue += 1,
            Standing::Out => {}
        }
    }
}
