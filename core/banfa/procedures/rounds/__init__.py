"""Evaluation rounds (评价周期): from the open term of a period to its closing, step by step."""
