//! Lines to the server and responses from it, bounded.
use std::io;

use tokio::io::{AsyncBufReadExt, AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt, BufReader};

use crate::error::MailboxError;

/// Most text that a server may send in answer to one command: the numbers of a hundred thousand messages.
const TEXT_BYTES: usize = 1024 * 1024;

/// A connection, with TLS or without.
pub(crate) trait Stream: AsyncRead + AsyncWrite + Send + Unpin {}

impl<T: AsyncRead + AsyncWrite + Send + Unpin> Stream for T {}

/// A connection that speaks in commands and responses.
pub(crate) struct Wire {
    stream: BufReader<Box<dyn Stream>>,
    commands: u32,
}

/// One response: its text, in which each literal left its length in braces, and the literals.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Response {
    pub(crate) text: Vec<u8>,
    pub(crate) literals: Vec<Vec<u8>>,
}

/// What a command led to.
#[derive(Debug)]
pub(crate) struct Outcome {
    /// Whether the server said OK.
    pub(crate) is_accepted: bool,
    /// What it said before that.
    pub(crate) responses: Vec<Response>,
}

/// What a server may still send in answer to a command.
struct Bounds {
    text: usize,
    literals: usize,
}

impl Wire {
    pub(crate) fn new(stream: Box<dyn Stream>) -> Self {
        Self {
            stream: BufReader::new(stream),
            commands: 0,
        }
    }

    /// The first thing that a server says.
    pub(crate) async fn greeting(&mut self) -> Result<Response, MailboxError> {
        self.response(&mut Bounds::of_command(0)).await
    }

    /// A tag that no command had yet.
    pub(crate) fn tag(&mut self) -> String {
        self.commands = self.commands.wrapping_add(1);
        format!("A{}", self.commands)
    }

    /// Sends a command and takes what comes until it is done; literals together may have `literal_bytes`.
    pub(crate) async fn command(
        &mut self,
        command: &str,
        literal_bytes: usize,
    ) -> Result<Outcome, MailboxError> {
        let tag = self.tag();
        self.send(format!("{tag} {command}").as_bytes()).await?;
        self.outcome(&tag, literal_bytes).await
    }

    /// Sends one line.
    pub(crate) async fn send(&mut self, line: &[u8]) -> Result<(), MailboxError> {
        self.stream.write_all(line).await.map_err(broken)?;
        self.stream.write_all(b"\r\n").await.map_err(broken)?;
        self.stream.flush().await.map_err(broken)
    }

    /// Waits until the server wants the rest of a command; an error if it ends the command instead.
    pub(crate) async fn wait_for_more(&mut self, tag: &str) -> Result<(), MailboxError> {
        let mut bounds = Bounds::of_command(0);
        loop {
            let response = self.response(&mut bounds).await?;
            if response.text.starts_with(b"+") {
                return Ok(());
            }
            if status(&response.text, tag).is_some() {
                return Err(MailboxError::Refused);
            }
        }
    }

    /// What comes until the command with this tag is done.
    pub(crate) async fn outcome(&mut self, tag: &str, literal_bytes: usize) -> Result<Outcome, MailboxError> {
        let mut bounds = Bounds::of_command(literal_bytes);
        let mut responses = Vec::new();
        loop {
            let response = self.response(&mut bounds).await?;
            if let Some(is_accepted) = status(&response.text, tag) {
                return Ok(Outcome {
                    is_accepted,
                    responses,
                });
            }
            responses.push(response);
        }
    }

    async fn response(&mut self, bounds: &mut Bounds) -> Result<Response, MailboxError> {
        let mut response = Response::default();
        loop {
            let start = response.text.len();
            self.line(&mut response.text, bounds).await?;
            let Some(length) = literal_length(&response.text[start..]) else {
                return Ok(response);
            };
            bounds.literals = bounds
                .literals
                .checked_sub(length)
                .ok_or(MailboxError::Protocol)?;
            response.literals.push(self.literal(length).await?);
        }
    }

    /// Appends a line without its end.
    async fn line(&mut self, text: &mut Vec<u8>, bounds: &mut Bounds) -> Result<(), MailboxError> {
        loop {
            let buffered = self.stream.fill_buf().await.map_err(broken)?;
            if buffered.is_empty() {
                return Err(MailboxError::Unreachable);
            }
            let end = buffered.iter().position(|byte| *byte == b'\n');
            let taken = end.map_or(buffered.len(), |end| end + 1);
            bounds.text = bounds.text.checked_sub(taken).ok_or(MailboxError::Protocol)?;
            text.extend_from_slice(&buffered[..taken]);
            self.stream.consume(taken);
            if end.is_some() {
                break;
            }
        }
        text.pop();
        if text.last() == Some(&b'\r') {
            text.pop();
        }
        Ok(())
    }

