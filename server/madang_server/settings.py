"""The settings of one server: flags, then MADANG_* of the environment, then madang.toml, then these defaults."""

import os
import socket
from collections.abc import Collection
from importlib import resources
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, Field, HttpUrl, IPvAnyNetwork, SecretStr, ValidationError, field_validator
from pydantic_settings import (
    BaseSettings,
    InitSettingsSource,
    NoDecode,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    SettingsError,
)

from madang_server.addresses import Network, Proxies, host_name
from madang_server.clamd_url import check_clamd_url
from madang_server.database_url import SQLITE, check_url, sqlite_file
from madang_server.faults import Misconfigured
from madang_server.issuer import check_issuer
from madang_server.node_names import check_names, name_of
from madang_server.outgoing_addresses import check_host, check_mail, check_receiver
from madang_server.redis_url import check_redis_url
from madang_server.setting_faults import fault_of, nearest
from madang_server.toml_text import read_toml
from madang_server.webhook_secret import check_webhook_secret

DATABASE_FILE, SERVICES_FILE, ATTACHMENTS = "madang.db", "services.toml", "attachments"  # of the folder `data`
FILE = "madang.toml"  # of the folder in which the command is given
PREFIX = "MADANG_"  # of a setting in the environment
NODE_ID_CHARS_MAX = 60
_REPOSITORY = Path(__file__).parents[2]


def _bundled_places() -> Path:
    worlds = find_spec("madang_worlds")  # which is found and not imported: most commands need no place
    assert worlds is not None, "it comes with this package"
    assert worlds.origin is not None, "it is a package with an __init__"
    return Path(worlds.origin).parent / "places"


def _bundled_client() -> Path:
    """Return the page that a wheel brings (hatch_build.py); in a clone of the repository, where it is built."""
    released = Path(str(resources.files("madang_server"))) / "page"
    return released if released.is_dir() else _REPOSITORY / "clients" / "web" / "dist"


def _split(given: object) -> object:
    """Return the parts of a text with commas, as the environment has it; a list of madang.toml is one already."""
    return [part.strip() for part in given.split(",") if part.strip()] if isinstance(given, str) else given


def _some(network: Network) -> Network:
    if network.prefixlen == 0:
        raise ValueError(f"{network} is everybody, and no proxy")
    return network


def _checked_secret(given: SecretStr) -> SecretStr:
    check_webhook_secret(given.get_secret_value())
    return given


_SomeNetwork = Annotated[IPvAnyNetwork, AfterValidator(_some)]


def _address_alone(given: HttpUrl) -> HttpUrl:
    """Raise `ValueError` for what an office's address has not; it is not repeated: it may be a secret."""
    more = (given.username, given.password, given.query, given.fragment)
    if any(part is not None for part in more) or given.path != "/":
        raise ValueError(
            "must be an address alone, such as https://madang.example.org, without a path, a name or password, ? and #"
        )
    return given


OfficeUrl = Annotated[HttpUrl, AfterValidator(_address_alone)]


