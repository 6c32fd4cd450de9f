"""What one must be allowed to do in this room (`banfa.trust.permissions`)."""

from __future__ import annotations

from typing import Final

READ: Final = "report.read"
MANAGE: Final = "report.manage"
CHECK: Final = "report.check"
"""Reading reports, drafting and sending them, and confirming as another person what one has drafted."""
