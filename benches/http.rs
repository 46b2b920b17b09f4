//! Just enough of HTTP to ask our own server on the loopback address.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

use anyhow::{Context, Result};

/// An answer.
pub(crate) struct Answer {
    /// `200`
    pub status: u16,
    /// Bytes that came over the line, head and all.
    pub bytes: usize,
    /// Lines of the head.
    pub head: String,
    /// What follows, as it came.
    pub body: Vec<u8>,
}

/// Asks as a browser would that takes compressed answers.
pub(crate) fn get(server: SocketAddr, path: &str) -> Result<Answer> {
    ask(server, path, "Accept-Encoding: br, gzip\r\n")
}

/// Asks with further lines of the head. HTTP/1.0, so that the end of the answer is the end of the line.
pub(crate) fn ask(server: SocketAddr, path: &str, head: &str) -> Result<Answer> {
    send(server, &format!("GET {path} HTTP/1.0\r\nHost: {server}\r\n{head}Accept: */*\r\n\r\n"))
}

/// Sends a form.
pub(crate) fn post(server: SocketAddr, path: &str, form: &str) -> Result<Answer> {
    post_as(server, path, "", form)
}

/// The same with further lines of the head.
pub(crate) fn post_as(server: SocketAddr, path: &str, head: &str, form: &str) -> Result<Answer> {
    deliver(server, path, head, "application/x-www-form-urlencoded", form.as_bytes())
}

/// Sends a body of a kind.
pub(crate) fn deliver(server: SocketAddr, path: &str, head: &str, kind: &str, body: &[u8]) -> Result<Answer> {
    let request = format!(
        "POST {path} HTTP/1.0\r\nHost: {server}\r\nOrigin: http://{server}\r\n{head}Content-Type: {kind}\r\n\
         Content-Length: {}\r\n\r\n",
        body.len()
    );
    send_bytes(server, &[request.as_bytes(), body].concat())
}

fn send(server: SocketAddr, request: &str) -> Result<Answer> {
    send_bytes(server, request.as_bytes())
}

fn send_bytes(server: SocketAddr, request: &[u8]) -> Result<Answer> {
    let mut stream = TcpStream::connect_timeout(&server, Duration::from_secs(10))?;
    stream.set_read_timeout(Some(Duration::from_secs(30)))?;
    stream.write_all(request)?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer)?;
    let end = answer.windows(4).position(|window| window == b"\r\n\r\n").context("no answer")?;
    let head = String::from_utf8_lossy(&answer[..end]).into_owned();
    let status = head.get(9..12).context("no status")?.parse()?;
    Ok(Answer { status, bytes: answer.len(), body: answer[end + 4..].to_vec(), head })
}
