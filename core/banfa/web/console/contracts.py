"""合同: the list with what each counts for, and one contract's page with all that happened on it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from banfa.ledger.facts.standing import find_standings
from banfa.ledger.kinds.contracts import Contract
from banfa.procedures.instruments.editions import settle_edition_on
from banfa.procedures.subsidies.answering import answer_one
from banfa.procedures.subsidies.papers import READ
from banfa.trust.permissions import LOGS_IN
from banfa.web.console.entries import show_entry
from banfa.web.console.entries_lists import fetch_lines, make_columns, make_filters, make_query
from banfa.web.console.entries_related import list_related
from banfa.web.console.frame.columns import Column
from banfa.web.console.frame.declared import Nav
from banfa.web.console.frame.lists import Rows, Selection, list_page
from banfa.web.console.frame.pages import page

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from banfa.ledger.facts.standing import Standing
    from banfa.web.console.entries_words import Line
    from banfa.web.console.frame.calls import PageCall, Result

KIND: Final = Contract.declaration


class StandingLine:
    """A line of the list of contracts, with what the contract fails."""

    def __init__(self, line: Line, failures: Sequence[Standing]) -> None:
        self.row, self.say, self.failures = line.row, line.say, failures


def say_standing(failures: Sequence[Standing] | None) -> str:
    """Say in a word what a contract counts for."""
    if not failures:
        return "计入"
    if all(failure.open for failure in failures):
        return "尚不能确定"
    return next(failure.otherwise for failure in failures if not failure.open)


def find_failures(call: PageCall, contract_ids: Iterable[int]) -> dict[int, list[Standing]]:
    """Hold contracts against the edition in force, as the bureau has settled it."""
    law = settle_edition_on(call.unit, call.profile, day=call.unit.today)
    return find_standings(call.unit, call.profile, contract_ids, edition=law)


LISTED: Final = ("provider_id", "enterprise_id", "signed_on", "amount", "kind")
STANDING: Final = Column(zh="项目认定情况", value=lambda line: say_standing(line.failures))


@list_page(
    "/contracts",
    "ledger.read",
    "合同",
    columns=(*make_columns(KIND, LISTED), STANDING),
    query=make_query(KIND),
    filters=make_filters(KIND),
    counted_in="份",
    when_empty="还没有合同。登记或导入后列在这里。",
    template="entries.html",
    nav=Nav(section="名册", icon="file-earmark-text", order=30),
    roles=LOGS_IN,
)
def list_contracts(call: PageCall, selection: Selection) -> Rows:
    """Every contract, found by number, with what it counts for."""
    fetched = fetch_lines(call, KIND, selection)
    failures = find_failures(call, [line.row.entry_id for line in fetched.rows])
    rows = [StandingLine(line, failures.get(line.row.entry_id, ())) for line in fetched.rows]
    return Rows(rows=rows, after=fetched.after, total=fetched.total, more=fetched.more)


@page("/contracts/<id(contract):entry_id>", "ledger.read", "合同", roles=LOGS_IN)
def contract(call: PageCall, entry_id: int) -> Result:
    """One contract: what it counts for and by which provisions, progress, acceptance, what was said of it."""
    failures: Any = find_failures(call, [entry_id]).get(entry_id)
    return show_entry(
        call,
        KIND,
        entry_id,
        template="contract.html",
        failures=failures or (),
        standing=say_standing(failures),
        subsidy=answer_one(call.unit, call.profile, entry_id) if call.may(READ) else None,
        related=list_related(call, KIND, entry_id),
    )
