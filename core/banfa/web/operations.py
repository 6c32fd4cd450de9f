"""Operations: every route of the API with its action, its forms and its answer, declared beside its view.

A topic is a blueprint; `topic.get(…)` and `topic.post(…)` above a view declare an operation. What the
document says of it and what the wrapper does with it come from the same declaration.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Final, TypeVar

from flask import Response
from flask_smorest import Blueprint
from marshmallow import Schema

from banfa.trust.permissions import ACTIONS
from banfa.web.document import described
from banfa.web.forms import Form, Query
from banfa.web.responses import Answer
from banfa.web.wrapper import carry_out

PREFIX: Final = "/api/v1/<tenant>"
MEBIBYTE: Final = 1 << 20

View = Callable[..., Answer]
V = TypeVar("V", bound=View)


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """One route. `name` is its operationId and `summary` its Chinese name.

    `own` lists the roles whose scope is only their own records and whom the view confines to these; any other
    role of that scope is refused. `versioned` operations ask for If-Match. `largest` is in bytes.
    `by_row`: each of the body's `rows` is taken or refused by itself. `unchanged`: it also answers with 200,
    when what was sent is there already.
    """

    name: str
    method: str
    rule: str
    action: str
    summary: str
    view: View
    body: Schema
    query: Schema
    answer: type[Schema] | None
    status: int
    unchanged: bool
    own: frozenset[str]
    versioned: bool
    largest: int
    media_type: str
    by_row: bool

    @property
    def reads(self) -> bool:
        """Whether it changes nothing."""
        return self.method == "GET"


class Topic(Blueprint):  # type: ignore[misc]
    """The operations of one topic; `zh` is the heading in the document."""

    def __init__(self, name: str, zh: str) -> None:
        super().__init__(name, __name__, url_prefix=PREFIX, description=zh)
        self.operations: list[Operation] = []

    def get(self, rule: str, **declared: Any) -> Callable[[V], V]:
        """Declare an operation that reads."""
        return self._declare("GET", rule, status=200, **declared)

    def post(self, rule: str, *, status: int = 200, **declared: Any) -> Callable[[V], V]:
        """Declare an operation that changes something."""
        return self._declare("POST", rule, status=status, **declared)

    def _declare(self, method: str, rule: str, **declared: Any) -> Callable[[V], V]:
        def declare(view: V) -> V:
            self.declare(view, method=method, rule=rule, **declared)
            return view

        return declare

    def declare(
        self,
        view: View,
        *,
        method: str,
        rule: str,
        action: str,
        summary: str,
        answer: type[Schema] | None,
        status: int,
        name: str = "",
        description: str = "",
        body: type[Schema] = Form,
        query: type[Schema] = Query,
        own: Iterable[str] = (),
        versioned: bool = False,
        largest: int = MEBIBYTE,
        media_type: str = "application/json",
        by_row: bool = False,
        unchanged: bool = False,
    ) -> None:
        """Declare an operation whose view is made elsewhere. Raises ValueError for an unknown action."""
        if action not in ACTIONS:
            message = f"{rule}: there is no action {action!r}; add it to the table of permissions"
            raise ValueError(message)
        operation = Operation(
            name=name or view.__name__,
            method=method,
            rule=rule,
            action=action,
            summary=summary,
            view=view,
            body=body(),
            query=query(),
            answer=answer,
            status=status,
            own=frozenset(own),
            versioned=versioned,
            largest=largest,
            media_type=media_type,
            by_row=by_row,
            unchanged=unchanged,
        )
        self.operations.append(operation)
        self.add_url_rule(
            rule,
            operation.name,
            _documented(operation, description),
            methods=[method],
        )


def _documented(operation: Operation, description: str) -> Callable[..., Response]:
    """The function that flask calls for an operation, carrying what the document says of it."""

    def handle(**path: Any) -> Response:
        return carry_out(operation, path)

    handle._apidoc = {"manual_doc": described(operation, description)}  # type: ignore[attr-defined]  # noqa: SLF001
    return handle
