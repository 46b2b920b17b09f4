//! Mails to a server: one that refuses, one that is away, one that says nothing at the end.

use std::io::Write;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use db::testing::each_database;
use mail_parser::MessageParser;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};

use super::{at, mails, town};
use crate::AppState;
use crate::notices::{Post, Security, Settings, Smtp, actions, digest};
use crate::tasks::testing::found;
use crate::testing::Program;

/// What a server does with a mail.
#[derive(Clone, Copy, Debug)]
enum Mood {
    Takes,
    /// Repeats the address in its answer, as servers do.
    Refuses,
    /// Takes all of it and hangs up without a word.
    HangsUp,
}

/// A mail server of a few words.
struct Server {
    port: u16,
    mood: Arc<Mutex<Mood>>,
    taken: Arc<Mutex<Vec<String>>>,
}

impl Server {
    async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let (mood, taken) = (Arc::new(Mutex::new(Mood::Takes)), Arc::new(Mutex::new(Vec::new())));
        let server = Self {
            port: listener.local_addr().expect("bound").port(),
            mood: mood.clone(),
            taken: taken.clone(),
        };
        tokio::spawn(async move {
            while let Ok((line, _)) = listener.accept().await {
                tokio::spawn(talk(line, mood.clone(), taken.clone()));
            }
        });
        server
    }

    fn is(&self, mood: Mood) {
        *self.mood.lock().expect("free") = mood;
    }

    fn taken(&self) -> Vec<String> {
        self.taken.lock().expect("free").clone()
    }
}

async fn talk(
    line: TcpStream,
    mood: Arc<Mutex<Mood>>,
    taken: Arc<Mutex<Vec<String>>>,
) -> std::io::Result<()> {
    let mut line = BufReader::new(line);
    line.write_all(b"220 mail.example.vn\r\n").await?;
    loop {
        let mut words = String::new();
        if line.read_line(&mut words).await? == 0 {
            return Ok(());
        }
        let mood = *mood.lock().expect("free");
        let answer = match (words.get(..4).unwrap_or_default(), mood) {
            ("RCPT", Mood::Refuses) => "451 4.7.1 <lan@example.vn> later please\r\n",
            ("DATA", _) => {
                line.write_all(b"354 go on\r\n").await?;
                let mut mail = String::new();
                while !mail.ends_with("\r\n.\r\n") {
                    line.read_line(&mut mail).await?;
                }
                taken.lock().expect("free").push(mail);
                if matches!(mood, Mood::HangsUp) {
                    return Ok(());
                }
                "250 taken\r\n"
            }
            ("QUIT", _) => return line.write_all(b"221 bye\r\n").await,
            _ => "250 good\r\n",
        };
        line.write_all(answer.as_bytes()).await?;
    }
}

fn through(app: &AppState, port: u16) -> AppState {
    let server = Smtp { host: "127.0.0.1".to_owned(), port, security: Security::None, credentials: None };
    let post = Post::smtp(server).expect("a server");
    AppState { notices: Settings { post, ..(*app.notices).clone() }.into(), ..app.clone() }
}

/// What is written to the log from now on, by this thread.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().expect("free").extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl Log {
    fn listen(&self) -> tracing::subscriber::DefaultGuard {
        let log = self.clone();
        let subscriber = tracing_subscriber::fmt().with_ansi(false).with_writer(move || log.clone());
        tracing::subscriber::set_default(subscriber.finish())
    }

    fn said(&self) -> String {
        String::from_utf8(std::mem::take(&mut *self.0.lock().expect("free"))).expect("letters")
    }
}

#[tokio::test]
async fn what_a_server_refuses_is_told_in_the_log_and_tried_again_as_the_same_mail() {
    let log = Log::default();
    let _listening = log.listen();
    each_database(async |db| {
        let program = Program::new(db);
        let there = town(&program).await;
        found(&program.app, there.office).await;
        let server = Server::start().await;
        let app = through(&program.app, server.port);
        at(db, "2026-11-24", 8);
        actions::remind(&app).await.expect("tells");
        server.is(Mood::Refuses);
        log.said();
        digest::send_all(&app).await.expect("the others would have theirs");
        assert_eq!(mails(db, &there.officer).await, ["failed"]);
        let said = log.said();
        assert!(said.contains("a mail was refused") && said.contains("451"), "{said}");
        assert!(!said.contains("lan@example.vn"), "no address in the log: {said}");
        server.is(Mood::Takes);
        db.clock.advance(chrono::TimeDelta::minutes(9));
        digest::send_all(&app).await.expect("nothing to do yet");
        assert_eq!((server.taken().len(), mails(db, &there.officer).await), (0, vec!["failed".to_owned()]));
        db.clock.advance(chrono::TimeDelta::minutes(1));
        for _ in 0..2 {
            digest::send_all(&app).await.expect("sends");
        }
        assert_eq!(mails(db, &there.officer).await, ["sent"]);
        let taken = server.taken();
        assert_eq!(taken.len(), 1);
        let mail = MessageParser::default().parse(taken[0].as_bytes()).expect("a mail");
        let id = format!("2026-11-24-{}@example.vn", there.officer.id.simple());
        assert_eq!(mail.message_id(), Some(id.as_str()));
    })
    .await;
}

