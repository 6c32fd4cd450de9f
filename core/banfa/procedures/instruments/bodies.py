"""What an instrument says, by its kind: a promulgation, an end, settings of open terms, internal procedure.

Each is read from data that a bureau sends and held against the edition before it is recorded.
"""

from __future__ import annotations

from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

import msgspec

from banfa.cities.checks.run import settled_problems
from banfa.cities.differences import digest_rules
from banfa.errors import Malformed
from banfa.law import OpenDate, SettingError, settle
from banfa.ledger.kinds.decisions import KINDS_OF_DECISION
from banfa.procedures.periods import first_day_after, last_day_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from banfa.law import Edition

MAX_REVIEW_STEPS: Final = 6
MAX_POSTS: Final = 10
"""Posts (科室负责人, 分管领导 …) through which a paper goes."""
MAX_POST: Final = 30
MAX_COURT: Final = 50
MAX_VISITS: Final = 365
MAX_LINK_HOURS: Final = 168
OFFICE_DAYS: Final = {
    "verify": "核实线索的工作日数",
    "statement": "陈述申辩的工作日数",
    "recheck": "整改复核的工作日数",
    "case": "一件案件的办理天数（自然日）",
    "reminder": "整改期限届满前几日提示（自然日）",
    "letter": "来信没有载明期限时的办理工作日数",
    "objection": "答复对公示的异议（工作日）",
    "notice": "公告送达自公告发出之日起经过几日视为送达（自然日）",
    "confirmation": "答复数据核对单的工作日数",
    "draft": "征集截止后清空未提交的网上申报草稿的天数（自然日）",
}
"""The bureau's own terms, where no measure sets one."""
MAX_DAYS: Final = 365


class Promulgation(msgspec.Struct, frozen=True, tag_field="kind", tag="promulgation"):
    """From when to when the edition is in force, both days included; `end` is None while that is open.

    `law` is the digest of its rules as they were then; see `locked`.
    """

    commencement: date
    end: date | None = None
    law: str | None = None


class Expiry(msgspec.Struct, frozen=True, tag_field="kind", tag="expiry"):
    """The last day of an edition in force, once what its text ends with (试点工作结束) has come."""

    end: date


class Terms(msgspec.Struct, frozen=True, tag_field="kind", tag="terms"):
    """Open terms by key: a whole number, the key of an option, a scale or criteria as data of the law.

    They hold for periods that begin on `applies_from` or later.
    """

    settings: dict[str, object]
    applies_from: date


class Internal(msgspec.Struct, frozen=True, tag_field="kind", tag="internal", omit_defaults=True):
    """Internal procedure (内部工作规程): what officials need and no measure provides; None says nothing.

    `objections`: whether they can be filed while grades are public. `review_steps`: how many must approve.
    `chains`: through which posts a measure's paper goes, by kind of decision (`other`: any not named).
    `days`: the bureau's own terms, by name (`OFFICE_DAYS`). `court`: which court hears suits (管辖法院).
    `public_pages`: whether the bureau has a notice board of its own here (信息公示栏).
    `visits_a_year`: from how many visits of an enterprise in a year on whoever enters one more is warned.
    `confirm_data`: whether a round is cut off only once its data were confirmed (数据核对).
    `party_links`: whether providers, enterprises and applicants get one-time links (一次性链接), and for how
    many hours such a link waits at the most (`link_hours`).
    `web_letters`: whether anybody can send a letter by a form on the web (网上投诉举报).
    """

    objections: bool | None = None
    review_steps: int | None = None
    chains: dict[str, tuple[str, ...]] | None = None
    days: dict[str, int] | None = None
    court: str | None = None
    public_pages: bool | None = None
    visits_a_year: int | None = None
    confirm_data: bool | None = None
    party_links: bool | None = None
    link_hours: int | None = None
    web_letters: bool | None = None


