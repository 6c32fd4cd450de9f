"""What a log may say: every event, and every field that can stand beside one.

There is no field for a name, a reason, a text that was sent, a query or a body. `python -m
banfa.logs.document` writes docs/log-events.md from these tables.
"""

from __future__ import annotations

from typing import Final

FIELDS: Final = {
    "amount": "how many",
    "attempts": "how often it has been tried",
    "city": "the city's plugin",
    "code": "the stable code of a refusal or failure, as the API gives it",
    "failure": "kind of error, PostgreSQL's state and constraint, places in our code",
    "file": "a file of the operator's",
    "job": "outward id of the job",
    "kind": "kind of job",
    "level": "info, warning, error, critical",
    "logger": "which part of Banfa, or which library, says it",
    "manner": "by what somebody logs in to the pages: password or sso",
    "method": "GET, HEAD, POST, or other",
    "ms": "milliseconds from when the request was whole to its answer",
    "person": "outward id of who asks",
    "problem": "a sentence of ours about the installation",
    "request_id": "the request's number, `X-Request-Id` and `instance` of its answer",
    "route": "the route's template, `none` for an address that is not there",
    "state": "PostgreSQL's state, `unreachable` without one",
    "status": "the status answered",
    "tenant": "slug of the bureau, once who asks is known to belong to it",
    "timestamp": "when, in UTC",
    "token": "outward id of the token",
    "words": "a library's own words; without the values, but for the server's",
}

EVENTS: Final = {
    # requests
    "request": "A request was answered",
    "refused": "A request was not carried out; its code says why (without a valid token: login_refused)",
    "turned_away": "The front answered a request that never came to the application",
    "login": "A session was opened, or a token is used for the first time since this process began",
    "login_refused": "Somebody came without a valid token or session, or could not log in",
    "logout": "A session was ended by whose it is",
    "request_failed": "Nobody foresaw this error; the answer was 500",
    "request_given_up": "A request took too long and was given up",
    "database_away": "The database cannot work; the answer was 503",
    "read_not_traced": "A trace of reading could not be written, so nothing was shown",
    "scan_unfinished": "The operator's scanner gave no answer about a file, which was not taken",
    "serving_nobody": "The database does not keep the bureaus apart: nobody is served",
    "database_silent": "The database does not answer when asked whether all is well",
    "edition_changed": "A promulgated edition was changed",
    "editions_unchecked": "Promulgated editions could not be looked at: the database is not ready",
    # jobs
    "job_done": "A job was carried out",
    "job_again": "A job met an error and will be tried again",
    "job_failed": "A job failed for good: somebody has to look at it",
    "job_lost": "A job was taken over by another worker",
    "job_not_carried_out": "An error around a job, which is handed out again",
    "heartbeat_missed": "A worker could not say that it lives",
    "ticket_dropped": "A message in the queue was not sealed by us",
    "queue_away": "The queue cannot be used; it is tried again",
    "dispatch_failed": "Nothing was handed out; it is tried again",
    # nights
    "night_not_asked": "The night's work of a bureau could not be asked for",
    "not_swept": "What is past keeping could not be deleted in a bureau",
    "terms_not_announced": "It could not be announced which orders of a bureau end soon",
    "reads_not_sealed": "The traces of reading of a bureau could not be bound to its chain",
    "checkpoint_key_unusable": "No checkpoint was written: the key cannot be used",
    "checkpoint_failed": "The checkpoint of a bureau was not written",
    "checkpoint_lost": "A night's checkpoint was gone from its folder, and is written anew",
    # others
    "library": "What a library says",
}
