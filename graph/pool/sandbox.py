"""The sandbox of a worker: limits that the kernel holds, whatever a query makes the process do.

Nothing here needs root. On Linux a filter of system calls (seccomp) denies sockets, files, other
programs and other processes; elsewhere, and on a machine that the filter does not know, the limits
on memory and files remain, and `confine` says what is missing so that the log can.
"""

from __future__ import annotations

import ctypes
import errno
import os
import platform
import resource
import signal
import struct
import sys

_PR_SET_PDEATHSIG = 1
_PR_SET_NO_NEW_PRIVS = 38
_SECCOMP_SET_MODE_FILTER = 1
_SECCOMP_FILTER_FLAG_TSYNC = 1
_ALLOW = 0x7FFF0000
_ERRNO = 0x00050000
_CLONE_THREAD = 0x00010000

#: What the kernel calls a machine in a seccomp filter (linux/audit.h).
_ARCHITECTURES = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}

#: System calls that evaluate no query, by machine (asm/unistd.h); None where it has no such call.
_DENIED: dict[str, tuple[int | None, int | None]] = {
    "socket": (41, 198),
    "socketpair": (53, 199),
    "connect": (42, 203),
    "bind": (49, 200),
    "listen": (50, 201),
    "accept": (43, 202),
    "accept4": (288, 242),
    "open": (2, None),
    "openat": (257, 56),
    "openat2": (437, 437),
    "creat": (85, None),
    "execve": (59, 221),
    "execveat": (322, 281),
    "fork": (57, None),
    "vfork": (58, None),
    "kill": (62, 129),
    "tkill": (200, 130),
    "ptrace": (101, 117),
    "process_vm_readv": (310, 270),
    "process_vm_writev": (311, 271),
    "unlink": (87, None),
    "unlinkat": (263, 35),
    "rename": (82, None),
    "renameat": (264, 38),
    "renameat2": (316, 276),
    "mount": (165, 40),
    "unshare": (272, 97),
    "setns": (308, 268),
    "bpf": (321, 280),
    "io_uring_setup": (425, 425),
}
_FILES = frozenset({"open", "openat", "openat2"})
_SECCOMP = (317, 277)
_CLONE = (56, 220)
_CLONE3 = (435, 435)


def die_with_parent() -> None:
    """End this process when its parent ends (Linux; elsewhere the parent has to see to it)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)


def limit_memory(more: int) -> None:
    """Let this process grow by `more` bytes of address space from what it has, and no further."""
    with open("/proc/self/statm", encoding="ascii") as statm:
        pages = int(statm.read().split()[0])
    limit = pages * resource.getpagesize() + more
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))


def limit_files(size: int) -> None:
    """Let no file grow over `size` bytes, and leave no core file behind."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def deny_system_calls(*, files: bool) -> str | None:
    """Deny this process sockets, files, programs and processes; return why where it cannot.

    A denied call fails with EPERM, in every thread. What is open stays usable. With `files` more
    files may be opened: a store on disk does so as it answers.
    """
    machine = platform.machine()
    architecture = _ARCHITECTURES.get(machine)
    if sys.platform != "linux" or architecture is None:
        return f"no filter of system calls for {sys.platform} on {machine}"
    column = 0 if machine == "x86_64" else 1
    allowed = _FILES if files else frozenset()
    numbers = [row[column] for name, row in _DENIED.items() if name not in allowed]
    program = _filter(architecture, column, [each for each in numbers if each is not None])
    instructions = ctypes.create_string_buffer(program)
    header = struct.pack("HxxxxxxP", len(program) // 8, ctypes.addressof(instructions))
    library = ctypes.CDLL(None, use_errno=True)
    if library.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 or (
        library.syscall(
            _SECCOMP[column],
            _SECCOMP_SET_MODE_FILTER,
            _SECCOMP_FILTER_FLAG_TSYNC,
            ctypes.create_string_buffer(header),
        )
        != 0
    ):
        return f"the kernel takes no filter of system calls: {os.strerror(ctypes.get_errno())}"
    return None


def _filter(architecture: int, column: int, numbers: list[int]) -> bytes:
    """Write the filter in classic BPF over struct seccomp_data (number at 0, machine at 4)."""
    load, equal, is_set, answer = 0x20, 0x15, 0x45, 0x06
    denied = _ERRNO | errno.EPERM
    program = [
        (load, 0, 0, 4),
        (equal, 1, 0, architecture),
        (answer, 0, 0, denied),
        (load, 0, 0, 0),
        # A thread may be made, a process not; clone3 hides its flags, and without it libc
        # falls back to clone.
        (equal, 0, 1, _CLONE3[column]),
        (answer, 0, 0, _ERRNO | errno.ENOSYS),
        (equal, 0, 4, _CLONE[column]),
        (load, 0, 0, 16),
        (is_set, 1, 0, _CLONE_THREAD),
        (answer, 0, 0, denied),
        (answer, 0, 0, _ALLOW),
    ]
    for number in numbers:
        program += [(equal, 0, 1, number), (answer, 0, 0, denied)]
    if column == 0:  # the x32 calls of x86_64 would go around the numbers above
        program += [(0x35, 0, 1, 0x40000000), (answer, 0, 0, denied)]
    program.append((answer, 0, 0, _ALLOW))
    return b"".join(struct.pack("HBBI", *instruction) for instruction in program)