class Settings(BaseSettings):
    """One server's settings. A wrong one is rejected with its name before anything starts."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, extra="forbid", frozen=True)

    host: Annotated[str, Field(min_length=1)] = "127.0.0.1"
    port: Annotated[int, Field(ge=1, le=65_535)] = 8080
    data: Path = Path("data")
    database: Annotated[str, AfterValidator(check_url)] | None = None  # an SQLAlchemy URL; none: SQLite in `data`
    database_connections: Annotated[int, Field(ge=3, le=200)] = 10  # to a database server: one writes, one keeps the lease
    database_seconds: Annotated[int, Field(ge=1, le=60)] = 5  # until a connection or statement of such a server fails (SPEC C9)
    redis: Annotated[str, AfterValidator(check_redis_url)] | None = None  # what is not durable; none: it ends with the process
    public_url: OfficeUrl | None = None  # the address people type; none: host and port
    other_urls: Annotated[tuple[OfficeUrl, ...], NoDecode, BeforeValidator(_split)] = ()  # by which people come as well
    trusted_proxies: Annotated[tuple[_SomeNetwork, ...], NoDecode, BeforeValidator(_split)] = ()  # besides this machine
    node_id: Annotated[str, Field(pattern=r"^[A-Za-z0-9]([A-Za-z0-9.-]{0,58}[A-Za-z0-9])?$")] | None = None  # none: host and port
    node_url: OfficeUrl | None = None  # where the other nodes reach this one; none: host and port
    traces: OfficeUrl | None = None  # a collector of OpenTelemetry traces (OTLP over HTTP); none: nobody is told
    node_paths: Literal["passed_on", "routed"] = "passed_on"  # routed: the balancer leads /n/NODE/ to that node (SPEC N21)
    node_names: Annotated[str, AfterValidator(check_names)] | None = None  # `{node}.example.org` leads to each node (SPEC N28)
    office_people_max: Annotated[int, Field(ge=1, le=1_000_000)] = 1_000  # at an office's own node; others have twins (N23)
    places: Path = Field(default_factory=_bundled_places)
    start_place: str | None = None  # none: the place with the most counters; of several the first in the alphabet
    client: Path = Field(default_factory=_bundled_client)
    log: Literal["console", "json"] = "console"
    log_level: Literal["debug", "info", "warning", "error"] = "info"
    sign_in_hours: Annotated[int, Field(ge=1, le=24 * 7)] = 12
    second_factor: Literal["optional", "supervisors"] = "optional"  # supervisors: their powers need one (SPEC S32)
    second_factor_key: Annotated[str, Field(min_length=32, max_length=200)] | None = None  # codes need it and the database
    openid_issuer: Annotated[str, AfterValidator(check_issuer)] | None = None  # a provider of OpenID Connect (SPEC S31)
    openid_client_id: Annotated[str, Field(min_length=1, max_length=200)] | None = None
    openid_client_secret: Annotated[str, Field(min_length=1, max_length=500)] | None = None  # none: a public client
    newcomers_per_minute: Annotated[int, Field(ge=1, le=1_000_000)] = 120  # from one address (SPEC S15)
    connections: Annotated[int, Field(ge=10, le=1_000_000)] = 20_000  # in all, as far as open files allow (SPEC S18)
    connections_per_address: Annotated[int, Field(ge=1, le=1_000_000)] = 1_000  # and never more than half of all
    attachments: Literal["folder", "s3"] = "folder"  # where the files of cases are kept
    s3_bucket: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$")] | None = None
    s3_endpoint: OfficeUrl | None = None  # of an S3-compatible server; none: Amazon's own
    s3_region: Annotated[str, Field(pattern=r"^[a-z0-9-]{1,40}$")] = "us-east-1"
    s3_access_key: str | None = None  # none: what Amazon's own tools would take
    s3_secret_key: SecretStr | None = None
    s3_secret_key_file: Path | None = None  # whose content is the secret key
    attachments_folder: Path | None = None  # none: `attachments` in `data`
    smtp_host: Annotated[str, AfterValidator(check_host)] | None = None  # where mail is handed in; none: officers get none (O10)
    smtp_port: Annotated[int, Field(ge=1, le=65_535)] | None = None  # none: 587, with tls 465, without either 25
    smtp_security: Literal["starttls", "tls", "none"] = "starttls"
    smtp_user: Annotated[str, Field(min_length=1, max_length=200)] | None = None
    smtp_password: SecretStr | None = None
    smtp_password_file: Path | None = None  # whose content is the password
    smtp_from: Annotated[str, AfterValidator(check_mail)] | None = None  # the address that mail comes from
    webhook_url: Annotated[str, AfterValidator(check_receiver)] | None = None  # who is told beside officers; none: nobody
    webhook_secret: Annotated[SecretStr, AfterValidator(_checked_secret)] | None = None  # by which it is signed
    outgoing_ca: Path | None = None  # certificates that such servers may have, beside those that this machine knows
    clamd: Annotated[str, AfterValidator(check_clamd_url)] | None = None  # what scans uploaded files; none: nothing does
    backend_seconds: Annotated[int, Field(ge=1, le=60)] = 5  # the deadline of a counter's handler (SPEC K3)

    @field_validator("*", mode="before")
    @classmethod
    def _no_yes(cls, given: object) -> object:
        """No setting is a yes or no; `port = true` would be port 1."""
        if isinstance(given, bool):
            raise ValueError("must not be true or false")  # noqa: TRY004 - pydantic takes this one
        return given

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - the signature is pydantic's
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Return the sources, strongest first."""
        return init_settings, env_settings, InitSettingsSource(settings_cls, _read_file())

    @property
    def database_url(self) -> str:
        """The SQLAlchemy URL in use."""
        return self.database or f"{SQLITE}:///{(self.data / DATABASE_FILE).as_posix()}"

    @property
    def sqlite_file(self) -> Path | None:
        """The SQLite file in use; None: a database server keeps the data."""
        return sqlite_file(self.database) if self.database else self.data / DATABASE_FILE

    @property
    def files_folder(self) -> Path:
        """The folder in which the files of cases are kept."""
        return self.attachments_folder or self.data / ATTACHMENTS

    @property
    def address(self) -> str:
        """Where people find it, without a slash at the end."""
        host = f"[{self.host}]" if ":" in self.host else self.host  # IPv6
        return str(self.public_url).rstrip("/") if self.public_url else f"http://{host}:{self.port}"

    @property
    def is_node(self) -> bool:
        """Whether this is one of several nodes, which share a PostgreSQL and a Redis."""
        return self.redis is not None and self.sqlite_file is None

    @property
    def node_name(self) -> str:
        """How this server is called among others: as the settings say, or by host and port."""
        return self.node_id or f"{socket.gethostname()}-{self.port}"[:NODE_ID_CHARS_MAX]

    @property
    def socket_host_names(self) -> frozenset[str]:
        """Names by which sockets are asked for: those of `host_names`, and this node's own (SPEC N28)."""
        names = self.node_names if self.is_node else None
        return self.host_names | ({name_of(names, self.node_name).partition(":")[0]} if names is not None else set())

    @property
    def has_page(self) -> bool:
        """Whether the client is built: without it there is nothing that a person could open."""
        return (self.client / "index.html").is_file()

    @property
    def origins(self) -> frozenset[str]:
        """Pages of these origins may open a socket, besides those of the server's own host (SPEC S13)."""
        pages = [urlsplit(str(url)) for url in self._urls]
        return frozenset(f"{page.scheme}://{page.netloc}" for page in pages)

    @property
    def host_names(self) -> frozenset[str]:
        """Names by which people reach this server, besides those of this machine (SPEC S14)."""
        return frozenset(map(host_name, (self.host, *(url.host or "" for url in self._urls))))

    @property
    def proxies(self) -> Proxies:
        """Those whose word about the address of a request is believed (SPEC S15)."""
        return Proxies(self.trusted_proxies)

    @property
    def trusts_this_machine_alone(self) -> bool:
        """Whether no proxy elsewhere is believed, although others can reach this server."""
        return not self.trusted_proxies and not Proxies().may_be(self.host) and self.host != "localhost"

    @property
    def _urls(self) -> tuple[HttpUrl, ...]:
        return (self.public_url, *self.other_urls) if self.public_url else self.other_urls


