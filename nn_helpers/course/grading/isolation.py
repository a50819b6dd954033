"""Shut a forked process in, so that a student's code reaches neither files, network nor neighbours.

On Linux, where namespaces are allowed (to root, or to everybody): a view of the file system in which
nothing can be written but a small private folder, and in which the course, the teacher's home and all
that was handed in cannot be seen; no network; no other process; another user when root grades; limits
on memory, processor time, processes and file sizes. ``available`` says what of this is to be had here,
``LEVELS`` says it in words.
"""

import ctypes
import os
import signal
import sys
import tempfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path

NEWNS, NEWUTS, NEWIPC, NEWUSER, NEWPID, NEWNET = (
    0x20000, 0x4000000, 0x8000000, 0x10000000, 0x20000000, 0x40000000,
)  # fmt: skip
MS_RDONLY, MS_NOSUID, MS_NODEV, MS_REMOUNT, MS_BIND = 1, 2, 4, 0x20, 0x1000
MS_REC, MS_PRIVATE, MNT_DETACH = 0x4000, 0x40000, 2
MOUNT_SETATTR, AT_FDCWD, AT_RECURSIVE, ATTR_RDONLY = 442, -100, 0x8000, 1
PR_SET_PDEATHSIG, PR_SET_DUMPABLE, PR_SET_NO_NEW_PRIVS = 1, 4, 38
FIRST_USER = 61184  # where systemd's users of one service begin; nobody's files belong to them
PROCESSES = 8  # a submission's own
LEVELS = {
    "namespaces": (
        "Each submission runs apart: no network, no file that it can write outside a small folder "
        "of its own, no sight of other submissions, of the course or of your home, no other "
        "process. Its memory, time, processes and output are limited."
    ),
    "bubblewrap": (
        "Each submission runs in bubblewrap: no network, no file that it can write outside a small "
        "folder of its own, no sight of other submissions or of your home. Its memory, time, "
        "processes and output are limited. NOT protected: the course's own answers, which a "
        "submission could read from its files. A fresh start for each exercise makes it slow."
    ),
    "other user": (
        "This system allows no namespaces. Each submission runs as a user without rights, with "
        "limits on memory, time and processes. NOT protected: the network, files that everybody may "
        "write, and whatever everybody may read, the course's own answers too."
    ),
    "nothing": (
        "NOT protected on this system: your files, the network, and the course's own answers. Only "
        "time, and on most systems memory, are limited. Use a container (see the README) for "
        "submissions of people whom you do not trust."
    ),
}


@dataclass(frozen=True)
class Limits:
    """What one submission may use: seconds, megabytes of memory, and which of several at once it is.

    Without a ``slot`` it stays the user that it is, as in bubblewrap.
    """

    seconds: float = 20.0
    megabytes: int = 300
    slot: int | None = None


class NotAllowed(OSError):
    """The system does not allow one of the steps."""


@cache
def available():
    """Return the best level of ``LEVELS`` that this system gives, found out by trying."""
    if sys.platform == "linux" and _tries(_leaves_everything):
        return "namespaces"
    if sys.platform == "linux" and _bubblewrap_works():
        return "bubblewrap"
    if hasattr(os, "fork") and os.geteuid() == 0:
        return "other user"
    return "nothing"


def _leaves_everything():
    leave_the_system((tempfile.gettempdir(),))
    leave_the_others()
    private_folder()


def _tries(action):
    """Return whether an action works, tried in a child that ends with it."""
    child = os.fork()
    if child == 0:
        try:
            action()
            os._exit(0)
        except BaseException:
            os._exit(1)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


def _bubblewrap_works():
    import subprocess

    try:
        done = subprocess.run([*bubblewrap(()), "true"], capture_output=True, check=False)
    except OSError:
        return False
    return done.returncode == 0


def bubblewrap(hidden, keep=()):
    """Return the start of a command line that runs a program in bubblewrap."""
    words = ["bwrap", "--unshare-all", "--die-with-parent", "--new-session", "--ro-bind", "/", "/"]
    words += ["--cap-drop", "ALL", "--dev", "/dev", "--proc", "/proc"]
    for folder, kept in coverings(("/run", *hidden), (*needed(), *map(str, keep))):
        words += ["--tmpfs", folder]
        words += [word for path in kept for word in ("--ro-bind", path, path)]
    return words


def fresh_start(hidden, keep):
    """Return the beginning of a command that starts a student's process, or None where one is forked."""
    if available() == "bubblewrap":
        return bubblewrap(hidden, keep)
    return None if hasattr(os, "fork") else []


# Linux: namespaces ---------------------------------------------------------------------------


@cache
def _libc():
    return ctypes.CDLL(None, use_errno=True)


def _do(result, what):
    if result != 0:
        number = ctypes.get_errno()
        raise NotAllowed(number, f"{what}: {os.strerror(number)}")


def _mount(kind, target, flags, options=""):
    source = kind.encode() or None
    _do(
        _libc().mount(source, os.fsencode(target), source, flags, options.encode() or None),
        f"mount on {target}",
    )


