//! What a child gives up before it looks at a file: everything but memory, processor time and its two pipes.
//!
//! Three layers, each for itself enough against an honest mistake: limits on resources (`setrlimit`), no files
//! and no network (Landlock), and no system calls but those that computing needs (seccomp). A kernel without
//! one of the last two still has the others; [`super::Confinement`] tells.
use std::collections::BTreeMap;
use std::io::{Error, Result};
use std::path::Path;
use std::thread::available_parallelism;

use landlock::{
    ABI, Access as _, AccessFs, AccessNet, CompatLevel, Compatible as _, Ruleset, RulesetAttr as _,
    RulesetCreatedAttr as _, Scope, path_beneath_rules,
};
use rlimit::Resource;
use seccompiler::{
    BpfProgram, SeccompAction, SeccompCmpArgLen, SeccompCmpOp, SeccompCondition, SeccompFilter, SeccompRule,
    apply_filter_all_threads,
};

use super::convert::PIPES;
use super::gaps::{Confinement, LimitedResource};
use crate::Limits;

/// Largest file that a converter may write; a PDF beyond it would not be read either.
const CONVERTER_FILE_BYTES: u64 = 1024 * 1024 * 1024;
/// Files that a converter may have open.
const CONVERTER_OPEN_FILES: u64 = 1024;

impl Confinement {
    /// What this machine offers for these limits.
    pub fn available(limits: &Limits) -> Self {
        // Many scans have the longest time.
        let seconds = processor_seconds(&limits.for_scans(usize::MAX));
        let wanted = [
            (LimitedResource::Memory, Resource::AS, limits.max_memory_bytes),
            (
                LimitedResource::ProcessorTime,
                Resource::CPU,
                seconds.saturating_add(1),
            ),
            (LimitedResource::CoreDumps, Resource::CORE, 0),
            (LimitedResource::FileSize, Resource::FSIZE, CONVERTER_FILE_BYTES),
            (LimitedResource::OpenFiles, Resource::NOFILE, CONVERTER_OPEN_FILES),
        ];
        Self {
            landlock: landlock_version(),
            system_calls: std::fs::metadata("/proc/sys/kernel/seccomp/actions_avail").is_ok()
                && filters().is_ok(),
            without_limit: wanted
                .into_iter()
                .filter(|(_, resource, most)| !can_be_set(*resource, *most))
                .map(|(limited, ..)| limited)
                .collect(),
        }
    }
}

/// The newest version of Landlock, of those that readers use, whose rights the kernel knows; 0 without Landlock.
fn landlock_version() -> u8 {
    let strict = || Ruleset::default().set_compatibility(CompatLevel::HardRequirement);
    let files = |version| strict().handle_access(AccessFs::from_all(version));
    let newest_first = [
        (6, strict().scope(Scope::from_all(ABI::V6))),
        (5, files(ABI::V5)),
        (4, strict().handle_access(AccessNet::from_all(ABI::V4))),
        (3, files(ABI::V3)),
        (2, files(ABI::V2)),
        (1, files(ABI::V1)),
    ];
    let known = newest_first
        .into_iter()
        .find_map(|(version, asked)| asked.and_then(Ruleset::create).is_ok().then_some(version));
    known.unwrap_or(0)
}

/// Whether a child may be given this limit. The limit that this process was started with is a bound for all below it,
/// unless it is privileged; whether it is shows by trying.
fn can_be_set(resource: Resource, most: u64) -> bool {
    let Ok((soft, hard)) = resource.get() else {
        return false;
    };
    if most <= hard {
        return true;
    }
    let raised = resource.set(soft, most).is_ok();
    // A limit that could be raised can be lowered again.
    let _ = resource.set(soft, hard);
    raised
}

/// Confines this process for good. Never call it in one that has anything else to do.
///
/// Errors if a limit cannot be set; a kernel that lacks a layer is no error.
pub fn confine(limits: &Limits) -> Result<()> {
    limit_resources(limits)?;
    Resource::FSIZE.set(0, 0)?;
    let _ = forbid_files();
    forbid_system_calls()
}

/// Confines this process before it becomes a converter: it may run and read what the system has installed, read and
/// write `folder`, and talk to nobody.
pub(super) fn confine_converter(limits: &Limits, folder: &Path) -> Result<()> {
    limit_resources(limits)?;
    Resource::FSIZE.set(CONVERTER_FILE_BYTES, CONVERTER_FILE_BYTES)?;
    Resource::NOFILE.set(CONVERTER_OPEN_FILES, CONVERTER_OPEN_FILES)?;
    let _ = allow_files_of_converter(folder);
    // An architecture that the filter does not know has none.
    match converter_filter() {
        Ok(program) => apply(&program),
        Err(_) => Ok(()),
    }
}

