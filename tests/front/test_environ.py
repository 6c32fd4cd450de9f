"""What the application is told of a request."""

from banfa.front.environ import make_environ

SCOPE = {"method": "POST", "path": "/x", "query_string": b"", "http_version": "1.1", "headers": []}


def environ_of(*headers, body=b""):
    return make_environ({**SCOPE, "headers": headers}, body, {})


def test_a_header_with_an_underscore_is_left_out():
    environ = environ_of((b"x_forwarded_for", b"10.0.0.1"), (b"x-forwarded-for", b"10.0.0.2"))
    assert environ["HTTP_X_FORWARDED_FOR"] == "10.0.0.2"


def test_the_length_is_that_of_what_was_read():
    assert environ_of((b"content-length", b"9"), body=b"1234")["CONTENT_LENGTH"] == "4"
    environ = environ_of((b"transfer-encoding", b"chunked"), body=b"1234")
    assert (environ["CONTENT_LENGTH"], "HTTP_TRANSFER_ENCODING" in environ) == ("4", False)


def test_a_header_that_comes_twice_is_one():
    environ = environ_of((b"x-forwarded-for", b"10.0.0.1"), (b"X-Forwarded-For", b"10.0.0.2"))
    assert environ["HTTP_X_FORWARDED_FOR"] == "10.0.0.1,10.0.0.2"
