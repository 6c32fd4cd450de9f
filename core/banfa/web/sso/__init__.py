"""Single sign-on (统一身份认证) by OpenID Connect: what is set, asking, and believing."""
