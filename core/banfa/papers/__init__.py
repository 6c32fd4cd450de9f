"""Papers (文书): what leaves the bureau and what its file holds, from templates with named blanks.

`catalogue` finds a city's papers, `filling` makes a `Letter` or a `Form` of one; `html`, `docx` and `pdf`
print it. No database, no network, no clock: what a paper says is given, and what is not given stays a visible
blank. Number, red head and seal are the office's: none is ever printed here.
"""
