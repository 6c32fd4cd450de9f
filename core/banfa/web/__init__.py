"""The REST API: requests in, one call into the rooms above, answers out."""