    /// Memory grows with what comes, not with what is announced.
    async fn literal(&mut self, length: usize) -> Result<Vec<u8>, MailboxError> {
        let mut content = Vec::new();
        let announced = u64::try_from(length).map_err(|_| MailboxError::Protocol)?;
        let mut source = AsyncReadExt::take(&mut self.stream, announced);
        source.read_to_end(&mut content).await.map_err(broken)?;
        if content.len() == length {
            Ok(content)
        } else {
            Err(MailboxError::Unreachable)
        }
    }
}

impl Bounds {
    fn of_command(literal_bytes: usize) -> Self {
        Self {
            text: TEXT_BYTES,
            literals: literal_bytes,
        }
    }
}

/// Whatever broke, the connection is of no use any more.
fn broken(_: io::Error) -> MailboxError {
    MailboxError::Unreachable
}

/// Whether the line ends the command with this tag, and then whether the server said OK.
fn status(text: &[u8], tag: &str) -> Option<bool> {
    let rest = text.strip_prefix(tag.as_bytes())?.strip_prefix(b" ")?;
    let word = rest.split(|byte| *byte == b' ').next().unwrap_or_default();
    Some(word.eq_ignore_ascii_case(b"OK"))
}

/// The length of the literal that a line announces at its end: `{42}`.
fn literal_length(line: &[u8]) -> Option<usize> {
    let inner = line.strip_suffix(b"}")?;
    let start = inner.iter().rposition(|byte| *byte == b'{')? + 1;
    let digits = std::str::from_utf8(&inner[start..]).ok()?;
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    // A length that no number holds is larger than any bound.
    Some(digits.parse().unwrap_or(usize::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A wire whose other end says this and nothing more, and hears what it is told.
    fn wire(said: &[u8]) -> Wire {
        let said = io::Cursor::new(said.to_vec());
        Wire::new(Box::new(tokio::io::join(said, tokio::io::sink())))
    }

    #[tokio::test]
    async fn responses_are_taken_until_the_command_is_done() {
        let said = b"* 1 FETCH (UID 7 BODY[] {5}\r\nA\r\nB} X {1}\r\n!)\r\n* 2 EXISTS\r\nA1 OK done\r\n";
        let outcome = wire(said).command("UID FETCH 7", 6).await.unwrap();
        assert!(outcome.is_accepted);
        assert_eq!(outcome.responses.len(), 2);
        assert_eq!(outcome.responses[0].text, b"* 1 FETCH (UID 7 BODY[] {5} X {1})");
        assert_eq!(
            outcome.responses[0].literals,
            [b"A\r\nB}".to_vec(), b"!".to_vec()]
        );
        assert_eq!(outcome.responses[1].text, b"* 2 EXISTS");
        let refused = wire(b"A1 NO it is not\r\n").command("NOOP", 0).await;
        assert!(!refused.unwrap().is_accepted);
    }

    #[tokio::test]
    async fn what_a_server_may_send_is_bounded() {
        let endless = vec![b'x'; TEXT_BYTES + 1];
        for (said, literal_bytes) in [
            (&b"* 1 FETCH (BODY[] {5}\r\nabcde)\r\nA1 OK\r\n"[..], 4),
            (&b"* 1 FETCH (BODY[] {99999999999999999999999}\r\n"[..], 1_000),
            (&endless[..], 0),
        ] {
            let outcome = wire(said).command("NOOP", literal_bytes).await;
            assert_eq!(outcome.map(|_| ()), Err(MailboxError::Protocol));
        }
        for said in [&b"* OK half a li"[..], &b""[..], &b"* X {5}\r\nabc"[..]] {
            let outcome = wire(said).command("NOOP", 100).await;
            assert_eq!(outcome.map(|_| ()), Err(MailboxError::Unreachable));
        }
    }

    #[tokio::test]
    async fn the_rest_of_a_command_waits_for_the_server() {
        let willing = wire(b"* OK by the way\r\n+ go on\r\n").wait_for_more("A1").await;
        assert_eq!(willing, Ok(()));
        let unwilling = wire(b"A1 BAD no literals here\r\n").wait_for_more("A1").await;
        assert_eq!(unwilling, Err(MailboxError::Refused));
    }
}
