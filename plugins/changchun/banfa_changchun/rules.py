"""When a contract counts (2). The text has no conditions of admission, of price or of subsidy."""

from __future__ import annotations

from banfa.law import Otherwise, Rule, Stage, cite, yes
from banfa.law import facts as f

RULES = (Rule(cite("2"), "签约之日服务商在库", Stage.CONTRACT, yes(f.in_pool), Otherwise.NOT_COUNTED),)
