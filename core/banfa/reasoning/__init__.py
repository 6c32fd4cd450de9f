"""What follows from facts and law: points, grades, truth of clauses, explanations.

Pure functions over columns of intervals; law and calendar are passed in.
"""
