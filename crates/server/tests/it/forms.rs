//! Forms of pages, filled and sent as a browser without scripts does it.

use crate::serve::{post, send};
use serde_json::Value;

const FORM: &str = "application/x-www-form-urlencoded";

/// Somebody who is signed in, or nobody.
pub(crate) struct Visitor {
    pub(crate) address: String,
    pub(crate) cookie: String,
}

impl Visitor {
    /// A page.
    pub(crate) fn page(&self, path: &str) -> String {
        let headers = format!("GET {path} HTTP/1.1\r\nCookie: {}\r\n", self.cookie);
        let answer = send(&self.address, &headers, "").expect("an answer");
        assert!(answer.starts_with("HTTP/1.1 200"), "{path}: {answer}");
        answer
    }

    /// Fills the form of a page that is sent to `action`, and sends it: the whole answer.
    pub(crate) fn answer(&self, path: &str, action: &str, typed: &[(&str, &str)]) -> String {
        let page = self.page(path);
        let mut fields = fields(&page, action);
        for (name, value) in typed {
            fields.retain(|(there, _)| there != name);
            fields.push(((*name).to_owned(), (*value).to_owned()));
        }
        let pair = |(name, value): &(String, String)| format!("{}={}", encoded(name), encoded(value));
        let body = fields.iter().map(pair).collect::<Vec<_>>().join("&");
        post(&self.address, action, &self.cookie, FORM, &body).expect("an answer")
    }

    /// The same; where it led to.
    pub(crate) fn fill(&self, path: &str, action: &str, typed: &[(&str, &str)]) -> String {
        let answer = self.answer(path, action, typed);
        let place = answer.lines().find_map(|line| line.strip_prefix("location: "));
        place.unwrap_or_else(|| panic!("{action} {typed:?}: {answer}")).trim().to_owned()
    }

    /// A program of theirs at the JSON interface.
    pub(crate) fn program(&self) -> Program {
        let path = "/bo/account/tokens";
        let told = self.answer(path, path, &[("name", "So"), ("may", "write")]);
        let secret = told.split("bk_").nth(1).unwrap_or_else(|| panic!("no token: {told}"));
        let end = secret.find(|letter: char| !letter.is_ascii_alphanumeric()).expect("its end");
        Program { address: self.address.clone(), secret: format!("bk_{}", &secret[..end]) }
    }
}

/// Somebody's program at the JSON interface.
pub(crate) struct Program {
    address: String,
    secret: String,
}

impl Program {
    pub(crate) fn get(&self, path: &str) -> Value {
        self.ask("GET", path, "")
    }

    pub(crate) fn post(&self, path: &str, body: &Value) -> Value {
        self.ask("POST", path, &body.to_string())
    }

    fn ask(&self, method: &str, path: &str, body: &str) -> Value {
        let head = format!(
            "{method} /api/v1{path} HTTP/1.1\r\nAuthorization: Bearer {}\r\nContent-Type: application/json\r\n",
            self.secret
        );
        let answer = send(&self.address, &head, body).expect("an answer");
        let (head, body) = answer.split_once("\r\n\r\n").expect("a head");
        assert!(head.starts_with("HTTP/1.1 200"), "{path} {body}");
        serde_json::from_str(body).unwrap_or_else(|fault| panic!("{fault}: {body}"))
    }
}

/// What a browser would send of a form as it stands.
fn fields(page: &str, action: &str) -> Vec<(String, String)> {
    let begin = page.find(&format!("action=\"{action}\"")).unwrap_or_else(|| panic!("no {action}: {page}"));
    let form = &page[begin..];
    let form = &form[..form.find("</form>").expect("its end")];
    let mut fields = Vec::new();
    // The select that is open: its name, and whether an option of it was chosen.
    let mut open: Option<(String, bool)> = None;
    for piece in form.split('<').skip(1) {
        let (tag, after) = piece.split_once('>').unwrap_or((piece, ""));
        let is = |attribute: &str| tag.split_whitespace().any(|one| one == attribute);
        let (name, value) = (attribute(tag, "name"), attribute(tag, "value").unwrap_or_default());
        match tag.split_whitespace().next() {
            Some("input") => {
                let is_ticked = tag.contains("type=\"checkbox\"") || tag.contains("type=\"radio\"");
                fields.extend(name.filter(|_| !is_ticked || is("checked")).map(|name| (name, value)));
            }
            Some("textarea") => fields.extend(name.map(|name| (name, plain(after)))),
            Some("select") => open = name.map(|name| (name, false)),
            Some("option") => {
                let Some((name, is_chosen)) = &mut open else { continue };
                if is("selected") || !*is_chosen {
                    fields.retain(|(there, _)| there != name);
                    fields.push((name.clone(), value));
                    *is_chosen |= is("selected");
                }
            }
            _ => {}
        }
    }
    fields
}

/// The value of the option with these words, in the form that is sent to `action`.
pub(crate) fn option(page: &str, words: &str) -> String {
    let end = page.find(&format!(">{words}</option>")).unwrap_or_else(|| panic!("no {words}: {page}"));
    let tag = &page[page[..end].rfind("<option").expect("its tag")..end];
    attribute(tag, "value").expect("a value")
}

fn attribute(tag: &str, name: &str) -> Option<String> {
    let begin = tag.find(&format!(" {name}=\""))? + name.len() + 3;
    Some(plain(&tag[begin..begin + tag[begin..].find('"')?]))
}

/// A text without the signs that HTML needs.
pub(crate) fn plain(text: &str) -> String {
    let signs =
        [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#x27;", "'"), ("&#x2f;", "/"), ("&amp;", "&")];
    signs.iter().fold(text.to_owned(), |text, (sign, letter)| text.replace(sign, letter))
}

fn encoded(text: &str) -> String {
    text.bytes()
        .map(
            |byte| {
                if byte.is_ascii_alphanumeric() { (byte as char).to_string() } else { format!("%{byte:02X}") }
            },
        )
        .collect()
}

/// The secret path that a text or page tells to be opened by who is invited.
pub(crate) fn invitation(told: &str) -> String {
    let told = plain(told);
    let begin = told.find("/invitations/").unwrap_or_else(|| panic!("no invitation: {told}"));
    let end = told[begin..].find(|letter: char| letter.is_whitespace() || "<\"".contains(letter));
    told[begin..begin + end.unwrap_or(told.len() - begin)].to_owned()
}
