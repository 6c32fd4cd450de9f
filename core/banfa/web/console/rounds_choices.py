"""A provider as it is chosen in a form: by its credit code or name, or by the id that a link brings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from banfa.errors import Malformed
from banfa.ledger.kinds.providers import Provider
from banfa.ledger.recording.listing import get_named_entry, list_entries
from banfa.web.console.frame.forms import TextField, at_most, require

if TYPE_CHECKING:
    from banfa.web.console.frame.calls import PageCall
    from banfa.web.console.frame.forms import PageForm

_UNKNOWN: Final = "没有这家服务商，或不止一家；请填统一社会信用代码或完整名称。"


def choose_provider() -> Any:
    """Make the field `provider_id`."""
    return TextField(
        "服务商", hint="名称或统一社会信用代码", validators=[require("请填写服务商"), at_most(100)]
    )


def name_chosen(call: PageCall, outward: str) -> str:
    """What stands in the field when a link names the provider: its credit code, if there is one."""
    number = call.unit.ids.decode("provider", outward) if outward else None
    if number is None:
        return ""
    return get_named_entry(call.unit, Provider, number).row.uscc


def read_provider(call: PageCall, form: PageForm) -> int:
    """Read whom the field names. Raises Malformed for nobody, or for several."""
    typed = str(form["provider_id"].data)
    rows = list_entries(call.unit, Provider, profile=call.profile, q=typed, limit=20).rows
    exact = [row for row in rows if typed in {row.uscc, row.name}] or rows
    if len(exact) != 1:
        raise Malformed("provider_not_found", _UNKNOWN, field="provider_id")
    return int(exact[0].entry_id)
