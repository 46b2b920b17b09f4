use super::*;
use base::CountedIds;
use chrono::TimeDelta;
use tempfile::TempDir;

const LIMIT: u64 = 3 << 20;
/// The published digest of no bytes, and of `abc` (FIPS 180-4, example B.1).
const EMPTY: &str = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
const ABC: &str = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

fn store() -> (TempDir, Files) {
    let folder = TempDir::new().unwrap();
    let files =
        Files::in_folder(&folder.path().join("files"), LIMIT, Arc::new(CountedIds::default())).unwrap();
    (folder, files)
}

/// All files on disk, without the folders.
fn on_disk(folder: &TempDir) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![folder.path().to_owned()];
    while let Some(next) = folders.pop() {
        for entry in std::fs::read_dir(next).unwrap().map(Result::unwrap) {
            if entry.file_type().unwrap().is_dir() {
                folders.push(entry.path())
            } else {
                found.push(entry.path())
            }
        }
    }
    found
}

#[tokio::test]
async fn what_is_put_comes_back_under_its_hash() {
    let (_folder, files) = store();
    // More than may stream in: what is held already is not limited again.
    let large: Vec<u8> = (0..LIMIT + 1).map(|byte| (byte % 251) as u8).collect();
    let large_hash = Hash::from(<[u8; 32]>::from(Sha256::digest(&large))).to_string();
    for (bytes, hash) in [(&b""[..], EMPTY), (b"abc", ABC), (&large, &large_hash)] {
        let stored = files.put_bytes(bytes.to_vec()).await.unwrap();
        assert_eq!(stored, Stored { hash: hash.parse().unwrap(), size: bytes.len() as u64 });
        assert!(files.exists(&stored.hash).await.unwrap());
        assert_eq!(files.get(&stored.hash).await.unwrap(), bytes);
        let copy = TempDir::new().unwrap().keep().join("copy");
        files.copy_to(&stored.hash, &copy).await.unwrap();
        assert_eq!(std::fs::read(&copy).unwrap(), bytes);
        std::fs::remove_dir_all(copy.parent().unwrap()).unwrap();
    }
}

#[tokio::test]
async fn the_same_bytes_are_kept_once_and_pieces_do_not_matter() {
    let (folder, files) = store();
    let whole = files.put_bytes(&b"abc"[..]).await.unwrap();
    let pieces = stream::iter([&b"a"[..], b"", b"bc"].map(|part| Ok::<_, Infallible>(Bytes::from(part))));
    assert_eq!(files.put(pieces).await.unwrap(), whole);
    assert_eq!(on_disk(&folder).len(), 1);
}

#[tokio::test]
async fn too_much_and_broken_off_leave_nothing() {
    let (folder, files) = store();
    let parts = [vec![0; LIMIT as usize], vec![0]].map(|part| Ok::<_, Infallible>(Bytes::from(part)));
    let error = files.put(stream::iter(parts)).await.unwrap_err();
    assert!(matches!(error, Error::TooLarge { limit: LIMIT }));
    // Endless: it has to stop at the limit.
    let endless = stream::repeat_with(|| Ok::<_, Infallible>(Bytes::from_static(&[0; 4096])));
    assert!(matches!(files.put(endless).await.unwrap_err(), Error::TooLarge { .. }));
    let broken = stream::iter([Ok(Bytes::from_static(b"abc")), Err("connection reset")]);
    assert_eq!(files.put(broken).await.unwrap_err().to_string(), "invalid: file: broken-off");
    assert!(on_disk(&folder).is_empty(), "{:?}", on_disk(&folder));
}

#[tokio::test]
async fn what_is_not_there_is_not_found() {
    let (_folder, files) = store();
    let hash: Hash = ABC.parse().unwrap();
    assert!(!files.exists(&hash).await.unwrap());
    assert!(matches!(files.get(&hash).await, Err(Error::NotFound)));
}

#[tokio::test]
async fn a_damaged_file_is_not_given_out() {
    let (folder, files) = store();
    let stored = files.put_bytes(&b"abc"[..]).await.unwrap();
    std::fs::write(&on_disk(&folder)[0], b"abd").unwrap();
    let error = files.get(&stored.hash).await.unwrap_err().to_string();
    assert!(error.contains("the store is damaged"), "{error}");
}

#[tokio::test]
async fn the_sweep_takes_old_files_that_nobody_names() {
    let (folder, files) = store();
    let kept = files.put_bytes(&b"kept"[..]).await.unwrap().hash;
    let swept = files.put_bytes(&b"swept"[..]).await.unwrap().hash;
    let arrivals = folder.path().join("files").join(ARRIVALS);
    std::fs::create_dir_all(&arrivals).unwrap();
    // As `object_store` names what it has not finished.
    std::fs::write(arrivals.join("0001#1"), "half").unwrap();
    let now = base::Clock::now(&base::SystemClock);

    assert_eq!(files.sweep(&[kept].into(), now - TimeDelta::hours(1)).await.unwrap(), 0);
    assert_eq!(files.sweep(&[kept].into(), now + TimeDelta::hours(1)).await.unwrap(), 2);
    assert!(files.exists(&kept).await.unwrap());
    assert!(!files.exists(&swept).await.unwrap());
    assert_eq!(on_disk(&folder).len(), 1);
}

#[tokio::test]
async fn a_file_that_is_put_again_is_young_again() {
    let (folder, files) = store();
    let hash = files.put_bytes(&b"abc"[..]).await.unwrap().hash;
    let now = base::Clock::now(&base::SystemClock);
    let old = std::fs::File::options().write(true).open(&on_disk(&folder)[0]).unwrap();
    old.set_modified((now - TimeDelta::days(1)).into()).unwrap();
    files.put_bytes(&b"abc"[..]).await.unwrap();
    assert_eq!(files.sweep(&HashSet::new(), now - TimeDelta::hours(1)).await.unwrap(), 0);
    assert!(files.exists(&hash).await.unwrap());
}

#[test]
fn hashes_are_64_hex_digits() {
    assert_eq!(ABC.parse::<Hash>().unwrap().to_string(), ABC);
    assert_eq!(ABC.to_uppercase().parse::<Hash>().unwrap().to_string(), ABC);
    for wrong in ["", "ba78", "../../etc/passwd", &ABC.replace('b', "g"), &format!("{ABC}00")] {
        assert!(matches!(wrong.parse::<Hash>(), Err(Error::Invalid(_))), "{wrong}");
    }
}

#[tokio::test]
async fn all_names_what_is_kept_and_nothing_that_arrives() {
    let (folder, files) = store();
    assert_eq!(files.all().await.unwrap(), []);
    for bytes in [&b"abc"[..], b""] {
        files.put_bytes(bytes).await.unwrap();
    }
    std::fs::write(folder.path().join("files/arriving").join("0".repeat(64)), "half of it").unwrap();
    let names: Vec<String> = files.all().await.unwrap().iter().map(Hash::to_string).collect();
    assert_eq!(names, [ABC, EMPTY]);
}
