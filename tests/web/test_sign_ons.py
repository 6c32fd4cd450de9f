"""The operator's file of providers: what it may say, and who may read it."""

from __future__ import annotations

from pathlib import Path

import pytest

from banfa.errors import Malformed
from banfa.settings import Settings
from banfa.web.sso.sign_ons import LABEL, is_secure_address, read_sign_ons

RIGHT = {
    "issuer": "https://id.example.gov.cn/realms/xm",
    "client_id": "banfa",
    "client_secret": "no secret",
    "address": "https://banfa.example.gov.cn",
}
EXAMPLE = Path(__file__).parents[2] / "deploy" / "sso.toml.example"


def write(path, table, *, mode=0o640):
    path.write_text("[xiamen]\n" + "".join(f"{k} = {v!r}\n" for k, v in table.items()), "utf-8")
    path.chmod(mode)
    return path


def test_without_a_file_nobody_has_any():
    assert Settings.from_env({}).sso_file is None
    assert read_sign_ons(None) == {}


def test_a_bureau_has_one_with_an_address_of_its_own_to_come_back_to(tmp_path):
    sign_on = read_sign_ons(write(tmp_path / "sso.toml", RIGHT))["xiamen"]
    assert sign_on.redirect_uri == "https://banfa.example.gov.cn/sso/xiamen/callback"
    assert (sign_on.label, sign_on.ca_file) == (LABEL, None)
    assert "no secret" not in repr(sign_on)


def test_a_bureau_takes_passwords_unless_it_is_said_that_it_does_not(tmp_path):
    path = tmp_path / "sso.toml"
    (usual,) = read_sign_ons(write(path, RIGHT)).values()
    assert usual.takes_password_of("wang")
    closed = {**RIGHT, "passwords": "off"}
    (none,) = read_sign_ons(write(path, closed)).values()
    assert not none.takes_password_of("wang")
    (one,) = read_sign_ons(write(path, {**closed, "emergency_login": " YingJi01"})).values()
    assert one.takes_password_of("yingji01")
    assert not one.takes_password_of("wang")


def test_the_example_is_right(tmp_path):
    copy = tmp_path / "sso.toml"
    copy.write_bytes(EXAMPLE.read_bytes())
    copy.chmod(0o640)
    assert set(read_sign_ons(copy)) == {"xiamen"}


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"issuer": "http://id.example.gov.cn"}, "issuer 应为 https"),
        ({"issuer": "https://id.example.gov.cn/?a=b"}, "issuer 应为 https"),
        ({"issuer": "https://a:b@id.example.gov.cn"}, "issuer 应为 https"),
        ({"address": "http://banfa.example.gov.cn"}, "address 应为 https"),
        ({"address": "https://banfa.example.gov.cn/"}, "末尾不要 /"),
        ({"client_secret": ""}, "不空的文本"),
        ({"client_id": 7}, "不空的文本"),
        ({"client_sekret": "x"}, "不得有其他项"),
        ({"ca_file": "/nowhere/ca.pem"}, "读不到 ca_file"),
        ({"passwords": "none"}, "passwords 应为 on 或 off"),
        ({"emergency_login": "yingji01"}, "emergency_login 只在 passwords 为 off 时"),
        ({"emergency_login": "yingji01", "passwords": "on"}, "emergency_login 只在 passwords 为 off 时"),
    ],
    ids=str,
)
def test_what_is_wrong_is_named(tmp_path, change, why):
    with pytest.raises(Malformed, match=why) as caught:
        read_sign_ons(write(tmp_path / "sso.toml", RIGHT | change))
    assert caught.value.code == "sso_file_malformed"
    assert "xiamen" in str(caught.value)
    assert "no secret" not in str(caught.value)


def test_what_is_missing_is_named(tmp_path):
    for name in RIGHT:
        table = {key: value for key, value in RIGHT.items() if key != name}
        with pytest.raises(Malformed, match=name):
            read_sign_ons(write(tmp_path / "sso.toml", table))


def test_a_file_that_everybody_reads_is_not_taken(tmp_path):
    for mode in (0o644, 0o604, 0o602):
        with pytest.raises(Malformed, match="sso_file_open"):
            read_sign_ons(write(tmp_path / "sso.toml", RIGHT, mode=mode))


def test_a_file_that_is_none_is_named(tmp_path):
    with pytest.raises(Malformed, match="sso_file_unreadable"):
        read_sign_ons(tmp_path / "sso.toml")
    (tmp_path / "sso.toml").write_text("xiamen", "utf-8")
    (tmp_path / "sso.toml").chmod(0o600)
    with pytest.raises(Malformed, match="sso_file_malformed"):
        read_sign_ons(tmp_path / "sso.toml")


@pytest.mark.parametrize(
    ("address", "secure"),
    [
        ("https://id.example", True),
        ("http://127.0.0.1:9400/o", True),
        ("http://localhost", True),
        ("http://[::1]:9400", True),
        ("http://id.example", False),
        ("http://127.0.0.1.example", False),
        ("http://localhost@id.example", False),
        ("https://", False),
        ("https://id.example:port", False),
        ("ftp://id.example", False),
        ("//id.example", False),
        ("", False),
    ],
)
def test_an_address_is_https_or_on_this_machine(address, secure):
    assert is_secure_address(address) is secure
