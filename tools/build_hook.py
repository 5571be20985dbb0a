"""Refuses to build a wheel without the web client: such a wheel would start and show nothing."""

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class ClientHook(BuildHookInterface):  # type: ignore[type-arg]  # generic over a configuration we do not read
    """Checks that `veche/client` was built before."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Called by hatchling before it collects the files."""
        if version == "editable":
            return
        if not Path(self.root, "veche", "client", "index.html").is_file():
            raise RuntimeError("The web client is not built (veche/client/index.html is missing). Use ./dev build")
