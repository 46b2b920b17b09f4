//! What `biokhe doctor` says of the mails, against servers of a few lines.

use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::time::{Duration, Instant};

use crate::program::{Place, said};

/// The line of the mails, where they go to this address.
fn line(place: &Place, address: &str) -> String {
    let (host, port) = address.rsplit_once(':').unwrap();
    let mut command = place.command(&["doctor"]);
    for (name, value) in [
        ("SERVER__PUBLIC_URL", "https://biokhe.example.vn"),
        ("MAIL__SINK", "smtp"),
        ("MAIL__FROM", "biokhe@example.vn"),
        ("MAIL__SMTP_SECURITY", "none"),
        ("MAIL__SMTP_HOST", host),
        ("MAIL__SMTP_PORT", port),
        ("MAIL__SMTP_USER", "biokhe"),
        ("MAIL__SMTP_PASSWORD", "s3cret"),
    ] {
        command.env(format!("BIOKHE__{name}"), value);
    }
    let found = command.output().unwrap();
    assert!(found.status.success(), "the rest can serve: {}", said(&found.stdout));
    let shown = said(&found.stdout) + &said(&found.stderr);
    assert!(!shown.contains("s3cret"), "{shown}");
    of_mail(&shown)
}

/// The line of the mails, after its mark.
fn of_mail(shown: &str) -> String {
    let line = shown.lines().find(|line| line.contains(" Mail "));
    line.unwrap_or_else(|| panic!("{shown}")).to_owned()
}

/// A mail server that says to a password what it is told to say.
fn server(to_password: &'static str) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap().to_string();
    std::thread::spawn(move || listener.incoming().flatten().for_each(|line| talk(line, to_password)));
    address
}

fn talk(mut line: TcpStream, to_password: &str) {
    let mut heard = BufReader::new(line.try_clone().unwrap());
    let _ = line.write_all(b"220 mail.example.vn\r\n");
    let mut said = String::new();
    while heard.read_line(&mut said).is_ok_and(|bytes| bytes > 0) {
        let answer = match said.split_whitespace().next().unwrap_or_default() {
            "EHLO" => "250-mail.example.vn\r\n250 AUTH PLAIN",
            "AUTH" => to_password,
            _ => "250 OK",
        };
        if write!(line, "{answer}\r\n").is_err() {
            return;
        }
        said.clear();
    }
}

#[test]
fn doctor_asks_the_mail_server() {
    let place = Place::new();
    let address = server("235 welcome");
    let good = line(&place, &address);
    assert!(
        good.starts_with('✓') && good.ends_with(&format!("the mail server answers: {address}")),
        "{good}"
    );
    let refused = line(&place, &server("535 not you"));
    assert!(refused.starts_with('!') && refused.contains("535"), "{refused}");
    assert!(!place.data().join("mail").exists(), "nothing is made");
}

#[test]
fn doctor_does_not_wait_for_a_mail_server_that_is_away_or_says_nothing() {
    let place = Place::new();
    let gone = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().to_string();
    let silent = TcpListener::bind("127.0.0.1:0").unwrap();
    let start = Instant::now();
    for address in [gone, silent.local_addr().unwrap().to_string()] {
        let found = line(&place, &address);
        assert!(
            found.starts_with('!')
                && found.contains(&format!("does not answer as it should, so no mail goes out: {address}")),
            "{found}"
        );
    }
    assert!(start.elapsed() < Duration::from_secs(15), "{:?}", start.elapsed());
}

#[test]
fn doctor_looks_whether_the_folder_of_mails_can_be_written() {
    let place = Place::new();
    let first = of_mail(&said(&place.run(&["doctor"]).stdout));
    assert!(first.starts_with('✓') && first.contains("written to a folder"), "{first}");
    assert!(!place.data().exists(), "nothing is made");
    // A file where the folder should be: nobody can write there, not even root.
    std::fs::create_dir(place.data()).unwrap();
    let folder = place.data().join("mail");
    std::fs::write(&folder, "").unwrap();
    let found = of_mail(&said(&place.run(&["doctor"]).stdout));
    assert!(found.starts_with('!') && found.contains("cannot be written to"), "{found}");
    std::fs::remove_file(&folder).unwrap();
    std::fs::create_dir(&folder).unwrap();
    let found = of_mail(&said(&place.run(&["doctor"]).stdout));
    assert!(found.starts_with('✓'), "{found}");
    assert_eq!(std::fs::read_dir(&folder).unwrap().count(), 0, "nothing stays");
    let off = place.command(&["doctor"]).env("BIOKHE__MAIL__SINK", "off").output().unwrap();
    assert!(of_mail(&said(&off.stdout)).contains("switched off"));
}