#[tokio::test]
async fn what_was_refused_all_day_is_in_the_mail_of_the_next() {
    each_database(async |db| {
        let program = Program::new(db);
        let there = town(&program).await;
        found(&program.app, there.office).await;
        let server = Server::start().await;
        let app = through(&program.app, server.port);
        at(db, "2026-11-24", 8);
        actions::remind(&app).await.expect("tells");
        server.is(Mood::Refuses);
        digest::send_all(&app).await.expect("refused");
        server.is(Mood::Takes);
        at(db, "2026-11-25", 8);
        digest::send_all(&app).await.expect("sends");
        assert_eq!(mails(db, &there.officer).await, ["failed", "sent"]);
        assert_eq!(server.taken().len(), 1);
        assert!(server.taken()[0].contains(&format!("2026-11-25-{}", there.officer.id.simple())));
    })
    .await;
}

#[tokio::test]
async fn a_server_that_is_away_loses_no_mail() {
    let log = Log::default();
    let _listening = log.listen();
    each_database(async |db| {
        let program = Program::new(db);
        let there = town(&program).await;
        found(&program.app, there.office).await;
        let closed =
            TcpListener::bind("127.0.0.1:0").await.expect("a port").local_addr().expect("bound").port();
        at(db, "2026-11-24", 8);
        actions::remind(&program.app).await.expect("tells");
        log.said();
        let nowhere = through(&program.app, closed);
        let away = tokio::time::timeout(Duration::from_secs(30), digest::send_all(&nowhere));
        away.await.expect("in time").expect("the job comes again by itself");
        assert!(log.said().contains("no mails can be sent now"));
        assert_eq!(mails(db, &there.officer).await, Vec::<String>::new(), "not claimed");
        let server = Server::start().await;
        digest::send_all(&through(&program.app, server.port)).await.expect("sends");
        assert_eq!((mails(db, &there.officer).await, server.taken().len()), (vec!["sent".to_owned()], 1));
    })
    .await;
}

#[tokio::test]
async fn a_mail_of_which_nobody_knows_is_not_sent_again() {
    let log = Log::default();
    let _listening = log.listen();
    each_database(async |db| {
        let program = Program::new(db);
        let there = town(&program).await;
        found(&program.app, there.office).await;
        let server = Server::start().await;
        let app = through(&program.app, server.port);
        at(db, "2026-11-24", 8);
        actions::remind(&app).await.expect("tells");
        server.is(Mood::HangsUp);
        log.said();
        digest::send_all(&app).await.expect("goes on");
        assert!(log.said().contains("may have been lost"));
        server.is(Mood::Takes);
        for day in ["2026-11-24", "2026-11-25"] {
            at(db, day, 23);
            digest::send_all(&app).await.expect("nothing to do");
        }
        assert_eq!((mails(db, &there.officer).await, server.taken().len()), (vec!["pending".to_owned()], 1));
    })
    .await;
}

#[tokio::test]
async fn a_server_that_breaks_off_costs_one_mail_and_not_everybodys() {
    each_database(async |db| {
        let program = Program::new(db);
        let there = town(&program).await;
        found(&program.app, there.office).await;
        let server = Server::start().await;
        let app = through(&program.app, server.port);
        // Long overdue: those above are told too.
        at(db, "2026-12-08", 8);
        actions::remind(&app).await.expect("tells");
        let states = async || {
            let mut all = Vec::new();
            for person in [&there.officer, &there.leader, &there.coordinator] {
                all.extend(mails(db, person).await);
            }
            all.sort();
            all
        };
        server.is(Mood::HangsUp);
        digest::send_all(&app).await.expect("ends early");
        assert_eq!((states().await, server.taken().len()), (vec!["pending".to_owned()], 1));
        server.is(Mood::Takes);
        db.clock.advance(chrono::TimeDelta::minutes(10));
        digest::send_all(&app).await.expect("goes on");
        assert_eq!(
            (states().await, server.taken().len()),
            (["pending", "sent", "sent"].map(str::to_owned).to_vec(), 3)
        );
    })
    .await;
}
