"""Limits: memory, time, processes, file sizes of one submission; the rights it gives up."""

import ctypes
import os
import secrets
import sys
from dataclasses import dataclass
from pathlib import Path

# The users that systemd gives to a service while it runs: nobody's files belong to them. Each run of
# the grading takes some: to end all processes of a user must not end those of another run.
USERS = range(61184, 65520, 64)
PROCESSES = 8  # a submission's own
OUT_OF_MEMORY = 3  # exit code of a process that had not enough
PR_SET_NO_NEW_PRIVS = 38


@dataclass(frozen=True)
class Limits:
    """What one submission may use: seconds, megabytes of memory, and which of several at once it is.

    Without a ``slot`` it stays the user that it is, as in bubblewrap.
    """

    seconds: float = 20.0
    megabytes: int = 300
    slot: int | None = None
    first_user: int = USERS[0]

    @property
    def user(self):
        """The number of the user that it becomes where root grades."""
        return self.first_user + self.slot


def first_user():
    """Return the first of the users for one run of the grading."""
    return secrets.choice(USERS)


def give_up_rights(limits):
    """Set the limits, become another user where root grades, and drop what could undo any of it."""
    set_limits(limits)
    if limits.slot is not None and os.geteuid() == 0:
        user = limits.user
        os.setgroups([])
        os.setresgid(user, user, user)
        os.setresuid(user, user, user)
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
        _drop_capabilities()


def _drop_capabilities():
    header = (ctypes.c_uint32 * 2)(0x20080522, 0)
    nothing = (ctypes.c_uint32 * 6)()
    ctypes.CDLL(None).capset(ctypes.byref(header), ctypes.byref(nothing))


def set_limits(limits):
    """Set the limits that this system knows on this process and its children."""
    try:
        import resource
    except ImportError:  # Windows has none
        return
    megabyte = 2**20
    wanted = {
        "RLIMIT_AS": _in_use() + limits.megabytes * megabyte,
        "RLIMIT_CPU": int(limits.seconds) + 1,
        "RLIMIT_FSIZE": 16 * megabyte,
        "RLIMIT_NPROC": PROCESSES,
        "RLIMIT_NOFILE": 64,
        "RLIMIT_CORE": 0,
        "RLIMIT_MSGQUEUE": 0,
    }
    for name, most in wanted.items():
        kind = getattr(resource, name, None)
        if kind is None or (name == "RLIMIT_NPROC" and not _counts_own_processes_alone()):
            continue
        hard = resource.getrlimit(kind)[1]
        limit = most if hard == resource.RLIM_INFINITY else min(most, hard)
        try:
            resource.setrlimit(kind, (limit, limit))
        except (ValueError, OSError):
            continue


def limit_memory(megabytes):
    """Let this process take so much memory besides what it has now, where the system can say so."""
    try:
        import resource

        most = _in_use() + megabytes * 2**20
        resource.setrlimit(resource.RLIMIT_AS, (most, most))
    except (ImportError, OSError, ValueError):
        return


def _in_use():
    """Return the bytes of address space that this process has now (0 where that cannot be read)."""
    try:
        return int(Path("/proc/self/statm").read_text().split()[0]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return 1 << 30


def _counts_own_processes_alone():
    """Whether the limit of processes counts this submission's, not all of the teacher's."""
    try:
        mapped = Path("/proc/self/uid_map").read_text().split()[2] == "1"
    except (OSError, IndexError):
        mapped = False
    return os.geteuid() == 0 or mapped
