from pathlib import Path
from secrets import token_hex, token_urlsafe

import pytest

from banfa.errors import Malformed
from banfa.settings import Settings


class TestSettings:
    def test_come_from_the_environment(self):
        settings = Settings.from_env(
            {
                "DATABASE_URL": "postgresql://app@db/banfa",
                "BANFA_OWNER_URL": "postgresql://owner@db/banfa",
                "REDIS_URL": "redis://queue",
                "BANFA_DATA": "/srv/banfa",
                "BANFA_SECRET": "s",
                "BANFA_HOST": "0.0.0.0",  # noqa: S104 - an operator may want it
                "BANFA_PORT": "9000",
                "BANFA_LIMIT_CREDENTIAL": "50",
                "BANFA_PROXIES": "1",
                "BANFA_FILES": "/srv/files",
                "BANFA_FILE_MB": "30",
                "BANFA_SCANNER": "clamdscan --fdpass '--config-file=/etc/clam av.conf'",
            }
        )

        assert settings == Settings(
            database_url="postgresql://app@db/banfa",
            owner_url="postgresql://owner@db/banfa",
            redis_url="redis://queue",
            data_dir=Path("/srv/banfa"),
            secret="s",
            host="0.0.0.0",  # noqa: S104
            port=9000,
            limit_credential=50,
            limit_address=300,
            proxies=1,
            files_dir=Path("/srv/files"),
            file_megabytes=30,
            scanner=("clamdscan", "--fdpass", "--config-file=/etc/clam av.conf"),
        )

    @pytest.mark.parametrize("text", ["many", "-1", "1000001", "9" * 5000, "٣"])
    def test_that_are_numbers_are_checked(self, text):
        with pytest.raises(Malformed, match="BANFA_LIMIT_CREDENTIAL"):
            Settings.from_env({"BANFA_LIMIT_CREDENTIAL": text})

    @pytest.mark.parametrize(
        ("variable", "text"),
        [
            ("BANFA_FILE_MB", "0"),
            ("BANFA_FILE_MB", "31"),
            ("BANFA_FILE_MB", "x"),
            ("BANFA_SCANNER", "scan 'x"),
        ],
    )
    def test_about_files_are_checked(self, variable, text):
        with pytest.raises(Malformed, match=variable) as refused:
            Settings.from_env({variable: text})
        assert refused.value.code == "setting_malformed"

    def test_have_defaults_where_one_is_safe(self):
        settings = Settings.from_env({"BANFA_DATA": "", "BANFA_PORT": "", "DATABASE_URL": ""})

        assert (settings.host, settings.port, settings.database_url) == ("127.0.0.1", 8000, None)
        assert settings.data_dir.is_absolute()

    def test_keep_data_out_of_roots_home(self, monkeypatch):
        monkeypatch.setattr("os.geteuid", lambda: 0)
        assert Settings.from_env({}).data_dir == Path("/var/lib/banfa")

    def test_keep_an_ordinary_users_data_where_data_belongs(self, monkeypatch):
        monkeypatch.setattr("os.geteuid", lambda: 1000)
        assert Settings.from_env({"XDG_DATA_HOME": "/home/li/data"}).data_dir == Path("/home/li/data/banfa")
        assert Settings.from_env({}).data_dir == Path.home() / ".local/share/banfa"

    @pytest.mark.parametrize("port", ["0", "65536", "80a", "-1", "８０"])
    def test_refuse_a_port_that_is_none(self, port):
        with pytest.raises(Malformed, match="BANFA_PORT") as refused:
            Settings.from_env({"BANFA_PORT": port})
        assert refused.value.code == "setting_malformed"

    @pytest.mark.parametrize("secret", ["x", "change-me", "x" * 64, "ab" * 40, "密" * 40])
    def test_take_no_secret_that_can_be_guessed(self, secret):
        with pytest.raises(Malformed, match="openssl rand -hex 32") as refused:
            Settings.from_env({"BANFA_SECRET": secret}).required_secret()
        assert (refused.value.code, refused.value.data) == ("secret_weak", {"variable": "BANFA_SECRET"})

    @pytest.mark.parametrize(
        "secret",
        [
            pytest.param("9xKq2mVb7RtLw4ZpHs8YcDf3GnJe6Tu", id="short"),
            pytest.param("ab" * 16 + "c", id="even"),
            pytest.param("0123456789" * 4, id="periodic"),
        ],
    )
    def test_take_none_that_is_weak_in_one_way_alone(self, secret):
        with pytest.raises(Malformed) as refused:
            Settings.from_env({"BANFA_SECRET": secret}).required_secret()
        assert refused.value.code == "secret_weak"

    @pytest.mark.parametrize(
        "make", [lambda: token_hex(32), lambda: token_hex(16), lambda: token_urlsafe(32)]
    )
    def test_take_a_random_one(self, make):
        for _ in range(1000):
            secret = make()
            assert Settings.from_env({"BANFA_SECRET": secret}).required_secret() == secret.encode()

    def test_keep_the_owners_address_from_services(self):
        Settings.from_env({}).check_no_owner()
        with pytest.raises(Malformed, match="BANFA_OWNER_URL") as refused:
            Settings.from_env({"BANFA_OWNER_URL": "postgresql://banfa_owner@db/banfa"}).check_no_owner()
        assert refused.value.code == "owner_url_given"

    def test_name_the_variable_that_is_missing(self):
        settings = Settings.from_env({"DATABASE_URL": "x"})

        assert settings.required("database_url") == "x"
        with pytest.raises(Malformed, match="请先设置环境变量 REDIS_URL") as refused:
            settings.required("redis_url")
        assert refused.value.data == {"variable": "REDIS_URL"}
