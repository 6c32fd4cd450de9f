"""Instruments (文件): what a bureau sets by numbered documents, and what is open without them."""
