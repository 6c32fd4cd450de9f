"""Load one city in a process of its own: a plugin that hangs, exits or crashes takes nobody with it.

`python -m banfa.cities.probe NAME` prints what is wrong as a JSON list, once the city has been loaded.
"""

from __future__ import annotations

import json
import subprocess
import sys
from importlib.metadata import EntryPoint

from .discovery import PATIENCE, duplicate, installed, load_entry, not_installed, too_slow
from .problems import CityUnavailable, Problem

MARK = "banfa-city-probe:"
"""In front of the answer, so that what a plugin prints is not taken for it."""


def probe(name: str, *, patience: float = PATIENCE) -> tuple[Problem, ...]:
    """What is wrong with an installed city, found in a process that is ended after so many seconds."""
    command = [sys.executable, "-m", __name__, name]
    try:
        done = subprocess.run(  # noqa: S603 - our own interpreter and module
            command, capture_output=True, check=False, encoding="utf-8", timeout=patience
        )
    except subprocess.TimeoutExpired:
        return (too_slow(name, patience),)
    for line in done.stdout.splitlines():
        if line.startswith(MARK):
            return tuple(Problem(**data) for data in json.loads(line.removeprefix(MARK)))
    last = (done.stderr.strip().splitlines() or [f"退出状态 {done.returncode}"])[-1]
    mend = "去掉模块顶层里的 exit 和会使进程退出的调用；插件只构造值"
    return (Problem(name, "import-crashes", f"装载时进程结束：{last}", mend),)


def found(name: str) -> tuple[Problem, ...]:
    """What is wrong with it, found in this process."""
    points = [p for p in installed() if p.name == name]
    match points:
        case []:
            return (not_installed(name, sorted({p.name for p in installed()})),)
        case [EntryPoint() as point]:
            try:
                load_entry(point, patience=PATIENCE)
            except CityUnavailable as error:
                return error.problems
            return ()
    return (duplicate(name, [p.value for p in points]),)


def main() -> None:
    """Answer the probing process."""
    problems = found(sys.argv[1])
    print(MARK + json.dumps([p.as_data() for p in problems], ensure_ascii=True), flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
