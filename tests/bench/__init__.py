"""The figures of speed: `python -m tests.bench` runs every module here that has a `run()`."""
