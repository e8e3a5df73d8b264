"""What the nodes of a cluster know of each other. Shapes only."""

import msgspec


class Node(msgspec.Struct, frozen=True, kw_only=True):
    """One node as it tells of itself. `address`: where other nodes reach it; `since`: unix seconds of its own clock."""

    id: str
    address: str
    boot: str
    pid: int
    host: str
    version: str
    since: float
    offices: int = 0
    sessions: int = 0
    passed_on: int = 0  # sockets that lead to offices of other nodes
    hosted: int = 0  # people in rooms here of offices that other nodes have
    hosts_rooms: bool = False  # it can be asked to have such rooms; nodes of before could not
    draining: bool = False
    schema: str = ""  # the revision of the database for which its code is written; nothing: it does not say
    page: str = ""  # which build of the page it has
    reached: bool = True  # at its own address; one that is not takes no office
