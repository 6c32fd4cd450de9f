"""An evaluation from its opening to its grades, through the pages of those whose turn it is."""

from __future__ import annotations

import re

from tests.console.quarter import work
from tests.year.desk import FIRST, REVIEWER, SECOND


def open_round(desk, name, start, end):
    return desk.fill("/rounds/new", name=name, period_start=start, period_end=end)


def confirm_data(desk, round_):
    """Have each provider's data confirmed: sheets out today; gives the confirmation."""
    made = desk.fill("/confirmations/new", round_id=round_.rpartition("/")[2])
    desk.fill(f"{made}/sending", sent_on=str(desk.today), manner="送交联络员")
    return made


def answer_sheets(desk, confirmation, *, differs):
    """Enter every provider's stamped answer, checked by the other; one differs (its name: its line).

    What differs is looked into by the other person, and stays as the ledger has it.
    """
    for sheet in desk.find(confirmation, r"/confirmation-sheets/\w+"):
        ((party, line),) = differs.items()
        mine = party in desk.read(sheet)
        said = {"agrees": "no", "differences": line} if mine else {"agrees": "yes"}
        desk.fill(f"{sheet}/answer", answered_on=str(desk.today), signer="高远", **said)
        desk.scan(sheet, "stamped_answer")
        desk.press(sheet, "复核答复", by=SECOND)
    for difference in desk.find(f"{confirmation}/differences", r"/confirmation-differences/\w+"):
        desk.fill(f"{difference}/keeping", by=SECOND, basis="平台没有该合同的立项记录。")


def confirm_source(desk, confirmation, *, kind, body, reported, until, number):
    """Enter a source's stamped letter that what it has reported is right."""
    stated = {"number": number, "stated_on": str(desk.today), "agrees": "yes"}
    entered = desk.fill(
        f"{confirmation}/source-confirmations",
        kind=kind,
        body=body,
        reported=reported,
        until_on=until,
        **stated,
    )
    desk.scan(entered, "stamped_answer")
    desk.press(entered, "复核数据报送确认", by=SECOND)


def cut_off(desk, round_):
    """Cut off and compute."""
    desk.press(round_, "截止数据")
    compute(desk, round_)


def compute(desk, round_):
    work(desk.office, round_.rpartition("/")[2])


def approve(desk, round_, opinion="事实清楚，同意公示。"):
    desk.fill(round_, by=REVIEWER, button="审核通过", opinion=opinion)


def publish(desk, round_, where, days=""):
    desk.fill(round_, by=REVIEWER, button="开始公示", published_in=where, days=days)


def object_to(desk, round_, provider, statement, received_on):
    """Enter an objection; gives where it is decided."""
    desk.fill(f"{round_}/objections/new", provider_id=provider, statement=statement, received_on=received_on)
    return desk.find(f"{round_}/objections", r"/objections/\w+/decision", by=REVIEWER)[0]


def close(desk, round_):
    desk.press(round_, "定级办结", by=REVIEWER)


def read_grades(desk, round_, by=FIRST):
    """What the table of points says of each: name, points, grade."""
    return re.findall(r"\t([^\t\n]+有限公司)\t", desk.read(f"{round_}/results", by))
