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
}

/// Asks as a browser would that takes compressed answers. HTTP/1.0, so that the end of the answer is the end of the line.
pub(crate) fn get(server: SocketAddr, path: &str) -> Result<Answer> {
    let mut stream = TcpStream::connect_timeout(&server, Duration::from_secs(1))?;
    stream.set_read_timeout(Some(Duration::from_secs(10)))?;
    write!(
        stream,
        "GET {path} HTTP/1.0\r\nHost: {server}\r\nAccept-Encoding: br, gzip\r\nAccept: */*\r\n\r\n"
    )?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer)?;
    let head = answer.get(..12).and_then(|head| std::str::from_utf8(head).ok()).context("no answer")?;
    Ok(Answer { status: head[9..].parse()?, bytes: answer.len() })
}
