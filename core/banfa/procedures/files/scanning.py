"""A scanner for viruses, where the operator has one: a command of his, given the path of each file.

It ends with 0 where the file is clean and with 1 where it is infected, as `clamdscan` does; anything else,
and no end within `TIMEOUT_S`, is no answer, and what has not been scanned is not taken.
"""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING, Final

from banfa.errors import Unavailable
from banfa.logs import get_logger
from banfa.procedures.files.rejecting import reject

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

TIMEOUT_S: Final = 20
CLEAN, INFECTED = 0, 1

log = get_logger("banfa.files")


def scan(command: Sequence[str], path: Path) -> None:
    """Have a file scanned; without a command nothing is.

    Raises Malformed (`file_infected`), Unavailable (`scan_unfinished`).
    """
    if not command:
        return
    status = _run([*command, str(path)])
    if status == INFECTED:
        raise reject(
            "file_infected", "病毒扫描认为此文件带毒，不予接收；请先在报送的电脑上查杀，再重新生成文件"
        )
    if status != CLEAN:
        log.error("scan_unfinished")
        raise Unavailable(
            "scan_unfinished", "病毒扫描未完成，文件没有保存；请稍后重试，仍不行的请告知运维人员。"
        )


def _run(command: Sequence[str]) -> int | None:
    """Give the exit status, None where there is none."""
    try:
        done = subprocess.run(  # noqa: S603 - the operator's own command, without a shell
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=TIMEOUT_S,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.returncode
