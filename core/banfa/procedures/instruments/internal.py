"""Internal procedure (内部程序): what officials need and no measure provides.

An instrument switches it on; it is marked as such. Without one there are no objections to file, and one
reviewer who is not the officer in charge approves.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from banfa.errors import Malformed

if TYPE_CHECKING:
    from collections.abc import Mapping

MOST_STEPS = 6


@dataclass(frozen=True, slots=True)
class InternalProcedure:
    """`objections`: whether they can be filed while grades are public. `review_steps`: how many must approve.

    `document_no` names the instrument, None where nothing was switched on.
    """

    objections: bool = False
    review_steps: int = 1
    document_no: str | None = None


def check_house(body: Mapping[str, Any]) -> dict[str, Any]:
    """The body of a house instrument: {"objections": true, "review_steps": 3}. Raises Malformed."""
    if not body or set(body) - {"objections", "review_steps"}:
        raise Malformed(
            "internal_invalid",
            "内部程序可设 objections（是否受理异议）和 review_steps（审核步数）。",
            field="body",
        )
    steps = body.get("review_steps", 1)
    if isinstance(steps, bool) or not isinstance(steps, int) or not 1 <= steps <= MOST_STEPS:
        raise Malformed(
            "internal_invalid", f"review_steps 须为 1 至 {MOST_STEPS} 的整数。", field="body.review_steps"
        )
    if not isinstance(body.get("objections", False), bool):
        raise Malformed("internal_invalid", "objections 须为 true 或 false。", field="body.objections")
    return dict(body)


def internal_procedure_of(instruments: list[dict[str, Any]]) -> InternalProcedure:
    """What an edition's instruments, in order, switch on."""
    body: dict[str, Any] = {}
    document_no = None
    for one in instruments:
        if one["kind"] == "internal":
            body |= one["body"]
            document_no = one["document_no"]
    return InternalProcedure(
        bool(body.get("objections", False)), int(body.get("review_steps", 1)), document_no
    )
