"""Which function carries out which kind of work.

A handler gets a unit opened in the name of whoever asked, the work's data, and `progress(done, total,
step)` to call between its steps (not per row: each call is a transaction, seen at once by whoever asks
for the state). Its answer, JSON data, is the work's result. It does not commit: its effect and `done` are
committed together, and it is run again from the start when its worker dies. A `BanfaError` it raises is
final, except `Unavailable`; after any other error the work is tried again.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from banfa.errors import Unavailable
from banfa.procedures.rounds.computing import compute_round
from banfa.procedures.rounds.transitions import COMPUTE
from banfa.procedures.watch.runs import WATCH, run_watch
from banfa.trust.unit import Unit

Progress = Callable[[int, int, str], None]
Handler = Callable[[Unit, dict[str, Any], Progress], Mapping[str, Any]]

HANDLERS: Final[dict[str, Handler]] = {
    COMPUTE: compute_round,
    WATCH: run_watch,
}
"""By kind, `thing.verb`. Handlers that do the bureau's work live in `procedures`."""


def find_handler(kind: str) -> Handler:
    """Return the function for this kind.

    Raises Unavailable (`work_kind_unknown`): while a new version is rolled out, an old worker may meet a kind
    that only the new ones know, and the work waits for one of these.
    """
    try:
        return HANDLERS[kind]
    except KeyError:
        raise Unavailable(
            "work_kind_unknown", f"当前版本不能处理“{kind}”类任务，请升级后台程序。", kind=kind
        ) from None
