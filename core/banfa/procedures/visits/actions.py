"""What one must be allowed to do in this room (`banfa.trust.permissions`)."""

from __future__ import annotations

from typing import Final

READ: Final = "visit.read"
MANAGE: Final = "visit.manage"
CHECK: Final = "visit.check"
"""Reading visits, handling them, and checking as another person what one has entered."""