fn allow_files_of_converter(folder: &Path) -> std::result::Result<(), landlock::RulesetError> {
    const VERSION: ABI = ABI::V6;
    /// Programs, libraries, fonts, and what they are configured with; no directory of the system as a whole, for there
    /// are passwords in some.
    const READ: [&str; 19] = [
        "/usr",
        "/bin",
        "/lib",
        "/lib64",
        "/opt/libreoffice",
        "/etc/alternatives",
        "/etc/fonts",
        "/etc/ld.so.cache",
        "/etc/libreoffice",
        "/etc/locale.alias",
        "/etc/localtime",
        "/etc/nsswitch.conf",
        "/etc/passwd",
        "/var/cache/fontconfig",
        "/var/lib/libreoffice",
        "/var/spool/libreoffice",
        "/proc/filesystems",
        "/proc/self",
        "/sys/devices/system/cpu",
    ];
    const DEVICES: [&str; 3] = ["/dev/null", "/dev/urandom", "/dev/random"];
    let devices = AccessFs::ReadFile | AccessFs::WriteFile;
    Ruleset::default()
        .handle_access(AccessFs::from_all(VERSION))?
        .handle_access(AccessNet::from_all(VERSION))?
        .scope(Scope::from_all(VERSION))?
        .create()?
        .add_rules(path_beneath_rules(READ, AccessFs::from_read(VERSION)))?
        .add_rules(path_beneath_rules(DEVICES, devices))?
        .add_rules(path_beneath_rules([folder], AccessFs::from_all(VERSION)))?
        // It makes a socket there and does not start without; it may not even remove it again.
        .add_rules(path_beneath_rules([PIPES], AccessFs::MakeSock))?
        .restrict_self()?;
    Ok(())
}

/// Calls that reach into other processes or the kernel; a converter needs none of them.
const REACHING_OUT: &[libc::c_long] = &[
    libc::SYS_add_key,
    libc::SYS_bpf,
    libc::SYS_chroot,
    libc::SYS_delete_module,
    libc::SYS_finit_module,
    libc::SYS_init_module,
    libc::SYS_io_uring_setup,
    libc::SYS_kexec_load,
    libc::SYS_keyctl,
    libc::SYS_mount,
    libc::SYS_open_by_handle_at,
    libc::SYS_perf_event_open,
    libc::SYS_pivot_root,
    libc::SYS_process_vm_readv,
    libc::SYS_process_vm_writev,
    libc::SYS_ptrace,
    libc::SYS_reboot,
    libc::SYS_request_key,
    libc::SYS_setns,
    libc::SYS_swapon,
    libc::SYS_umount2,
    libc::SYS_unshare,
    libc::SYS_userfaultfd,
];

/// No sockets but those between processes of one machine, which Landlock keeps to itself.
fn converter_filter() -> std::result::Result<BpfProgram, seccompiler::BackendError> {
    let arch = std::env::consts::ARCH.try_into()?;
    let local = u64::from(libc::AF_UNIX.unsigned_abs());
    let is_elsewhere = SeccompCondition::new(0, SeccompCmpArgLen::Dword, SeccompCmpOp::Ne, local)?;
    let mut calls: BTreeMap<i64, Vec<SeccompRule>> =
        REACHING_OUT.iter().map(|&call| (call, vec![])).collect();
    calls.insert(libc::SYS_socket, vec![SeccompRule::new(vec![is_elsewhere])?]);
    let refused = SeccompAction::Errno(libc::EPERM.unsigned_abs());
    SeccompFilter::new(calls, SeccompAction::Allow, refused, arch)?.try_into()
}

fn apply(program: &BpfProgram) -> Result<()> {
    match apply_filter_all_threads(program) {
        // A kernel without seccomp is no error.
        Ok(()) | Err(seccompiler::Error::Prctl(_) | seccompiler::Error::Seccomp(_)) => Ok(()),
        Err(_) => Err(Error::other("the filter of system calls was refused")),
    }
}

/// Processor time of a child: its wall-clock time on every core.
fn processor_seconds(limits: &Limits) -> u64 {
    let cores = available_parallelism().map_or(1, |cores| cores.get() as u64);
    limits.max_seconds.saturating_mul(cores).saturating_add(1)
}

/// All limits are hard: the child cannot lift them again.
fn limit_resources(limits: &Limits) -> Result<()> {
    let cpu_seconds = processor_seconds(limits);
    Resource::AS.set(limits.max_memory_bytes, limits.max_memory_bytes)?;
    Resource::CPU.set(cpu_seconds, cpu_seconds.saturating_add(1))?;
    Resource::CORE.set(0, 0)
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
    programs.iter().try_for_each(apply)
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
