"""A complaint by the city's hotline (12345) through the pages, to the answer and the call back."""

from __future__ import annotations

from tests.year.desk import FIRST, SECOND


def receive(desk, number, provider, summary, *, due_on):
    """Register a work order of the hotline and accept it."""
    letter = desk.fill(
        "/letters/new",
        channel="12345",
        foreign_no=number,
        kind="complaint",
        received_on=str(desk.today),
        foreign_due_on=due_on,
        named="yes",
        confidential="no",
        provider=provider,
        summary=summary,
    )
    desk.fill(
        f"{letter}/acceptance",
        accepted_on=str(desk.today),
        answered_on=str(desk.today),
        answer_manner="电话",
    )
    return letter


def verify(desk, letter, outcome, finding, **more):
    """Verified by two, confirmed by the other."""
    desk.fill(
        f"{letter}/verification",
        verified_on=str(desk.today),
        verifiers=f"{FIRST}\n周宁",
        method="走访企业并调取合同",
        finding=finding,
        outcome=outcome,
        **more,
    )
    desk.press(letter, "复核结论", by=SECOND)


def answer(desk, letter):
    """Reply by the channel it came by, call back, and close."""
    desk.scan(letter, "evidence")
    day = str(desk.today)
    desk.fill(f"{letter}/reply", replied_on=day, reply_manner="原渠道回复", reply="已核实，情况说明如下。")
    desk.fill(f"{letter}/closing", ended_on=day, satisfaction="满意", called_on=day)
