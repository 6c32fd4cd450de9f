"""投诉举报和来信台账: to be filtered, exported and printed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from banfa.procedures.correspondence.channels import CHANNELS
from banfa.procedures.correspondence.letter_register import LetterLine, list_letters
from banfa.procedures.correspondence.letter_words import KINDS, MANNERS, OUTCOMES, READ, SATISFACTIONS, STATES
from banfa.trust.unit import SHANGHAI
from banfa.web.console.frame.columns import Column, link_to
from banfa.web.console.frame.declared import Nav
from banfa.web.console.frame.lists import Filter, Rows, list_page
from banfa.web.fields import Date, Enum, Id
from banfa.web.requests import PageQuery

if TYPE_CHECKING:
    from banfa.web.console.frame.calls import PageCall
    from banfa.web.console.frame.lists import Selection

YES_NO: Final = {True: "是", False: "否"}
WITHHELD: Final = "（权限内可见）"
"""Stands for who has written a letter: read in a list of its own, never printed in the register."""


class LetterRegisterQuery(PageQuery):
    """Which letters."""

    channel = Enum("只看这一渠道的", choices=CHANNELS)
    kind = Enum("只看这一类别的", choices=KINDS)
    state = Enum("只看这一状态的", choices=STATES)
    outcome = Enum("只看这一结论的", choices=OUTCOMES)
    provider_id = Id("只看反映这家服务商的", of="provider")
    since = Date("收到之日自")
    until = Date("收到之日至")


def _write_reply(line: LetterLine) -> str:
    letter = line.letter
    return f"{letter.replied_on} {MANNERS[letter.reply_manner]}" if letter.reply_manner else ""


LETTER_COLUMNS: Final = (
    Column(
        zh="编号",
        value=lambda line: line["line"].letter.number,
        link=link_to("letter", "row_id", "letter", lambda line: line["line"].letter.id),
    ),
    Column(zh="渠道", value=lambda line: CHANNELS[line["line"].letter.channel]),
    Column(zh="外部工单号/信访编号", value=lambda line: line["line"].letter.foreign_no, wide=True),
    Column(zh="收到日", value=lambda line: line["line"].letter.received_on, wide=True),
    Column(zh="登记日", value=lambda line: line["registered_on"], wide=True),
    Column(zh="被反映单位", value=lambda line: line["line"].provider, wide=True),
    Column(zh="反映事项", value=lambda line: line["line"].letter.summary, wide=True),
    Column(zh="反映人", value=lambda _line: WITHHELD, wide=True),
    Column(zh="是否实名", value=lambda line: YES_NO[line["line"].letter.named], wide=True),
    Column(zh="是否保密", value=lambda line: YES_NO[line["line"].letter.confidential], wide=True),
    Column(zh="承办人", value=lambda line: line["line"].handler, wide=True),
    Column(zh="渠道办结期限", value=lambda line: line["line"].letter.due_on),
    Column(zh="告知日", value=lambda line: line["line"].letter.answered_on, wide=True),
    Column(zh="核实方式", value=lambda line: line["line"].letter.method, wide=True),
    Column(zh="结论", value=lambda line: OUTCOMES.get(line["line"].letter.outcome or "", "")),
    Column(zh="答复日及方式", value=lambda line: _write_reply(line["line"]), wide=True),
    Column(zh="涉及条款", value=lambda line: line["line"].clause, wide=True),
    Column(zh="转案号", value=lambda line: line["line"].case_number, wide=True),
    Column(
        zh="回访满意度",
        value=lambda line: SATISFACTIONS.get(line["line"].letter.satisfaction or "", ""),
        wide=True,
    ),
)


@list_page(
    "/letter-register",
    READ,
    "投诉举报和来信台账",
    columns=LETTER_COLUMNS,
    query=LetterRegisterQuery,
    filters=(
        Filter("channel", "渠道", tuple(CHANNELS.items())),
        Filter("kind", "类别", tuple(KINDS.items())),
        Filter("state", "状态", tuple(STATES.items())),
        Filter("outcome", "结论", tuple(OUTCOMES.items())),
        Filter("since", "收到之日自（2026-01-01）"),
        Filter("until", "收到之日至（2026-12-31）"),
    ),
    counted_in="件",
    when_empty="还没有来信。",
    nav=Nav(section="名册", icon="journal-text", order=62),
)
def letter_register(call: PageCall, selection: Selection) -> Rows:
    """Every letter with what became of it; never who has written."""
    chosen = selection.pick("channel", "kind", "state", "outcome", "provider_id", "since", "until")
    listed = list_letters(call.unit, before=selection.before, limit=selection.most, **chosen)
    lines, after = selection.cut(listed, lambda line: line.letter.id)
    call.shows("letter", [line.letter.id for line in lines])
    return Rows(rows=[_describe(line) for line in lines], after=after)


def _describe(line: LetterLine) -> dict[str, Any]:
    return {
        "line": line,
        "registered_on": line.letter.registered_at.astimezone(SHANGHAI).date(),
    }
