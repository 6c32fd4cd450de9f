"""What one must be allowed to do in this room (`banfa.trust.permissions`)."""

from __future__ import annotations

from typing import Final

READ: Final = "history.read"
MANAGE: Final = "history.manage"
CHECK: Final = "history.check"
"""Reading old sheets, bringing them in and matching names, and confirming as another what one has matched."""
