"""On the way to the law: where each fact is found, the sheet of columns, and the rows behind a number."""
