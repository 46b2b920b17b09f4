//! Whether a file breaks its paragraphs into printed lines.

/// Longer than any printed line; a file with more than a few such lines holds a paragraph a line.
const LONGER_THAN_PRINTED: usize = 200;

/// No line of an upright page in the official size of letters is longer.
const LONGEST_PRINTED: usize = 120;

/// Tells a hard-wrapped file by its lines: many end within a sentence and go on in lower case on the next, and hardly
/// any is longer than a page is wide. Where none is longer than an upright page allows, a few that go on are enough.
pub(in crate::read) fn is_hard_wrapped<'a>(lines: impl Iterator<Item = &'a str>) -> bool {
    let (mut all, mut long, mut longest, mut continued) = (0_usize, 0_usize, 0_usize, 0_usize);
    let mut open = false;
    for line in lines {
        all += 1;
        long += usize::from(line.chars().nth(LONGER_THAN_PRINTED).is_some());
        longest = longest.max(line.chars().take(LONGER_THAN_PRINTED).count());
        continued += usize::from(open && goes_on(line));
        open = !line.ends_with(['.', ';', ':', '!', '?']);
    }
    let few_wrap = longest <= LONGEST_PRINTED && continued * 40 >= all;
    long * 20 <= all && continued > 0 && (continued * 8 >= all || few_wrap)
}

/// Begins in lower case and is no `a)`.
fn goes_on(line: &str) -> bool {
    let mut signs = line.chars();
    let (first, second) = (signs.next(), signs.next());
    first.is_some_and(char::is_lowercase) && !matches!(second, Some(')' | '.' | '/') | None)
}
