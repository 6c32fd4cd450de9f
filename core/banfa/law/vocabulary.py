"""Who and what a city knows: categories of provider, industries, and the kinds of record of its own."""

from __future__ import annotations

from enum import StrEnum

from banfa.law.cite import Cite
from banfa.law.values import added_part, vocabulary, word


@word
class City:
    """Who runs the measure: `key` is the plugin's name (pinyin), `zh` the city, `bureau` the authority."""

    key: str
    zh: str
    bureau: str


@word
class Category:
    """A kind of provider the measure names. `open_list` where the list ends with 等 and this is the rest.

    `consent` is the provision by which who is one is settled with the city government's consent.
    """

    key: str
    zh: str
    cite: Cite
    open_list: bool = False
    consent: Cite | None = added_part(default=None)


@word
class Industry:
    """A pilot industry; `cite` is where the measure names it, None where another document (`source`) does."""

    key: str
    zh: str
    cite: Cite | None = None
    source: str = ""


@vocabulary
class FieldType(StrEnum):
    """What a field of a record holds."""

    TEXT = "文字"
    INTEGER = "整数"
    DATE = "日期"
    CHOICE = "选项"
    YES_NO = "是否"


@word
class Field:
    """One field of a record: integers between `low` and `high` inclusive, a choice among `options`.

    Write `Field.text`, `Field.day`, `Field.number`, `Field.choice` or `Field.yes_no`.
    """

    key: str
    zh: str
    type: FieldType = FieldType.TEXT
    required: bool = True
    options: tuple[str, ...] = ()
    low: int = 0
    high: int = 1 << 31

    @classmethod
    def text(cls, key: str, zh: str, *, required: bool = True) -> Field:
        """Free text."""
        return cls(key, zh, FieldType.TEXT, required)

    @classmethod
    def day(cls, key: str, zh: str, *, required: bool = True) -> Field:
        """A day."""
        return cls(key, zh, FieldType.DATE, required)

    @classmethod
    def number(cls, key: str, zh: str, high: int = 100_000, *, low: int = 0, required: bool = True) -> Field:
        """A whole number from `low` to `high`."""
        return cls(key, zh, FieldType.INTEGER, required, low=low, high=high)

    @classmethod
    def choice(cls, key: str, zh: str, *options: str, required: bool = True) -> Field:
        """One of the options, in Chinese as the text names them."""
        return cls(key, zh, FieldType.CHOICE, required, options)

    @classmethod
    def yes_no(cls, key: str, zh: str, *, required: bool = True) -> Field:
        """Yes or no."""
        return cls(key, zh, FieldType.YES_NO, required)


@word
class RecordKind:
    """A kind of record a provision asks for.

    `item_zh` says what one record is about (a project, an enterprise): records of one item count once in
    `facts.record_items`. `amount_zh` names the whole number that `facts.record_sum` adds.
    """

    key: str
    zh: str
    cite: Cite
    item_zh: str
    fields: tuple[Field, ...] = ()
    amount_zh: str = ""
