"""Taking a file: looked through, scanned, its content stored, then its row; whole or nothing.

The content is written first. Whatever ends the process between it and the commit of the row leaves at most a
content that no row names, which `banfa files check` finds; never a row without content.
"""

from __future__ import annotations

import tempfile
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import IO, TYPE_CHECKING, Final

from banfa.errors import Malformed
from banfa.ledger.kinds.enterprises import Enterprise
from banfa.ledger.kinds.providers import Provider
from banfa.ledger.recording.listing import get_entry
from banfa.procedures.files.names import normalise_name
from banfa.procedures.files.recognising import recognise_file
from banfa.procedures.files.rejecting import reject
from banfa.procedures.files.rows import KINDS, OWN, UNTOLD, FileSubject, StoredFile, find_same
from banfa.procedures.files.scanning import scan
from banfa.procedures.files.store import DiskStore, FileStore
from banfa.trust.locks import Lock, take_lock

if TYPE_CHECKING:
    from banfa.procedures.files.recognising import MediaType
    from banfa.settings import Settings
    from banfa.trust.unit import Unit

MEBIBYTE: Final = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class FileRoom:
    """Where files are kept, how large one may be in bytes, and the command that scans one first, if any."""

    store: FileStore
    max_bytes: int
    scanner: tuple[str, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class SoundFile:
    """A content that was looked through and scanned, what it is, and its name to be; not stored yet."""

    content: bytes
    media_type: MediaType
    name: str


def make_file_room(settings: Settings) -> FileRoom:
    """Make the room that the operator has set."""
    return FileRoom(
        store=DiskStore(settings.files),
        max_bytes=settings.file_megabytes * MEBIBYTE,
        scanner=settings.scanner,
    )


def store_file(
    unit: Unit, stream: IO[bytes], *, room: FileRoom, name: str, kind: str, subject: FileSubject = OWN
) -> StoredFile:
    """Store a file; the same content again, as the same kind of paper about the same subject, is said back.

    `stream` is read to its end, at most one byte beyond the limit. Raises Malformed (a code for each reason),
    Missing for a provider or an enterprise that is not there, Unavailable where scanner or store do not work.
    """
    if kind not in KINDS:
        raise Malformed("file_kind", f"材料类别应为{'、'.join(KINDS.values())}之一。", field="kind")
    _check_subject(unit, subject)
    return store_sound_file(
        unit, examine_file(stream, room=room, name=name), room=room, kind=kind, subject=subject
    )


def examine_file(stream: IO[bytes], *, room: FileRoom, name: str) -> SoundFile:
    """Look a file through and store nothing. Raises Malformed and Unavailable as `store_file` does."""
    content = stream.read(room.max_bytes + 1)
    if len(content) > room.max_bytes:
        limit = f"{room.max_bytes // MEBIBYTE} MB"
        raise reject("file_too_large", f"文件超过 {limit}；请降低扫描的分辨率，或分成几个文件上传")
    media_type = _look_through(content, room)
    return SoundFile(content, media_type, normalise_name(name, media_type.extensions))


def store_sound_file(
    unit: Unit, file: SoundFile, *, room: FileRoom, kind: str, subject: FileSubject = OWN
) -> StoredFile:
    """Store what was looked through; the same content again is said back, as `store_file` does."""
    take_lock(unit, Lock.FILES)
    digest = room.store.put(unit.actor.bureau.uuid, file.content)
    same = find_same(unit, sha256=digest, kind=kind, subject=subject)
    if same is not None:
        unit.unaudited("the file is there already")
        return same
    return _add_row(unit, digest, file, kind=kind, subject=subject)


def _check_subject(unit: Unit, subject: FileSubject) -> None:
    """Raise Missing where whom the file is about is not there."""
    if subject.provider_id is not None and subject.enterprise_id is not None:
        detail = "一份材料只归一家服务商或一家企业；涉及两家的，请各上传一次。"
        raise Malformed("file_of_two", detail, field="enterprise_id")
    if subject.provider_id is not None:
        get_entry(unit, Provider, subject.provider_id)
    if subject.enterprise_id is not None:
        get_entry(unit, Enterprise, subject.enterprise_id)


def _look_through(content: bytes, room: FileRoom) -> MediaType:
    """Tell what a content is, once it was found to be sound and scanned. Raises Malformed, Unavailable."""
    with tempfile.TemporaryDirectory(prefix="banfa-file-") as folder:
        path = Path(folder) / sha256(content).hexdigest()
        path.write_bytes(content)
        media_type = recognise_file(content, path)
        scan(room.scanner, path)
    return media_type


def _add_row(unit: Unit, digest: str, sound: SoundFile, *, kind: str, subject: FileSubject) -> StoredFile:
    size = len(sound.content)
    file = unit.add(
        StoredFile,
        sha256=digest,
        size=size,
        media_type=sound.media_type.name,
        name=sound.name,
        kind=kind,
        **subject._asdict(),
        uploaded_by=unit.actor.person.id,
        uploaded_at=unit.now,
    )
    about = {key: value for key, value in subject._asdict().items() if value is not None}
    content = {} if kind in UNTOLD else {"size": size, "sha256": digest}
    unit.note("stored_file.stored", f"stored_file/{file.id}", {"kind": kind, **content, **about})
    return file
