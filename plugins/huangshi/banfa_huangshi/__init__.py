"""The measure of Huangshi (黄石)."""
