use crate::program::{Place, said};
use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, ChildStderr, Stdio};
use std::time::{Duration, Instant};

/// A server on a free port; killed with the test.
pub(crate) struct Serving {
    child: Child,
    log: BufReader<ChildStderr>,
    address: String,
}

impl Serving {
    pub(crate) fn start(place: &Place) -> Self {
        Self::start_with(place, &[])
    }

    /// With settings of its own.
    pub(crate) fn start_with(place: &Place, settings: &[(&str, &str)]) -> Self {
        let mut command = place.command(&["serve"]);
        command.envs(settings.iter().copied());
        command.env("BIOKHE__SERVER__LISTEN", "127.0.0.1:0").env("BIOKHE__LOG__FORMAT", "json");
        let mut child = command.stderr(Stdio::piped()).spawn().unwrap();
        let mut log = BufReader::new(child.stderr.take().unwrap());
        let mut line = String::new();
        let address = loop {
            line.clear();
            assert!(log.read_line(&mut line).unwrap() > 0, "it ended before it served");
            let event: serde_json::Value = serde_json::from_str(&line).unwrap();
            if event["message"] == "serving" {
                break event["address"].as_str().unwrap().to_owned();
            }
        };
        Self { child, log, address }
    }

    /// The whole answer to `GET path`.
    pub(crate) fn get(&self, path: &str, headers: &str) -> String {
        self.ask("GET", path, headers)
    }

    fn ask(&self, method: &str, path: &str, headers: &str) -> String {
        let mut line = TcpStream::connect(&self.address).unwrap();
        line.set_read_timeout(Some(Duration::from_secs(10))).unwrap();
        write!(line, "{method} {path} HTTP/1.1\r\nHost: localhost\r\n{headers}Connection: close\r\n\r\n")
            .unwrap();
        let mut answer = Vec::new();
        line.read_to_end(&mut answer).unwrap();
        said(&answer)
    }

    /// The cookie that somebody has after sending a form.
    pub(crate) fn cookie(&self, path: &str, form: &str) -> String {
        let answer = post(&self.address, path, "", "application/x-www-form-urlencoded", form);
        let answer = answer.expect("an answer");
        let cookie = answer.lines().find_map(|line| line.strip_prefix("set-cookie: "));
        cookie.unwrap_or_else(|| panic!("no cookie: {answer}")).split(';').next().unwrap().to_owned()
    }

    /// Where it listens.
    pub(crate) fn address(&self) -> &str {
        &self.address
    }

    /// Ends it as a power failure would.
    pub(crate) fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    fn signal(&self, signal: Signal) {
        kill(Pid::from_raw(self.child.id() as i32), signal).unwrap();
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The answer; none where the line broke.
pub(crate) fn post(address: &str, path: &str, cookie: &str, kind: &str, body: &str) -> Option<String> {
    let head =
        format!("POST {path} HTTP/1.1\r\nAccept: text/html\r\nCookie: {cookie}\r\nContent-Type: {kind}\r\n");
    send(address, &head, body)
}

/// The answer to a request whose head has the lines that are its own; none where the line broke.
pub(crate) fn send(address: &str, head: &str, body: &str) -> Option<String> {
    let mut line = TcpStream::connect(address).ok()?;
    line.set_read_timeout(Some(Duration::from_secs(20))).ok()?;
    let rest = format!("Host: localhost\r\nContent-Length: {}\r\nConnection: close\r\n\r\n", body.len());
    line.write_all(head.as_bytes()).ok()?;
    line.write_all(rest.as_bytes()).ok()?;
    line.write_all(body.as_bytes()).ok()?;
    let mut answer = Vec::new();
    line.read_to_end(&mut answer).ok()?;
    // A head that was cut off acknowledges nothing.
    Some(said(&answer)).filter(|answer| answer.contains("\r\n\r\n"))
}

#[test]
fn machines_can_ask_how_it_is() {
    let place = Place::new();
    let serving = Serving::start(&place);
    assert!(serving.get("/healthz", "").starts_with("HTTP/1.1 200"));
    let deadline = Instant::now() + Duration::from_secs(20);
    while !serving.get("/readyz", "").starts_with("HTTP/1.1 200") {
        assert!(Instant::now() < deadline, "{}", serving.get("/readyz", ""));
        std::thread::sleep(Duration::from_millis(20));
    }
    let page = serving.get("/", "");
    assert!(page.starts_with("HTTP/1.1 200") && page.contains("x-request-id: "), "{page}");
    assert!(
        serving
            .get("/metrics", "")
            .contains("http_requests_total{route=\"/\",method=\"GET\",status=\"200\"} 1")
    );
    serving.ask("BREW", "/", "");
    let figures = serving.get("/metrics", "");
    assert!(figures.contains("method=\"other\"") && !figures.contains("BREW"), "{figures}");
    assert!(serving.get("/metrics", "X-Forwarded-For: 10.0.0.1\r\n").starts_with("HTTP/1.1 404"));
}

#[test]
fn it_stops_when_it_is_told_and_starts_again_on_the_same_data() {
    let place = Place::new();
    for signal in [Signal::SIGTERM, Signal::SIGINT] {
        let mut serving = Serving::start(&place);
        serving.signal(signal);
        let start = Instant::now();
        assert_eq!(serving.child.wait().unwrap().code(), Some(0), "{signal}");
        assert!(start.elapsed() < Duration::from_secs(9), "it waited for nobody");
        let mut rest = String::new();
        serving.log.read_to_string(&mut rest).unwrap();
        assert!(rest.contains("\"stopped\""), "{rest}");
    }
}

#[test]
fn no_secret_of_an_address_reaches_the_log_or_the_figures() {
    let place = Place::new();
    let mut serving = Serving::start_with(&place, &[("BIOKHE__LOG__LEVEL", "debug")]);
    let secret = "5ec2e7".repeat(11)[..64].to_owned();
    for path in [format!("/calendar/{secret}.ics"), format!("/invitations/{secret}")] {
        let answer = serving.get(&path, "");
        assert!(answer.starts_with("HTTP/1.1 404") && !answer.contains("set-cookie"), "{answer}");
        assert!(!answer.contains(&secret), "{answer}");
    }
    assert!(!serving.get("/metrics", "").contains(&secret));
    serving.signal(Signal::SIGTERM);
    serving.child.wait().unwrap();
    let mut log = String::new();
    serving.log.read_to_string(&mut log).unwrap();
    assert!(log.contains("/calendar/{file}") && log.contains("/invitations/{token}"), "{log}");
    assert!(!log.contains(&secret), "{log}");
}
