"""A provider that is not ours: Django OAuth Toolkit in a process of its own, with real signatures, over HTTP.

`python -m tests.console.real_provider REDIRECT_URI` prints its issuer and serves until its input ends. People
are called 甲, 乙 … and known by the numbers 1, 2 …; each has the password `PASSWORD`.
"""

from __future__ import annotations

import logging
import subprocess
import sys
import threading
from contextlib import contextmanager
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer

CLIENT_ID, CLIENT_SECRET = "banfa", "no secret: what the provider has given out"
PASSWORD = "no secret: at the provider 2"
PEOPLE = ("jia", "yi", "bing")
LOGIN_PAGE = '<form method="post">{% csrf_token %}{{ form }}<button>in</button></form>'


@contextmanager
def run_provider(redirect_uri, logged_out_uri):
    """Run it beside the tests; gives its issuer."""
    command = [sys.executable, "-m", "tests.console.real_provider", redirect_uri, logged_out_uri]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        asked, told = process.stdin, process.stdout
        assert asked is not None
        assert told is not None
        try:
            yield told.readline().strip()
        finally:
            asked.close()
            process.wait(10)


class _Quiet(WSGIRequestHandler):
    def log_message(self, *_):
        pass


def _configure(issuer):
    from cryptography.hazmat.primitives import serialization  # noqa: PLC0415 - in the process of its own
    from cryptography.hazmat.primitives.asymmetric import rsa  # noqa: PLC0415
    from django.conf import settings  # noqa: PLC0415

    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    pem = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    templates = ("django.template.loaders.locmem.Loader", {"registration/login.html": LOGIN_PAGE})
    loaders = [templates, "django.template.loaders.app_directories.Loader"]
    settings.configure(
        SECRET_KEY="no secret: of the provider's own, 9f2c41d7",
        ALLOWED_HOSTS=["127.0.0.1"],
        DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}},
        INSTALLED_APPS=[
            "django.contrib.auth",
            "django.contrib.contenttypes",
            "django.contrib.sessions",
            "oauth2_provider",
        ],
        MIDDLEWARE=[
            "django.contrib.sessions.middleware.SessionMiddleware",
            "django.middleware.csrf.CsrfViewMiddleware",
            "django.contrib.auth.middleware.AuthenticationMiddleware",
        ],
        TEMPLATES=[
            {"BACKEND": "django.template.backends.django.DjangoTemplates", "OPTIONS": {"loaders": loaders}}
        ],
        ROOT_URLCONF="tests.console.real_provider_urls",
        LOGGING_CONFIG=None,
        USE_TZ=True,
        OAUTH2_PROVIDER={
            "OIDC_ENABLED": True,
            "OIDC_ISS_ENDPOINT": issuer,
            "OIDC_RSA_PRIVATE_KEY": pem.decode(),
            "OIDC_RP_INITIATED_LOGOUT_ENABLED": True,
            "COMPLIANT_BCP_RFC9700_AUTHZ_RESPONSE_ISS": True,
            "SCOPES": {"openid": "OpenID Connect"},
        },
    )


def _fill(redirect_uri, logged_out_uri):
    from django.contrib.auth.models import User  # noqa: PLC0415 - once it is configured
    from django.core.management import call_command  # noqa: PLC0415
    from oauth2_provider.models import Application  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    for name in PEOPLE:
        User.objects.create_user(name, password=PASSWORD)
    Application.objects.create(
        name="Banfa",
        client_id=CLIENT_ID,
        client_secret=CLIENT_SECRET,
        client_type=Application.CLIENT_CONFIDENTIAL,
        authorization_grant_type=Application.GRANT_AUTHORIZATION_CODE,
        redirect_uris=redirect_uri,
        post_logout_redirect_uris=logged_out_uri,
        algorithm=Application.RS256_ALGORITHM,
    )


def main(redirect_uri, logged_out_uri):
    """Serve until the standard input ends."""
    server = WSGIServer(("127.0.0.1", 0), _Quiet)
    issuer = f"http://127.0.0.1:{server.server_port}/o"
    _configure(issuer)
    import django  # noqa: PLC0415 - in the process of its own
    from django.core.wsgi import get_wsgi_application  # noqa: PLC0415

    django.setup()
    logging.getLogger("django.request").setLevel(logging.CRITICAL)  # what it turns away is what is tried here
    _fill(redirect_uri, logged_out_uri)
    server.set_app(get_wsgi_application())
    threading.Thread(target=_stop_with_input, args=(server,), daemon=True).start()
    sys.stdout.write(f"{issuer}\n")
    sys.stdout.flush()
    server.serve_forever()


def _stop_with_input(server):
    sys.stdin.read()
    server.shutdown()


if __name__ == "__main__":
    main(*sys.argv[1:])
