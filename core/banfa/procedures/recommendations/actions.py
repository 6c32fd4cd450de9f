"""What one must be allowed to do in this room (`banfa.trust.permissions`)."""

from __future__ import annotations

from typing import Final

READ: Final = "recommendation.read"
MANAGE: Final = "recommendation.manage"
CHECK: Final = "recommendation.check"
"""Reading tables, drafting and submitting one for a district, and receiving it at the bureau."""
