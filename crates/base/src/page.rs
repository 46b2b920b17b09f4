use serde::{Deserialize, Serialize};

/// Which part of a list is wanted. What a stranger types into the address is brought into bounds, not refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Asked")]
pub struct PageRequest {
    number: u32,
    size: u32,
}

impl PageRequest {
    /// Rows on a page where nothing is asked for.
    pub const DEFAULT_SIZE: u32 = 25;
    /// Most rows on a page.
    pub const MOST: u32 = 200;

    /// Page `number`, from 1, with `size` rows.
    pub fn new(number: u32, size: u32) -> Self {
        Self { number: number.max(1), size: size.clamp(1, Self::MOST) }
    }

    /// Number of the page, from 1.
    pub fn number(&self) -> u32 {
        self.number
    }

    /// Rows on it, 1 to [`Self::MOST`].
    pub fn size(&self) -> u32 {
        self.size
    }

    /// Rows that stand before it.
    pub fn offset(&self) -> u64 {
        u64::from(self.number - 1) * u64::from(self.size)
    }
}

impl Default for PageRequest {
    fn default() -> Self {
        Self::new(1, Self::DEFAULT_SIZE)
    }
}

/// A part of a list, with what is needed to show the way to the others.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Page<T> {
    /// The rows, at most [`PageRequest::size`].
    pub items: Vec<T>,
    /// Rows of the whole list.
    pub total: u64,
    /// What was asked for.
    pub request: PageRequest,
}

impl<T> Page<T> {
    /// Number of pages, at least 1.
    pub fn pages(&self) -> u64 {
        self.total.div_ceil(u64::from(self.request.size)).max(1)
    }

    /// The same page with each row changed by `change`.
    pub fn map<U>(self, change: impl FnMut(T) -> U) -> Page<U> {
        Page { items: self.items.into_iter().map(change).collect(), total: self.total, request: self.request }
    }
}

/// The page as it comes in an address: `?page=2&size=50`.
#[derive(Deserialize)]
struct Asked {
    page: Option<u32>,
    size: Option<u32>,
}

impl From<Asked> for PageRequest {
    fn from(asked: Asked) -> Self {
        Self::new(asked.page.unwrap_or(1), asked.size.unwrap_or(Self::DEFAULT_SIZE))
    }
}
