"""What follows from facts and law: points, grades, truth of clauses, explanations.

Pure functions over columns of intervals; law and calendar are passed in.

columns, calendar      what is known: intervals of whole numbers, days, the ends of periods
conditions, clauses    what must hold and what may
scales, fact_scale, share_scale, scoring    points, exactly
ranking, places, grading, evaluation        grades, and everything together
openness, distance     what would settle an open thing; how far the next grade is
wording, reasons, explain, explain_grade    all of it in Chinese
bounds                 the proof that no number grows too large
"""
