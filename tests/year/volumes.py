"""The archived volumes, held to what the story has hung: kinds, numbers, each byte for byte as scanned."""

from __future__ import annotations

import io
from collections import Counter
from dataclasses import dataclass
from hashlib import sha256
from zipfile import ZipFile

import pypdf

from banfa.procedures.files.rows import KINDS

LIST, OF_EVIDENCE = "目录.pdf", "证据目录"


@dataclass(frozen=True, kw_only=True)
class Held:
    """How many files of each kind a volume holds: the bureau's own, and the one that its party may read.

    `decided`: the numbers of the papers that decide, each of which has its list of evidence.
    """

    internal: dict[str, int]
    outward: dict[str, int]
    decided: tuple[str, ...]


@dataclass(frozen=True)
class Volumes:
    """Both volumes of an archived case, with its number in the archive."""

    archive_no: str
    internal: bytes
    outward: bytes


def read_pdf(content):
    """The text of a PDF, without the ends of its lines."""
    pages = pypdf.PdfReader(io.BytesIO(content)).pages
    assert len(pages) > 0
    return "".join("".join(page.extract_text().split()) for page in pages)


def archive(desk, left, series, names):
    """Put closed cases into the archive, numbered in its series; their volumes are left as `volume …`."""
    for number, name in enumerate(names, 1):
        case, archive_no = left[name], f"{series}-{number:04}"
        desk.fill(f"{case}/archiving", archive_no=archive_no)
        desk.hold(case, "已归档")
        outward = desk.fetch(f"{case}/outward-volume")
        left[f"volume {name}"] = Volumes(archive_no, desk.fetch(f"{case}/volume"), outward)


def check_volumes(desk, left, held):
    """Hold both volumes of each case to their contents."""
    for name, each in held.items():
        volumes = left[f"volume {name}"]
        check_volume(desk, volumes.archive_no, volumes.internal, each.internal, each.decided)
        check_volume(desk, volumes.archive_no, volumes.outward, each.outward, each.decided)


def check_volume(desk, archive_no, content, kinds, decided):
    """Hold a volume to so many files of each kind, numbered as they stand in its list, and to its lists."""
    archive = ZipFile(io.BytesIO(content))
    assert archive.testzip() is None
    names = archive.namelist()
    files = [name for name in names if not name.endswith(".pdf")]
    assert Counter(name.split(" ")[1] for name in files) == {KINDS[kind]: n for kind, n in kinds.items()}
    assert [name.split(" ")[0] for name in files] == [f"{n:03}" for n in range(1, len(files) + 1)]
    digests = {name: sha256(archive.read(name)).hexdigest() for name in files}
    assert len(set(digests.values())) == len(files), digests
    for name, digest in digests.items():
        assert name.split(" ")[1] == KINDS[desk.scanned[digest]], name
    listed = read_pdf(archive.read(LIST))
    assert f"件数{len(files)}" in listed, listed
    assert listed.count(archive_no) == len(files), listed
    assert not files or all(number in listed for number in decided), listed
    several = len(decided) > 1
    lists = {
        f"{OF_EVIDENCE}（{number}）.pdf" if several else f"{OF_EVIDENCE}.pdf": number for number in decided
    }
    assert set(names) - set(files) == {LIST, *lists}, names
    for name, number in lists.items():
        assert number in read_pdf(archive.read(name)), name
