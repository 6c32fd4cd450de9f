"""数据核对: before a round is cut off each provider confirms its counts, and who reports data its own."""
