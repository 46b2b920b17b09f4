use super::{Exact, Node, Operator, Unread};

/// Letters of a formula, and brackets in brackets.
const LONGEST: usize = 200;
const DEEPEST: usize = 20;
/// Digits of a number that stands in it, before and after the comma.
const MOST_DIGITS: usize = 12;

pub(super) fn read(text: &str) -> Result<Node, Unread> {
    let letters: Vec<char> = text.chars().collect();
    if letters.len() > LONGEST {
        return Err(Unread::TooLong);
    }
    let mut reader = Reader { letters: &letters, at: 0, depth: 0 };
    let node = reader.sum()?;
    match reader.next() {
        None => Ok(node),
        Some(_) => Err(Unread::At(reader.at)),
    }
}

struct Reader<'a> {
    letters: &'a [char],
    at: usize,
    depth: usize,
}

impl Reader<'_> {
    /// The next letter that is no space; `at` is its place.
    fn next(&mut self) -> Option<char> {
        while self.letters.get(self.at).is_some_and(|letter| letter.is_whitespace()) {
            self.at += 1;
        }
        self.letters.get(self.at).copied()
    }

    fn sum(&mut self) -> Result<Node, Unread> {
        let mut node = self.product()?;
        loop {
            let operator = match self.next() {
                Some('+') => Operator::Plus,
                Some('-' | '−' | '–') => Operator::Minus,
                _ => return Ok(node),
            };
            self.at += 1;
            node = Node::Of(operator, Box::new(node), Box::new(self.product()?));
        }
    }

    fn product(&mut self) -> Result<Node, Unread> {
        let mut node = self.one()?;
        loop {
            let operator = match self.next() {
                Some('*' | '×' | 'x' | '·') => Operator::Times,
                Some('/' | '÷' | ':') => Operator::Over,
                _ => return Ok(node),
            };
            self.at += 1;
            node = Node::Of(operator, Box::new(node), Box::new(self.one()?));
        }
    }

    fn one(&mut self) -> Result<Node, Unread> {
        match self.next() {
            Some(letter @ 'A'..='Z') => {
                self.at += 1;
                Ok(Node::Letter(letter))
            }
            Some('0'..='9') => self.number(),
            Some('-' | '−' | '–') => {
                self.at += 1;
                let of = self.deeper(Self::one)?;
                Ok(Node::Negative(Box::new(of)))
            }
            Some('(') => {
                self.at += 1;
                let node = self.deeper(Self::sum)?;
                if self.next() != Some(')') {
                    return Err(Unread::At(self.at));
                }
                self.at += 1;
                Ok(node)
            }
            _ => Err(Unread::At(self.at)),
        }
    }

    fn deeper(&mut self, read: impl Fn(&mut Self) -> Result<Node, Unread>) -> Result<Node, Unread> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(Unread::TooLong);
        }
        let node = read(self);
        self.depth -= 1;
        node
    }

    fn number(&mut self) -> Result<Node, Unread> {
        let begin = self.at;
        let (whole, _) = self.digits();
        let mut number = Exact::from_integer(whole);
        if matches!(self.letters.get(self.at), Some('.' | ',')) {
            self.at += 1;
            let (part, count) = self.digits();
            if count == 0 {
                return Err(Unread::At(self.at));
            }
            number += Exact::new(part, 10_i128.pow(count.min(MOST_DIGITS) as u32));
        }
        if self.at - begin > MOST_DIGITS { Err(Unread::At(begin)) } else { Ok(Node::Number(number)) }
    }

    /// The number that the next digits make, and how many they are; beyond [`MOST_DIGITS`] it is refused anyway.
    fn digits(&mut self) -> (i128, usize) {
        let (mut number, begin) = (0_i128, self.at);
        while let Some(digit) = self.letters.get(self.at).and_then(|letter| letter.to_digit(10)) {
            if self.at - begin < MOST_DIGITS {
                number = number * 10 + i128::from(digit);
            }
            self.at += 1;
        }
        (number, self.at - begin)
    }
}
