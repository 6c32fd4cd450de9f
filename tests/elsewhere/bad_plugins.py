"""Plugins that are none: each goes wrong in its own way, and is told of by the rule beside it."""

from __future__ import annotations

from tests.elsewhere.packages import Plugin

RAISES = "raise RuntimeError('坏了')"
EXITS = "import os\nos._exit(0)"
# Unlike Event().wait() this keeps the interpreter to itself: no thread beside it ever gets a turn.
HANGS = "import ctypes\nctypes.PyDLL(None).sleep(100_000)"
WRONG_TYPE = """
    from banfa.law import City, hook

    @hook
    def city():
        return City("cuozhou", "错州市", "错州市工业和信息化局")

    @hook
    def categories():
        return ()

    @hook
    def editions():
        return ["first"]
"""
CITES_NOTHING = """
    from dataclasses import replace

    import banfa_yunzhou
    from banfa.law import City, Support, cite, hook

    @hook
    def city():
        return City("xuzhou", "虚州市", "虚州市工业和信息化局")

    @hook
    def editions():
        return (replace(banfa_yunzhou.editions()[0], support=(Support(cite("99"), "宣传", ("优秀",)),)),)

    categories, record_kinds = banfa_yunzhou.categories, banfa_yunzhou.record_kinds
    worked_cases = banfa_yunzhou.worked_cases
"""

BAD = (
    (Plugin("banfa-huaizhou", "huaizhou", "banfa_huaizhou", RAISES), "import-fails"),
    (Plugin("banfa-tuizhou", "tuizhou", "banfa_tuizhou", EXITS), "import-crashes"),
    (Plugin("banfa-guazhou", "guazhou", "banfa_guazhou", HANGS), "import-hangs"),
    (Plugin("banfa-cuozhou", "cuozhou", "banfa_cuozhou", WRONG_TYPE), "wrong-return"),
    (Plugin("banfa-xuzhou", "xuzhou", "banfa_xuzhou", CITES_NOTHING), "cite-not-in-outline"),
    (Plugin("banfa-maozhou", "maozhou", "banfa_yunzhou"), "city-key"),
    (Plugin("banfa-shuangzhou", "shuangzhou", "banfa_yunzhou"), "duplicate-city"),
    (Plugin("another-shuangzhou", "shuangzhou", "banfa_huaizhou"), "duplicate-city"),
)
"""The last two claim each other's name; the one before them says it is Yunzhou."""
