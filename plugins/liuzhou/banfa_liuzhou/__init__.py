"""The measure of Liuzhou (柳州)."""
