"""Plain text and tables of commas: UTF-8, and nothing that a browser or a shell would carry out."""

from __future__ import annotations

import re
from typing import Final

from banfa.procedures.files.rejecting import reject

_MARKUP: Final = re.compile(
    r"<\s*(?:!doctype|\?xml|\?php|(?:[\w-]+:)?(?:html|head|body|svg|script|i?frame|object|embed|applet|img|image|"
    r"meta|link|base|form|input|style|template|video|audio|math|foreignobject))\b",
    re.IGNORECASE,
)
_PROGRAM: Final = re.compile(
    r"\A\s*(?:#!|@echo\b|\{\\rtf|%!ps)|^(?:mime-version|content-type)\s*:", re.IGNORECASE | re.MULTILINE
)
"""How a script, a text of another kind or a page with its pictures begins."""
_FORMULA: Final = re.compile(
    r"(?:^|[,;\t])\s*[\"']?\s*[=@+\-]\s*[a-z_][\w.]*\s*[(|!]", re.IGNORECASE | re.MULTILINE
)
"""A cell that a spreadsheet would work out, or by which it would run a program."""
_CONTROLS: Final = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")


def check_text(content: bytes) -> None:
    """Hold a text to UTF-8 without controls, markup or a script's first line. Raises Malformed."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        sentence = "文本不是 UTF-8 编码；请用记事本或 WPS 另存为 UTF-8 后再上传"
        raise reject("text_not_utf8", sentence) from None
    if _CONTROLS.search(text):
        raise reject("file_type_refused", "不是文本，也不是可接收的文件；" + ACCEPTED)
    if _PROGRAM.search(text) or _MARKUP.search(text):
        sentence = "文件是网页、矢量图或脚本，或其中含有这类内容，不予接收；请打印为 PDF 后再上传"
        raise reject("file_has_markup", sentence)
    if _FORMULA.search(text):
        raise reject("file_has_formulas", "表格里有公式，不予接收；请改为数值后再上传")


ACCEPTED: Final = "请上传 PDF、PNG、JPEG、OFD、docx、xlsx、txt 或 csv"
