"""The command `banfa`: every module here without an underscore in front is one command of that name."""
