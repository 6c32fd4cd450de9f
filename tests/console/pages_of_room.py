"""Pages that every room has: lists, things, files, and a form for each act."""

from __future__ import annotations


def list_room(room, kinds, managed, checked):
    """The pages of a room whose actions begin with its name."""
    return {
        **dict.fromkeys((f"{kind}s" for kind in kinds), (f"{room}.read", "")),
        **dict.fromkeys((f"{kind}s_workbook" for kind in kinds), (f"{room}.read", "")),
        **{kind: (f"{room}.read", kind) for kind in kinds},
        **{f"attach_to_{kind}": (f"{room}.manage", kind) for kind in kinds},
        **{name: (f"{room}.manage", kind) for kind, names in managed.items() for name in names},
        **{name: (f"{room}.check", kind) for kind, names in checked.items() for name in names},
    }
