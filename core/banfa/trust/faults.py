"""What a verification finds: where something does not hold, and why."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """What does not hold, and why (Chinese, for the auditor).

    `seq` is the link's number, 0 where none is concerned; `subject` is the row that is.
    """

    seq: int
    reason: str
    subject: str = ""

    def __str__(self) -> str:
        named = (f"第{self.seq}环" if self.seq else "", self.subject)
        place = "，".join(name for name in named if name)
        return f"{place}：{self.reason}" if place else self.reason
