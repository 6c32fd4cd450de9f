"""One bureau's work in the demonstration, by the procedures that the API calls."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final

import yaml

from banfa.demo.story import Span
from banfa.errors import Unavailable
from banfa.jobs.status import work_status
from banfa.ledger.entries.fields import ReadingContext
from banfa.ledger.kinds.completeness import reports_of
from banfa.ledger.recording.record import record_entries
from banfa.procedures.decisions.cut_over import set_cut_over
from banfa.procedures.instruments.issue import issue_instrument
from banfa.procedures.rounds import exclusions, lifecycle, publication, results, review
from banfa.procedures.rounds.computations import find_computation
from banfa.procedures.rounds.transitions import find_round
from banfa.trust.source_row import BUREAU
from banfa.trust.unit import Unit, unit_of_work

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Engine

    from banfa.cities.profile import Profile
    from banfa.demo.loading import Tellers
    from banfa.procedures.rounds.computations import Computation
    from banfa.procedures.rounds.lifecycle import RoundDetails
    from banfa.trust.actor import Actor

QUARTER: Final = 3
COMPUTATION_TIMEOUT_S: Final = 600.0
"""Seconds a computation may take in the demonstration."""
LATE: Final = "review"
"""The reports that come in after the first computation, to show what an open result looks like."""


@dataclass(frozen=True)
class Bureau:
    """A tenant of the demonstration with the persons who act for it."""

    engine: Engine
    profile: Profile
    tellers: Tellers
    reviewer: Actor
    now: Callable[[], datetime]

    @property
    def officer(self) -> Actor:
        """The officer in charge."""
        return self.tellers.officer

    def act(self, who: Actor, work: Callable[[Unit], Any]) -> Any:
        """Do one thing in one transaction."""
        with unit_of_work(self.engine, who, now=self.now()) as unit:
            return work(unit)


def last_period(profile: Profile, today: date) -> Span:
    """The last period that is over, by the measure's own rhythm; a quarter where it names none."""
    grading = profile.latest.grading
    months = grading.every.n if grading else QUARTER
    month = (today.month - 1) // months * months + 1
    end = date(today.year, month, 1) - timedelta(1)
    start = date(end.year, (end.month - 1) // months * months + 1, 1)
    return Span(start, end, start - timedelta(540))


def _read_demo_terms(profile: Profile) -> dict[str, Any]:
    """The example instrument in the city's package: made up, and marked so."""
    text = (files(f"banfa_{profile.city.key}") / "demo_terms.yaml").read_text("utf-8")
    terms: dict[str, Any] = yaml.safe_load(text)
    return terms


def read_example(profile: Profile) -> tuple[str, dict[str, Any]]:
    """The number and the settings of the example instrument in the city's package."""
    example = _read_demo_terms(profile)
    return example["文件"]["文号"], example.get("设定") or {}


def issue_instruments(bureau: Bureau, span: Span, number: str, settings: dict[str, Any]) -> None:
    """Put the latest edition in force for the span, set its terms, and switch objections on."""

    def issue_one(unit: Unit, kind: str, document_no: str, body: dict[str, Any]) -> None:
        issue_instrument(
            unit,
            bureau.profile,
            kind=kind,
            edition=bureau.profile.latest.key,
            document_no=document_no,
            issuer=bureau.profile.city.bureau,
            issued_on=span.history,
            document_class="internal" if kind == "internal" else "standard",
            published_on=span.history,
            published_in=f"{bureau.profile.city.bureau}网站",
            body=body,
        )

    def all_three(unit: Unit) -> None:
        issue_one(unit, "promulgation", f"{number}（公布）", {"commencement": span.history.isoformat()})
        if settings:
            issue_one(unit, "terms", number, {"settings": settings})
        issue_one(unit, "internal", f"{number}（内部程序）", {"objections": True, "review_steps": 1})

    bureau.act(bureau.officer, all_three)


def set_last_day(bureau: Bureau, span: Span) -> None:
    """Let what was decided before the period be imported."""
    until = span.start - timedelta(1)
    bureau.act(bureau.tellers.admin, lambda u: set_cut_over(u, until_on=until))


def declare_complete(bureau: Bureau, span: Span, *, late: bool) -> None:
    """Declare reports complete up to the period's end: the late ones, or all others.

    What the bureau itself verifies comes late; the platform declares its own.
    """

    def declare(unit: Unit) -> None:
        kinds = reports_of(ReadingContext(bureau.profile, unit.today))
        rows = [
            {
                "external_id": f"{kind}-{span.end}",
                "reports": kind,
                "until_on": span.end.isoformat(),
                "basis": "平台数据截止说明",
            }
            for kind in kinds
            if (kind == LATE) == late
        ]
        source = unit.actor.source or BUREAU
        record_entries(unit, "source_complete", rows, source=source, profile=bureau.profile)

    bureau.act(bureau.officer if late else bureau.tellers.platform, declare)


def run_round(bureau: Bureau, span: Span, say: Callable[[str], None]) -> RoundDetails:
    """Open, cut off and compute a round; settle what is open; review and publish it. Returns the round."""
    name = f"{span.start.year}年{span.start.month}至{span.end.month}月服务商评价"

    def open_round(unit: Unit) -> int:
        details = lifecycle.open_round(
            unit, bureau.profile, name=name, period_start=span.start, period_end=span.end
        )
        return details.round.id

    round_id: int = bureau.act(bureau.officer, open_round)
    bureau.act(bureau.officer, lambda u: lifecycle.cut_off_round(u, round_id=round_id))
    left = _compute(bureau, round_id)
    if left:
        say(
            f"首次计分：{left}家服务商的结果尚不能确定，因为有数据尚未申明截止；撤回数据截止，申明后重新计分。"
        )
    declare_complete(bureau, span, late=True)
    reason = "有数据在数据截止之后才申明截止"
    for _ in ("compute", "cut_off"):
        bureau.act(
            bureau.officer,
            lambda u: lifecycle.reverse_round(
                u, round_id=round_id, reason=reason, document_no="示例撤〔1〕号"
            ),
        )
    bureau.act(bureau.officer, lambda u: lifecycle.cut_off_round(u, round_id=round_id))
    if _compute(bureau, round_id):
        _rule_out_open(bureau, round_id, say)
        _compute(bureau, round_id)
    bureau.act(bureau.reviewer, lambda u: review.approve_round(u, round_id=round_id, opinion="同意"))
    if bureau.profile.latest.publicity:
        bureau.act(bureau.reviewer, lambda u: publication.publish_round(u, bureau.profile, round_id=round_id))
    else:
        say("本办法没有规定评价结果的公示，审核后由主管部门自行使用。")
    details: RoundDetails = bureau.act(bureau.officer, lambda u: lifecycle.get_round(u, round_id=round_id))
    return details


def _compute(bureau: Bureau, round_id: int) -> int:
    """Ask for a computation and wait for the worker to have done it. Returns how many results are open."""
    request = bureau.act(
        bureau.officer, lambda u: lifecycle.request_computation(u, bureau.profile, round_id=round_id)
    )
    until = time.monotonic() + COMPUTATION_TIMEOUT_S
    while time.monotonic() < until:
        status = bureau.act(bureau.officer, lambda u: work_status(u, request.work_id))
        if status.ended:
            break
        time.sleep(0.05)
    if status.state != "done":
        raise Unavailable("demo_computation", f"计算没有完成：{status.error_detail or status.state}")
    computation: Computation = bureau.act(
        bureau.officer, lambda u: find_computation(u, find_round(u, round_id, lock=False))
    )
    return computation.open_results


def _rule_out_open(bureau: Bureau, round_id: int, say: Callable[[str], None]) -> None:
    """Rule not evaluable whoever keeps results open: those that may not qualify, else all that are open."""

    def rule(unit: Unit) -> int:
        computation = find_computation(unit, find_round(unit, round_id))
        still = results.list_open_results(unit, computation.id, limit=1000)
        unsure = [result for result in still if result.taking_part == "open"]
        for result in unsure or still:
            exclusions.exclude_provider(
                unit,
                round_id=round_id,
                provider_id=result.provider_id,
                reason="事实尚待核实",
                document_no="演示暂缓〔2026〕1号",
            )
        return len(unsure or still)

    say(f"有{bureau.act(bureau.officer, rule)}家的参评资格或事实尚未核实，本期暂不评价。")
