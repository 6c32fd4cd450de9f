"""A provision as a page for a lawyer: what the plugin makes of it, with file and line."""
