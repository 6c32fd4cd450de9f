"""The measure of Changchun (长春)."""
