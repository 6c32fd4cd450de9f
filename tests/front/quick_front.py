"""The front with little time, to be served by `python -m granian`."""

from flask import Flask, Response

from banfa.front.app import Front
from banfa.front.limits import Limits
from banfa.web.app import app_from_environment

LIMITS = Limits(
    body_time=4,
    body_grace=1,
    body_rate=1000,
    bodies=20,
    request_time=4,
    commit_time=3,
    threads=4,
    share=3,
    waiting=64,
)


def make_front():
    app = app_from_environment()
    add_stream(app)
    return Front(app, LIMITS)


def add_stream(app: Flask):
    """An answer that is made while it is read: three megabytes in pieces of 64 KiB."""

    @app.get("/stream")
    def stream():
        return Response((bytes([65 + n % 26]) * 65536 for n in range(48)), content_type="text/plain")
