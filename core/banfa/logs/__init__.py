"""Logs: one JSON object a line on stderr, of declared events and fields, with nobody's data.

    log = get_logger("banfa.jobs")
    log.error("job_failed", code=code)
    with bind(job=lease.outward_id): …      # stands on every line within

`events` has the words; what is not among them does not leave.
"""

from banfa.logs.output import add, begin, bind, configure_logging, get_logger

__all__ = ["add", "begin", "bind", "configure_logging", "get_logger"]
