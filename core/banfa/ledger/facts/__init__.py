"""On the way to the law: where each fact is found, the sheet of interval columns, and the rows behind a number."""
