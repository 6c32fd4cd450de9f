"""Where the content of files is kept: by its SHA-256 (FIPS 180-4), one directory a bureau.

A content is written to a file of its own, synced, read again, and only then renamed to its digest: under a
digest there is the whole content or nothing. What is read is held against its digest first.
"""

from __future__ import annotations

import os
import re
import tempfile
from contextlib import suppress
from hashlib import file_digest, sha256
from typing import IO, TYPE_CHECKING, Final, Protocol

from banfa.errors import Unavailable

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from uuid import UUID

_DIGEST: Final = re.compile(r"[0-9a-f]{64}", re.ASCII)
_UNFINISHED: Final = "unfinished-"
_OURS: Final = re.compile(rf"[0-9a-f]{{64}}|{_UNFINISHED}\w+", re.ASCII)


class FileStore(Protocol):
    """A store of contents. `bureau` is the tenant's UUID: nothing is ever found under another's."""

    def put(self, bureau: UUID, content: bytes) -> str:
        """Keep a content for good and give its digest. Raises Unavailable (`files_unwritable`)."""

    def open(self, bureau: UUID, digest: str) -> IO[bytes]:
        """Open a content, which is as its digest says.

        Raises Unavailable (`file_content_missing`, `file_content_wrong`).
        """

    def find_size(self, bureau: UUID, digest: str) -> int | None:
        """Give the size of a content in bytes, None where there is none."""

    def remove(self, bureau: UUID, digest: str) -> None:
        """Remove a content, if it is there."""

    def list_entries(self, bureau: UUID) -> Iterator[tuple[str, float]]:
        """List what there is by digest, and what was left unfinished, with the time of writing (Unix)."""


class DiskStore:
    """A store in a directory of this machine, which is made when it is first written to."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def put(self, bureau: UUID, content: bytes) -> str:
        """Keep a content; one that is there and sound already is left as it is."""
        digest = sha256(content).hexdigest()
        path = self._locate(bureau, digest)
        try:
            if not _holds(path, digest):
                self._write(path, digest, content)
        except OSError as error:
            detail = (
                "文件现在不能保存，请稍后重试；仍不行的，请运维人员检查 BANFA_FILES 所指的目录和磁盘空间。"
            )
            raise Unavailable("files_unwritable", detail) from error
        return digest

    def open(self, bureau: UUID, digest: str) -> IO[bytes]:
        """Open a content that was found to be whole."""
        try:
            file = self._locate(bureau, digest).open("rb")
        except FileNotFoundError:
            detail = "这份材料的内容不在文件目录中；请运维人员执行 banfa files check，并从备份中补回。"
            raise Unavailable("file_content_missing", detail) from None
        if file_digest(file, "sha256").hexdigest() != digest:
            file.close()
            detail = (
                "这份材料的内容与登记时不符，不予给出；请运维人员执行 banfa files check，并从备份中补回。"
            )
            raise Unavailable("file_content_wrong", detail)
        file.seek(0)
        return file

    def find_size(self, bureau: UUID, digest: str) -> int | None:
        """Give the size of a content."""
        try:
            return self._locate(bureau, digest).stat().st_size
        except FileNotFoundError:
            return None

    def remove(self, bureau: UUID, digest: str) -> None:
        """Remove a content, or what was left unfinished."""
        with suppress(FileNotFoundError):
            self._locate(bureau, digest).unlink()

    def list_entries(self, bureau: UUID) -> Iterator[tuple[str, float]]:
        """List what is in the bureau's directory."""
        for folder, _, names in os.walk(self._root / str(bureau)):
            for name in sorted(name for name in names if _OURS.fullmatch(name)):
                with suppress(FileNotFoundError):  # written or removed meanwhile
                    yield name, os.stat(os.path.join(folder, name)).st_mtime  # noqa: PTH116, PTH118 - of os.walk

    def _locate(self, bureau: UUID, name: str) -> Path:
        """The path of a content. Raises ValueError for what is no digest: it would lead anywhere."""
        folder = self._root / str(bureau)
        if name.startswith(_UNFINISHED) and "/" not in name:
            return folder / name
        if not _DIGEST.fullmatch(name):
            message = f"{name!r} is no digest"
            raise ValueError(message)
        return folder / name[:2] / name

    def _write(self, path: Path, digest: str, content: bytes) -> None:
        self._root.mkdir(mode=0o700, parents=True, exist_ok=True)
        folders = (path.parent.parent, path.parent)
        for folder in folders:
            folder.mkdir(mode=0o700, exist_ok=True)
        number, name = tempfile.mkstemp(prefix=_UNFINISHED, dir=path.parent.parent)
        unfinished = path.parent.parent / name
        try:
            _write_through(number, content)
            _check_written(unfinished, digest)
            unfinished.replace(path)
        except BaseException:
            unfinished.unlink(missing_ok=True)
            raise
        for folder in (self._root, *folders):  # the names, also of folders made just now
            _sync_folder(folder)


def _write_through(number: int, content: bytes) -> None:
    with os.fdopen(number, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _check_written(path: Path, digest: str) -> None:
    """Raise OSError where a file reads otherwise than it was written."""
    if not _holds(path, digest):
        message = "what was written reads differently"
        raise OSError(message)


def _holds(path: Path, digest: str) -> bool:
    """Whether there is a file with this content."""
    try:
        with path.open("rb") as file:
            return file_digest(file, "sha256").hexdigest() == digest
    except FileNotFoundError:
        return False


def _sync_folder(folder: Path) -> None:
    number = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(number)
    finally:
        os.close(number)
