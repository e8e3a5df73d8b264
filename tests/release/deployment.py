"""What the examples of deployment say, for their tests. Knows YAML and the folder; no rule."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from madang_server.settings import PREFIX, Settings

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "examples" / "cluster"
KUBERNETES = EXAMPLES / "kubernetes"
SETTINGS = frozenset(f"{PREFIX}{name.upper()}" for name in Settings.model_fields)
PROBES = frozenset({"/healthz", "/readyz"})
_UNITS_S = {"s": 1, "m": 60}


def manifests() -> dict[str, dict[str, Any]]:
    """Every manifest, by kind and name."""
    found: Iterator[dict[str, Any]] = (
        manifest for path in sorted(KUBERNETES.glob("*.yaml")) for manifest in yaml.safe_load_all(path.read_text("utf-8"))
    )
    return {f"{manifest['kind']}/{manifest['metadata']['name']}": manifest for manifest in found}


def compose() -> dict[str, Any]:
    """compose.yaml, with its variables as they are written."""
    return yaml.safe_load((EXAMPLES / "compose.yaml").read_text("utf-8"))  # type: ignore[no-any-return]


def asked_for(text: str) -> dict[str, str]:
    """Each `${NAME...}` of a compose file, with what stands behind the name."""
    return dict(re.findall(r"\$\{([A-Z_]+)([^}]*)\}", text))


def filled_in(value: object, variables: dict[str, str]) -> object:
    """The value of a compose file with these variables put in."""
    return re.sub(r"\$\{([A-Z_]+)[^}]*\}", lambda found: variables[found[1]], value) if isinstance(value, str) else value


def seconds(written: str) -> int:
    """`30s` or `2m` as seconds."""
    return int(written[:-1]) * _UNITS_S[written[-1]]
