"""Which function carries out which kind of work.

A handler gets a unit opened in the name of whoever asked, what was asked for, and `progress(done, total,
step)` to call between its steps (not per row: each call is a transaction, seen at once by whoever asks
for the state). Its answer is the work's result. Both are declared classes; they are JSON data only here and
where work is asked for. It does not commit: its effect and `done` are committed together, and it is run again
from the start when its worker dies. A `BanfaError` it raises is final, except `Unavailable`; after any other
error the work is tried again.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final, TypeVar

import msgspec

from banfa.errors import Unavailable
from banfa.procedures.chain_verification import VERIFY, VerificationRequest, carry_out_verification
from banfa.procedures.imports.confirming import carry_out_recording
from banfa.procedures.imports.preview import carry_out_preview
from banfa.procedures.imports.requests import (
    BATCH_PREVIEW,
    BATCH_RECORD,
    PREVIEW,
    RECORD,
    BatchRequest,
    ImportRequest,
)
from banfa.procedures.imports.together import carry_out_batch_preview, carry_out_batch_recording
from banfa.procedures.rounds.computing import compute_round
from banfa.procedures.rounds.requests import COMPUTE, ComputationRequest
from banfa.procedures.watch.runs import WATCH, RunRequest, run_watch
from banfa.trust.unit import Unit

Progress = Callable[[int, int, str], None]
Handler = Callable[[Unit, dict[str, Any], Progress], Mapping[str, Any]]
R = TypeVar("R")


def _make_handler(request: type[R], function: Callable[[Unit, R, Progress], object]) -> Handler:
    """Make a handler of a function whose request and answer are declared classes."""

    def handle(unit: Unit, data: dict[str, Any], progress: Progress) -> Mapping[str, Any]:
        answer = function(unit, msgspec.convert(data, request), progress)
        result: Mapping[str, Any] = msgspec.to_builtins(answer)
        return result

    return handle


HANDLERS: Final[dict[str, Handler]] = {
    COMPUTE: _make_handler(ComputationRequest, compute_round),
    WATCH: _make_handler(RunRequest, run_watch),
    PREVIEW: _make_handler(ImportRequest, carry_out_preview),
    RECORD: _make_handler(ImportRequest, carry_out_recording),
    BATCH_PREVIEW: _make_handler(BatchRequest, carry_out_batch_preview),
    BATCH_RECORD: _make_handler(BatchRequest, carry_out_batch_recording),
    VERIFY: _make_handler(VerificationRequest, carry_out_verification),
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
