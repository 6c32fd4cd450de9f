"""What one must be allowed to do in this room (`banfa.trust.permissions`)."""

from __future__ import annotations

from typing import Final

READ: Final = "filing.read"
MANAGE: Final = "filing.manage"
CHECK: Final = "filing.check"
"""Reading calls and filings, handling them, and checking as another person what one has entered."""
