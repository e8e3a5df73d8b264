"""The published documents as strict validators read them: no word of our own, a name, and references that lead somewhere."""

import json
from collections.abc import Iterator
from importlib import resources
from typing import Any

import jsonschema
import pytest

from madang_protocol import schema

KEYWORDS = {
    "$schema", "$id", "$ref", "$defs", "title", "description", "default", "type", "enum", "const", "anyOf", "oneOf", "allOf",
    "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "minLength", "maxLength", "pattern", "contentEncoding",
    "items", "prefixItems", "minItems", "maxItems", "properties", "required", "additionalProperties", "propertyNames",
    "minProperties", "maxProperties",
}  # fmt: skip
NAMED = ("properties", "$defs")  # under these stand names of ours


def published() -> dict[str, dict[str, Any]]:
    report = resources.files("madang_load").joinpath("report.schema.json").read_text("utf-8")
    return {"protocol": schema.json_schema(), "report": json.loads(report)}


def keywords(node: Any) -> Iterator[str]:
    """Every keyword of a schema, those of its parts too."""
    for part in node if isinstance(node, list) else []:
        yield from keywords(part)
    for key, value in node.items() if isinstance(node, dict) else []:
        yield key
        yield from keywords(list(value.values()) if key in NAMED else [] if key in {"default", "enum", "const"} else value)


def references(node: Any) -> Iterator[str]:
    for part in node if isinstance(node, list) else node.values() if isinstance(node, dict) else []:
        yield from references(part)
    yield from [node["$ref"]] if isinstance(node, dict) and "$ref" in node else []


@pytest.mark.parametrize("name", ["protocol", "report"])
def test_a_published_schema_is_named_and_has_no_keyword_of_our_own(name: str):
    document = published()[name]
    assert set(keywords(document)) <= KEYWORDS
    assert document["$id"].startswith("urn:madang:")
    jsonschema.Draft202012Validator.check_schema(document)


def test_every_reference_of_the_asyncapi_document_leads_to_a_part_of_it():
    document = schema.async_api()
    for reference in set(references(document)):
        found: Any = document
        for step in reference.removeprefix("#/").split("/"):
            found = found[step]
        assert isinstance(found, dict)


def test_the_asyncapi_document_says_where_an_office_is():
    assert {server["protocol"] for server in schema.async_api()["servers"].values()} == {"ws", "wss"}
