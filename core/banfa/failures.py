"""What a log says of an error: one line, without what people have sent.

An exception's own words quote what it met (a name, a telephone number), and PostgreSQL's details quote rows.
So the line has the kind of error, PostgreSQL's state and the constraint, and the places in our code: all that
is needed to find it, and nothing of anybody.
"""

from __future__ import annotations

import traceback
from pathlib import Path
from typing import Final

MAX_PLACES: Final = 6
"""Places that are named, the innermost last."""

_HERE: Final = Path(__file__).parent


def describe_failure(error: BaseException) -> str:
    """Describe an error in one line: `IntegrityError 23505 uq_person_name at trust/persons.py:162 …`."""
    words = [type(error).__name__]
    cause = getattr(error, "orig", None) or error
    if (state := getattr(cause, "sqlstate", None)) is not None:
        words.append(state)
    if (constraint := getattr(getattr(cause, "diag", None), "constraint_name", None)) is not None:
        words.append(constraint)
    frames = traceback.extract_tb(error.__traceback__)
    places = [
        f"{Path(frame.filename).relative_to(_HERE)}:{frame.lineno}"
        for frame in frames
        if Path(frame.filename).is_relative_to(_HERE)
    ]
    if not places and frames:
        places = [f"{Path(frames[-1].filename).name}:{frames[-1].lineno}"]
    if places:
        words.append("at " + " ".join(places[-MAX_PLACES:]))
    return " ".join(words)
