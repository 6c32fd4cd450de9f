"""一次性链接: how providers, enterprises and applicants come to their own pages, without an account."""
