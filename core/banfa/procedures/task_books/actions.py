"""What one must be allowed to do in this room (`banfa.trust.permissions`)."""

from __future__ import annotations

from typing import Final

READ: Final = "task_book.read"
MANAGE: Final = "task_book.manage"
CHECK: Final = "task_book.check"
"""Reading task books, handling them, and checking as another person what one has entered."""
