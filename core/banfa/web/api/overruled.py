"""Rulings (人工认定) that a source contradicts: they wait here for an officer, who may let go of them."""

from __future__ import annotations

from banfa.web.operation import Blueprint

blp = Blueprint("overruled", __name__, description="人工认定与来源不一致的内容")
