//! The table `task_words`, and how titles are searched: by their words, without marks and case.

use std::collections::BTreeSet;

use base::Result;
use db::WriteTx;
use db::sea_orm::sea_query::{
    Alias, Asterisk, DynIden, Expr, ExprTrait, IntoIden, Query, SelectStatement, SimpleExpr, UnionType,
};
use db::sea_orm::{ActiveValue::Set, ConnectionTrait, EntityTrait};
use uuid::Uuid;

use super::rows::word;
use crate::tasks::words::words;

/// A word that at most so many titles have leads to their tasks. Of those that have a commoner one, a page is found soon
/// by looking at one after the other. In tests few are fewer, so that they go both ways.
const FEW: u64 = if cfg!(test) { 3 } else { 2_000 };
/// Words that are looked up beside the rarest: with more a database thinks longer about their order than it takes to look at the
/// titles.
const BESIDE: usize = 2;
/// Words of a question; more ask for nothing else.
const MOST: usize = 10;

/// A word of a question. The last one may be typed halfway; the others are whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Asked {
    word: String,
    is_whole: bool,
}

/// The words of a question.
pub(super) fn asked(text: &str) -> Vec<Asked> {
    let words: Vec<_> = words(text).into_iter().take(MOST).collect();
    let last = words.len().saturating_sub(1);
    words.into_iter().enumerate().map(|(at, word)| Asked { word, is_whole: at < last }).collect()
}

/// As the columns `sought` have a title: each word between spaces.
pub(super) fn spaced(title: &str) -> String {
    words(title).iter().flat_map(|word| [" ", word]).chain([" "]).collect()
}

/// Whether the title in a column `sought` has a word.
pub(super) fn stands_in(column: SimpleExpr, asked: &Asked) -> SimpleExpr {
    let Asked { word, is_whole } = asked;
    column.like(if *is_whole { format!("% {word} %") } else { format!("% {word}%") })
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

/// The word that the fewest titles have, and of the other whole ones those that the fewest have; none where even the first is
/// common.
pub(super) async fn rarest(
    connection: &impl ConnectionTrait,
    words: &[Asked],
) -> Result<Option<(Asked, Vec<Asked>)>> {
    let count = |(place, word): (i32, &Asked)| {
        let rows = Query::select()
            .expr(Expr::val(1))
            .from(word::Entity)
            .and_where(has(word::Entity.into_iden(), word))
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
    let mut places = Vec::new();
    for row in connection.query_all(&asked).await.map_err(db::error)? {
        let place: i32 = row.try_get("", "place").map_err(db::error)?;
        let count: i64 = row.try_get("", "count").map_err(db::error)?;
        places.push((count.unsigned_abs(), usize::try_from(place).unwrap_or_default()));
    }
    places.sort_unstable();
    if places.first().is_none_or(|(count, _)| *count > FEW) {
        return Ok(None);
    }
    let mut rarest = places.into_iter().map(|(_, place)| words[place].clone());
    let first = rarest.next();
    Ok(first.map(|first| (first, rarest.filter(|word| word.is_whole).take(BESIDE).collect())))
}

/// The tasks that have a rare word, and those beside it.
pub(super) fn tasks_with(rare: &Asked, beside: &[Asked]) -> SelectStatement {
    let mut tasks = Query::select()
        .column((word::Entity, word::Column::TaskId))
        .from(word::Entity)
        .and_where(has(word::Entity.into_iden(), rare))
        .to_owned();
    for (at, other) in beside.iter().enumerate() {
        let alias = Alias::new(format!("word{at}")).into_iden();
        let rows = Query::select()
            .expr(Expr::val(1))
            .from_as(word::Entity, alias.clone())
            .and_where(has(alias.clone(), other))
            .and_where(
                Expr::col((alias, word::Column::TaskId)).eq(Expr::col((word::Entity, word::Column::TaskId))),
            )
            .to_owned();
        tasks.and_where(Expr::exists(rows));
    }
    tasks
}

/// Whether a row of the table is about a word.
fn has(table: DynIden, Asked { word, is_whole }: &Asked) -> SimpleExpr {
    let column = || Expr::col((table.clone(), word::Column::Word));
    if *is_whole {
        column().eq(word)
    } else {
        column().gte(word).and(column().lt(format!("{word}{}", char::MAX)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_is_sought_by_its_words() {
        for (title, sought) in [
            ("Tập huấn (đợt 2): ủ phân", " tap huan dot 2 u phan "),
            ("Kế hoạch 12/KH-UBND", " ke hoach 12 kh ubnd "),
            ("…", " "),
        ] {
            assert_eq!(spaced(title), sought);
        }
        assert_eq!(asked(&"a ".repeat(50)).len(), MOST);
        let whole: Vec<_> = asked("tập hu").into_iter().map(|asked| asked.is_whole).collect();
        assert_eq!(whole, [true, false]);
    }
}
