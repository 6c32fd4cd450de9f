"""What the bureau does: set terms, run a round from facts to published grades, watch, prove a result."""
