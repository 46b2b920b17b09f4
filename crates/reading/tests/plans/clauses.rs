//! The outline against its labels.

use serde_json::Value;

use super::labels::Label;
use super::score::Score;

/// One point a clause that has its path, kind, depth, role, first and last words; a clause too many is a point lost.
pub(crate) fn score(reading: &Value, labels: &[Label]) -> Score {
    let mut score = Score::new("clauses");
    let clauses = reading["clauses"].as_array().expect("a reading has clauses");
    for label in labels {
        let clause = clauses.iter().find(|clause| clause["path"] == label.path.as_str());
        let wrong = clause.map_or_else(|| vec!["is missing".to_owned()], |clause| differences(label, clause));
        score.count(wrong.is_empty(), || format!("{} {}", label.path, wrong.join("; ")));
    }
    for clause in clauses {
        let path = clause["path"].as_str().unwrap_or_default();
        if !labels.iter().any(|label| label.path == path) {
            score.count(false, || format!("{path} is no clause: {}", clause["text"]));
        }
    }
    score
}

fn differences(label: &Label, clause: &Value) -> Vec<String> {
    let text = clause["text"].as_str().unwrap_or_default();
    // The bars between the cells of a row are no words.
    let words: Vec<&str> = text.split_whitespace().filter(|word| *word != "|").collect();
    let first = words[..words.len().min(6)].join(" ");
    let last = words[words.len().saturating_sub(4)..].join(" ");
    let mut wrong = Vec::new();
    let mut compare = |name: &str, labelled: &str, read: &str| {
        if labelled != read {
            wrong.push(format!("{name} labelled {labelled:?}, read {read:?}"));
        }
    };
    compare("kind", &label.kind, clause["kind"].as_str().unwrap_or_default());
    compare("depth", &label.depth.to_string(), &clause["depth"].to_string());
    compare("role", &label.role, clause["role"].as_str().unwrap_or_default());
    compare("first words", &label.first, &first);
    compare("last words", &label.last, &last);
    wrong
}
