"""The measure of Xiamen (厦门)."""
