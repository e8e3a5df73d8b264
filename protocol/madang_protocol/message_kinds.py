"""The two kinds of messages: volatile ones, and those that the reliable lane numbers."""

from typing import ClassVar

from msgspec import Struct


class Message(Struct, tag_field="t", forbid_unknown_fields=True, frozen=True, omit_defaults=True):
    """A message from the server."""

    reliable: ClassVar[bool] = False


class Numbered(Message, frozen=True):
    """A message of the reliable lane: `s` is its number, put in front by the lane (SPEC W9)."""

    reliable: ClassVar[bool] = True
