"""Mutation of the law: what a slip of the pen could make of it, and whether the cases would notice."""
