"""服务商: the list, and one provider's whole story on a page that is printed as it stands."""

from __future__ import annotations

from datetime import date
from functools import partial
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Final

from flask import request

from banfa.ledger.facts.standing import find_standings
from banfa.ledger.kinds.acceptances import OUTCOMES as ACCEPTED
from banfa.ledger.kinds.complaints import CONDUCTS, Complaint
from banfa.ledger.kinds.complaints import OUTCOMES as FOUND
from banfa.ledger.kinds.decisions import KINDS_OF_DECISION
from banfa.ledger.kinds.progress import KINDS_OF_PROGRESS
from banfa.ledger.kinds.providers import CHANGES, Provider
from banfa.ledger.kinds.surveys import Survey
from banfa.ledger.recording.listing import list_entries
from banfa.procedures.filings.actions import READ as READ_FILINGS
from banfa.procedures.filings.filing_rows import STATES_OF_FILING
from banfa.procedures.filings.listing import list_lines
from banfa.procedures.instruments.editions import settle_edition_on
from banfa.procedures.provider_papers import find_signed_papers
from banfa.procedures.provider_story import list_answers, tell_provider
from banfa.procedures.subsidies.papers import READ as SUBSIDIES
from banfa.procedures.subsidies.register import read_register
from banfa.procedures.task_books.actions import READ as READ_TASK_BOOKS
from banfa.procedures.task_books.book_rows import STATES as STATES_OF_BOOK
from banfa.procedures.task_books.listing import list_books
from banfa.procedures.watch.hits import STATES as LEADS
from banfa.web.api.entry_schemas import make_schemas
from banfa.web.console.entries import show_entry
from banfa.web.console.entries_lists import make_address
from banfa.web.console.entries_traces import trace_entries
from banfa.web.console.frame.columns import Column, link_to
from banfa.web.console.frame.declared import Nav
from banfa.web.console.frame.lists import Filter, Rows, Selection, list_page
from banfa.web.console.frame.pages import page
from banfa.web.console.history import find_unconfirmed
from banfa.web.console.providers_words import WORDS, list_provisions, make_sentence, sum_contracts

if TYPE_CHECKING:
    from banfa.procedures.filings.listing import FilingLine
    from banfa.procedures.task_books.listing import BookLine
    from banfa.web.console.frame.calls import PageCall, Result

BESIDE: Final = {"answers": "survey", "complaints": "complaint", "orders": "decision"}
"""By which kind of entry the provisions beside a table are found."""

_link: Final = link_to("provider", "provider_id", "provider", attrgetter("entry_id"))
COLUMNS: Final = (
    Column(zh="服务商", value=attrgetter("name"), sort="name", link=_link),
    Column(zh="统一社会信用代码", value=attrgetter("uscc"), look="code"),
    Column(zh="地址", value=attrgetter("address"), wide=True),
    Column(zh="登记时间", value=attrgetter("recorded_at"), sort="recorded_at", wide=True),
)


@list_page(
    "/providers",
    "ledger.read",
    "服务商",
    columns=COLUMNS,
    query=make_schemas(Provider.declaration).query,
    filters=(Filter("q", "名称、拼音或信用代码"),),
    counted_in="家",
    when_empty="还没有服务商。登记或导入后列在这里。",
    template="entries.html",
    nav=Nav(section="名册", icon="building", order=10, count="providers"),
)
def providers(call: PageCall, selection: Selection) -> Rows:
    """Every provider, found by name, pinyin or code."""
    listed = list_entries(
        call.unit,
        Provider,
        profile=call.profile,
        after=selection.after,
        limit=selection.limit,
        count=selection.counts,
        **selection.pick("q", "sort"),
    )
    trace_entries(call, Provider.declaration, [row.entry_id for row in listed.rows])
    more = {"kind": Provider.declaration, "about": ""}
    return Rows(rows=listed.rows, after=listed.after, total=listed.total, more=more)


@page("/providers/<id(provider):provider_id>", "ledger.read", "服务商")
def provider(call: PageCall, provider_id: int) -> Result:
    """One provider's whole story; a figure opens its evidence in place, the provision beside it."""
    unit, profile = call.unit, call.profile
    story = tell_provider(unit, profile, provider_id)
    trace_entries(call, Provider.declaration, [provider_id])
    trace_entries(call, Complaint.declaration, [complaint.entry_id for complaint in story.complaints])
    law = settle_edition_on(unit, profile, day=unit.today)
    ids = [project.contract.entry_id for project in story.projects]
    failures = find_standings(unit, profile, ids, edition=law)
    contracts = sum_contracts(story, failures)
    opened = request.args.get("open", "")
    quarter = _read_quarter(opened)
    answers = [] if quarter is None else list_answers(unit, provider_id, quarter)
    if answers:
        trace_entries(call, Survey.declaration, [answer.entry_id for answer in answers])
    books, filings = _list_papers(call, provider_id)
    return call.render(
        "provider.html",
        books=books,
        filings=filings,
        story=story,
        provider=story.provider,
        outward=call.outward("provider", provider_id),
        papers=find_signed_papers(unit, provider_id),
        subsidies=read_register(unit, {"provider_id": provider_id}) if call.may(SUBSIDIES) else None,
        failures=failures,
        sentence=make_sentence(story, contracts),
        contracts=contracts,
        opened=opened,
        answers=answers,
        beside={name: list_provisions(law, kind) for name, kind in BESIDE.items()},
        address=partial(make_address, call),
        words=_list_words(call),
        history=find_unconfirmed(call, "provider", provider_id),
        **WORDS,
    )


def _list_papers(call: PageCall, provider_id: int) -> tuple[list[BookLine], list[FilingLine]]:
    """List the provider's two-party papers and filings, for who may read them."""
    books = list_books(call.unit, provider_id=provider_id) if call.may(READ_TASK_BOOKS) else []
    filings = list_lines(call.unit, provider_id=provider_id) if call.may(READ_FILINGS) else []
    call.shows("task_book", [line.book.id for line in books])
    call.shows("material_filing", [line.filing.id for line in filings])
    return books, filings


def _read_quarter(opened: str) -> date | None:
    """The quarter whose answers are opened, if any is."""
    try:
        return date.fromisoformat(opened.removeprefix("answers-"))
    except ValueError:
        return None


def _list_words(call: PageCall) -> dict[str, Any]:
    """Chinese names of what is stored as words."""
    return {
        "categories": {category.key: category.zh for category in call.profile.categories},
        "industries": {industry.key: industry.zh for industry in call.profile.industries},
        "decisions": KINDS_OF_DECISION,
        "progress": KINDS_OF_PROGRESS,
        "accepted": ACCEPTED,
        "found": FOUND,
        "conducts": CONDUCTS,
        "changes": CHANGES,
        "leads": LEADS,
        "books": STATES_OF_BOOK,
        "filings": STATES_OF_FILING,
        "topics": list(call.profile.rating_topics.values()),
    }


@page("/providers/<id(provider):entry_id>/history", "ledger.read", "服务商登记经过")
def provider_history(call: PageCall, entry_id: int) -> Result:
    """What was ever recorded of a provider itself."""
    return show_entry(call, Provider.declaration, entry_id)
