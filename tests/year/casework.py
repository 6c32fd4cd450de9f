"""A case as two officers carry it through the pages: the second checks what the first has entered."""

from __future__ import annotations

import re

from tests.year.desk import FIRST, SECOND, TWO

POSTS = ("陈立", "孙岩", "何平", "钱程", "罗敏", "曾强")
"""Who signs, post by post."""


def find_case(desk, provider, clause, *, source="own", title="服务商履行职责中的问题", lead=None, **said):
    """Have a lead registered, verified by two, confirmed by the other, and a case opened on it."""
    day = str(desk.today)
    lead = lead or desk.fill(
        "/case-leads/new",
        provider=provider,
        source=source,
        clause=clause,
        found_on=day,
        summary="核查发现该情形。",
        **said,
    )
    found = {"finding": "经核实，情形属实。", "evidence": "走访记录\n企业说明"}
    desk.fill(f"{lead}/verification", verified_on=day, verifiers=f"{FIRST}\n周宁", **found)
    assert not desk.offers(lead, "复核属实")  # who entered it does not confirm it
    desk.press(lead, "复核属实", by=SECOND)
    desk.fill(f"{lead}/case", title=title)
    return desk.find(lead, r"/cases/\w+")[0]


def plan(desk, case, kind, **more):
    return desk.fill(f"{case}/remedies", kind=kind, **more)


def issue(desk, remedies, title, number, *, kind="act", case, publicity="on_request", **more):
    """One paper for some remedies, through its posts to its number; gives it."""
    first, *others = [remedy.rpartition("/")[2] for remedy in remedies]
    drafted = {"kind": kind, "remedy_id": first, "title": title, "publicity": publicity}
    paper = desk.fill(f"{case}/documents", **drafted, **more)
    for other in others:
        desk.fill(f"{paper}/remedies", remedy_id=other)
    desk.press(paper, "送审")
    desk.scan(paper, "approval_sheet")
    sign(desk, paper)
    desk.scan(paper, "stamped_original")
    desk.fill(f"{paper}/issue", document_no=number, issued_on=str(desk.today))
    return paper


def sign(desk, paper):
    """Have a paper signed by every post, each entered by one and checked by the other."""
    (posts,) = re.findall(r"审批环节\s+(\S+)", desk.read(paper))
    chain = posts.split("、")
    for post, name in zip(chain, POSTS[: len(chain)], strict=True):
        signed = {"name": name, "agrees": "yes", "words": "同意。", "signed_on": str(desk.today)}
        if post == "集体讨论":
            signed |= {"meeting_id": meet(desk, "拟作处理"), "matter": "1"}
        desk.hold(f"{paper}/approvals", f"个环节：{post}")
        approval = desk.fill(f"{paper}/approvals", **signed)
        desk.press(approval, "复核签批", by=SECOND)


def meet(desk, *matters, name="局长办公会"):
    """Record a meeting that agreed to these matters; gives its number among meetings."""
    held = desk.fill(
        "/meetings/new",
        number=f"局专题会议纪要〔{desk.today.year}〕{desk.count()}号",
        name=name,
        held_on=str(desk.today),
        attended="何平\n陈立\n孙岩",
        matters="\n".join(f"{matter}｜同意｜同意" for matter in matters),
    )
    return held.rpartition("/")[2]


def serve(desk, paper, provider, **changes):
    """Have a paper served by two, and checked against its receipt by the other."""
    served = {
        "provider_id": provider,
        "manner": "direct",
        "served_on": str(desk.today),
        "place": "该单位前台",
        "receiver": "吴霞",
        "servers": TWO,
        **changes,
    }
    service = desk.fill(f"{paper}/services", **served)
    desk.scan(service, "service_receipt")
    desk.press(service, "复核送达", by=SECOND)
    return service


def hear(desk, remedies, answers, *, stated_on=None):
    """Enter what a party has said to each remedy, answered point by point."""
    said = {"stated_on": stated_on or str(desk.today), "statement": "书面陈述申辩，附说明一份。"}
    lines = "\n".join("｜".join(answer) for answer in answers)
    for remedy in remedies:
        desk.fill(f"{remedy}/hearing", **said, answers=lines)


def report(desk, order, on, manner="direct"):
    desk.scan(order, "report")
    desk.fill(f"{order}/report", reported_on=on, after_hours="no", manner=manner)


def recheck(desk, order, outcome, words="经现场复核。"):
    checked = {"checked_on": str(desk.today), "checkers": TWO, "words": words}
    desk.fill(f"{order}/recheck", outcome=outcome, **checked)


def finish(desk, remedy, **held):
    desk.fill(f"{remedy}/completion", reason="已执行完毕。", **held)


def show(desk, remedy, form, *, addressees=(), until=None):
    """Have something shown on the bureau's own site, or sent to addressees; gives it."""
    words = {"wording": "有关情况。", "addressees": "\n".join(addressees)}
    shown = desk.fill(f"{remedy}/publications", form=form, **words)
    desk.press(shown, "公开审查通过", by=SECOND)
    desk.press(shown, "已交本局网站")
    desk.scan(shown, "evidence")
    place = {"address": "https://gxj.example.gov.cn/1.html", "posted_on": str(desk.today)}
    desk.fill(f"{shown}/posting", **place, **({"until": until} if until else {}))
    return shown


def follow_up(desk, case, words="已逐一办理，附记录。"):
    """Do what may follow from a case; gives how many."""
    effects = desk.find(case, r"/case-effects/\w+")
    for effect in effects:
        desk.fill(f"{effect}/completion", words=words)
    return len(effects)


def close(desk, case, result="办结。"):
    desk.fill(f"{case}/closing", result=result)


def call_back(desk, many):
    """Two persons call each dissatisfied enterprise that the page offers; the other checks each call."""
    for survey in desk.list_options("/callbacks/new", "survey_id")[:many]:
        called = desk.fill(
            "/callbacks/new",
            survey_id=survey,
            called_on=str(desk.today),
            callers=TWO,
            outcome="confirmed",
            words="系统上线后无人维护，维持不满意。",
        )
        desk.press(called, "复核回访", by=SECOND)
