"""The wire of Madang: messages with their bounds, codes, limits, codec, sessions without I/O. Everything else builds on it."""

from madang_protocol import codec, commands, connection_state, fields, limits, messages, motion, writing
from madang_protocol.codes import Close, Malformed, ProtocolError, Rejection
from madang_protocol.lane import LaneFull, ReliableLane

__all__ = [
    "Close",
    "LaneFull",
    "Malformed",
    "ProtocolError",
    "Rejection",
    "ReliableLane",
    "codec",
    "commands",
    "connection_state",
    "fields",
    "limits",
    "messages",
    "motion",
    "writing",
]
