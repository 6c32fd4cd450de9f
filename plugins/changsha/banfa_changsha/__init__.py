"""The measure of Changsha (长沙)."""
