"""Puts the built page into what is released. An editable install takes the page from `clients/web/dist`, built or not."""

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

PAGE = "clients/web/dist"
INSIDE = {"wheel": "madang_server/page", "sdist": PAGE}


class PageNotBuilt(Exception):
    """There is no built page to release."""


class PageHook(BuildHookInterface[Any]):
    """Takes the page into a wheel, and into an archive of the sources, so that nobody needs Node to install Madang."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Add the page. Raises `PageNotBuilt` for a release without one."""
        if version == "editable":
            return
        page = Path(self.root) / PAGE
        if not (page / "index.html").is_file():
            raise PageNotBuilt(f"{PAGE} has no index.html, and nobody could use an office without its page: run `make web` first")
        build_data["force_include"][str(page)] = INSIDE[self.target_name]
