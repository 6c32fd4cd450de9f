"""What one must be allowed to do in this room (`banfa.trust.permissions`)."""

from __future__ import annotations

from typing import Final

READ: Final = "expert.read"
MANAGE: Final = "expert.manage"
CHECK: Final = "expert.check"
"""Reading experts and panels, handling them, and checking as another person what one has entered."""
