"""Forms: WTForms with our words, and the problems of procedures beside the fields they are about."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from flask import g
from flask_wtf import FlaskForm
from wtforms import DateField, Field, RadioField, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice, SelectFieldBase
from wtforms.validators import DataRequired, Length, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget, TextInput

from banfa.errors import BanfaError, Malformed

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_DAY: Final = re.compile(r"(?:(?P<year>\d{4})[-/.年])?(?P<month>\d{1,2})[-/.月](?P<day>\d{1,2})日?", re.ASCII)
_INSIDE: Final = re.compile(r"^(data|body|days)\.")
"""What a field of a report, or of what a document says, is called by in the API."""
_ADDRESS: Final = re.compile(r"（/[a-z/_?=-]+）")
"""An address of the API in brackets, which people need not read."""
NOT_OFFERED: Final = "请从所列的选项中选择。"
NOT_A_DAY: Final = "没有这一天，请写成 2026-12-01 的样子。"


class FormProblem(Malformed):
    """What was typed is wrong field by field; the form holds the sentences."""

    def __init__(self, errors: dict[str, str]) -> None:
        named = [{"field": name, "code": "field_malformed", "detail": why} for name, why in errors.items()]
        super().__init__("form_malformed", "有内容要改。", errors=named)


class PageForm(FlaskForm):  # type: ignore[misc]
    """A form of a page. A field is named as the procedure's argument is, or a column of the ledger.

    `on_top` is what is wrong with none of its fields.
    """

    class Meta:
        """The token against forgery is checked before any page is called."""

        csrf = False
        locales = ("zh",)

    on_top: tuple[str, ...] = ()

    def check(self) -> None:
        """Raise FormProblem where a field is wrong in itself."""
        if not self.validate():
            raise FormProblem({name: str(whys[0]) for name, whys in self.errors.items() if name})

    def take_problem(self, problem: BanfaError) -> None:
        """Put what a procedure has found wrong beside the fields, the rest on top."""
        named: Any = problem.data.get("errors") or [
            {"field": problem.data.get("field", ""), "detail": problem.detail}
        ]
        on_top = []
        for error in named:
            field = self._fields.get(_INSIDE.sub("", str(error["field"])).partition("[")[0])
            if field is None:
                on_top.append(word_for_people(str(error["field"]), str(error["detail"])))
            else:
                field.errors = [*field.errors, word_for_people(str(error["field"]), str(error["detail"]))]
        self.on_top = tuple(on_top)

    def describe(self) -> dict[str, str]:
        """What stands in the form, by field, in the words that people read."""
        return {name: _describe_field(field) for name, field in self._fields.items()}

    @property
    def values(self) -> dict[str, Any]:
        """What was typed, by field; None where nothing was."""
        return {name: None if field.data == "" else field.data for name, field in self._fields.items()}


def _describe_field(field: Field) -> str:
    """What stands in a field: of choices their labels."""
    if isinstance(field, SelectFieldBase):
        return "、".join(option.label.text for option in field if option.checked)
    return "" if field.data is None else str(field.data)


def word_for_people(field: str, detail: str) -> str:
    """Say of a field what the API says, without the name that programs give it."""
    name, detail = field.rpartition(".")[2], _ADDRESS.sub("", detail)
    return detail.replace(f"（{name}）", "").replace(f" {name} ", "") if name else detail


def require(what: str) -> DataRequired:
    """Ask for a field, in these words."""
    return DataRequired(f"{what}。")


def at_most(length: int) -> Length:
    """Bound a text, in characters."""
    return Length(max=length, message=f"不能超过{length}个字。")


class _WithoutBlanks:
    """Text without the blanks at its ends; `hint` stands below the label."""

    def __init__(self, label: str, *, hint: str = "", validators: Iterable[Any] = (), **options: Any) -> None:
        options["filters"] = [lambda text: text and text.strip()]
        super().__init__(label, [*validators], description=hint, **options)  # type: ignore[call-arg]


class TextField(_WithoutBlanks, StringField):  # type: ignore[misc]
    """A line of text."""


class DayField(DateField):  # type: ignore[misc]
    """A day: 2026-12-01, 2026/12/1, 12月1日 of this year; typed, not picked in the browser's language."""

    widget = TextInput()

    def __init__(self, label: str, *, hint: str = "", validators: Iterable[Any] = (), **options: Any) -> None:
        super().__init__(label, [*validators], description=hint, **options)

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read what was typed. Raises ValueError, as WTForms wants."""
        text = "".join(valuelist).strip()
        if not text:
            self.data = None
            return
        self.data = _read_day(text)
        if self.data is None:
            raise ValueError(NOT_A_DAY)


def _read_day(text: str) -> date | None:
    """The day that a person means, of this year where no other is named; None where there is none."""
    match = _DAY.fullmatch(text)
    if match is None:
        return None
    try:
        return date(int(match["year"] or g.today.year), int(match["month"]), int(match["day"]))
    except ValueError:
        return None


class _OneOfThose:
    """A choice: how it is declared, and what it says of a word that it does not offer."""

    def __init__(
        self, label: str, choices: Iterable[tuple[str, str]], *, hint: str = "", **options: Any
    ) -> None:
        offered = [SelectChoice(value=value, label=zh) for value, zh in choices]
        super().__init__(label, choices=offered, description=hint, **options)  # type: ignore[call-arg]

    def pre_validate(self, form: Any) -> None:
        """Hold what came against the choices. Raises ValidationError."""
        try:
            super().pre_validate(form)  # type: ignore[misc]
        except ValidationError:
            raise ValidationError(NOT_OFFERED) from None


class ChoicesField(_OneOfThose, SelectMultipleField):  # type: ignore[misc]
    """Several of a few choices, each a box to tick."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class ChoiceField(_OneOfThose, RadioField):  # type: ignore[misc]
    """One of two or three choices, all of them in sight."""

    def pre_validate(self, form: Any) -> None:
        """Leave it to the validators whether one has to be chosen."""
        if self.data:
            super().pre_validate(form)


class LongChoiceField(_OneOfThose, SelectField):  # type: ignore[misc]
    """One of many choices."""


class LongTextField(_WithoutBlanks, TextAreaField):  # type: ignore[misc]
    """Text of several lines."""


def is_required(field: Field) -> bool:
    """Whether a field has to be filled, for its label."""
    return bool(field.flags.required)


def make_attributes(field: Field, given: Mapping[str, Any]) -> dict[str, Any]:
    """The attributes of an input: what says how to fill it in, and what is wrong with it."""
    notes = [f"{field.id}-hint"] * bool(field.description) + [f"{field.id}-why"] * bool(field.errors)
    described = {"aria_describedby": " ".join(notes)} if notes else {}
    return {**given, **described, **({"aria_invalid": "true"} if field.errors else {})}
