"""Believing an id_token: who signed it, for whom, when, in answer to what (OpenID Connect Core 1.0, 3.1.3.7).

Its times are held against this machine's clock, by the library; they are the provider's, of another machine.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import ClaimError, ExpiredTokenError, InvalidKeyIdError, JoseError
from joserfc.jws import JWSRegistry

from banfa.errors import Malformed
from banfa.trust.identities import MAX_SUBJECT

if TYPE_CHECKING:
    from joserfc.jwk import KeySet

    from banfa.web.sso.sign_ons import SignOn

ALGORITHMS: Final = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384")
"""By keys of which we hold the public half: whoever reads ours can sign nothing. No HMAC, no `none`."""
SKEW_S: Final = 60
"""Seconds by which the provider's clock may differ."""
_OF_CLAIMS: Final = {
    "nonce": ("sso_token_nonce", "不是对这次登录的应答"),
    "aud": ("sso_token_audience", "不是发给本系统的"),
    "azp": ("sso_token_audience", "不是发给本系统的"),
    "iss": ("sso_token_issuer", "不是由所设的认证方签发"),
}
"""What is wrong with a token by the claim that is wrong: code, and in words."""


class UnknownKey(Malformed):
    """A token is signed by a key that the provider did not have when it was asked for them."""


def check_id_token(token: Any, keys: KeySet, *, sign_on: SignOn, nonce: str, access_token: Any) -> str:
    """Give the subject whom a provider names. Raises Malformed (`sso_token_…`), UnknownKey among them."""
    try:
        signed = jwt.decode(
            str(token), keys, registry=JWSRegistry(algorithms=ALGORITHMS, strict_check_header=False)
        )
    except InvalidKeyIdError as error:
        raise _make_problem("sso_token_signature", "签名不符", kind=UnknownKey) from error
    except (JoseError, ValueError, RecursionError) as error:
        raise _make_problem("sso_token_signature", "签名不符") from error
    wanted: dict[str, Any] = {
        "iss": {"essential": True, "value": sign_on.issuer},
        "aud": {"essential": True, "value": sign_on.client_id},
    }
    params = {"nonce": nonce, "client_id": sign_on.client_id, "access_token": access_token}
    claims = CodeIDToken(signed.claims, signed.header, wanted, params)
    try:
        claims.validate(leeway=SKEW_S)
    except ExpiredTokenError as error:
        raise _make_problem("sso_token_expired", "已经过期") from error
    except TypeError as error:  # of a claim that is no text
        raise _make_problem("sso_token_claims", "内容不合规范") from error
    except ClaimError as error:
        raise _make_problem(*_OF_CLAIMS.get(error.claim, ("sso_token_claims", "内容不合规范"))) from error
    subject = claims["sub"]
    if not isinstance(subject, str) or not 0 < len(subject) <= MAX_SUBJECT:
        raise _make_problem("sso_token_claims", "内容不合规范")
    return subject


def _make_problem(code: str, why: str, *, kind: type[Malformed] = Malformed) -> Malformed:
    message = f"统一身份认证给出的凭据不能采信（{why}），没有登录；请重新登录，仍不行请告知运维人员。"
    return kind(code, message)
