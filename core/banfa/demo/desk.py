"""An officer's desk in the demonstration: cases by the acts that pages and API offer, entered after the fact.

The demonstration happens within a minute; its cases took weeks. So what is entered today says on which day
it was done, as an officer does who enters decisions of last month.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import timedelta
from itertools import count
from typing import TYPE_CHECKING, Any, Final

from banfa.ledger.entries.fields import ReadingContext
from banfa.procedures.cases.attaching import AttachFile, attach_file
from banfa.procedures.cases.office import MEETING
from banfa.procedures.cases.remedies import REMEDIES
from banfa.procedures.files.rows import FileSubject
from banfa.procedures.files.storing import store_file
from banfa.web.casework.resources import RESOURCES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from banfa.demo.bureau import Bureau
    from banfa.procedures.cases.remedies import CaseRemedy
    from banfa.procedures.files.storing import FileRoom
    from banfa.trust.actor import Actor
    from banfa.trust.unit import Unit

TWO: Final = ("王敏", "李建国")
"""Who check and serve."""
VERIFIERS: Final = ("王敏", "赵雯")
"""Who verify: neither of them confirms it."""
POSTS: Final = ("陈立", "孙岩", "何平", "钱程", "罗敏", "曾强", "谢宁", "高洁")
"""Who sign, post by post."""
ACTS: Final = {act.name: act for resource in RESOURCES.values() for act in (*resource.makes, *resource.acts)}


@dataclass(frozen=True)
class Desk:
    """A bureau at whose desk the officer enters and the reviewer checks; `numbers` are those of papers."""

    bureau: Bureau
    room: FileRoom
    numbers: Iterator[int]

    @classmethod
    def of(cls, bureau: Bureau, room: FileRoom) -> Desk:
        """A desk at which no paper has been issued yet."""
        return cls(bureau, room, count(101))

    def do(self, act: str, thing_id: int | None = None, /, **fields: Any) -> Any:
        """Take an act as the officer; gives the thing it comes to."""
        return self._take(self.bureau.officer, act, thing_id, fields)

    def check(self, act: str, thing_id: int) -> Any:
        """Take an act that asks for another person."""
        return self._take(self.bureau.reviewer, act, thing_id, {})

    def _take(self, who: Actor, name: str, thing_id: int | None, fields: dict[str, Any]) -> Any:
        act, profile = ACTS[name], self.bureau.profile

        def take(unit: Unit) -> Any:
            inputs = act.inputs.read(fields, ReadingContext(profile, unit.today))
            place = () if thing_id is None else (thing_id,)
            return act.perform(unit, profile, *place, inputs)

        return self.bureau.act(who, take)

    def find_remedy(self, remedy_id: int) -> CaseRemedy:
        """Find how a remedy stands."""
        remedy: CaseRemedy = self.bureau.act(
            self.bureau.officer, lambda unit: REMEDIES.find(unit, remedy_id, lock=False)
        )
        return remedy

    def scan(self, thing: str, thing_id: int, kind: str, *, provider_id: int | None = None) -> None:
        """Hang on a thing what stands for a scan."""

        def hang(unit: Unit) -> None:
            content = io.BytesIO(f"演示材料，代替扫描件：{kind} {thing} {thing_id}".encode())
            subject = FileSubject(provider_id)
            file = store_file(unit, content, room=self.room, name="扫描件.txt", kind=kind, subject=subject)
            hung = AttachFile(file_id=file.id, source=None, made_on=None)
            attach_file(unit, thing, thing_id, hung, provider_id=provider_id)

        self.bureau.act(self.bureau.officer, hang)

    def open_case(self, provider_id: int, clause: str, summary: str, *, on: date) -> int:
        """Register a lead, have it verified by two and confirmed by another, open a case; gives the case."""
        fields = {"provider_id": provider_id, "source": "complaint", "clause": clause, "summary": summary}
        lead = self.do("register_lead", **fields, found_on=on.isoformat())
        finding = {"finding": f"经走访企业、调取材料，情况属实：{summary}", "evidence": ["走访记录1份"]}
        self.do("verify_lead", lead.id, verified_on=on.isoformat(), verifiers=[*VERIFIERS], **finding)
        self.check("confirm_lead", lead.id)
        opened = {"title": lead.situation, "opened_on": on.isoformat()}
        case_id: int = self.do("open_case", lead.id, **opened).case_id
        return case_id

    def issue(self, case_id: int, remedies: list[int], title: str, *, on: date, kind: str = "act") -> int:
        """Draft one paper for remedies, have every post sign it, issue it; gives the paper."""
        first, *others = remedies
        fields = {"kind": kind, "remedy_id": first, "title": title, "publicity": "on_request"}
        paper: int = self.do("draft_paper", case_id, **fields).id
        for other in others:
            self.do("add_remedy", paper, remedy_id=other)
        chain = self.do("submit_paper", paper).chain
        self.scan("case_document", paper, "approval_sheet")
        for post, name in zip(chain, POSTS, strict=False):
            met = {"meeting_id": self._meet(on), "matter": 1} if post == MEETING else {}
            signed = {"name": name, "agrees": True, "words": "同意。", "signed_on": on.isoformat()}
            approval = self.do("enter_approval", paper, **signed, **met)
            self.check("check_approval", approval.id)
        self.scan("case_document", paper, "stamped_original")
        number = f"演示函〔{on.year}〕{next(self.numbers)}号"
        self.do("issue_paper", paper, document_no=number, issued_on=on.isoformat())
        return paper

    def _meet(self, on: date) -> int:
        matters = [{"matter": "拟作处理", "outcome": "同意", "result": "同意"}]
        number = f"演示专题会议纪要〔{on.year}〕{next(self.numbers)}号"
        fields = {"number": number, "name": "局长办公会", "attended": [*POSTS[:3]], "matters": matters}
        meeting: int = self.do("record_meeting", held_on=on.isoformat(), **fields).id
        return meeting

    def serve(self, paper: int, provider_id: int, *, on: date) -> None:
        """Serve a paper, and have its receipt checked."""
        fields = {
            "provider_id": provider_id,
            "manner": "direct",
            "place": "该单位前台",
            "receiver": "前台签收",
        }
        service = self.do("enter_service", paper, **fields, served_on=on.isoformat(), servers=[*TWO])
        self.scan("document_service", service.id, "service_receipt")
        self.check("check_service", service.id)

    def hear(self, case_id: int, remedy: int, provider_id: int, *, on: date) -> None:
        """Tell a party what is intended on a day, and hear it two days later."""
        notice = self.issue(case_id, [remedy], "拟作处理告知书", on=on, kind="advance")
        self.serve(notice, provider_id, on=on)
        answer = {"point": "工作正在开展", "answer": "至核实之日仍未完成。", "adopted": "部分采纳"}
        fields = {"statement": "书面说明：工作正在开展。", "answers": [answer]}
        self.do("hear_party", remedy, stated_on=(on + timedelta(2)).isoformat(), **fields)

    def interview(self, remedy: int, provider_id: int, *, on: date) -> None:
        """Hold an 约谈, with its signed record."""
        self.scan("remedy", remedy, "interview_record", provider_id=provider_id)
        fields: dict[str, Any] = {
            "place": "局会议室",
            "interviewers": [*TWO],
            "recorder": POSTS[-1],
            "interviewed": ["总经理（演示）"],
            "matters": "所反映的情况及其原因。",
            "words": "承认属实，承诺按期整改。",
        }
        self.do("finish_remedy", remedy, reason="已约谈。", held_on=on.isoformat(), **fields)

    def circulate(self, remedy: int, *, on: date) -> None:
        """Send a circular to its addressees, after another person has reviewed what it says."""
        fields = {"form": "circular", "wording": "有关情况，现予通报。", "addressees": ["有关单位（演示）"]}
        circular = self.do("draft_publication", remedy, **fields).id
        self.check("review_publication", circular)
        self.do("hand_publication_over", circular)
        self.scan("publication", circular, "evidence")
        self.do("post_publication", circular, address="纸质文件送各单位", posted_on=on.isoformat())
