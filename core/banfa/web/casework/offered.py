"""Acts that a deployment may be without: what is put on the notice board, where it shows none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from banfa.errors import Conflict
from banfa.web.context import get_context

if TYPE_CHECKING:
    from banfa.web.casework.declared import Act


def is_offered_here(act: Act) -> bool:
    """Whether this deployment has what an act needs."""
    return not act.on_board or get_context().public_pages


def check_offered(act: Act) -> None:
    """Raise Conflict (`public_pages_off`) for an act that this deployment does not have."""
    if not is_offered_here(act):
        message = "本系统没有开启信息公示栏，请在本局网站发布，再登记网址和截图。"
        raise Conflict("public_pages_off", message)
