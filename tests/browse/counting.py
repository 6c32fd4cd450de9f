"""Counting what a task costs who does it: pages that load, strokes, and of a whole day the seconds."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field
from time import monotonic
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass
class Count:
    """A task's page loads and strokes. What is done in its windows goes through here.

    A load is a navigation of a window's main frame; a file that is taken away is none. A stroke is a click or
    a key; a field that is filled in, a file or an option that is chosen counts as one. `pictures` is how the
    names of its pictures begin; `record` takes what its stages cost.
    """

    task: str
    pictures: str = ""
    record: Any = None
    stages: int = 0
    loads: int = 0
    strokes: int = 0
    seen: list[str] = field(default_factory=list)

    def watch(self, window: Any) -> None:
        """Count this window too, from now on."""
        window.on("framenavigated", self._note)

    def _note(self, frame: Any) -> None:
        if frame.parent_frame is None:
            self.loads += 1
            self.seen.append(frame.url)

    def click(self, locator: Any) -> None:
        self.strokes += 1
        locator.click()

    def fill(self, locator: Any, text: str) -> None:
        self.strokes += 1
        locator.fill(text)

    def choose(self, locator: Any, label: str | None = None, *, value: str | None = None) -> None:
        self.strokes += 1
        locator.select_option(value, label=label)

    def choose_file(self, locator: Any, path: Any) -> None:
        self.strokes += 1
        locator.set_input_files(path)

    def press(self, window: Any, keys: str) -> None:
        self.strokes += len(keys.split("+"))
        window.keyboard.press(keys)

    def hold_loads(self, record: Any, bound: int) -> None:
        """Record the figures, and hold the task to so many page loads."""
        record("figures", f"task: {self.task}: {self.loads} loads (bound {bound}), {self.strokes} strokes")
        assert self.loads <= bound, self.seen

    def hold_strokes(self, record: Any, things: int, bound: int) -> None:
        """Record the figures, and hold the task to so many strokes for each of so many things."""
        each = self.strokes / things
        record("figures", f"task: {self.task}: {each:.1f} strokes each (bound {bound}), {self.loads} loads")
        assert each <= bound

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Record what a part of the task costs, with its seconds."""
        loads, strokes, since = self.loads, self.strokes, monotonic()
        yield
        cost = f"{self.loads - loads} loads, {self.strokes - strokes} strokes, {monotonic() - since:.1f} s"
        self.stages += 1
        self.record("figures", f"task: {self.task}, {self.stages:02} {name}: {cost}")
