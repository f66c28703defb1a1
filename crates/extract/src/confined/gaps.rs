//! What a machine offers to confine readers with, and what it means for an office where something is missing.
use std::fmt;

/// First version of Landlock that keeps a process from emptying files: Linux 6.2.
const KEEPS_FROM_EMPTYING: u8 = 3;
/// First version of Landlock with rules for the network: Linux 6.7.
const KEEPS_FROM_NETWORK: u8 = 4;
/// First version of Landlock with rules for signals: Linux 6.12.
const KEEPS_FROM_SIGNALS: u8 = 6;

/// A resource of which a child may only have so much.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LimitedResource {
    /// Address space.
    Memory,
    /// Seconds on processors.
    ProcessorTime,
    /// What is written of a process that broke off.
    CoreDumps,
    /// Size of files that are written.
    FileSize,
    /// Files that are open.
    OpenFiles,
}

/// Layers of which a machine may lack some.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Confinement {
    /// Version of Landlock (its ABI), up to the newest that readers use; 0: the kernel has none, or it is switched off.
    pub landlock: u8,
    /// Seccomp keeps the child from system calls that reading needs none of, files and network among them.
    pub system_calls: bool,
    /// Limits that cannot be set as configured. A child that cannot be limited refuses to read.
    pub without_limit: Vec<LimitedResource>,
}

/// Something that is missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Gap {
    /// Its stable code.
    pub code: &'static str,
    /// What it means for the office, and what to do; one sentence.
    pub meaning: &'static str,
    /// Whether documents stay unread because of it. Else they are read with less protection.
    pub stops_reading: bool,
}

impl Confinement {
    /// Whether Landlock keeps the child from every file.
    pub const fn files(&self) -> bool {
        self.landlock > 0
    }

    /// Whether Landlock keeps the child from every port.
    pub const fn network(&self) -> bool {
        self.landlock >= KEEPS_FROM_NETWORK
    }

    /// Whether Landlock keeps the child from sending signals to other processes.
    pub const fn signals(&self) -> bool {
        self.landlock >= KEEPS_FROM_SIGNALS
    }

    /// What is missing, what stops reading first.
    pub fn gaps(&self) -> Vec<Gap> {
        let mut gaps: Vec<Gap> = self.without_limit.iter().copied().map(of_limit).collect();
        gaps.extend(self.of_kernel());
        gaps
    }

    fn of_kernel(&self) -> Vec<Gap> {
        if self.landlock == 0 && !self.system_calls {
            return vec![weaker(
                "landlock_and_seccomp_missing",
                "a hostile file that takes over a reader or LibreOffice reaches every file and every address that \
                 Aktenlage reaches, only its memory and time are limited: use Linux 6.12 or later with Landlock and \
                 seccomp",
            )];
        }
        let mut gaps = Vec::new();
        if !self.system_calls {
            gaps.push(weaker(
                "seccomp_missing",
                "a hostile file that takes over a reader can try every flaw of the kernel, Landlock alone keeps it \
                 from files: use a kernel with seccomp on x86-64 or ARM64",
            ));
        }
        if self.landlock == 0 {
            gaps.push(weaker(
                "landlock_missing",
                "a hostile Word or OpenDocument text that takes over LibreOffice reads and changes every file that \
                 Aktenlage may, other readers are kept from files and network by seccomp alone: use Linux 6.12 or \
                 later and switch Landlock on (`lsm=landlock,...` at the start of the kernel)",
            ));
            return gaps;
        }
        if self.landlock < KEEPS_FROM_EMPTYING {
            gaps.push(weaker(
                "landlock_without_truncation",
                "a hostile Word or OpenDocument text that takes over LibreOffice can empty files of the account that \
                 Aktenlage runs under, though it cannot read them: use Linux 6.12 or later",
            ));
        }
        if !self.network() {
            gaps.push(if self.system_calls {
                weaker(
                    "landlock_without_network",
                    "a hostile file that takes over a reader is kept from the network by seccomp alone: use Linux \
                     6.12 or later",
                )
            } else {
                weaker(
                    "network_open",
                    "a hostile file that takes over a reader can send what it read anywhere that this machine \
                     reaches: use Linux 6.12 or later with seccomp",
                )
            });
        }
        if !self.signals() {
            gaps.push(weaker(
                "landlock_without_signals",
                "a hostile file that takes over a reader can end other processes of the account that Aktenlage runs \
                 under: use Linux 6.12 or later, or an account that nothing else runs under",
            ));
        }
        gaps
    }
}

impl fmt::Display for Gap {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} ({})", self.meaning, self.code)
    }
}

const fn weaker(code: &'static str, meaning: &'static str) -> Gap {
    Gap {
        code,
        meaning,
        stops_reading: false,
    }
}

