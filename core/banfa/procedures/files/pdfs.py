"""PDF from outside: where it begins and ends, and what a process of its own has found in it."""

from __future__ import annotations

import re
import subprocess
import sys
from typing import TYPE_CHECKING, Final

from banfa.procedures.files import pdf_look
from banfa.procedures.files.pdf_look import ACTIVE, ENCRYPTED, SECONDS, SOUND
from banfa.procedures.files.rejecting import reject

if TYPE_CHECKING:
    from pathlib import Path

PDF_START: Final = b"%PDF-"
TIMEOUT_S: Final = SECONDS + 10
"""Seconds that the process may take by the clock."""
_END: Final = re.compile(rb"%%EOF[\s\x00]*\Z")
_COMMAND: Final = (sys.executable, "-I", pdf_look.__file__)

_SENTENCES: Final = {
    ACTIVE: (
        "pdf_acts",
        "PDF 含有脚本、启动程序、附件或会提交的表单，不予接收；请重新打印为 PDF，或扫描后再上传",
    ),
    ENCRYPTED: ("file_encrypted", "PDF 设有密码或权限限制，请取消后另存，或重新打印为 PDF 再上传"),
}
_UNREADABLE: Final = ("file_damaged", "PDF 已损坏或过于复杂，打不开；请重新打印为 PDF，或扫描后再上传")


def check_pdf(content: bytes, path: Path) -> None:
    """Hold a PDF, which is at this path as well, to being one and nothing else. Raises Malformed."""
    if not _END.search(content, max(0, len(content) - 2048)):
        sentence = "PDF 不完整，或后面附有别的内容，不予接收；请重新打印为 PDF 后再上传"
        raise reject("file_has_trailing", sentence)
    answer = _ask(path)
    if answer != SOUND:
        raise reject(*_SENTENCES.get(answer, _UNREADABLE))


def _ask(path: Path) -> str:
    """What the process says; an empty text where it has not come to an answer."""
    command = [*_COMMAND, str(path)]
    try:
        done = subprocess.run(  # noqa: S603 - our own interpreter and module
            command, stdin=subprocess.DEVNULL, capture_output=True, timeout=TIMEOUT_S, check=False, env={}
        )
    except subprocess.TimeoutExpired:
        return ""
    return done.stdout.decode("ascii", errors="replace").strip() if done.returncode == 0 else ""