def leave_the_system(hidden):
    """Leave files and network of the system behind, for this process and all that it will start.

    Everything becomes read-only, the network goes away, and the folders in ``hidden`` look empty.
    Raises ``NotAllowed`` where the system forbids it.
    """
    root, user, group = os.geteuid() == 0, os.geteuid(), os.getegid()
    spaces = NEWNS | NEWNET | NEWUTS | (0 if root else NEWUSER)
    _do(_libc().unshare(spaces), "unshare")
    if not root:
        Path("/proc/self/setgroups").write_text("deny")
        Path("/proc/self/uid_map").write_text(f"{user} {user} 1")
        Path("/proc/self/gid_map").write_text(f"{group} {group} 1")
    _mount("", "/", MS_REC | MS_PRIVATE)
    _all_read_only()
    devices = ("/dev/shm", "/dev/pts", "/dev/mqueue")
    for folder, kept in coverings(("/run", *devices, *hidden), needed()):
        _cover(folder, kept)


def _cover(folder, kept):
    """Let a folder look empty but for the folders in ``kept``, which lie in it."""
    flags = MS_NOSUID | MS_NODEV
    aside = private_place()
    _mount("tmpfs", aside, flags, "size=64k,mode=755")
    for number, path in enumerate(kept):
        os.mkdir(f"{aside}/{number}")
        _bind(path, f"{aside}/{number}", MS_BIND | MS_REC)
    _mount("tmpfs", folder, flags, "size=64k,mode=755")
    for number, path in enumerate(kept):
        os.makedirs(path)
        _bind(f"{aside}/{number}", path, MS_BIND | MS_REC)
    _mount("tmpfs", folder, flags | MS_REMOUNT | MS_RDONLY, "size=64k,mode=755")
    _do(_libc().umount2(os.fsencode(aside), MNT_DETACH), f"umount {aside}")


def _bind(source, target, flags):
    _do(
        _libc().mount(os.fsencode(source), os.fsencode(target), None, flags, None),
        f"bind {source} on {target}",
    )


def leave_the_others():
    """Leave the other processes behind: what this one starts next sees itself alone."""
    _do(_libc().unshare(NEWNS | NEWPID | NEWIPC), "unshare")


class _Attributes(ctypes.Structure):
    _fields_ = tuple((name, ctypes.c_uint64) for name in ("set", "clear", "propagation", "user"))


def _all_read_only():
    attributes = _Attributes(set=ATTR_RDONLY)
    call = _libc().syscall(
        MOUNT_SETATTR, AT_FDCWD, b"/", AT_RECURSIVE, ctypes.byref(attributes),
        ctypes.c_size_t(ctypes.sizeof(attributes)),
    )  # fmt: skip
    _do(call, "mount_setattr")


def needed():
    """Return the folders that a student's Python must see: itself and its libraries."""
    places = {sys.prefix, sys.base_prefix, sys.exec_prefix, os.path.dirname(os.__file__)}
    places |= {path for path in sys.path if path.endswith("site-packages")}
    places = {os.path.abspath(place) for place in places}
    return tuple(sorted(places | {os.path.realpath(place) for place in places}))


def coverings(hidden, keep):
    """Return [(folder, [the folders in ``keep`` that lie in it]), ...] for the folders to hide.

    A folder inside another one to hide, or inside one to keep, needs nothing.
    """
    found = []
    for folder in sorted({os.path.realpath(folder) for folder in hidden}, key=len):
        path = Path(folder)
        outer = [done for done, _ in found if path.is_relative_to(done)]
        if outer or not path.is_dir() or any(path.is_relative_to(k) for k in keep):
            continue
        inside = sorted((k for k in keep if Path(k).is_relative_to(path)), key=len)
        lone = [k for k in inside if not any(Path(k).parent.is_relative_to(o) for o in inside)]
        found.append((folder, lone))
    return found


def private_place():
    """Return the folder on which a submission gets a small file system of its own."""
    keep = [Path(k) for k in needed()]
    for place in map(Path, ("/tmp", "/var/tmp", "/mnt", "/media", "/srv")):
        if place.is_dir() and not any(k.is_relative_to(place.resolve()) for k in keep):
            return str(place)
    raise NotAllowed(0, "no place for a private folder")


def private_folder(megabytes=64):
    """Mount a small folder of its own, for the process that called ``leave_the_others``; return it."""
    place = private_place()
    _mount("tmpfs", place, MS_NOSUID | MS_NODEV, f"size={megabytes}m,mode=1777")
    return place


def own_processes_alone():
    """Show this process, in a namespace of its own, no others in /proc."""
    try:
        _mount("proc", "/proc", MS_NOSUID | MS_NODEV)
    except NotAllowed:
        _mount("tmpfs", "/proc", MS_NOSUID | MS_NODEV | MS_RDONLY, "size=4k")


# Limits -----------------------------------------------------------------------------------------


def give_up_rights(limits):
    """Set the limits, become another user where root grades, and drop what could undo any of it."""
    set_limits(limits)
    if limits.slot is not None and os.geteuid() == 0:
        user = FIRST_USER + limits.slot
        os.setgroups([])
        os.setresgid(user, user, user)
        os.setresuid(user, user, user)
    if sys.platform == "linux":
        _libc().prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
        _drop_capabilities()


def _drop_capabilities():
    header = (ctypes.c_uint32 * 2)(0x20080522, 0)
    nothing = (ctypes.c_uint32 * 6)()
    _libc().capset(ctypes.byref(header), ctypes.byref(nothing))


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


def unreadable_for_others():
    """Keep other processes of the same user from looking into this one's memory (Linux)."""
    if sys.platform == "linux":
        _libc().prctl(PR_SET_DUMPABLE, 0, 0, 0, 0)


def die_with_parent():
    """End this process when the one that started it ends (Linux)."""
    if sys.platform == "linux":
        _libc().prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
