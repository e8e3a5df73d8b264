"""Publishes the one definition of the messages: JSON Schema and AsyncAPI, written to `protocol/schema/`.

`python -m madang_protocol.schema` writes, `--check` only says whether the files are what the code says (exit 1 when not).
The TypeScript types are made from this JSON Schema by the web client's `npm run generate`.
"""

import json
import sys
from pathlib import Path
from typing import Any, get_args

import msgspec

from madang_protocol import codes, commands, limits, messages

FOLDER = Path(__file__).parent.parent / "schema"
_DEFS = "#/$defs/{name}"


def json_schema() -> dict[str, Any]:
    """One JSON Schema (2020-12) with every command and message under `$defs`, and the two unions."""
    kinds = [*get_args(commands.AnyCommand), *get_args(messages.AnyMessage)]
    _, definitions = msgspec.json.schema_components(kinds, ref_template=_DEFS)
    for kind in get_args(messages.AnyMessage):
        if kind.reliable:
            number = {"type": "integer", "minimum": 1, "description": "number in the reliable lane"}
            definitions[kind.__name__]["properties"]["s"] = number
    definitions["AnyCommand"] = _union(get_args(commands.AnyCommand))
    definitions["AnyMessage"] = _union(get_args(messages.AnyMessage))
    definitions["Close"] = {"enum": [int(code) for code in codes.Close], "description": _close_codes()}
    definitions["Malformed"] = {"enum": [code.value for code in codes.Malformed]}
    _tidy(definitions)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:madang:protocol:{limits.VERSION}",
        "title": f"Madang protocol, version {limits.VERSION}",
        "description": "Schemas of the decoded msgpack values; `tick.d` is msgpack bin. Rules: SPEC.md",
        "$defs": dict(sorted(definitions.items())),
    }


def _union(kinds: tuple[type, ...]) -> dict[str, Any]:
    return {"oneOf": [{"$ref": _DEFS.format(name=kind.__name__)} for kind in kinds]}


def _close_codes() -> str:
    return ", ".join(f"{code.value} {code.name.lower()}{' (come back)' if code.retry else ''}" for code in codes.Close)


def _tidy(node: Any) -> None:
    """Put each description on one line."""
    values = node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
    for value in values:
        _tidy(value)
    if isinstance(node, dict) and isinstance(node.get("description"), str):
        node["description"] = " ".join(node["description"].split())


def async_api() -> dict[str, Any]:
    """The AsyncAPI 3 document: one channel, what is sent and what is received on it."""
    sent, received = get_args(messages.AnyMessage), get_args(commands.AnyCommand)
    return {
        "asyncapi": "3.0.0",
        "info": {
            "title": "Madang",
            "version": f"{limits.VERSION}.0.0",
            "description": "One WebSocket, subprotocol madang.v1, binary msgpack frames. Rules: SPEC.md",
            "license": {"name": "Apache-2.0"},
        },
        "servers": {
            "office": {
                "host": "{host}",
                "protocol": "wss",
                "description": "an office behind its proxy",
                "variables": {"host": {"default": "madang.example.org", "description": "the host of its `public_url`"}},
            },
            "local": {
                "host": "127.0.0.1:8080",
                "protocol": "ws",
                "description": "what `make run` opens",
            },
        },
        "defaultContentType": "application/msgpack",
        "channels": {"hall": {"address": "/ws", "messages": {_kind(each): _reference(each) for each in (*received, *sent)}}},
        "operations": {
            "visitorSends": _operation("receive", received),
            "officeSends": _operation("send", sent),
        },
        "components": {
            "messages": {_kind(each): _described(each) for each in (*received, *sent)},
            "schemas": _with_references(json_schema()["$defs"]),
        },
    }


def _with_references(node: Any) -> Any:
    """Return the schemas as they refer to one another inside the AsyncAPI document."""
    if isinstance(node, list):
        return [_with_references(each) for each in node]
    if not isinstance(node, dict):
        return node
    return {
        key: value.replace("#/$defs/", "#/components/schemas/") if key == "$ref" else _with_references(value)
        for key, value in node.items()
    }


def _kind(each: type[msgspec.Struct]) -> str:
    # No command has the tag of a message, so the tag is the name.
    return str(each.__struct_config__.tag)


def _reference(each: type[msgspec.Struct]) -> dict[str, str]:
    return {"$ref": f"#/components/messages/{_kind(each)}"}


def _described(each: type[msgspec.Struct]) -> dict[str, Any]:
    return {
        "name": _kind(each),
        "summary": " ".join((each.__doc__ or "").split()),
        "payload": {
            "schemaFormat": "application/schema+json;version=draft-2020-12",
            "schema": {"$ref": f"#/components/schemas/{each.__name__}"},
        },
    }


def _operation(action: str, kinds: tuple[type[msgspec.Struct], ...]) -> dict[str, Any]:
    return {
        "action": action,
        "channel": {"$ref": "#/channels/hall"},
        "messages": [{"$ref": f"#/channels/hall/messages/{_kind(each)}"} for each in kinds],
    }


def files() -> dict[Path, str]:
    return {
        FOLDER / "madang.schema.json": _text(json_schema()),
        FOLDER / "asyncapi.json": _text(async_api()),
        FOLDER / "limits.json": _text(bounds()),
    }


def bounds() -> dict[str, Any]:
    """Every number of `limits.py`, for clients in other languages; pairs are [a second, at once]."""
    return {name: value for name, value in vars(limits).items() if name.isupper()}


def _text(document: dict[str, Any]) -> str:
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def main(arguments: list[str]) -> int:
    """Write the files, or with `--check` say which are stale. Returns the exit code."""
    stale = [path for path, text in files().items() if not path.exists() or path.read_text("utf-8") != text]
    if "--check" in arguments:
        for path in stale:
            sys.stderr.write(f"stale: {path.name}; run `make generate`\n")
        return 1 if stale else 0
    FOLDER.mkdir(exist_ok=True)
    for path, text in files().items():
        path.write_text(text, "utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
