"""Shut a process in by namespaces, mounts, bubblewrap: no files, network, or neighbours.

On Linux, where namespaces are allowed (to root, or to everybody): a view of the file system in which
nothing can be written but a small private folder, and in which the course, the teacher's home and all
that was handed in cannot be seen; no network; no other process. ``limits`` adds the rest. ``available`` says what of this is to be had here,
``LEVELS`` says it in words.
"""

import ctypes
import os
import signal
import sys
import tempfile
from functools import cache
from pathlib import Path

NEWNS, NEWUTS, NEWIPC, NEWUSER, NEWPID, NEWNET = (
    0x20000, 0x4000000, 0x8000000, 0x10000000, 0x20000000, 0x40000000,
)  # fmt: skip
MS_RDONLY, MS_NOSUID, MS_NODEV, MS_REMOUNT, MS_BIND = 1, 2, 4, 0x20, 0x1000
MS_REC, MS_PRIVATE, MNT_DETACH = 0x4000, 0x40000, 2
MOUNT_SETATTR, AT_FDCWD, AT_RECURSIVE, ATTR_RDONLY = 442, -100, 0x8000, 1
PR_SET_PDEATHSIG, PR_SET_DUMPABLE = 1, 4
# Folders at the top that hold the system's programs; in all others somebody may keep work.
SYSTEMS = {
    "bin", "sbin", "lib", "lib32", "lib64", "libx32", "usr", "etc", "opt", "nix", "gnu", "snap",
    "dev", "proc", "sys", "run",
}  # fmt: skip
LEVELS = {
    "namespaces": (
        "Each submission runs apart: no network, no file that it can write outside a small folder "
        "of its own, no sight of other submissions, of the course, of your home or of any folder "
        "that is not the system's, no other process. Its memory, time, processes and output are limited."
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
    leave_the_system((tempfile.gettempdir(), *not_the_systems()))
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
    aside = private_place(not_in=folder)
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


def not_the_systems():
    """Return the folders at the top of the file system that do not belong to the system itself."""
    return [str(p) for p in Path("/").iterdir() if p.name not in SYSTEMS and not p.is_symlink()]


def coverings(hidden, keep):
    """Return [(folder, [the folders in ``keep`` that lie in it]), ...] for the folders to hide.

    The outer ones come first. A folder that is out of sight already, or is itself to be kept, is left
    out.
    """
    found = []
    for folder in sorted({os.path.realpath(folder) for folder in hidden}, key=len):
        path = Path(folder)
        unseen = any(
            path.is_relative_to(outer) and not any(path.is_relative_to(k) for k in kept)
            for outer, kept in found
        )
        if unseen or not path.is_dir() or folder in keep:
            continue
        inside = sorted((k for k in keep if k != folder and Path(k).is_relative_to(path)), key=len)
        lone = [k for k in inside if not any(Path(k).parent.is_relative_to(o) for o in inside)]
        found.append((folder, lone))
    return found


def private_place(not_in=None):
    """Return the folder on which a submission gets a small file system of its own."""
    keep = [Path(k) for k in needed()]
    for place in map(Path, ("/tmp", "/var/tmp", "/mnt", "/media", "/srv", "/var", "/home")):
        free = not_in is None or not place.is_relative_to(not_in)
        if free and place.is_dir() and not any(k.is_relative_to(place.resolve()) for k in keep):
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


def unreadable_for_others():
    """Keep other processes of the same user from looking into this one's memory (Linux)."""
    if sys.platform == "linux":
        _libc().prctl(PR_SET_DUMPABLE, 0, 0, 0, 0)


def die_with_parent():
    """End this process when the one that started it ends (Linux)."""
    if sys.platform == "linux":
        _libc().prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
