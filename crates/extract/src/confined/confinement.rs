//! What a child gives up before it looks at a file: everything but memory, processor time and its two pipes.
//!
//! Three layers, each for itself enough against an honest mistake: limits on resources (`setrlimit`), no files
//! and no network (Landlock), and no system calls but those that computing needs (seccomp). A kernel without
//! one of the last two still has the others; [`Confinement::available`] tells.
use std::collections::BTreeMap;
use std::io::{Error, Result};
use std::thread::available_parallelism;

use landlock::{
    ABI, Access as _, AccessFs, AccessNet, CompatLevel, Compatible as _, Ruleset, RulesetAttr as _, Scope,
};
use rlimit::Resource;
use seccompiler::{
    BpfProgram, SeccompAction, SeccompCmpArgLen, SeccompCmpOp, SeccompCondition, SeccompFilter, SeccompRule,
    apply_filter_all_threads,
};

use crate::Limits;

/// Layers that a kernel may lack.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Confinement {
    /// Landlock keeps the child from every file.
    pub files: bool,
    /// Landlock keeps the child from every port.
    pub network: bool,
    /// Seccomp keeps the child from system calls that reading needs none of, files and network among them.
    pub system_calls: bool,
}

impl Confinement {
    /// What the running kernel has.
    pub fn available() -> Self {
        let strict = || Ruleset::default().set_compatibility(CompatLevel::HardRequirement);
        let files = strict().handle_access(AccessFs::from_all(ABI::V1));
        let network = strict().handle_access(AccessNet::from_all(ABI::V4));
        Self {
            files: files.and_then(Ruleset::create).is_ok(),
            network: network.and_then(Ruleset::create).is_ok(),
            system_calls: std::fs::metadata("/proc/sys/kernel/seccomp/actions_avail").is_ok()
                && filters().is_ok(),
        }
    }
}

/// Confines this process for good. Never call it in one that has anything else to do.
///
/// Errors if a limit cannot be set; a kernel that lacks a layer is no error.
pub fn confine(limits: &Limits) -> Result<()> {
    limit_resources(limits)?;
    let _ = forbid_files();
    forbid_system_calls()
}

/// All limits are hard: the child cannot lift them again.
fn limit_resources(limits: &Limits) -> Result<()> {
    let cores = available_parallelism().map_or(1, |cores| cores.get() as u64);
    let cpu_seconds = limits.max_seconds.saturating_mul(cores).saturating_add(1);
    Resource::AS.set(limits.max_memory_bytes, limits.max_memory_bytes)?;
    Resource::CPU.set(cpu_seconds, cpu_seconds.saturating_add(1))?;
    Resource::CORE.set(0, 0)?;
    Resource::FSIZE.set(0, 0)
}

/// No file may be opened, made, moved or run any more, no port bound or connected to, no other process signalled.
fn forbid_files() -> std::result::Result<(), landlock::RulesetError> {
    /// The newest version of Landlock whose every right is refused; older kernels refuse what they know.
    const VERSION: ABI = ABI::V6;
    Ruleset::default()
        .handle_access(AccessFs::from_all(VERSION))?
        .handle_access(AccessNet::from_all(VERSION))?
        .scope(Scope::from_all(VERSION))?
        .create()?
        .restrict_self()?;
    Ok(())
}

fn forbid_system_calls() -> Result<()> {
    /// Standard input, output and error are open already; the ruleset of Landlock is closed again by now.
    const OPEN_FILES: u64 = 3;
    Resource::NOFILE.set(OPEN_FILES, OPEN_FILES)?;
    // An architecture that the filter does not know has none.
    let Ok(programs) = filters() else {
        return Ok(());
    };
    for program in &programs {
        match apply_filter_all_threads(program) {
            // A kernel without seccomp is no error.
            Ok(()) | Err(seccompiler::Error::Prctl(_) | seccompiler::Error::Seccomp(_)) => {}
            Err(_) => return Err(Error::other("the filter of system calls was refused")),
        }
    }
    Ok(())
}

/// Calls that computing, threads and memory need; everything else fails with "not permitted".
const COMPUTING: &[libc::c_long] = &[
    libc::SYS_brk,
    libc::SYS_clock_gettime,
    libc::SYS_clock_nanosleep,
    libc::SYS_close,
    libc::SYS_exit,
    libc::SYS_exit_group,
    libc::SYS_futex,
    libc::SYS_getpid,
    libc::SYS_getrandom,
    libc::SYS_gettid,
    libc::SYS_madvise,
    libc::SYS_mmap,
    libc::SYS_mprotect,
    libc::SYS_mremap,
    libc::SYS_munmap,
    libc::SYS_nanosleep,
    libc::SYS_read,
    libc::SYS_rseq,
    libc::SYS_rt_sigaction,
    libc::SYS_rt_sigprocmask,
    libc::SYS_rt_sigreturn,
    libc::SYS_sched_getaffinity,
    libc::SYS_sched_yield,
    libc::SYS_set_robust_list,
    libc::SYS_sigaltstack,
    // A panic or an abort of the C library ends the process with a signal to itself; Landlock scopes others.
    libc::SYS_tgkill,
    libc::SYS_write,
    libc::SYS_writev,
];

/// Two filters; the kernel follows the stricter answer.
fn filters() -> std::result::Result<[BpfProgram; 2], seccompiler::BackendError> {
    let arch = std::env::consts::ARCH.try_into()?;
    // `clone3` hides its flags behind a pointer; it looks absent, so that the C library falls back on `clone`.
    let absent = SeccompAction::Errno(libc::ENOSYS.unsigned_abs());
    let calls = BTreeMap::from([(libc::SYS_clone3, vec![])]);
    let hide = SeccompFilter::new(calls, SeccompAction::Allow, absent, arch)?;

    let mut calls: BTreeMap<i64, Vec<SeccompRule>> = COMPUTING.iter().map(|&call| (call, vec![])).collect();
    // Threads yes, processes no.
    let thread = u64::from(libc::CLONE_THREAD.unsigned_abs());
    let is_thread =
        SeccompCondition::new(0, SeccompCmpArgLen::Qword, SeccompCmpOp::MaskedEq(thread), thread)?;
    calls.insert(libc::SYS_clone, vec![SeccompRule::new(vec![is_thread])?]);
    calls.insert(libc::SYS_clone3, vec![]);
    let refused = SeccompAction::Errno(libc::EPERM.unsigned_abs());
    let compute = SeccompFilter::new(calls, refused, SeccompAction::Allow, arch)?;
    Ok([hide.try_into()?, compute.try_into()?])
}
