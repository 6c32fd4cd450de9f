"""One city run from its plugin alone: a made-up ledger, made-up settings, published grades, and a watch."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from banfa.cities.loading.isolated_load import load_sound_cities
from banfa.database.engine import make_engine
from banfa.demo import report
from banfa.demo.bureau import declare_complete, issue_instruments, last_period, run_round, set_last_day
from banfa.demo.loading import load_story
from banfa.demo.run import now, set_up
from banfa.demo.settings import make_settings
from banfa.demo.telling import tell_story
from banfa.errors import Unavailable
from banfa.procedures.rounds import results
from banfa.procedures.watch import runs
from banfa.trust.unit import SHANGHAI

if TYPE_CHECKING:
    from collections.abc import Callable

    from banfa.demo.bureau import Bureau
    from banfa.demo.servers import Servers
    from banfa.procedures.rounds.lifecycle import RoundDetails
    from banfa.trust.unit import Unit

NUMBER: Final = "试运行〔2026〕1号"
MAX_PROVIDERS: Final = 1000
MIN_GRADED: Final = 2
"""One in so many has to come out with a grade; of the others something is not known."""


def run_city(servers: Servers, name: str, *, seed: int, say: Callable[[str], None]) -> None:
    """Run a city to the end of a round and through its watch.

    Raises CityUnavailable for one that does not load, any error of Banfa that a step meets, Unavailable
    (`city_ungraded`) where the law leaves hardly anybody a result.
    """
    profile = load_sound_cities().profile(name)
    owner = make_engine(servers.settings.required("owner_url"))
    engine = make_engine(servers.settings.required("database_url"))
    try:
        bureau = set_up(owner, engine, profile)
        say(report.format_heading(profile))
        span = last_period(profile, now().astimezone(SHANGHAI).date())
        story = tell_story(profile, seed=seed, span=span)
        set_last_day(bureau, span)
        load_story(engine, bureau.tellers, story, now=now())
        say(f"登记虚构的台账记录：{report.format_counts(story)}")
        settings = make_settings(profile.latest)
        issue_instruments(bureau, span, NUMBER, settings)
        say(f"设定待定事项{len(settings)}项（取值虚构，仅供试运行）")
        declare_complete(bureau, span, late=False)
        details = run_round(bureau, span, say)
        bureau.act(bureau.officer, lambda unit: _check_results(unit, bureau, details, say))
        run = bureau.act(bureau.officer, lambda unit: runs.store_run(unit, profile, as_of=span.end))
        say(f"情形监测：截至{span.end}，疑似符合{run.seen.met}处，尚不能确定{run.seen.open}处")
        bureau.act(bureau.officer, lambda unit: report.print_hits(unit, profile, span.end, say))
    finally:
        owner.dispose()
        engine.dispose()


def _check_results(unit: Unit, bureau: Bureau, details: RoundDetails, say: Callable[[str], None]) -> None:
    """Say who was graded. Raises Unavailable where next to nobody was."""
    report.print_outcome(unit, details, say)
    if bureau.profile.latest.grading is None:
        return
    listed = results.list_results(unit, round_id=details.round.id, limit=MAX_PROVIDERS)
    grades = [result.standing.grade for result in listed]
    graded = [best for best, worst in grades if best is not None and best == worst]
    if len(graded) * MIN_GRADED < len(listed):
        message = f"{len(listed)}家服务商中只有{len(graded)}家评出等级：核对参评规则和评分标准。"
        raise Unavailable("city_ungraded", message, graded=len(graded), providers=len(listed))
