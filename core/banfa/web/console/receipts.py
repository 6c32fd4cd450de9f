"""计分底稿: the receipt of a round's last computation, to be taken along and computed again on the spot."""

from __future__ import annotations

from typing import TYPE_CHECKING

from banfa.procedures.receipts.replay import replay
from banfa.procedures.rounds.computations import receipt_bytes
from banfa.procedures.rounds.transitions import find_round
from banfa.web.console.frame.calls import File
from banfa.web.console.frame.pages import page
from banfa.web.console.rounds_view import view_round

if TYPE_CHECKING:
    from banfa.web.console.frame.calls import PageCall, Result


@page("/rounds/<id(round):round_id>/receipt", "round.read", "计分底稿")
def round_receipt(call: PageCall, round_id: int) -> Result:
    """What the receipt is, and what can be done with it."""
    return call.render("round_receipt.html", view=view_round(call, round_id), again=None, size=0)


@page("/rounds/<id(round):round_id>/receipt.json", "round.read", "计分底稿（下载）", weight=20)
def round_receipt_file(call: PageCall, round_id: int) -> Result:
    """The file, byte by byte as it was sealed."""
    name = find_round(call.unit, round_id, lock=False).name
    data = receipt_bytes(call.unit, round_id=round_id)
    return File(data, f"{name}计分底稿.json", "application/json")


@page("/rounds/<id(round):round_id>/receipt/replay", "round.read", "复算", weight=20)
def replay_round(call: PageCall, round_id: int) -> Result:
    """Compute the round again from the file alone, and say what differs."""
    data = receipt_bytes(call.unit, round_id=round_id)
    view = view_round(call, round_id)
    return call.render("round_receipt.html", view=view, again=replay(data), size=len(data))
