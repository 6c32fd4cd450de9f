"""补记日期: days of a decision that became known after it was made, with the paper that shows them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from flask import request

from banfa.errors import Malformed
from banfa.ledger.kinds.decisions import KINDS_OF_DECISION, Decision
from banfa.ledger.recording.listing import get_entry
from banfa.procedures.decisions.proposing import LATER_DAYS, propose_days
from banfa.web.console.decisions_fields import list_missing_days
from banfa.web.console.entries_lists import make_address
from banfa.web.console.frame.forms import DayField, PageForm, TextField, at_most, require
from banfa.web.console.frame.pages import page

if TYPE_CHECKING:
    from collections.abc import Iterable

    from banfa.web.console.frame.calls import PageCall, Result

KIND: Final = Decision.declaration


class DaysForm(PageForm):
    """The paper that shows the days; a field for each day that is not on record follows."""

    document_no = TextField(
        "文号", hint="证明这一日期的文件或送达回证", validators=[require("请填写文号"), at_most(200)]
    )

    def check(self) -> None:
        """Want one day at least. Raises Malformed."""
        super().check()
        days = [name for name in self._fields if name in LATER_DAYS]
        if not any(self[name].data for name in days):
            raise Malformed("field_missing", "请至少填写一个日期。", field=next(iter(days), ""))


@page("/decisions/<id(decision):entry_id>/days", "decision.propose", "补记日期", writes=True)
def new_days(call: PageCall, entry_id: int) -> Result:
    """Propose days that came to be known after a decision was made."""
    decision = get_entry(call.unit, Decision, entry_id)
    missing = list_missing_days(decision)
    offered = [name for name in LATER_DAYS if name in missing or request.form.get(name)]
    form = call.form(_make_form(offered))  # with what was recorded since: it is refused, and not left out
    if call.takes(form):
        days = {name: form[name].data for name in offered if form[name].data is not None}
        document_no = str(form.document_no.data)
        proposed = propose_days(
            call.unit, call.profile, decision_id=entry_id, document_no=document_no, days=days
        )
        outward = call.outward("decision_proposal", proposed.id)
        return call.done("proposal", f"已提出{document_no}，等另一人确认", proposal_id=outward)
    return call.render(
        "proposal_days.html",
        form=form,
        decision=decision,
        offered=offered,
        zh=KINDS_OF_DECISION[decision.kind],
        back=make_address(call, KIND.name, entry_id),
    )


def _make_form(missing: Iterable[str]) -> type[DaysForm]:
    days: dict[str, Any] = {name: DayField(KIND.field(name).zh) for name in missing}
    return type("DaysOfDecisionForm", (DaysForm,), days)
