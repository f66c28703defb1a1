//! The real clock and the real randomness.
use aktenlage_domain::clock::Clock;
use aktenlage_domain::ids::Entropy;
use time::OffsetDateTime;

/// The time of this machine.
pub(crate) struct SystemClock;

impl Clock for SystemClock {
    #[expect(
        clippy::disallowed_methods,
        reason = "the one place where the system's time enters"
    )]
    fn now(&self) -> OffsetDateTime {
        OffsetDateTime::now_utc()
    }
}

/// The randomness of this machine.
pub(crate) struct SystemEntropy;

impl Entropy for SystemEntropy {
    fn ten_bytes(&self) -> [u8; 10] {
        let mut bytes = [0; 10];
        getrandom::fill(&mut bytes).expect("the operating system gives random bytes. This is a bug.");
        bytes
    }
}
