"""What a page's function is given, and what it gives back."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Final, TypeVar

from flask import render_template, request, url_for

from banfa.errors import BanfaError, Malformed, PreconditionFailed
from banfa.trust.permissions import PERMISSIONS
from banfa.trust.reads import Reading
from banfa.web.console.frame.declared import find_home, is_open
from banfa.web.console.frame.formats import format_cell
from banfa.web.console.frame.meanwhile import SEEN, find_last_act, list_differences, read_seen, sign_seen
from banfa.web.console.frame.sign_ons import count_seats
from banfa.web.traces import PAGING, WITHHELD

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from banfa.cities.profile import Profile
    from banfa.trust.sessions import Login
    from banfa.trust.unit import Unit
    from banfa.web.console.frame.declared import Page
    from banfa.web.console.frame.forms import PageForm
    from banfa.web.console.frame.meanwhile import Meanwhile
    from banfa.web.responses import FileContent

_VERSION: Final = re.compile(r"[0-9]{1,9}", re.ASCII)

LATE: Final = frozenset(
    {"changed_meanwhile", "objection_decided", "day_recorded", "work_ended", "work_not_failed"}
)
"""Problems that somebody else's act has made who was quicker, besides those of a version (412)."""

F = TypeVar("F", bound="PageForm")


@dataclass(frozen=True, slots=True)
class Html:
    """A page to be shown."""

    text: str
    status: int = 200


@dataclass(frozen=True, slots=True)
class Done:
    """Something was done: what to say of it, and the address where it is seen.

    `secret` is said once with the message, and stored nowhere.
    """

    location: str
    message: str
    secret: str = ""


@dataclass(frozen=True, slots=True)
class File:
    """A file to be taken away; `headers` are set besides, or instead."""

    data: bytes
    name: str
    media_type: str
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Download:
    """A stored file to be taken away, in pieces."""

    content: FileContent
    name: str
    media_type: str


Result = Html | Done | File | Download


def is_stale(problem: BanfaError | None) -> bool:
    """Whether what was typed could not be carried out since somebody else was quicker."""
    return isinstance(problem, PreconditionFailed) or (problem is not None and problem.code in LATE)


@dataclass(slots=True, kw_only=True)
class PageCall:
    """One request of a page, admitted, in its open transaction.

    `unit`, `profile` are as in the API's `Call`. `submitted`: the unit may write, and what was typed is to be
    carried out. Where that failed, the page is shown once more, with the `problem`, in a reading unit.
    `subject` is what the page is about, as the audit names it. `meanwhile` is set by a page that knows more
    of what others have changed than the audit says.
    """

    unit: Unit
    profile: Profile
    login: Login
    page: Page
    submitted: bool = False
    problem: BanfaError | None = None
    subject: str = ""
    meanwhile: Meanwhile | None = None
    values: dict[str, Any] = field(default_factory=dict)
    readings: dict[str, Reading] = field(default_factory=dict)

    @property
    def version(self) -> int:
        """The version that the form was filled from. Raises Malformed without one."""
        text = request.form.get("version", "")
        if not _VERSION.fullmatch(text):
            raise Malformed("version_required", "这一页不完整，请重新打开。")
        return int(text)

    @property
    def stale(self) -> bool:
        """Whether somebody else was quicker: the page says what has changed meanwhile."""
        return is_stale(self.problem)

    @property
    def seen(self) -> dict[str, Any]:
        """What the form about this thing was filled from, as `track` has signed it. Raises Malformed."""
        return read_seen(subject=self.subject)

    def track(
        self,
        now: Mapping[str, Any],
        zh: Mapping[str, str],
        form: PageForm,
        *,
        word: Callable[[Any], str] = format_cell,
    ) -> str:
        """Give the hidden field of a form about a thing without a version: what it is filled from, `now`.

        It is plain data. Where somebody was quicker, what of it is otherwise now is told, by the names in
        `zh` and in the words of `word`, beside what was typed.
        """
        act = self.find_meanwhile() if self.stale else None
        if act is not None:
            differences = list_differences(self.seen, now, zh=zh, typed=form.describe(), word=word)
            self.meanwhile = replace(act, differences=differences)
        return request.form.get(SEEN) or sign_seen(now, subject=self.subject)

    def find_meanwhile(self) -> Meanwhile | None:
        """Who was quicker, when, with what: as the page has found it, else as the audit says."""
        if self.meanwhile is None and self.subject:
            self.meanwhile = find_last_act(self.unit, self.subject)
        return self.meanwhile

    @property
    def can_switch(self) -> bool:
        """Whether there is another bureau or role to switch to."""
        return count_seats(self.login) > 1

    def may(self, action: str) -> bool:
        """Whether who is logged in may do this: what he may not is not offered."""
        return PERMISSIONS[self.unit.actor.role, action] is not None

    def opens(self, page: str) -> bool:
        """Whether the page of this name is open to who is logged in: no link leads to one that is not."""
        return is_open(page, self.unit.actor.role)

    @property
    def home(self) -> str:
        """The page on which his work begins."""
        return find_home(self.unit.actor.role)

    def name_edition(self, key: str) -> str:
        """The title of an edition; the key of one that the city no longer has."""
        return next((edition.title for edition in self.profile.editions if edition.key == key), key)

    def form(self, kind: type[F], obj: Any = None, /, **defaults: Any) -> F:
        """Make a form: of what was typed, or of the attributes of `obj` and `defaults`."""
        form = kind(obj=obj, data=defaults or None)
        if self.problem is not None:
            form.take_problem(self.problem)
        return form

    def takes(self, form: PageForm) -> bool:
        """Whether to carry out what was typed. Raises FormProblem where a field is wrong in itself."""
        if not self.submitted:
            return False
        form.check()
        return True

    def shows(self, kind: str, numbers: Iterable[int]) -> None:
        """Say whose personal data the page shows, by kind: it leaves a trace, or is not shown."""
        filters = {name: WITHHELD for name, value in request.args.items() if value and name not in PAGING}
        before = self.readings[kind].shown if kind in self.readings else ()
        reading = Reading(way=self.page.name, kind=kind, shown=sorted({*before, *numbers}), filters=filters)
        self.readings[kind] = reading

    def render(self, template: str, **values: Any) -> Html:
        """Show the page by a template."""
        return Html(render_template(template, call=self, **values))

    def done(self, endpoint: str, message: str, *, secret: str = "", **values: Any) -> Done:
        """Say that it was done, and lead to a page where it is seen; `message` ends without a full stop."""
        return Done(url_for(f"console.{endpoint}", **values), message, secret)

    def outward(self, kind: str, number: int) -> str:
        """The outward id of a thing, for an address."""
        return self.unit.ids.encode_one(kind, number)
