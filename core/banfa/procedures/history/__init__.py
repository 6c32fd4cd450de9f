"""History (历史数据): old spreadsheets as they were written, matched and confirmed by persons; no entries."""
