"""Values to be tried on a field, by type, written by hand: good, bad, at and beyond each bound."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tests.web.clients import credit_code

DAY = "2026-03-01"
DOCUMENT, DATABASE = "document", "database"


@dataclass(frozen=True)
class Case:
    """A value (or what makes a new one), whether it is good, and who cannot tell that it is not."""

    value: Any
    good: bool
    untold: str = ""

    def make(self):
        return self.value() if callable(self.value) else self.value


def good(*values):
    return [Case(value, good=True) for value in values]


def bad(*values, untold=""):
    return [Case(value, good=False, untold=untold) for value in values]


NO_TEXT = (5, True, ["x"])
NO_INTEGER = (True, False, 1.5, "5", "", 10**30)
NO_BOOLEAN = (1, 0, "true", "")
NO_OBJECT: tuple[object, ...] = ("x", "", [], 5, True)


def of_text(most, word):
    fits = good(word, f"  {word}二 ", ("汉" + word * most)[:most], (word * most)[:most])
    wrong = bad("", "  ", "\u3000", "a" * (most + 1), *NO_TEXT)
    return fits + wrong + bad("a\x00b", "a\ud800")


def of_key(most, word):
    # What is there once invisible characters are gone is all there is.
    return of_text(most, word) + good(f"Ｎ—１\u200b{word}") + bad("\u200b\ufeff", "\u00ad")


def of_day():
    spelled = ("20260301", "2026-W09-7", "2026-3-1", "2026/03/01", "2026-03-01T00:00:00")
    bounds = bad("1949-09-30", "2200-01-01", "2026-02-30", "9999-12-31")
    return good(DAY, "1949-10-01", "2199-12-31") + bad(*spelled, "", 20260301, *NO_TEXT) + bounds


def of_instant():
    spelled = ("20260301T080000Z", "2026-W09-7T08:00:00Z", "2026-03-01T08:00:00", "2026-03-01 08:00:00Z", DAY)
    bounds = bad("1949-12-31T08:00:00Z", "2200-01-01T08:00:00Z", "2026-02-30T08:00:00Z")
    return good("2026-03-01T08:00:00+08:00", "1950-01-01T00:00:00.25Z") + bad(*spelled, "", *NO_TEXT) + bounds


def of_integer(low, high):
    # JSON Schema calls 1.0 an integer: no schema can say otherwise.
    return good(low, high) + bad(low - 1, high + 1, *NO_INTEGER) + bad(1.0, untold=DOCUMENT)


def of_id(pattern):
    # The base reports refer to what there is. The number behind an id is good in a column, and nowhere else.
    nobody = pattern.removeprefix("^").split("[")[0] + "0" * 32
    return good(nobody) + bad(1.5, {}, *NO_TEXT, untold=DATABASE)


def of_choice(enum):
    words = [word for word in enum if word]
    return good(words[0], words[-1]) + bad("nope", "", words[0] + " ", *NO_TEXT)


def of_uscc():
    # A document cannot compute a check digit, nor say every spelling that is taken.
    codes = good(credit_code, lambda: credit_code().lower(), lambda: f" {credit_code()}\u200b")
    return codes + bad("123", "9" * 41, "", "\x00", *NO_TEXT) + bad("好" * 18, untold=DOCUMENT)


LISTS = bad(5, "x", "", {}, [5], [None], [1.5], ["x"] * 501)
OBJECTS = [{"name": "软件", "amount": 0}, {"name": "培训"}, {"name": "服务", "amount": None}]
ITEMS = [
    *good([], OBJECTS, [{"name": "a" * 200, "amount": 10**15}], [{"name": "x"}] * 500),
    *bad([{}], [{"name": ""}], [{"name": "a" * 201}], [{"name": 5}], [{"name": None}], [{"amount": 1}]),
    *(Case([{"name": "x", "amount": v}], good=False) for v in (-1, 10**15 + 1, True, 1.5, "5", [1])),
    *bad([{"name": "x", "price": 1}], [["name"]], [[{"name": "x"}]]),
]


def of_texts(longest, most):
    # PostgreSQL checks no single element of an array by an expression of its own.
    return [
        *good([], ["排产", "质检"], ["a" * longest]),
        *bad([""], ["\x00"], [f"x{n}" for n in range(most + 1)]),
        *bad(["a" * (longest + 1)], ["  "], untold=DATABASE),
    ]


def of_words(schema, word):
    if "enum" in schema:
        return of_choice(schema["enum"])
    if schema.get("format") == "date":
        return of_day()
    if schema.get("format") == "date-time":
        return of_instant()
    if "minLength" not in schema:
        return of_id(schema["pattern"])
    if schema["minLength"] == 18:
        return of_uscc()
    return (of_key if "\\u200b" in schema["pattern"] else of_text)(schema["maxLength"], word)


def of_array(schema):
    item = schema["items"]
    return ITEMS if item["type"] == "object" else of_texts(item["maxLength"], schema["maxItems"])


BY_TYPE = {
    "boolean": lambda *_: [Case(value, good=True) for value in (True, False)] + bad(*NO_BOOLEAN),
    "integer": lambda schema, _: of_integer(schema["minimum"], schema["maximum"]),
    "array": lambda schema, _: LISTS + of_array(schema),
    "object": lambda *_: bad(*NO_OBJECT),
    "string": of_words,
}


def list_cases(field, schema):
    """The values to be tried on a field, by what the document says of it."""
    kind, *null = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    return [*BY_TYPE[kind](schema, f"好{field}"), Case(None, good=bool(null))]
