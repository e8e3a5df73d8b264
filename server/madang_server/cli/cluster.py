"""`madang cluster ...` and `madang node ...`: look at several nodes that share their offices, and empty one of them."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from madang_server.cli.options import Data, Database, Redis
from madang_server.faults import Misconfigured

if TYPE_CHECKING:
    from madang_server.cluster.status import ClusterStatus
    from madang_server.settings import Settings

TRIED_OUT = Path("data") / "cluster" / "madang.toml"  # written by `make cluster` as long as it runs
cluster = typer.Typer(help="Several nodes that share their offices.", no_args_is_help=True)
node = typer.Typer(help="One node of a cluster.", no_args_is_help=True)


@cluster.command("status")
def status(
    data: Data = None,
    database: Database = None,
    redis: Redis = None,
    as_json: Annotated[bool, typer.Option("--json", help="For programs.")] = False,
) -> None:
    """Print the nodes and who has which office. Exit code 1 when an office is nobody's."""
    import asyncio
    import json

    found = asyncio.run(_status(_settings(data, database, redis)))
    if as_json:
        typer.echo(json.dumps(found.facts(), ensure_ascii=False, indent=2))
    else:
        for line in found.lines():
            typer.echo(line)
    if any(office.left_s <= 0 for office in found.offices):
        raise typer.Exit(1)


@node.command("drain")
def drain(
    name: Annotated[str, typer.Argument(help="The node, as `madang cluster status` names it.")],
    undo: Annotated[bool, typer.Option("--undo", help="Let it take offices again.")] = False,
    data: Data = None,
    database: Database = None,
    redis: Redis = None,
) -> None:
    """Let a node hand its offices over to the others and take none; it goes on passing people on, and says it is not ready."""
    import asyncio

    asyncio.run(_drain(_settings(data, database, redis), name, asked=not undo))
    now = "takes offices again" if undo else "hands its offices over; `madang cluster status` shows how far"
    typer.echo(f"{name}: {now}")


def _settings(data: Path | None, database: str | None, redis: str | None) -> "Settings":
    """Return the settings of the cluster: those given, or those of `make cluster` when it runs and no others are here."""
    from madang_server.settings import load_settings

    settings = load_settings(data=data, database=database, redis=redis)
    if settings.redis is None and TRIED_OUT.is_file():
        from madang_server.toml_text import read_toml

        settings = load_settings(**read_toml(TRIED_OUT))
    if not settings.is_node:
        raise Misconfigured("setting redis: these are the settings of no cluster, which has a redis and a PostgreSQL database")
    return settings


async def _status(settings: "Settings") -> "ClusterStatus":
    from madang_server.cluster.redis_link import RedisLink
    from madang_server.cluster.status import cluster_status
    from madang_server.store import open_store

    store, link = open_store(settings.database_url), RedisLink(str(settings.redis))
    try:
        return await cluster_status(store, link)
    finally:
        await link.close()
        await store.close()


async def _drain(settings: "Settings", name: str, *, asked: bool) -> None:
    from madang_server.cluster.redis_link import RedisAway, RedisLink
    from madang_server.cluster.registry import ask_to_drain, find_nodes

    link = RedisLink(str(settings.redis))
    try:
        known = await find_nodes(link)
        if name not in known:
            raise Misconfigured(f"node {name}: there is none; known are {', '.join(sorted(known)) or 'none'}")
        await ask_to_drain(link, known[name], asked=asked)
    except RedisAway as error:
        raise Misconfigured(f"setting redis: it does not answer ({error})") from error
    finally:
        await link.close()
