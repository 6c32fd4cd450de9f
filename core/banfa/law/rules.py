"""Rules about applicants, taking part in an evaluation and contracts; publicity; support for the graded."""

from __future__ import annotations

from enum import StrEnum

from banfa.law.cite import Cite
from banfa.law.expressions import Condition
from banfa.law.open_terms import Choice, OpenNumber
from banfa.law.quantity import WorkingDays
from banfa.law.values import added_part, vocabulary, word


@vocabulary
class Stage(StrEnum):
    """When a rule is asked."""

    ADMISSION = "入库"
    EVALUATION = "参评"
    CONTRACT = "签约"


@vocabulary
class Otherwise(StrEnum):
    """What follows where a rule does not hold."""

    NOT_ADMITTED = "不予入库"
    NOT_EVALUATED = "不予参评"
    NOT_COUNTED = "不计入"
    NO_SUBSIDY = "不予补助"
    CHECK = "提示核实"


@word
class Rule:
    """`holds` must be true; where it is not, `otherwise` follows. `categories` as in a clause."""

    cite: Cite
    zh: str
    stage: Stage
    holds: Condition | Choice
    otherwise: Otherwise
    categories: tuple[str, ...] = ()


@vocabulary
class Listed(StrEnum):
    """Whose grades a public list names, beside the bureau, which sees all."""

    ALL = "全部等级"
    NOT_THE_LAST = "末等不列名"


@word
class Publicity:
    """公示 of proposed grades: at least so long; open (in working days) where the text names no period.

    `listed`: whose grades are shown to others than the bureau and the provider itself.
    """

    cite: Cite
    at_least: WorkingDays | OpenNumber
    listed: Listed | Choice = added_part(default=Listed.ALL)


@word
class Support:
    """What the graded are offered (激励), and to which grades; no `labels` where the text names none."""

    cite: Cite
    zh: str
    labels: tuple[str, ...] = ()
