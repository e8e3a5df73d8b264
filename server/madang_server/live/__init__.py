"""The live side of the server: sockets, sessions, rooms, what is said and who is told. The office is behind a port."""

from madang_server.live.gate import Gate
from madang_server.live.live import Live
from madang_server.live.node_ways import NodeWays
from madang_server.live.notifications import SessionNotifier
from madang_server.live.ports import Journal
from madang_server.live.settings import LiveSettings

__all__ = ["Gate", "Journal", "Live", "LiveSettings", "NodeWays", "SessionNotifier"]