def load_settings(**flags: Any) -> Settings:
    """Return the settings; flags that are None were not given. Raises `Misconfigured` with one line."""
    given = {name: value for name, value in flags.items() if value is not None}
    _check_environment(os.environ)
    try:
        return Settings(**given)  # pydantic checks them, and we say what it found
    except ValidationError as error:
        name, words = fault_of(error, Settings.model_fields)
        raise Misconfigured(f"{_written_in(name, given)}: {words}") from error
    except (SettingsError, ValueError) as error:
        raise Misconfigured(f"the environment cannot be read: {' '.join(str(error).split())}") from error


def _written_in(name: str, flags: Collection[str]) -> str:
    """Return the setting, and the file where the file is what has it."""
    key = name.partition(".")[0]
    elsewhere = key in flags or f"{PREFIX}{key.upper()}" in {variable.upper() for variable in os.environ}
    return f"setting {name}" if elsewhere else f"{FILE}: setting {name}"


def _read_file() -> dict[str, Any]:
    """Return what the settings file says; nothing when there is none. Raises `Misconfigured`."""
    path = Path(FILE)
    try:
        return read_toml(path) if path.is_file() else {}
    except ValueError as error:
        raise Misconfigured(f"{FILE}: {error}") from error
    except OSError as error:
        raise Misconfigured(f"{FILE}: cannot be read ({error.strerror})") from error


def _check_environment(environment: Collection[str]) -> None:
    """Raise `Misconfigured` for a variable that is nearly a setting's; others may be for other programs."""
    known = {f"{PREFIX}{name.upper()}" for name in Settings.model_fields}
    for written in sorted(name for name in environment if name.upper().startswith(PREFIX) and name.upper() not in known):
        meant = nearest(written, {name.lower() for name in known})
        if meant is not None:
            raise Misconfigured(f"environment {written}: there is no such setting; did you mean {meant.upper()}?")
