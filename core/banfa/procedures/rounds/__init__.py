"""Evaluation rounds (评价周期): from the opening of a period to its closing, step by step."""
