"""What these visits are not called: 行政检查 is for bodies of enforcement alone (国办发〔2024〕54号)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from banfa.errors import Malformed
from banfa.ledger.entries.fields import Field

if TYPE_CHECKING:
    from banfa.procedures.inputs import Inputs

_CALLED: Final = re.compile("(行政|执法)检查")
_NOT_CALLED: Final = re.compile(
    "(不属于|不是|并非|不构成|不作为|不视为|不等同于|不同于|区别于|不得开展|不开展|不实施|非)"
    "(任何|涉企)?(行政|执法)检查([、和或](行政|执法)检查)?"
)
"""Words that say of a visit that it is no inspection."""
_TITLE: Final = re.compile("《[^《》]*(法|条例|规定|办法|意见|通知|决定|方案)》")
"""A document that is cited is called what it is called."""


def check_words(data: Inputs) -> None:
    """Check that nothing calls a visit an inspection by an enforcement body. Raises Malformed."""
    for name, declared in data.fields.items():
        value = getattr(data, name)
        texts = value if isinstance(value, list) else [value]
        if isinstance(declared, Field) and any(_calls_inspection(str(words)) for words in texts):
            message = f"{declared.zh}（{name}）不能写行政检查、执法检查：走访、评测等不是行政检查，请改写。"
            raise Malformed("not_an_inspection", message, field=name)


def _calls_inspection(words: str) -> bool:
    """Whether words call something an inspection; to say that it is none, or to cite a title, does not."""
    return _CALLED.search(_NOT_CALLED.sub("", _TITLE.sub("", squeeze(words)))) is not None


def squeeze(name: str) -> str:
    """A name without blanks, to be compared."""
    return "".join(name.split())
