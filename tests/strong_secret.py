"""A secret that is strong enough for the services, and no secret at all."""

SECRET = "no secret: 7b1f0c94d2e85a63, for the tests alone"
