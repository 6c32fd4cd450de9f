"""What these visits are not called: 行政检查 is for bodies of enforcement alone (国办发〔2024〕54号)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from banfa.errors import Malformed
from banfa.ledger.entries.fields import Field

if TYPE_CHECKING:
    from banfa.procedures.inputs import Inputs

NOT_CALLED: Final = ("行政检查", "执法检查")


def check_words(data: Inputs) -> None:
    """Check that nothing calls a visit an inspection by an enforcement body. Raises Malformed."""
    for name, declared in data.fields.items():
        value = getattr(data, name)
        texts = value if isinstance(value, list) else [value]
        if isinstance(declared, Field) and any(word in str(words) for words in texts for word in NOT_CALLED):
            message = f"{declared.zh}（{name}）不能写行政检查、执法检查：走访、评测等不是行政检查，请改写。"
            raise Malformed("not_an_inspection", message, field=name)


def squeeze(name: str) -> str:
    """A name without blanks, to be compared."""
    return "".join(name.split())
