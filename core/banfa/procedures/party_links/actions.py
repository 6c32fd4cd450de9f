"""What one must be allowed to do in this room (`banfa.trust.permissions`)."""

from __future__ import annotations

from typing import Final

READ: Final = "link.read"
MANAGE: Final = "link.manage"
"""Reading links and what was handed in by them; issuing and revoking links, taking in what was handed in."""
