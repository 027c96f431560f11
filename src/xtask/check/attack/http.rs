//! As little of HTTP as attacks need: one request for each connection, by hand, so that it can also be done wrong.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

/// How long a server may take to answer before it counts as gone.
const TIME_MAX: Duration = Duration::from_secs(12);

/// An answer.
#[derive(Debug, Default)]
pub struct Answer {
    /// HTTP status; 0 if there was none.
    pub status: u16,
    head: String,
    /// What follows the head.
    pub body: String,
}

impl Answer {
    /// The first value of a header.
    pub fn header(&self, name: &str) -> Option<&str> {
        let mut lines = self.head.lines().filter_map(|line| line.split_once(": "));
        lines.find(|(found, _)| found.eq_ignore_ascii_case(name)).map(|(_, value)| value)
    }

    /// The text of a field of the body.
    pub fn field(&self, name: &str) -> Option<String> {
        let body: serde_json::Value = serde_json::from_str(&self.body).ok()?;
        body.get(name)?.as_str().map(str::to_owned)
    }
}

/// A request: method and path, further lines of the head, and a JSON body unless it is empty.
pub fn text(address: SocketAddr, line: &str, headers: &[(&str, &str)], body: &str) -> String {
    let mut text =
        format!("{line} HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\nsec-fetch-site: same-origin\r\n");
    for (name, value) in headers {
        text += &format!("{name}: {value}\r\n");
    }
    if !body.is_empty() {
        text += &format!("content-type: application/json\r\ncontent-length: {}\r\n", body.len());
    }
    text + "\r\n" + body
}

/// Sends a request and reads the answer; status 0 if there is none.
pub fn send(address: SocketAddr, line: &str, headers: &[(&str, &str)], body: &str) -> Answer {
    let asked = || -> std::io::Result<Answer> {
        let mut stream = TcpStream::connect_timeout(&address, TIME_MAX)?;
        stream.set_read_timeout(Some(TIME_MAX))?;
        stream.set_write_timeout(Some(TIME_MAX))?;
        stream.write_all(text(address, line, headers, body).as_bytes())?;
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes)?;
        let text = String::from_utf8_lossy(&bytes);
        let (head, body) = text.split_once("\r\n\r\n").unwrap_or((&text, ""));
        let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or_default();
        Ok(Answer { status, head: head.to_owned(), body: body.to_owned() })
    };
    asked().unwrap_or_default()
}

/// Sends a request and goes away without reading the answer.
pub fn cut_off(address: SocketAddr, line: &str, headers: &[(&str, &str)]) {
    if let Ok(mut stream) = TcpStream::connect_timeout(&address, TIME_MAX) {
        // Whoever goes away does not care whether it arrived.
        let _ = stream.write_all(text(address, line, headers, "").as_bytes());
    }
}
