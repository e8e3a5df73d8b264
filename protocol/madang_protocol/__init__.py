"""The wire of Madang: messages and their bounds, codes, limits, codec, lanes, the state of a connection.

May not know a socket, clock, chance or task. Every other package may import it. How a frame is handled is told in
`connection_state.py`. `motion` is imported by its own name: it alone needs numpy.
"""

from madang_protocol import codec, commands, connection_state, fields, limits, messages, writing
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
    "writing",
]
