//! Documents through the confined reader: one program, because each module would link the whole reader.
//!
//! It is its own child: started with a hidden command it reads, draws or converts, else it runs the cases.
#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test that fails panics, and its program prints"
)]

type Case = (&'static str, fn());

/// The cases of a module, each under its own name.
macro_rules! cases {
    ($($case:ident),+ $(,)?) => { &[$((stringify!($case), $case)),+] };
}

mod archives;
mod flat_forms;
mod hostile;
mod mails;
mod mutations;
mod office;
#[path = "../support/mod.rs"]
mod support;

use std::io::{Read, Stdin, stdin};
use std::num::NonZero;
use std::path::Path;
use std::process::ExitCode;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use aktenlage_extract::confined::{Reader, Taken, confine};
use aktenlage_extract::{Allowance, Limits};
use support::{page_of, text as drawn};

const MODULES: [(&str, &[Case]); 6] = [
    ("hostile", hostile::CASES),
    ("mails", mails::CASES),
    ("archives", archives::CASES),
    ("office", office::CASES),
    ("flat_forms", flat_forms::CASES),
    ("mutations", mutations::CASES),
];

/// First argument of a child that tries what it must not be able to do.
pub(crate) const PROBE_COMMAND: &str = "probe";
/// Limits as the parent writes them, large enough for a page.
pub(crate) const LIMITS: [&str; 10] = [
    "1000000",
    "1",
    "10",
    "0",
    "1000000000",
    "1000000",
    "1",
    "1",
    "1",
    "1",
];
/// No file may keep the office waiting longer.
pub(crate) const LONGEST: Duration = Duration::from_secs(20);
/// What the parent may grow by over many files: their readings are small, whatever the files say of themselves.
pub(crate) const GROWTH_BYTES: u64 = 256 * 1024 * 1024;
/// Name of the program under which a child panics over a document that says [`FATAL_WORDS`].
pub(crate) const FRAGILE_NAME: &str = "fragile";
pub(crate) const FATAL_WORDS: &str = "Antrag ohne Ende";

/// Standard input that panics at its end if [`FATAL_WORDS`] came by: what a library does over a file it got wrong.
struct Fragile {
    input: Stdin,
    seen: Vec<u8>,
}

impl Read for Fragile {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let count = self.input.read(buffer)?;
        self.seen.extend(&buffer[..count]);
        let words = FATAL_WORDS.as_bytes();
        let is_fatal = count == 0 && self.seen.windows(words.len()).any(|seen| seen == words);
        assert!(!is_fatal, "cannot read {FATAL_WORDS}");
        Ok(count)
    }
}

fn main() -> ExitCode {
    let mut arguments = std::env::args();
    let name = arguments.next().unwrap_or_default();
    let arguments: Vec<String> = arguments.collect();
    let input: Box<dyn Read> = if Path::new(&name).ends_with(FRAGILE_NAME) {
        Box::new(Fragile {
            input: stdin(),
            seen: Vec::new(),
        })
    } else {
        Box::new(stdin())
    };
    if let Some(code) = support::child::run_if_asked(&arguments, input) {
        return code;
    }
    if arguments.first().is_some_and(|first| first == PROBE_COMMAND) {
        return probe();
    }
    let filter = arguments.iter().find(|argument| !argument.starts_with('-'));
    let cases: Vec<(String, fn())> = MODULES
        .iter()
        .flat_map(|(module, cases)| {
            cases
                .iter()
                .map(move |(name, case)| (format!("{module}::{name}"), *case))
        })
        .filter(|(name, _)| filter.is_none_or(|filter| name.contains(filter.as_str())))
        .collect();
    on_every_core(&cases, |(name, case)| {
        let start = Instant::now();
        case();
        println!("test {name} ... ok ({:.1} s)", start.elapsed().as_secs_f64());
    });
    ExitCode::SUCCESS
}

/// Works on several at once, since each waits for children of its own; panics once one of them has.
pub(crate) fn on_every_core<T: Sync>(items: &[T], work: impl Fn(&T) + Sync) {
    let next = AtomicUsize::new(0);
    std::thread::scope(|scope| {
        for _ in 0..std::thread::available_parallelism().map_or(1, NonZero::get) {
            scope.spawn(|| {
                while let Some(item) = items.get(next.fetch_add(1, Ordering::Relaxed)) {
                    work(item);
                }
            });
        }
    });
}

/// Confines this process, tries the ways out, and names those that are open.
fn probe() -> ExitCode {
    use std::net::{TcpListener, TcpStream, UdpSocket};
    type WayOut = fn() -> std::io::Result<()>;
    confine(&Limits::recommended()).unwrap();
    let everything: [(&str, WayOut); 9] = [
        ("open", || std::fs::File::open("/etc/hostname").map(drop)),
        ("create", || {
            std::fs::File::create("/tmp/aktenlage-probe").map(drop)
        }),
        ("list", || std::fs::read_dir("/").map(drop)),
        ("metadata", || std::fs::metadata("/etc/hostname").map(drop)),
        ("remove", || std::fs::remove_file("/tmp/aktenlage-probe")),
        ("connect", || TcpStream::connect("127.0.0.1:1").map(drop)),
        ("listen", || TcpListener::bind("127.0.0.1:0").map(drop)),
        ("datagram", || UdpSocket::bind("127.0.0.1:0").map(drop)),
        ("run", || {
            std::process::Command::new("/bin/true").status().map(drop)
        }),
    ];
    for (name, way_out) in everything {
        match way_out().map_err(|error| error.kind()) {
            Err(std::io::ErrorKind::PermissionDenied) => {}
            outcome => println!("{name} {outcome:?}"),
        }
    }
    // Threads, memory and the clock stay.
    let sum = std::thread::spawn(|| vec![1_u8; 8 << 20].iter().map(|&one| u64::from(one)).sum::<u64>());
    assert_eq!(sum.join().unwrap(), 8 << 20);
    assert!(Instant::now().elapsed() < Duration::from_secs(1));
    println!("done");
    ExitCode::SUCCESS
}

pub(crate) fn wait<T>(future: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap()
        .block_on(future)
}

pub(crate) fn reader(limits: Limits) -> Reader {
    Reader::new(std::env::current_exe().unwrap(), limits)
}

pub(crate) fn take_within(bytes: Vec<u8>, limits: Limits, allowance: Allowance) -> Taken {
    take_by(&reader(limits), bytes, allowance)
}

pub(crate) fn take_by(reader: &Reader, bytes: Vec<u8>, allowance: Allowance) -> Taken {
    wait(reader.take(bytes, allowance))
}

pub(crate) fn take(bytes: Vec<u8>) -> Taken {
    let limits = Limits::recommended();
    take_within(bytes, limits, limits.allowance())
}

pub(crate) fn places(taken: &Taken) -> Vec<(&str, &str)> {
    taken
        .parts
        .iter()
        .map(|part| (part.place.as_str(), part.name.as_str()))
        .collect()
}

pub(crate) fn pdf(words: &str) -> Vec<u8> {
    page_of(&drawn(60, 700, words))
}

pub(crate) fn all_text(taken: &Taken) -> String {
    let pages = 1..=u32::try_from(taken.reading.text.pages.len()).unwrap();
    let pages: Vec<_> = pages.map(|page| taken.reading.text.page_text(page)).collect();
    pages.join(" ")
}

pub(crate) fn html(text: &str) -> Vec<u8> {
    let mut bytes =
        b"Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n".to_vec();
    bytes.extend(text.as_bytes());
    bytes
}
