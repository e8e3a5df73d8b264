"""The tables of what proves an officer besides a password, of those on their way back from a provider, and of programs' keys."""

from sqlalchemy import JSON, BigInteger, Boolean, Column, Float, ForeignKey, Index, Integer, String, Table, UniqueConstraint

from madang_server.store.columns import HASH, KEY, metadata, office_key

second_factors = Table(  # of accounts, whichever office they work in; the secret is told once, when it is made
    "second_factors",
    metadata,
    Column("officer_id", KEY, ForeignKey("officers.id"), primary_key=True),
    Column("secret", String(64), nullable=False),
    Column("keyed", Boolean, nullable=False),  # the setting `second_factor_key` is needed as well
    Column("created", Float, nullable=False),
    Column("confirmed", Float),  # none: set up and never proven, so nobody is asked for it
    Column("last_step", BigInteger, nullable=False),  # the newest step of time of which a code was taken: none is good twice
    Column("wrong", Integer, nullable=False),  # codes in a row
    Column("barred_until", Float, nullable=False),
    Column("recovery", JSON, nullable=False),  # hashes of the recovery codes that were not used yet
)

identities = Table(  # whom a provider of OpenID Connect knows, and whose account that is
    "identities",
    metadata,
    Column("issuer", String(200), primary_key=True),
    Column("subject", String(255), primary_key=True),
    Column("officer_id", KEY, ForeignKey("officers.id"), nullable=False, index=True),
    Column("linked", Float, nullable=False),
)

api_keys = Table(  # with which programs of the city read an office (SPEC O34)
    "api_keys",
    metadata,
    office_key(),
    Column("id", KEY, primary_key=True),
    Column("name", String(60), nullable=False),
    Column("key_hash", HASH, nullable=False),
    Column("rights", JSON, nullable=False),
    Column("created", Float, nullable=False),
    Column("expires", Float, nullable=False),
    UniqueConstraint("office", "key_hash"),
    Index(None, "office", "expires"),
)

sign_in_flows = Table(  # those who were sent to a provider and are not back yet
    "sign_in_flows",
    metadata,
    office_key(),
    Column("state", HASH, primary_key=True),  # hashed, as what is to be said with it
    Column("binding", HASH, nullable=False),
    Column("nonce", String(64), nullable=False),
    Column("verifier", String(64), nullable=False),
    Column("officer_id", KEY, ForeignKey("officers.id")),  # whose account is to be linked; none: somebody signs in
    Column("expires", Float, nullable=False),
    Index(None, "office", "expires"),
)
