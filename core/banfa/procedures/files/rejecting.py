"""What is said of a file that is not taken: a code for programs, for people what to do."""

from __future__ import annotations

from banfa.errors import Malformed


def reject(code: str, sentence: str) -> Malformed:
    """Make the error that says why a file is not taken; `sentence` ends without a full stop."""
    return Malformed(code, f"{sentence}。", field="file")
