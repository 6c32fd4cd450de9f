"""Results."""

from __future__ import annotations

from banfa.web.operations import Topic

topic = Topic("results", "评价结果")
