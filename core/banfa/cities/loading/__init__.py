"""Finding plugins, loading them apart, and compiling each once."""
