"""Many nodes as one server: which node has which office, and how whoever comes to any of them gets there.

Theory of operation. A node is one process of `madang serve --cluster`. All nodes have the same data folder's contents (services,
places), the same database and the same Redis.

1. Every node reads twice a second who has which office: the leases in PostgreSQL (`store/shards.py`), with the owner's address.
2. `placement.py` decides, without clock or socket, which free offices this node claims, and which of its own it hands over.
3. `office_slot.py` opens an office that was claimed, and closes one that is handed over or lost; the process lives on.
4. Who comes for an office that another node has is passed on to it: a socket byte by byte (`socket_relay.py`), a request by
   `http_relay.py`. While nobody has it, a socket waits a little: the next owner is seconds away.
5. `registry.py` keeps in Redis which nodes are there and how busy they are; `boards.py` what each office's board says. Both are
   hints: without Redis people come in, walk, talk and take tickets as before.

What may not be done twice is guarded by the lease and its epoch in the database alone (SPEC C22, C23, N1).
"""