Body = Promulgation | Expiry | Terms | Internal
KINDS: Final = {
    "promulgation": "公布施行",
    "expiry": "失效",
    "terms": "待定事项和理解口径",
    "internal": "内部工作规程",
}
"""The kinds of instrument, in Chinese."""


def read_body(
    law: Edition,
    kind: str,
    data: Mapping[str, object],
    *,
    published_on: date,
    promulgated: Promulgation | None,
    before: Mapping[str, object],
    after: Mapping[str, object],
) -> Body:
    """Read what an instrument of this kind says. Raises Malformed for what the edition does not take.

    `published_on`: when it was published, or issued where it is not public. `promulgated`: the days of the
    edition's last promulgation. `before` and `after`: what documents that come before and after this
    one set, in order of taking effect.
    """
    match kind:
        case "promulgation":
            return _read_promulgation(law, data, published_on)
        case "expiry":
            return _read_expiry(law, data, promulgated)
        case "terms":
            return _read_terms(law, data, published_on, before, after)
    return _read_internal(data)


def _read_terms(
    law: Edition,
    data: Mapping[str, object],
    published_on: date,
    before: Mapping[str, object],
    after: Mapping[str, object],
) -> Terms:
    settings = data.get("settings")
    if not {"settings"} <= set(data) <= {"settings", "applies_from"} or not isinstance(settings, dict):
        settings = None
    if not settings:
        message = 'body 须为 {"settings": {待定事项: 取值}}，且至少设定一项；可写明适用的始日 applies_from。'
        raise Malformed("settings_missing", message, field="body.settings")
    settle_draft(law, settings, before=before, after=after, path="body.settings")
    return Terms(settings, _read_applies_from(law, data.get("applies_from"), published_on))


def settle_draft(
    law: Edition,
    settings: Mapping[str, object],
    *,
    before: Mapping[str, object],
    after: Mapping[str, object] = MappingProxyType({}),
    path: str = "settings",
) -> Edition:
    """Settle an edition by what a document would set, among what those before and after it set.

    Raises Malformed for what the edition does not take; `path` is the field that holds the settings.
    """
    try:
        settle(law, settings)  # also what a later document overrides has to fit
        settled_law = settle(law, {**before, **settings, **after})
    except SettingError as error:
        raise Malformed("term_invalid", f"{error}。", field=f"{path}.{error.key}") from error
    if problems := settled_problems(settled_law):
        reasons = "；".join(problem.message for problem in problems)
        raise Malformed("law_inconsistent", f"按此设定，规则自身不成立：{reasons}。", field=path)
    return settled_law


def _read_applies_from(law: Edition, value: object, published_on: date) -> date:
    """Read from which day terms hold. Raises Malformed for one that is not after their publication."""
    # Not reaching back is a principle that the bureau follows; the measures do not say it.
    earliest = first_day_after(law, published_on)
    day = earliest if value is None else _read_day(value)
    if day is None:
        message = "适用的始日 applies_from 应为日期，如 2026-07-01。"
        raise Malformed("field_malformed", message, field="body.applies_from")
    if day < earliest:
        message = f"待定事项只适用于公布之后开始的评价周期：{published_on}公布的，最早自{earliest}起适用。"
        raise Malformed("terms_reach_back", message, field="body.applies_from", earliest=earliest)
    return day


