"""Load cities in a process of their own: a plugin that hangs, exits or crashes takes nobody with it.

`python -m banfa.cities.loading.isolated_load NAME…` says of each city in turn what is
wrong with it, once it has been loaded.
"""

from __future__ import annotations

import faulthandler
import json
import os
import subprocess
import sys
from queue import Empty, SimpleQueue
from tempfile import TemporaryFile
from threading import Thread
from typing import IO, TYPE_CHECKING, Final

from banfa.cities.loading.discovery import (
    LOAD_TIMEOUT_S,
    Cities,
    duplicate_problem,
    find_entry_points,
    load_cities,
    load_entry,
    not_installed_problem,
    timeout_problem,
)
from banfa.cities.problems import CityUnavailable, Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

ANSWER_PREFIX: Final = "banfa-city-probe:"
"""In front of an answer, so that what a plugin prints is not taken for one."""
INHERITED: Final = ("PATH", "HOME", "LANG", "TZ", "TMPDIR", "VIRTUAL_ENV")
INHERITED_PREFIXES: Final = ("LC_", "PYTHON", "COVERAGE_", "COV_CORE_")
"""What a plugin may see of our environment: no address of a server, no password, no secret."""
GRACE_S: Final = 10.0
"""Seconds after which a process ends itself that nobody has ended: whoever started it is gone."""

CityProblems = tuple[str, tuple[Problem, ...]]
"""A city, and what is wrong with it."""


def load_sound_cities(*, timeout_s: float = LOAD_TIMEOUT_S) -> Cities:
    """Load the cities of this installation, for a process that has to live: only what loads elsewhere.

    A thread can wait for a plugin no longer, but not end one that never lets go, calls `os._exit` or
    crashes the interpreter.
    """
    points = find_entry_points()
    return load_cities(
        points, timeout_s=timeout_s, known=probe_cities({p.name for p in points}, timeout_s=timeout_s)
    )


def probe_city(name: str, *, timeout_s: float = LOAD_TIMEOUT_S) -> tuple[Problem, ...]:
    """List what is wrong with an installed city."""
    return probe_cities([name], timeout_s=timeout_s)[name]


def probe_cities(
    names: Iterable[str], *, timeout_s: float = LOAD_TIMEOUT_S
) -> dict[str, tuple[Problem, ...]]:
    """List what is wrong with each, in one process unless one of them ends it or does not come to an end.

    `timeout_s` is how many seconds each may take.
    """
    answers: dict[str, tuple[Problem, ...]] = {}
    while left := sorted(set(names) - set(answers)):
        answers.update(_probe_in_process(left, timeout_s))
    return answers


def _probe_in_process(names: Sequence[str], timeout_s: float) -> Iterator[CityProblems]:
    """Ask one process about these cities, up to the first that it does not get over."""
    command = [sys.executable, "-P", "-m", __name__, str(timeout_s + GRACE_S), *names]
    answers: SimpleQueue[str | None] = SimpleQueue()
    with TemporaryFile("w+", encoding="utf-8", errors="replace") as errors:
        child = subprocess.Popen(  # noqa: S603 - our own interpreter and module
            command,
            env=_make_environ(os.environ),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=errors,
            encoding="utf-8",
            errors="replace",
        )
        Thread(target=_pass_on_answers, args=(child.stdout, answers), daemon=True).start()
        try:
            for name in names:
                answer = answers.get(timeout=timeout_s)
                if answer is None:
                    yield name, (_crash_problem(name, child.wait(timeout_s), errors),)
                    return
                yield name, tuple(Problem(**data) for data in json.loads(answer))
        except (Empty, subprocess.TimeoutExpired):
            yield name, (timeout_problem(name, timeout_s),)
        finally:
            child.kill()
            child.wait()


def _make_environ(environ: Mapping[str, str]) -> dict[str, str]:
    """The part of an environment that a plugin's process is given."""
    return {k: v for k, v in environ.items() if k in INHERITED or k.startswith(INHERITED_PREFIXES)}


def _pass_on_answers(stream: IO[str], answers: SimpleQueue[str | None]) -> None:
    """Pass on what the process answers; None at its end."""
    with stream:
        for line in stream:
            if line.startswith(ANSWER_PREFIX):
                answers.put(line.removeprefix(ANSWER_PREFIX))
    answers.put(None)


def _crash_problem(name: str, status: int, errors: IO[str]) -> Problem:
    """Make the problem that the process ended before it had an answer."""
    errors.seek(0)
    last = (errors.read().strip().splitlines() or [f"退出状态 {status}"])[-1]
    mend = "去掉模块顶层和钩子里的 exit 和会使进程退出的调用；插件只构造值"
    return Problem(name, "import-crashes", f"装载时进程结束：{last}", mend)


def _find_problems(name: str) -> tuple[Problem, ...]:
    """Find what is wrong with a city in this process."""
    points = [p for p in find_entry_points() if p.name == name]
    if not points:
        return (not_installed_problem(name, sorted({p.name for p in find_entry_points()})),)
    if len(points) > 1:
        return (duplicate_problem(points),)
    try:
        load_entry(points[0], timeout_s=LOAD_TIMEOUT_S)
    except CityUnavailable as error:
        return error.problems
    return ()


def main() -> None:
    """Answer the probing process."""
    limit, *names = sys.argv[1:]
    for name in names:
        faulthandler.dump_traceback_later(float(limit), exit=True)  # needs no turn of the interpreter
        answer = json.dumps([p.as_data() for p in _find_problems(name)], ensure_ascii=True)
        print(f"\n{ANSWER_PREFIX}{answer}", flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
