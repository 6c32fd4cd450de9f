"""Where an embedded server keeps its data, its socket and its locks.

A *scratch* directory is short-lived: sockets, logs, and data that need not last. A lock is an flock that the
server itself inherits, so it is held exactly as long as a process of the server lives, whatever becomes of
us.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import stat
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Final

from banfa.errors import Conflict, Unavailable

if TYPE_CHECKING:
    from banfa.embedded.launcher import Account

PREFIX: Final = "banfa-"
LEFTOVER_AFTER_S: Final = 60.0
"""Seconds after which a scratch directory with a free lock is taken to be left over from a killed process."""
STOP_TIMEOUT_S: Final = 5.0
"""Seconds to wait for a server that is still stopping."""
MAX_SOCKET_FOLDER: Final = 60
"""A socket's path may have 107 bytes in all."""
MEMORY: Final = Path("/dev/shm")  # noqa: S108 - mkdtemp follows
"""The file system in memory that Linux has."""
ROOM_IN_MEMORY: Final = 3 << 30
"""Bytes that must be free there: a small share of what there is, and no server fills it."""


def scratch(account: Account | None, *, in_memory: bool = False) -> tuple[Path, int]:
    """Make a scratch directory that the server's user owns; returns it and its lock.

    It is in memory if it may be and there is room. What processes killed earlier have left behind is
    cleared away first.
    """
    base = MEMORY if in_memory and _has_room(MEMORY, account) else _scratch_base(account)
    for left in base.glob(f"{PREFIX}*"):
        _sweep(left)
    place = Path(tempfile.mkdtemp(prefix=PREFIX, dir=base))
    lock = os.open(place / "lock", os.O_CREAT | os.O_RDWR, 0o600)
    fcntl.flock(lock, fcntl.LOCK_EX)
    _give(place, account)
    return place, lock


def lasting(place: Path, account: Account | None) -> int:
    """Make, and lock, a directory of data that lasts; returns the lock.

    Raises Conflict when another server uses it, Unavailable when the server's user cannot get there.
    """
    try:
        if not place.parent.exists():
            place.parent.mkdir(parents=True)
            place.parent.chmod(0o755)  # whatever the umask: the server's user has to pass
        place.mkdir(exist_ok=True)
        lock = os.open(place / "lock", os.O_CREAT | os.O_RDWR, 0o600)
    except OSError as error:
        detail = f"数据目录 {place} 无法写入（{error.strerror}），请用 BANFA_DATA 指定另一个目录。"
        raise Unavailable("data_dir_unusable", detail) from error
    if account and not can_enter(place.parent, account):
        detail = (
            f"用户 {account.name} 进不了数据目录 {place}，请用 BANFA_DATA 指定别处，例如 /var/lib/banfa。"
        )
        raise Unavailable("data_dir_unreachable", detail)
    if not _take_lock(lock, timeout_s=STOP_TIMEOUT_S):
        os.close(lock)
        detail = f"数据目录 {place} 正由另一个进程使用，请先停止它，或用 BANFA_DATA 指定另一个目录。"
        raise Conflict("data_dir_in_use", detail)
    _give(place, account)
    return lock


def _give(place: Path, account: Account | None) -> None:
    """Make a directory the server's own: nobody else may look inside."""
    if account:
        os.chown(place, account.uid, account.gid)
    place.chmod(0o700)


def can_enter(place: Path, account: Account) -> bool:
    """Whether a user may pass through a directory and all above it (and, for a file, read it)."""
    for step in (place, *place.resolve().parents):
        status = step.stat()
        wanted = 0o4 if stat.S_ISREG(status.st_mode) else 0o1
        if status.st_uid == account.uid:
            wanted <<= 6
        elif status.st_gid == account.gid:
            wanted <<= 3
        if status.st_mode & wanted != wanted:
            return False
    return True


def _scratch_base(account: Account | None) -> Path:
    base = Path(tempfile.gettempdir())
    fits = len(str(base)) <= MAX_SOCKET_FOLDER and (account is None or can_enter(base, account))
    return base if fits else Path("/tmp")  # noqa: S108 - mkdtemp follows


def _has_room(base: Path, account: Account | None) -> bool:
    """Whether a directory is there, with room, where the server's user may write and run a program."""
    usable = (
        base.is_dir() and os.access(base, os.W_OK | os.X_OK) and (not account or can_enter(base, account))
    )
    if not usable or os.statvfs(base).f_flag & os.ST_NOEXEC:
        return False
    return shutil.disk_usage(base).free >= ROOM_IN_MEMORY


def _sweep(left: Path) -> None:
    try:
        if time.time() - left.stat().st_mtime < LEFTOVER_AFTER_S:
            return
        lock = os.open(left / "lock", os.O_RDWR)
    except OSError:  # gone meanwhile, or somebody else's
        return
    try:
        if _take_lock(lock, timeout_s=0):
            shutil.rmtree(left, ignore_errors=True)
    finally:
        os.close(lock)


def _take_lock(lock: int, *, timeout_s: float) -> bool:
    deadline = time.monotonic() + timeout_s
    while True:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= deadline:
                return False
            time.sleep(0.05)
        else:
            return True
