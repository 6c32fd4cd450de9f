"""Looking at an authority once more, at the last moment before what is done under it takes effect."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import request

from banfa.errors import Unauthorised, Unavailable
from banfa.trust.actor import SETS
from banfa.web.context import BEGIN_COMMIT

if TYPE_CHECKING:
    from collections.abc import Callable

    from banfa.trust.actor import Actor


def confirm(recognise: Callable[[], Actor], actor: Actor) -> None:
    """Look at the authority of a request again, by token or session.

    What others have committed meanwhile counts, what the request itself does to its credential does not.
    Raises as `recognise` does, Unauthorised (`authority_changed`), and Unavailable (`request_timed_out`) for
    a request that the front has given up.
    """
    present = recognise()
    if any(getattr(present, name) != getattr(actor, name) for name in SETS):
        raise Unauthorised("authority_changed", "办理期间授权发生变更，没有产生任何变更，请重新提交。")
    begin_commit = request.environ.get(BEGIN_COMMIT)
    if begin_commit is not None and not begin_commit():
        raise Unavailable("request_timed_out", "没有在限定时间内办完，没有产生任何变更，请稍后重试。")
