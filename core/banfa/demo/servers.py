"""The servers of the demonstration, all of which end with it: PostgreSQL, queue, worker, scheduler."""

from __future__ import annotations

import os
import secrets
import sys
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from signal import SIGTERM
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Self

from banfa.database import migrations
from banfa.embedded import directories
from banfa.embedded.launcher import Child, launch
from banfa.embedded.postgres import start_postgres
from banfa.embedded.queue import start_queue

if TYPE_CHECKING:
    from banfa.settings import Settings


@dataclass(frozen=True)
class Servers:
    """What the demonstration runs on; leaving it as a context ends everything."""

    settings: Settings
    stack: ExitStack

    @classmethod
    def start(cls, settings: Settings) -> Self:
        """Start an empty database, migrated, and an empty queue. Call it from the main thread."""
        stack = ExitStack()
        with ExitStack() as undo:
            undo.push(stack)
            postgres = stack.enter_context(start_postgres())
            queue = stack.enter_context(start_queue())
            files = stack.enter_context(TemporaryDirectory(prefix="banfa-files-"))
            migrations.upgrade(postgres.owner_url)
            undo.pop_all()
        demo_settings = replace(
            settings,
            database_url=postgres.app_url,
            owner_url=postgres.owner_url,
            redis_url=queue.redis_url,
            secret=settings.secret or secrets.token_urlsafe(32),
            files_dir=Path(files),
        )
        os.environ |= {
            "DATABASE_URL": postgres.app_url,
            "REDIS_URL": queue.redis_url,
            "BANFA_SECRET": str(demo_settings.secret),
            "BANFA_FILES": files,
        }
        os.environ.pop("BANFA_OWNER_URL", None)  # no service may have it
        return cls(demo_settings, stack)

    def background(self, command: str) -> Child:
        """Run a command of ours beside us, with our settings; it ends when we do."""
        program: list[str | Path] = [Path(sys.executable).with_name("banfa"), command]
        folder, lock = directories.scratch(None)
        try:
            child = launch(
                program,
                account=None,
                log=folder / f"{command}.log",
                death_signal=SIGTERM,
                environ=os.environ,
                keep_open=[lock],
            )
        finally:
            os.close(lock)  # the command has inherited it
        self.stack.callback(child.stop)
        return child

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.stack.close()
