"""The wire of Madang: messages and their bounds, codes, limits, codec, lanes, the state of a connection.

May not know a socket, clock, chance or task. Every other package may import it. How a frame is handled is told in
`connection_state.py`.
"""

from madang_protocol import codec, commands, connection_state, fields, limits, messages, motion, writing
from madang_protocol.codes import Close, Malformed, NoticeCode, ProtocolError, Rejection
from madang_protocol.lane import LaneFull, ReliableLane

__all__ = [
    "Close",
    "LaneFull",
    "Malformed",
    "NoticeCode",
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
