"""材料报送: what a named 通知 calls for, from whom and by when; what came in, and what came late."""