def _read_promulgation(law: Edition, data: Mapping[str, object], published_on: date) -> Promulgation:
    if unknown := set(data) - {"commencement", "end"}:
        message = f"公布施行的文件没有字段{'、'.join(sorted(unknown))}。"
        raise Malformed("unknown_field", message, field="body")
    if data.get("commencement") is None:
        message = "须写明施行之日 commencement（如 2026-01-01），可写明失效之日 end。"
        raise Malformed("commencement_missing", message, field="body.commencement")
    since, until = _read_day(data["commencement"]), _read_day(data.get("end"))
    if since is None:
        message = "施行之日 commencement 应为日期，如 2026-01-01。"
        raise Malformed("field_malformed", message, field="body.commencement")
    if until is None and data.get("end") is not None:
        raise Malformed("field_malformed", "失效之日 end 应为日期，如 2027-12-31。", field="body.end")
    if until and until < since:
        raise Malformed("days_reversed", "失效之日 end 不能早于施行之日 commencement。", field="body.end")
    if isinstance(law.valid_from, OpenDate) and law.valid_from.on_publication and since < published_on:
        message = f"依{law.valid_from.cite}，本办法自发布之日起施行，施行之日不能早于公布日期{published_on}。"
        raise Malformed("commencement_before_publication", message, field="body.commencement")
    return Promulgation(since, _read_end(law, since, until), digest_rules(law))


def _read_end(law: Edition, since: date, until: date | None) -> date | None:
    """Give the last day in force: what the text says binds. Raises Malformed for a day beyond it."""
    last = last_day_of(law, since)
    if last is None:
        return until
    if last < since:
        message = f"本办法的有效期至{last}，施行之日不能晚于该日。"
        raise Malformed("commencement_after_end", message, field="body.commencement")
    if until and until > last:
        message = f"本办法的有效期至{last}，失效之日 end 不能晚于该日。"
        raise Malformed("end_beyond_text", message, field="body.end")
    return until or last


def _read_expiry(law: Edition, data: Mapping[str, object], promulgated: Promulgation | None) -> Expiry:
    if promulgated is None:
        message = f"版本“{law.key}”没有公布施行的文件，无从失效；请先登记公布施行的文件。"
        raise Malformed("not_promulgated", message, field="kind")
    end = _read_day(data.get("end")) if set(data) == {"end"} else None
    if end is None:
        message = '须写明失效之日：body 为 {"end": 最后一日}，如 2027-12-31。'
        raise Malformed("field_malformed", message, field="body.end")
    if end < promulgated.commencement:
        message = f"失效之日 end 不能早于施行之日{promulgated.commencement}。"
        raise Malformed("days_reversed", message, field="body.end")
    if promulgated.end is not None and end > promulgated.end:
        message = f"公布施行的文件所定的有效期至{promulgated.end}，失效之日 end 不能晚于该日。"
        raise Malformed("end_beyond_text", message, field="body.end")
    return Expiry(end)


def _read_day(value: object) -> date | None:
    """Read a day written YYYY-MM-DD; None for anything else."""
    try:
        return msgspec.convert(value, date, strict=True) if isinstance(value, str) else None
    except msgspec.ValidationError:
        return None


def _read_internal(data: Mapping[str, object]) -> Internal:
    if not data or set(data) - set(Internal.__struct_fields__):
        raise Malformed(
            "internal_invalid",
            "内部工作规程可设 objections（是否受理异议）、review_steps（审核步数）、"
            "chains（各种文书的审批环节）、days（办理天数）、court（管辖法院）、"
            "public_pages（是否开通信息公示栏）、visits_a_year（一年走访次数）、"
            "confirm_data（数据截止前是否须经数据核对）、party_links（是否签发一次性链接）、"
            "link_hours（一次性链接的有效小时数）和 web_letters（是否开通网上投诉举报）。",
            field="body",
        )
    steps = data.get("review_steps", 1)
    if isinstance(steps, bool) or not isinstance(steps, int) or not 1 <= steps <= MAX_REVIEW_STEPS:
        message = f"review_steps 须为 1 至 {MAX_REVIEW_STEPS} 的整数。"
        raise Malformed("internal_invalid", message, field="body.review_steps")
    return Internal(
        _read_switch(data, "objections"),
        steps if "review_steps" in data else None,
        _read_chains(data["chains"]) if "chains" in data else None,
        _read_days(data["days"]) if "days" in data else None,
        _read_court(data["court"]) if "court" in data else None,
        _read_switch(data, "public_pages"),
        _read_visits(data["visits_a_year"]) if "visits_a_year" in data else None,
        _read_switch(data, "confirm_data"),
        _read_switch(data, "party_links"),
        _read_hours(data["link_hours"]) if "link_hours" in data else None,
        _read_switch(data, "web_letters"),
    )


