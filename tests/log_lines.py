"""What a process of Banfa would have written on stderr, while a test goes on."""

from __future__ import annotations

import io
import json
import logging
from contextlib import contextmanager

from banfa.logs.output import OURS, make_handler


class Lines(io.StringIO):
    """The lines written so far."""

    def of(self, event):
        """The lines of one event, as data."""
        return [line for line in self.all() if line["event"] == event]

    def all(self):
        """Every line, as data."""
        return [json.loads(line) for line in self.getvalue().splitlines()]


@contextmanager
def written_lines():
    """Collect what is logged, by Banfa and by libraries, in the form in which it would be written."""
    lines = Lines()
    handler = make_handler(lines)
    root, ours = logging.getLogger(), logging.getLogger(OURS)
    level = ours.level
    root.addHandler(handler)
    ours.setLevel(logging.INFO)
    try:
        yield lines
    finally:
        ours.setLevel(level)
        root.removeHandler(handler)
