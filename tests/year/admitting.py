"""A batch of admission through the pages: call, form, credit, panel, list, 公示, published list, memberships.

What differs from city to city is a `Call`; each story works its days out from its text.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from tests.year.casework import meet
from tests.year.desk import FIRST, SECOND
from tests.year.experts import admit_by_experts
from tests.year.tables import open_table

RECORDS = {
    "credit": {"source": "国家企业信用信息公示系统、信用中国", "result": "clean"},
    "experts": {"source": "评审组", "result": "passed"},
    "defence": {"source": "评审组", "result": "passed"},
    "consent": {"source": "市人民政府", "result": "agreed"},
    "filing": {"source": "本局", "result": "filed"},
    "roadshow": {"source": "本局", "result": "held"},
    "matching": {"source": "本局", "result": "matched"},
}
"""What comes of each kind of record where all goes well."""


@dataclass(frozen=True, eq=False)
class Applicant:
    """Who applies, as what, with so many lines on its form.

    What the text has besides, by kind of record: `before` the proposed list, `between` that list and the
    published one, `after` the admission.
    """

    name: str
    category: str
    lines: int
    industry: str = ""
    before: tuple[str, ...] = ()
    between: dict[str, dict[str, str]] = field(default_factory=dict)
    after: tuple[str, ...] = ()


class Days(NamedTuple):
    """When a batch is called, until when, reviewed, shown (with its last day), listed.

    公示 is of five working days, the bureau's own: no text has one.
    """

    opened: str
    until: str
    reviewed: str
    shown: str
    last: str
    listed: str


# 19 January, a Monday, is day 0: 20, 21, 22, 23, 26
JANUARY = Days("2026-01-05", "2026-01-14", "2026-01-16", "2026-01-19", "2026-01-26", "2026-01-27")


@dataclass(frozen=True, kw_only=True)
class Call:
    """A call, what it asks beside the text, and its days."""

    number: str
    notice: tuple[str, str]
    applicants: tuple[Applicant, ...]
    conditions: tuple[str, ...] = ()
    manner: str = ""
    criteria: str = ""
    list_no: str
    days: Days = JANUARY


def admit(desk, papers, call):
    """Carry a batch from its call to the ledger; gives its address."""
    desk.go_to(call.days.opened)
    batch = announce(desk, call)
    desk.go_to(call.days.until)
    applications = {each: receive(desk, papers, batch, each) for each in call.applicants}
    desk.scan(batch, "official_text")
    desk.refuse(batch, "期满后才能截止", button="截止征集")
    desk.go_to(call.days.reviewed)
    desk.press(batch, "截止征集")
    review(desk, batch, call, applications)
    desk.go_to(call.days.shown)
    show(desk, batch, call)
    desk.go_to(call.days.last)
    published = {"document_no": call.list_no, "listed_in": "https://gxj.example.gov.cn/mdgb.html"}
    desk.refuse(f"{batch}/list", f"公示到{call.days.last}为止", **published, listed_on=call.days.last)
    desk.go_to(call.days.listed)
    for each, application in applications.items():
        for kind, more in each.between.items():
            note(desk, application, kind, **more)
    desk.scan(batch, "stamped_original")
    desk.fill(f"{batch}/list", **published, listed_on=call.days.listed)
    desk.fill(f"{batch}/memberships", by=SECOND, from_on=call.days.listed)
    desk.hold(batch, "已记入台账")
    for each, application in applications.items():
        for kind in each.after:
            note(desk, application, kind)
        confirm_address(desk, each.name)
        desk.hold(papers.found[each.name], f"{call.list_no}（{call.number}）", "承诺书")
    check_lists(desk, batch, call)
    return batch


def announce(desk, call):
    number, title = call.notice
    said = {"manner": call.manner} if call.manner else {}
    return desk.fill(
        "/admission-batches/new",
        number=call.number,
        notice_no=number,
        notice_title=title,
        notice_in="https://gxj.example.gov.cn/zj.html",
        open_from=call.days.opened,
        open_until=call.days.until,
        categories="\n".join(dict.fromkeys(each.category for each in call.applicants)),
        conditions="\n".join(call.conditions),
        **said,
    )


def receive(desk, papers, batch, applicant):
    """Enter who applies into the register, and its application with the scans of form and undertaking."""
    papers.found[applicant.name] = desk.fill(
        "/providers/new",
        uscc=papers.providers[applicant.name],
        name=applicant.name,
        form="企业",
        contact=f"{applicant.name[0]}先生 13900000000",
    )
    application = desk.fill(
        "/admission-applications/new",
        admission_batch_id=batch.rpartition("/")[2],
        provider=applicant.name,
        category=applicant.category,
        received_on=str(desk.today),
        **({"industry": applicant.industry} if applicant.industry else {}),
    )
    for kind in ("application_form", "commitment"):
        desk.scan(application, kind)
    return application


def review(desk, batch, call, applications):
    """Have each form filled in and checked, the panel heard, credit asked for, and the list proposed."""
    for each, application in applications.items():
        check_form(desk, application, each.lines)
    reviewed = [each.name for each in call.applicants if "experts" in each.before]
    if reviewed:
        admit_by_experts(desk, batch, call.criteria, reviewed)
    for each, application in applications.items():
        day = {"proposed_on": str(desk.today)}
        desk.refuse(f"{application}/proposal", "信用查询没有登记", by=SECOND, **day, **allocate(each))
        for kind in (*each.before, "credit"):
            note(desk, application, kind)
        desk.refuse(f"{application}/proposal", "请由另一人办理", **day, **allocate(each))
        desk.fill(f"{application}/proposal", by=SECOND, **day, **allocate(each))


def allocate(applicant):
    return {"assigned_industry": applicant.industry} if applicant.industry else {}


def check_form(desk, application, many):
    """Enter what the papers show for each line, checked by the other person."""
    lines = desk.find(application, r"/admission-checks/\w+")
    assert len(lines) == many, desk.read(application)
    for number, line in enumerate(lines, 1):
        desk.fill(f"{line}/result", result="met", paper=f"申报书第{number}页")
        desk.press(line, "复核审查结果", by=SECOND)


def note(desk, application, kind, **more):
    """Enter a record of what was done, with its proof, checked by the other person."""
    entered = {"kind": kind, "held_on": str(desk.today), **RECORDS[kind], **more}
    event = desk.fill(f"{application}/events", **entered)
    desk.scan(event, "evidence")
    assert not desk.offers(event, "复核遴选记录")  # who entered it does not check it
    desk.press(event, "复核遴选记录", by=SECOND)


def show(desk, batch, call):
    """Have the list decided by a meeting, and shown for five working days."""
    meeting = meet(desk, f"{call.number}拟入库名单")
    desk.fill(f"{batch}/shortlist", meeting_id=meeting, matter="1")
    desk.scan(batch, "evidence")
    shown = {
        "public_from": call.days.shown,
        "public_days": "5",
        "public_in": "https://gxj.example.gov.cn/gs.html",
    }
    desk.refuse(f"{batch}/publicity", "请由另一人办理", **shown)
    desk.fill(f"{batch}/publicity", by=SECOND, **shown)
    desk.hold(batch, call.days.last)


def confirm_address(desk, provider):
    """Where papers reach a provider."""
    desk.fill(
        "/service-addresses/new",
        provider=provider,
        confirmed_on=str(desk.today),
        address="某路1号",
        receiver="吴霞",
        phone="13900000009",
        electronic="no",
    )


def check_lists(desk, batch, call):
    """Hold the batch's three tables to who is on them."""
    names = [each.name for each in call.applicants]
    for page in ("table", "proposed-list", "published-list"):
        paper, _, rows, _ = open_table(desk, f"{batch}/{page}", by=FIRST)
        assert [row["单位名称"] for row in rows if row["统一社会信用代码"]] == names, rows
        assert call.list_no in paper or page != "published-list"
