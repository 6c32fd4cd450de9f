"""What a request may cost before anybody knows whose it is; `docs/waits.md` lists them beside all others."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Final

MEBIBYTE: Final = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """The limits of one worker process; times are seconds.

    A body has `body_time` in all, and after `body_grace` it must have come at `body_rate` bytes a second on
    average. `bodies` are read at a time; all that are held have at most `body_bytes` together. A request has
    `request_time` from when it is whole to its answer, its wait for one of `threads` included; `waiting` of
    them may wait. There is `room` in a lane (`banfa.front.lanes`), `stranger_room` in that of an address.

    Of bodies, of their bytes and of requests a bureau has `bureau_part` at most, all who are not known yet
    `strangers_part` together, and a credential, or an address of theirs, `caller_part`.

    At most `share` threads work for one bureau, `credential_share` for one of its credentials, `strangers`
    for all who are not known yet, `stranger_share` for one address of theirs: what holds up one leaves the
    others some. Of requests that compute for long (`banfa.web.limits.DEAR`) at most `dear` are carried out at
    a time, and `dear_share` of one bureau: they share one processor with all others, and two at once are
    done no sooner than one after the other. They wait for `dear_wait` at most. While another
    bureau asks for anything, or a stranger does, the place stays empty after each for `dear_rest` times as
    long as it took.

    Who is told to come later and comes at once is answered after `pause`.
    What has begun to commit in time is given `commit_time` more.
    """

    body_time: float = 120.0
    body_grace: float = 5.0
    body_rate: int = 4096
    bodies: int = 256
    body_bytes: int = 256 * MEBIBYTE
    request_time: float = 60.0
    commit_time: float = 5.0
    threads: int = 8
    share: int = 5
    credential_share: int = 4
    strangers: int = 2
    stranger_share: int = 1
    dear: int = 1
    dear_share: int = 1
    dear_rest: int = 2
    dear_wait: float = 30.0
    waiting: int = 512
    room: int = 64
    stranger_room: int = 16
    bureau_part: Fraction = Fraction(1, 4)
    strangers_part: Fraction = Fraction(1, 2)
    caller_part: Fraction = Fraction(1, 8)
    pause: float = 0.5


USUAL: Final = Limits()
