"""Files that are there whole or not at all, whatever is pulled out of the wall meanwhile."""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING
from uuid import uuid4

if TYPE_CHECKING:
    from pathlib import Path


def write_whole(path: Path, content: bytes, *, keep: bool = False) -> None:
    """Write a file that its owner alone can read; with `keep` one that is there already stays.

    Of several who write one at once with `keep`, the first one's stays. Raises OSError.
    """
    unfinished = path.with_name(f".{path.name}.{uuid4().hex}")
    try:
        handle = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if keep:
            with suppress(FileExistsError):
                path.hardlink_to(unfinished)
        else:
            unfinished.rename(path)
    finally:
        unfinished.unlink(missing_ok=True)
    _keep_names(path.parent)


def _keep_names(folder: Path) -> None:
    """Have the folder's own entries written to the disk."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
