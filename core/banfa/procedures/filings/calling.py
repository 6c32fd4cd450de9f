"""A call from its draft to its issue: what a named 通知 calls for, of whom, until when."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from sqlalchemy import bindparam

from banfa.database.tenancy import select
from banfa.errors import Conflict, Malformed
from banfa.law import cite
from banfa.ledger.entries.asof import AS_OF, known_now
from banfa.ledger.entries.specifiers import choice, city_choice, day, integer, object_list, past_day, text
from banfa.ledger.facts.pool import select_memberships
from banfa.ledger.kinds.providers import Provider
from banfa.ledger.recording.listing import get_entry
from banfa.procedures.cases.attaching import require_papers
from banfa.procedures.cases.steps import start, take, take_all
from banfa.procedures.filings.call_rows import CALENDAR, CALLS, UNITS, WORKING, FilingCall, Material
from banfa.procedures.filings.filing_rows import FILINGS, MaterialFiling
from banfa.procedures.filings.last_days import count_last_day, move_last_day
from banfa.procedures.filings.listing import list_filings
from banfa.procedures.inputs import Inputs, Nothing, link
from banfa.procedures.instruments.editions import edition_key_on

if TYPE_CHECKING:
    from banfa.cities.profile import Profile
    from banfa.trust.unit import Unit

MAX_TERM: Final = 365


class DraftFilingCall(
    Inputs,
    example={
        "title": "关于报送2026年3月数字化改造工作进展的通知",
        "document_no": "厦工信企业函〔2026〕15号",
        "issuer": "厦门市工业和信息化局",
        "issued_on": "2026-04-01",
        "materials": [{"name": "3月项目进度表"}, {"name": "在建项目问题清单"}],
        "term": 5,
        "term_unit": "工作日",
    },
):
    """What the 通知 says."""

    title: str = text("通知标题", max_length=200)
    document_no: str = text("发文字号", max_length=100)
    issuer: str = text("发文机关", max_length=200)
    issued_on: date = past_day("成文日期")
    materials: list[dict[str, str]] = object_list(
        "报送材料",
        {
            "name": text("材料名称", max_length=200),
            "provision": text("办法规定这项材料的条款", max_length=20),
        },
        required=("name",),
        max_items=30,
        hint="每行一项：材料名称｜办法规定这项材料的条款（如 8.2，办法没有规定的不填）",
    )
    last_on: date | None = day("报送截止日", hint="通知写明日期的填写；写明期限的填写期限，不填日期")
    term: int | None = integer("报送期限", minimum=1, maximum=MAX_TERM, hint="自发出之日的次日起算")
    term_unit: str | None = choice("期限单位", UNITS)


class ListPool(Inputs, example={}):
    """Of which category, where not all."""

    category: str | None = city_choice(
        "服务商类别",
        lambda profile: {category.key: category.zh for category in profile.categories},
        code="unknown_category",
        hint="不填的，列入全部在库服务商",
    )


class ListProvider(Inputs, example={"provider_id": "PROVIDER"}):
    """Which provider."""

    provider_id: int = link("provider", "服务商")


class IssueFilingCall(Inputs, example={"sent_on": "2026-04-01", "manner": "纸质送交联络员，附回执"}):
    """When the 通知 went out, and how."""

    sent_on: date = past_day("发出之日")
    manner: str = text("发出方式", max_length=200)


def draft_filing_call(unit: Unit, profile: Profile, data: DraftFilingCall) -> FilingCall:
    """Draft a call by its 通知. Raises Malformed (`term_unclear`, `provision_unknown`, `days_reversed`)."""
    if (data.last_on is None) == (data.term is None) or (data.term is None) != (data.term_unit is None):
        message = "报送截止日（last_on）和报送期限（term，连同单位 term_unit）只填通知写明的一种。"
        raise Malformed("term_unclear", message, field="last_on")
    if data.last_on is not None and data.last_on < data.issued_on:
        message = "报送截止日（last_on）不能早于通知的成文日期（issued_on）。"
        raise Malformed("days_reversed", message, field="last_on")
    edition = edition_key_on(unit, data.issued_on) or profile.latest.key
    _check_provisions(profile, edition, data)
    drafted = {"edition": edition, "drafted_by": unit.actor.person.id, "drafted_at": unit.now}
    return start(unit, CALLS, "draft", vars(data), **vars(data), **drafted)


def _check_provisions(profile: Profile, edition: str, data: DraftFilingCall) -> None:
    """Check that the provisions named are provisions of an edition of the measure."""
    there = {provision.cite.numbers for provision in profile.edition(edition).outline}
    for material in (Material(**values) for values in data.materials):
        path = material.provision
        if path is None:
            continue
        try:
            known = cite(path).numbers in there
        except ValueError:
            known = False
        if not known:
            message = (
                f"办法没有条款“{path}”：“{material.name}”由办法规定的，写明条款（如 8.2）；"
                "办法没有规定的不填（materials）。"
            )
            raise Malformed("provision_unknown", message, field="materials")


_HELD: Final = select_memberships(known=known_now).subquery("held")
_IN_POOL: Final = (
    select(_HELD.c.provider_id).where(_HELD.c.until_on >= AS_OF).distinct().order_by(_HELD.c.provider_id)
)
_OF_CATEGORY: Final = _IN_POOL.where(_HELD.c.category == bindparam("category"))


def list_pool(
    unit: Unit, _profile: Profile, row_id: int, data: ListPool, version: int | None = None
) -> FilingCall:
    """List all that are in the pool today, or those of a category, in one statement.

    Raises Conflict (`nobody_to_file`).
    """
    row = CALLS.begin(unit, "list", row_id, version=version)
    if data.category is None:
        rows = unit.execute(_IN_POOL, as_of=unit.today)
    else:
        rows = unit.execute(_OF_CATEGORY, as_of=unit.today, category=data.category)
    there = {filing.provider_id for filing in list_filings(unit, row_id) if filing.state == "listed"}
    added = [provider_id for provider_id in rows.scalars() if provider_id not in there]
    if not added:
        raise Conflict("nobody_to_file", "没有可以再列入的在库服务商。")
    values = [{"filing_call_id": row_id, "provider_id": each, "state": "listed"} for each in added]
    table = MaterialFiling.table
    insert = unit.insert(table).returning(table.c.id)
    unit.seal(table, unit.connection.execute(insert, values).scalars().all())
    return take(unit, CALLS, row, "list", {**vars(data), "filings": len(added)})


def list_provider(
    unit: Unit, _profile: Profile, row_id: int, data: ListProvider, version: int | None = None
) -> MaterialFiling:
    """List a provider. Raises Missing, Conflict (`provider_listed`)."""
    CALLS.begin(unit, "list", row_id, version=version)
    get_entry(unit, Provider, data.provider_id)
    for filing in list_filings(unit, row_id):
        if filing.provider_id == data.provider_id and filing.state == "listed":
            raise Conflict("provider_listed", "该服务商已经列入，不必再列。", field="provider_id")
    values = {"filing_call_id": row_id, "provider_id": data.provider_id}
    return start(unit, FILINGS, "list", values, **values)


def leave_out(
    unit: Unit, _profile: Profile, row_id: int, _data: Nothing, version: int | None = None
) -> MaterialFiling:
    """Take a provider off a call that has not gone out."""
    CALLS.find(unit, FILINGS.find(unit, row_id, lock=False).filing_call_id)
    row = FILINGS.begin(unit, "leave_out", row_id, version=version)
    return take(unit, FILINGS, row, "leave_out", {})


def issue_filing_call(
    unit: Unit, _profile: Profile, row_id: int, data: IssueFilingCall, version: int | None = None
) -> FilingCall:
    """Record, as another person than who drafted it, that the 通知 went out; filings are due from then on.

    Raises Malformed (`days_reversed`), Conflict (`paper_missing`, `nobody_to_file`).
    """
    row = CALLS.begin(unit, "issue", row_id, version=version)
    if data.sent_on < row.issued_on:
        message = f"通知{row.issued_on}成文，发出之日（sent_on）不能早于该日。"
        raise Malformed("days_reversed", message, field="sent_on")
    require_papers(unit, "filing_call", row_id, "filing_notice")
    listed = [filing for filing in list_filings(unit, row_id) if filing.state == "listed"]
    if not listed:
        message = "还没有列入服务商：请先列入在库服务商，或者逐家列入。"
        raise Conflict("nobody_to_file", message)
    if row.last_on is not None and row.last_on < data.sent_on:
        message = f"通知写明的报送截止日{row.last_on}已过，不能在{data.sent_on}发出；请另行印发。"
        raise Malformed("days_reversed", message, field="sent_on")
    due_on, unsure = _find_last_day(unit, row, data.sent_on)
    days = {"due_on": due_on, "due_day_unsure": unsure}
    take_all(unit, FILINGS, [(filing, {"due_on": due_on}) for filing in listed], "call", {"due_on": due_on})
    return take(unit, CALLS, row, "issue", {**vars(data), **days}, **vars(data), **days)


def _find_last_day(unit: Unit, row: FilingCall, sent_on: date) -> tuple[date, bool]:
    """Find the last day of a call sent out on a day, and whether holidays still to come may move it.

    The day of sending is not counted (民法典第二百零一条).
    """
    assert row.last_on is not None or row.term is not None  # noqa: S101 - a draft has either
    if row.term is not None and row.term_unit == WORKING:
        return count_last_day(unit, sent_on, row.term)
    last_on = row.last_on if row.term is None else sent_on + timedelta(row.term)
    assert last_on is not None and row.term_unit in (CALENDAR, None)  # noqa: S101, PT018 - as above
    return move_last_day(unit, last_on)
