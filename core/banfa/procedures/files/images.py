"""Pictures: walked from their first byte to their last, so that nothing is hidden behind one.

PNG by its chunks (ISO/IEC 15948), JPEG by its segments (ISO/IEC 10918-1); neither is decoded.
"""

from __future__ import annotations

import re
import zlib
from typing import Final

from banfa.procedures.files.rejecting import reject

PNG_START: Final = b"\x89PNG\r\n\x1a\n"
JPEG_START: Final = b"\xff\xd8\xff"
MAX_SIDE: Final = 30_000
MAX_PIXELS: Final = 150_000_000
"""A3 at 600 dots an inch has some 70 million."""

MAX_SEGMENTS: Final = 20_000
"""Chunks or segments of one picture: each costs a turn of ours."""
MAX_PICTURES: Final = 10
"""Pictures behind the first of a JPEG."""
_MARKER: Final = re.compile(rb"\xff+([^\xff])")
_AFTER_SCAN: Final = re.compile(rb"\xff[^\x00\xd0-\xd7]")

_START, _END, _SCAN = 0xD8, 0xD9, 0xDA
_FRAMES: Final = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_ALONE: Final = frozenset({0x01, *range(0xD0, 0xD8)})
"""Markers without a length."""


def check_png(content: bytes) -> None:
    """Hold a PNG to its chunks. Raises Malformed."""
    at, first, name, left = len(PNG_START), True, b"", MAX_SEGMENTS
    while name != b"IEND":
        size = int.from_bytes(content[at : at + 4], "big")
        name, data = content[at + 4 : at + 8], content[at + 8 : at + 8 + size]
        checksum = content[at + 8 + size : at + 12 + size]
        if len(checksum) != 4 or checksum != zlib.crc32(name + data).to_bytes(4, "big"):  # noqa: PLR2004 - of bytes
            raise _make_damaged()
        if first != (name == b"IHDR"):
            raise _make_damaged()
        if first:
            _check_size(int.from_bytes(data[:4], "big"), int.from_bytes(data[4:8], "big"))
        at, first, left = at + 12 + size, False, left - 1
        if not left:
            raise _make_damaged()
    if at != len(content):
        raise _make_trailing()


def check_jpeg(content: bytes) -> None:
    """Hold a JPEG to its segments. Raises Malformed.

    A telephone puts further pictures (a gain map, a preview) behind the first; they are walked as well.
    """
    at = _walk_jpeg(content, 0)
    for _ in range(MAX_PICTURES):
        if content[at : at + len(JPEG_START)] != JPEG_START:
            break
        at = _walk_jpeg(content, at)
    if content[at:].strip(b"\x00"):
        raise _make_trailing()


def _walk_jpeg(content: bytes, at: int) -> int:
    """Give where the picture that begins here has ended. Raises Malformed."""
    at, sized = at + 2, False
    for _ in range(MAX_SEGMENTS):
        marker, at = _read_marker(content, at)
        if marker == _END:
            if not sized:
                raise _make_damaged()
            return at
        if marker in _ALONE:
            continue
        size = int.from_bytes(content[at : at + 2], "big")
        if size < 2 or at + size > len(content) or marker == _START:  # noqa: PLR2004 - the length counts itself
            raise _make_damaged()
        if marker in _FRAMES:
            _check_size(
                int.from_bytes(content[at + 5 : at + 7], "big"),
                int.from_bytes(content[at + 3 : at + 5], "big"),
            )
            sized = True
        at += size
        if marker == _SCAN:
            at = _skip_scan(content, at)
    raise _make_damaged()


def _read_marker(content: bytes, at: int) -> tuple[int, int]:
    """Read a marker, with the fill bytes before it, and give where it has ended."""
    marker = _MARKER.match(content, at)
    if marker is None:
        raise _make_damaged()
    return marker[1][0], marker.end()


def _skip_scan(content: bytes, at: int) -> int:
    """Give where the coded data end that begin here: at a marker that is none of theirs."""
    marker = _AFTER_SCAN.search(content, at)
    if marker is None:
        raise _make_damaged()
    return marker.start()


def _check_size(width: int, height: int) -> None:
    if not 0 < width <= MAX_SIDE or not 0 < height <= MAX_SIDE or width * height > MAX_PIXELS:
        raise reject("image_too_large", f"图片为 {width}×{height} 像素，过大或不成图；请缩小后再上传")


def _make_damaged() -> Exception:
    return reject("file_damaged", "图片不完整或已损坏；请重新扫描或另存后再上传")


def _make_trailing() -> Exception:
    return reject("file_has_trailing", "图片后面附有别的内容，不予接收；请截图或用看图软件另存后再上传")
