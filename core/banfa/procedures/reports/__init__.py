"""Reports upward (上报报表): the monthly table, what was sent of it, to whom, who confirmed it."""
