"""Receipts (评价凭证): what a result was worked out from, as a file that replays offline."""