const fn of_limit(resource: LimitedResource) -> Gap {
    let (code, meaning) = match resource {
        LimitedResource::Memory => (
            "limit_on_memory_not_set",
            "no document is read, because this process was started with less memory than \
             `limits.reading_memory_bytes`: lower that, or raise its hard limit (`LimitAS=` of systemd, `ulimit -Hv`)",
        ),
        LimitedResource::ProcessorTime => (
            "limit_on_processor_time_not_set",
            "long documents stay unread, short ones too if it is very low, because this process was started with \
             less processor time than they may take: raise its hard limit (`LimitCPU=` of systemd, `ulimit -Ht`)",
        ),
        LimitedResource::CoreDumps => (
            "limit_on_core_dumps_not_set",
            "no document is read, because core dumps, which would hold its text, cannot be switched off: ask who \
             runs this machine",
        ),
        LimitedResource::FileSize => (
            "limit_on_file_size_not_set",
            "Word and OpenDocument texts stay unread, because this process was started with smaller files than \
             LibreOffice may write: raise its hard limit to 1 GiB (`LimitFSIZE=` of systemd, `ulimit -Hf`)",
        ),
        LimitedResource::OpenFiles => (
            "limit_on_open_files_not_set",
            "Word and OpenDocument texts stay unread, because this process was started with fewer open files than \
             LibreOffice may have: raise its hard limit to 1,024 (`LimitNOFILE=` of systemd, `ulimit -Hn`)",
        ),
    };
    Gap {
        code,
        meaning,
        stops_reading: true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: [LimitedResource; 5] = [
        LimitedResource::Memory,
        LimitedResource::ProcessorTime,
        LimitedResource::CoreDumps,
        LimitedResource::FileSize,
        LimitedResource::OpenFiles,
    ];

    fn machine(landlock: u8, system_calls: bool) -> Confinement {
        Confinement {
            landlock,
            system_calls,
            without_limit: Vec::new(),
        }
    }

    fn codes(machine: &Confinement) -> Vec<&'static str> {
        machine.gaps().iter().map(|gap| gap.code).collect()
    }

    #[test]
    fn a_machine_that_has_everything_has_no_gap() {
        let whole = machine(6, true);
        assert_eq!(whole.gaps(), []);
        assert!(whole.files() && whole.network() && whole.signals());
    }

    #[test]
    fn an_older_landlock_lacks_what_came_later() {
        let cases: [(u8, &[&str]); 5] = [
            (5, &["landlock_without_signals"]),
            (4, &["landlock_without_signals"]),
            (3, &["landlock_without_network", "landlock_without_signals"]),
            (
                2,
                &[
                    "landlock_without_truncation",
                    "landlock_without_network",
                    "landlock_without_signals",
                ],
            ),
            (0, &["landlock_missing"]),
        ];
        for (version, expected) in cases {
            assert_eq!(codes(&machine(version, true)), expected, "version {version}");
        }
        assert!(!machine(0, true).files() && !machine(3, true).network() && !machine(5, true).signals());
    }

    #[test]
    fn without_seccomp_landlock_alone_holds_and_without_both_nothing_does() {
        assert_eq!(codes(&machine(6, false)), ["seccomp_missing"]);
        // Nothing else stands before the network then: that is another sentence.
        let open = ["seccomp_missing", "network_open", "landlock_without_signals"];
        assert_eq!(codes(&machine(3, false)), open);
        assert_eq!(codes(&machine(0, false)), ["landlock_and_seccomp_missing"]);
    }

    #[test]
    fn a_limit_that_cannot_be_set_stops_reading_and_a_weaker_kernel_does_not() {
        for resource in ALL {
            let mut limited = machine(6, true);
            limited.without_limit = vec![resource];
            let gaps = limited.gaps();
            assert_eq!(gaps.len(), 1, "{resource:?}");
            assert!(
                gaps[0].stops_reading && gaps[0].meaning.contains("read"),
                "{gaps:?}"
            );
        }
        let mut poor = machine(0, false);
        poor.without_limit = ALL.to_vec();
        let gaps = poor.gaps();
        let stop: Vec<bool> = gaps.iter().map(|gap| gap.stops_reading).collect();
        assert_eq!(
            stop,
            [true, true, true, true, true, false],
            "what stops reading first"
        );
        let codes: std::collections::BTreeSet<_> = gaps.iter().map(|gap| gap.code).collect();
        assert_eq!(codes.len(), gaps.len(), "every gap has a code of its own");
    }

    #[test]
    fn every_gap_is_one_sentence_that_ends_in_what_to_do() {
        let mut poor = machine(2, false);
        poor.without_limit = ALL.to_vec();
        for gap in [
            poor.gaps(),
            machine(0, true).gaps(),
            machine(0, false).gaps(),
            machine(3, true).gaps(),
        ]
        .concat()
        {
            let (meaning, remedy) = gap.meaning.split_once(": ").unwrap();
            assert!(!gap.meaning.contains("  "), "{}", gap.meaning);
            assert!(
                meaning.len() > 20 && !meaning.contains(". ") && !remedy.contains(". "),
                "{gap}"
            );
            assert!(gap.to_string().ends_with(&format!("({})", gap.code)));
        }
    }
}
