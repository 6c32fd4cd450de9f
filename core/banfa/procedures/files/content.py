"""The content of a file, for whoever may read its row."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING

from banfa.errors import Conflict

if TYPE_CHECKING:
    from banfa.procedures.files.rows import StoredFile
    from banfa.procedures.files.store import FileStore
    from banfa.trust.unit import Unit


def open_content(unit: Unit, file: StoredFile, *, store: FileStore) -> IO[bytes]:
    """Open a file's content, which is as its row says; whoever opens it closes it.

    Raises Conflict (`file_erased`), Unavailable (`file_content_missing`, `file_content_wrong`).
    """
    if file.erased_at is not None:
        raise Conflict("file_erased", "该材料已依法删除，没有内容可下载。")
    return store.open(unit.actor.bureau.uuid, file.sha256)
