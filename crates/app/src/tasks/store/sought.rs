//! The table `task_words`, and how titles are searched: by the beginnings of their words, without marks and case.

use std::collections::BTreeSet;

use base::Result;
use db::WriteTx;
use db::sea_orm::sea_query::{Asterisk, Expr, ExprTrait, Query, SelectStatement, SimpleExpr, UnionType};
use db::sea_orm::{ActiveValue::Set, ConnectionTrait, EntityTrait};
use uuid::Uuid;

use super::rows::word;

/// A word that at most so many titles have leads to their tasks. Of those that have a commoner one, a page is found soon
/// by looking at one after the other. In tests few are fewer, so that they go both ways.
const FEW: u64 = if cfg!(test) { 3 } else { 2_000 };
/// Words of a question; more ask for nothing else.
const MOST: usize = 10;

/// The words of a text as they are sought.
pub(super) fn words(text: &str) -> Vec<String> {
    let folded = vietnamese::fold(text).to_lowercase();
    let words = folded.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_owned).collect()
}

/// Those of a question.
pub(super) fn asked(text: &str) -> Vec<String> {
    words(text).into_iter().take(MOST).collect()
}

/// As the columns `sought` have a title: a space before each word.
pub(super) fn spaced(title: &str) -> String {
    words(title).iter().flat_map(|word| [" ", word]).collect()
}

/// Whether a word of the title in a column `sought` begins so.
pub(super) fn stands_in(column: SimpleExpr, word: &str) -> SimpleExpr {
    column.like(format!("% {word}%"))
}

/// Adds the words of a task's title.
pub(super) async fn add(tx: &WriteTx, task: Uuid, title: &str) -> Result<()> {
    let words: BTreeSet<_> = words(title).into_iter().collect();
    if words.is_empty() {
        return Ok(());
    }
    let rows = words.into_iter().map(|one| word::ActiveModel { word: Set(one), task_id: Set(task) });
    word::Entity::insert_many(rows).exec_without_returning(tx).await.map_err(db::error)?;
    Ok(())
}

/// The one of the words that the fewest titles have, where they are few.
pub(super) async fn rarest(connection: &impl ConnectionTrait, words: &[String]) -> Result<Option<String>> {
    let count = |(place, word): (i32, &String)| {
        let rows = Query::select()
            .expr(Expr::val(1))
            .from(word::Entity)
            .and_where(begins(word))
            .limit(FEW + 1)
            .to_owned();
        Query::select()
            .expr_as(Expr::val(place), "place")
            .expr_as(Expr::col(Asterisk).count(), "count")
            .from_subquery(rows, "rows")
            .to_owned()
    };
    let mut counts = (0..).zip(words).map(count);
    let Some(mut asked) = counts.next() else { return Ok(None) };
    counts.for_each(|other| {
        asked.union(UnionType::All, other);
    });
    let mut rarest: Option<(i64, i32)> = None;
    for row in connection.query_all(&asked).await.map_err(db::error)? {
        let place: i32 = row.try_get("", "place").map_err(db::error)?;
        let count: i64 = row.try_get("", "count").map_err(db::error)?;
        if count.unsigned_abs() <= FEW && rarest.is_none_or(|(least, _)| count < least) {
            rarest = Some((count, place));
        }
    }
    let place = rarest.and_then(|(_, place)| usize::try_from(place).ok());
    Ok(place.and_then(|place| words.get(place)).cloned())
}

/// The tasks with a word that begins so.
pub(super) fn tasks_with(beginning: &str) -> SelectStatement {
    Query::select().column(word::Column::TaskId).from(word::Entity).and_where(begins(beginning)).to_owned()
}

fn begins(beginning: &str) -> SimpleExpr {
    let column = || Expr::col(word::Column::Word);
    column().gte(beginning).and(column().lt(format!("{beginning}{}", char::MAX)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_is_sought_by_its_words() {
        for (title, sought) in [
            ("Tập huấn (đợt 2): ủ phân", " tap huan dot 2 u phan"),
            ("Kế hoạch 12/KH-UBND", " ke hoach 12 kh ubnd"),
            ("…", ""),
        ] {
            assert_eq!(spaced(title), sought);
        }
        assert_eq!(asked(&"a ".repeat(50)).len(), MOST);
    }
}
