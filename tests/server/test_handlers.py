"""Every durable command has somebody who decides it."""

from typing import get_args

from madang_protocol.commands import DurableCommand
from madang_server.office_app.commands.handlers import HANDLERS


def test_every_durable_command_has_its_handler() -> None:
    assert set(HANDLERS) == set(get_args(DurableCommand))
