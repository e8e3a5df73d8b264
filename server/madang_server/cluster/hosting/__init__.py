"""Rooms of one office at several nodes: the office is one node's, and others have twins of its rooms (SPEC N23 to N27).

Theory of operation. The *owner* is the node that has the office (SPEC C22); a *host* is a node that has rooms of it.

1. The owner places people (`hosts.py`). Its own rooms first; past `office_people_max` it asks the least loaded node to be a host,
   by a hint in Redis, and twins open there.
2. A host (`room_host.py`) opens a live side for these rooms alone, connects to the owner (`link.py`), and says who is with it. It
   decides nothing: whoever comes in has a seat that the owner asked it for.
3. What a session asks of the office goes over the link (`remote_office.py`, `host_link.py`), and so does what the office tells.
4. Whoever changes nodes is a session that travels (`live/moving.py`): out of one live side, into another, the browser behind.
5. A host may have its rooms as long as `right.py` says. After that the owner restores its people from the host's journal.
"""
