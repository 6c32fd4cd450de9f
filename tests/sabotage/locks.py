"""The locks of `locks/*.yaml`, each as the small patch that opens it and the test that has to go red.

`old` stands exactly once in `file`; a lock whose patch no longer applies is an error, so that the table
follows the code. Whoever adds a lock adds its row; whoever finds one that no test notices writes the test.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import yaml

HERE: Final = Path(__file__).parent
TREE: Final = HERE.parent.parent
MAKES_SERVERS: Final = ("core/banfa/database/", "core/banfa/embedded/", "deploy/")
"""What the server or its schema is made by: a lock in there is tried on a server of its own."""


@dataclass(frozen=True)
class Lock:
    """A lock. `opens` says what is then possible; of `test` at least one case has to fail."""

    opens: str
    file: str
    old: str
    new: str
    test: str
    room: str

    @property
    def name(self) -> str:
        """Room, and what it opens."""
        return f"{self.room}: {self.opens}"

    @property
    def needs_own_server(self) -> bool:
        """Whether what it opens can lie in the server that the tests use."""
        return self.file.startswith(MAKES_SERVERS)

    def open(self, tree: Path) -> None:
        """Apply the patch. Raises ValueError where it does not apply exactly once."""
        path = tree / self.file
        text = path.read_text(encoding="utf-8")
        if text.count(self.old) != 1:
            raise ValueError(f"{self.opens}: in {self.file} its text stands {text.count(self.old)} times")
        path.write_text(text.replace(self.old, self.new), encoding="utf-8")

    def close(self, tree: Path, *, original: Path) -> None:
        """Put the file back from the original tree, its time too: what was compiled from it holds again."""
        shutil.copy2(original / self.file, tree / self.file)


def read_locks() -> list[Lock]:
    """All of them, room by room."""
    return [
        Lock(**row, room=path.stem)
        for path in sorted((HERE / "locks").glob("*.yaml"))
        for row in yaml.safe_load(path.read_text(encoding="utf-8"))
    ]
