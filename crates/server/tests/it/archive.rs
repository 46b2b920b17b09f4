//! Makes archives of a data folder, and takes them apart to damage them.

use crate::program::{Place, said};
use base::{Actor, SystemClock, SystemIds};
use db::sea_orm::sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use db::sea_orm::sqlx::{self, AssertSqlSafe, ConnectOptions, Connection, Executor};
use files::Files;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::fs::{self, File};
use std::io::{Cursor, Read, Write};
use std::path::{Path, PathBuf};
use std::process::Output;
use std::sync::Arc;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

/// The one file of the store.
pub(crate) const CONTENT: &[u8] = "Kế hoạch số 12/KH-UBND, lưu lại để khôi phục".as_bytes();

/// Paths and contents, in order.
pub(crate) type Entries = Vec<(String, Vec<u8>)>;

/// A place with one event, one file and settings, and its archive beside.
pub(crate) async fn backed_up() -> (Place, PathBuf) {
    let place = Place::new();
    assert!(place.run(&["migrate"]).status.success());
    let clock = Arc::new(SystemClock);
    let settings = db::Settings::sqlite(&place.data().join("biokhe.sqlite"));
    let ids = Arc::new(SystemIds::new(clock.clone()));
    let database = db::Db::connect(&settings, clock, ids).unwrap();
    let tx = database.write(Actor::System).await.unwrap();
    tx.record(db::Event::new("plan.keep", "plan:1"));
    tx.commit().await.unwrap();
    database.close().await.unwrap();
    store(&place).put_bytes(CONTENT).await.unwrap();
    fs::write(place.data().join("biokhe.toml"), "[uploads]\nkept = 7\n").unwrap();
    fs::write(place.data().join("files/arriving/half"), "half of a file").unwrap();
    let archive = place.data().with_extension("zip");
    let made = place.command(&["backup"]).arg(&archive).output().unwrap();
    assert!(made.status.success(), "{}", said(&made.stderr));
    (place, archive)
}

pub(crate) fn restore(place: &Place, archive: &Path) -> Output {
    place.command(&["restore"]).arg(archive).output().unwrap()
}

pub(crate) fn assert_refused(output: &Output, reason: &str) {
    assert_eq!(output.status.code(), Some(1), "{reason}: {}", said(&output.stdout));
    assert!(said(&output.stderr).contains(reason), "{reason}: {}", said(&output.stderr));
}

/// Audit, file and settings.
pub(crate) async fn assert_holds_the_same(place: &Place, other: &Place) {
    let head = said(&place.run(&["audit", "head"]).stdout);
    assert!(head.starts_with("1:"), "{head}");
    let verified = other.run(&["audit", "verify", "--head", head.trim()]);
    assert!(verified.status.success(), "{}", said(&verified.stdout));
    assert_eq!(content_of(other).await, CONTENT);
    assert_eq!(store(other).all().await.unwrap().len(), 1, "what was still arriving is left out");
    assert!(said(&other.run(&["config"]).stdout).contains("kept = 7"));
}

/// What stands in the folder of the data folder, sorted.
pub(crate) fn left_beside(place: &Place) -> Vec<String> {
    let folder = fs::read_dir(place.data().parent().unwrap()).unwrap();
    let mut names: Vec<_> =
        folder.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect();
    names.sort_unstable();
    names
}

pub(crate) async fn content_of(place: &Place) -> Vec<u8> {
    store(place).get(&sha256(CONTENT).parse().unwrap()).await.unwrap().to_vec()
}

fn store(place: &Place) -> Files {
    let ids = Arc::new(SystemIds::new(Arc::new(SystemClock)));
    let files = Files::in_folder(&place.data().join("files"), 1 << 20, ids).unwrap();
    fs::create_dir_all(place.data().join("files/arriving")).unwrap();
    files
}

pub(crate) fn sha256(content: &[u8]) -> String {
    files::Hash::from(<[u8; 32]>::from(Sha256::digest(content))).to_string()
}

/// Changes the database in the file at `path` as somebody would who minds neither rules nor references.
pub(crate) async fn execute(path: &Path, statements: &str) {
    let options = SqliteConnectOptions::new().filename(path).foreign_keys(false);
    let mut connection: SqliteConnection = options.connect().await.unwrap();
    connection.execute(AssertSqlSafe(statements.to_owned())).await.unwrap();
    connection.close().await.unwrap();
}

/// How many rows a table of the database in the file at `path` has.
pub(crate) async fn rows_of(path: &Path, table: &str) -> i64 {
    let mut connection = SqliteConnectOptions::new().filename(path).connect().await.unwrap();
    let statement = AssertSqlSafe(format!("SELECT count(*) FROM {table}"));
    let rows = sqlx::query_scalar(statement).fetch_one(&mut connection).await.unwrap();
    connection.close().await.unwrap();
    rows
}

pub(crate) fn entries(archive: &Path) -> Entries {
    let mut zip = ZipArchive::new(File::open(archive).unwrap()).unwrap();
    let read = |index| {
        let mut entry = zip.by_index(index).unwrap();
        let mut content = Vec::new();
        entry.read_to_end(&mut content).unwrap();
        (entry.name().to_owned(), content)
    };
    (0..4).map(read).collect()
}

pub(crate) fn zipped(entries: &Entries) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (path, content) in entries {
        zip.start_file(path, SimpleFileOptions::default()).unwrap();
        zip.write_all(content).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

pub(crate) fn content<'a>(entries: &'a mut Entries, path: &str) -> &'a mut Vec<u8> {
    let entry = entries.iter_mut().find(|(found, _)| found == path);
    &mut entry.unwrap_or_else(|| panic!("{path} is not in the archive")).1
}

/// Edits the text of the manifest.
pub(crate) fn edit(entries: &mut Entries, from: &str, to: &str) {
    let manifest = content(entries, "manifest.json");
    let text = said(manifest);
    assert!(text.contains(from), "{from}: {text}");
    *manifest = text.replace(from, to).into_bytes();
}

/// Adds an entry, named in the manifest as it should be.
pub(crate) fn listed(entries: &mut Entries, path: &str, added: &[u8]) {
    let manifest = content(entries, "manifest.json");
    let mut value: Value = serde_json::from_slice(manifest).unwrap();
    let entry = json!({ "path": path, "size": added.len(), "sha256": sha256(added) });
    value["entries"].as_array_mut().unwrap().push(entry);
    *manifest = serde_json::to_vec(&value).unwrap();
    entries.push((path.to_owned(), added.to_vec()));
}

/// Puts another content in the place of an entry, and makes the manifest fit.
pub(crate) fn replace(entries: &mut Entries, path: &str, other: Vec<u8>) {
    entries.retain(|(found, _)| found != path);
    let manifest = content(entries, "manifest.json");
    let mut value: Value = serde_json::from_slice(manifest).unwrap();
    value["entries"].as_array_mut().unwrap().retain(|entry| entry["path"] != path);
    *manifest = serde_json::to_vec(&value).unwrap();
    listed(entries, path, &other);
}
