"""What a person reads who is turned away before a page is reached: the same sentence, on a plain page."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any, Final

from banfa.web.problems import MACHINES, TITLES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from banfa.web.problems import Problem

MEDIA_TYPE: Final = "text/html; charset=utf-8"
HEADERS: Final = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; frame-ancestors 'none'",
    "X-Frame-Options": "DENY",
}
_PAGE: Final = """<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title} - 办法</title>
<link rel="stylesheet" href="/static/bootstrap.css"><link rel="stylesheet" href="/static/banfa.css"></head>
<body class="pub"><main><div class="login"><h1>{title}</h1><p>{detail}</p>
<p><a href="/">回到今日待办</a></p>
<p class="sub small">编号 <span class="code">{number}</span>，询问运维人员时请报此号。</p>
</div></main></body></html>
"""


def is_for_people(scope: Mapping[str, Any]) -> bool:
    """Whether a browser asks, for something that is not a program's."""
    accept = b",".join(value for name, value in scope["headers"] if name.lower() == b"accept")
    return b"text/html" in accept and not scope["path"].startswith(MACHINES)


def write_page(problem: Problem, request_id: str) -> bytes:
    """Write the page of a problem."""
    title = TITLES.get(problem.status, "出错了")
    text = _PAGE.format(title=escape(title), detail=escape(problem.detail), number=escape(request_id))
    return text.encode()
