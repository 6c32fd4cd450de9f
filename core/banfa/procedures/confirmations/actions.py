"""What one must be allowed to do in this room (`banfa.trust.permissions`)."""

from __future__ import annotations

from typing import Final

READ: Final = "confirmation.read"
MANAGE: Final = "confirmation.manage"
CHECK: Final = "confirmation.check"
"""Reading confirmations, handling them, and checking as another person what one has entered."""
