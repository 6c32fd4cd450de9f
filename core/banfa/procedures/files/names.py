"""The name that a file is kept and given back under: shown as it is, saved anywhere, true of its content."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from banfa.ledger.entries.values import INVISIBLES
from banfa.procedures.files.rejecting import reject

MAX_NAME: Final = 120
"""Characters, so that people can save it anywhere."""
UNNAMED: Final = "未命名"
_UNSAFE: Final = re.compile(rf'[\x00<>:"/\\|?*\ud800-\udfff{INVISIBLES}]')
_EXTENSION: Final = re.compile(r"\.([0-9A-Za-z]{0,9}[A-Za-z][0-9A-Za-z]{0,9})$", re.ASCII)


def normalise_name(name: str, extensions: tuple[str, ...]) -> str:
    """Give a name without folders and without what is invisible or turns text around, with an extension.

    `extensions` are those of what the content was found to be; without any the first is added. Raises
    Malformed (`file_name_contradicts`) for an extension of something else.
    """
    base = unicodedata.normalize("NFC", name.replace("\\", "/").rpartition("/")[2])
    base = unicodedata.normalize("NFC", _UNSAFE.sub("", base)).rstrip(" .\u3000")
    ending = _EXTENSION.search(base)
    if ending is None:
        return f"{_shorten(base, extensions[0]) or UNNAMED}.{extensions[0]}"
    extension = ending[1].lower()
    if extension not in extensions:
        sentence = (
            f"文件名以 .{extension} 结尾，内容却是 {extensions[0].upper()}；请按实际内容改名或另存后再上传"
        )
        raise reject("file_name_contradicts", sentence)
    return f"{_shorten(base[: ending.start()], extension) or UNNAMED}.{extension}"


def _shorten(stem: str, extension: str) -> str:
    return stem[: MAX_NAME - len(extension) - 1].strip(" .\u3000")