def _read_switch(data: Mapping[str, object], name: str) -> bool | None:
    """Read what is switched on or off; None where nothing is. Raises Malformed (`internal_invalid`)."""
    value = data.get(name, False)
    if not isinstance(value, bool):
        raise Malformed("internal_invalid", f"{name} 须为 true 或 false。", field=f"body.{name}")
    return value if name in data else None


def _read_visits(visits: object) -> int:
    """Read how many visits a year an enterprise has before a warning. Raises Malformed."""
    if isinstance(visits, bool) or not isinstance(visits, int) or not 1 <= visits <= MAX_VISITS:
        message = f"一年走访同一企业的次数须为 1 至 {MAX_VISITS} 的整数。"
        raise Malformed("internal_invalid", message, field="body.visits_a_year")
    return visits


def _read_hours(hours: object) -> int:
    """Read for how many hours a one-time link waits at the most. Raises Malformed (`internal_invalid`)."""
    if isinstance(hours, bool) or not isinstance(hours, int) or not 1 <= hours <= MAX_LINK_HOURS:
        message = f"一次性链接的有效小时数须为 1 至 {MAX_LINK_HOURS} 的整数。"
        raise Malformed("internal_invalid", message, field="body.link_hours")
    return hours


def _read_court(court: object) -> str:
    """Read which court hears suits. Raises Malformed (`internal_invalid`)."""
    if not isinstance(court, str) or not 1 <= len(court.strip()) <= MAX_COURT:
        message = f"管辖法院须写全称，不超过{MAX_COURT}字。"
        raise Malformed("internal_invalid", message, field="body.court")
    return court.strip()


def _read_chains(chains: object) -> dict[str, tuple[str, ...]]:
    """Read through which posts papers go. Raises Malformed (`internal_invalid`)."""
    kinds = {*KINDS_OF_DECISION, "other"}
    if not isinstance(chains, dict) or not chains or set(chains) - kinds:
        message = f"chains 须为 {{措施: [环节, …]}}，措施可用：{'、'.join(sorted(kinds))}。"
        raise Malformed("internal_invalid", message, field="body.chains")
    read: dict[str, tuple[str, ...]] = {}
    for kind, posts in chains.items():
        good = isinstance(posts, list) and 1 <= len(posts) <= MAX_POSTS
        named = [post.strip() for post in posts if isinstance(post, str)] if good else []
        if len(named) != len(posts if good else [0]) or not all(1 <= len(post) <= MAX_POST for post in named):
            message = f"审批环节须有1至{MAX_POSTS}个，每个不超过{MAX_POST}字。"
            raise Malformed("internal_invalid", message, field=f"body.chains.{kind}")
        if len(set(named)) != len(named):
            message = "审批环节不能重复。"
            raise Malformed("internal_invalid", message, field=f"body.chains.{kind}")
        read[str(kind)] = tuple(named)
    return read


def _read_days(days: object) -> dict[str, int]:
    """Read the bureau's own terms. Raises Malformed (`internal_invalid`)."""
    if not isinstance(days, dict) or not days or set(days) - set(OFFICE_DAYS):
        offered = "、".join(f"{name}（{zh}）" for name, zh in OFFICE_DAYS.items())
        raise Malformed("internal_invalid", f"days 可设：{offered}。", field="body.days")
    for name, n in days.items():
        if isinstance(n, bool) or not isinstance(n, int) or not 1 <= n <= MAX_DAYS:
            message = f"{OFFICE_DAYS[name]}须为 1 至 {MAX_DAYS} 的整数。"
            raise Malformed("internal_invalid", message, field=f"body.days.{name}")
    return {str(name): n for name, n in days.items()}
