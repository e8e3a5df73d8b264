"""What a decision is on the wire, and how one that was kept is told again (SPEC W6). Knows no state and no table."""

import hashlib

import msgspec

from madang_office.rejected import Rejected
from madang_protocol import Rejection, codec
from madang_protocol import messages as m
from madang_protocol.commands import DurableCommand
from madang_server.office_app.state import Visitor
from madang_server.office_app.unit_of_work import Accepted, Outcome
from madang_server.store.command_replies import KeptReply, Request

CommandReply = m.Done | m.Rejected
ID_REUSED = Rejected(Rejection.ID_REUSED)
_whole = msgspec.msgpack.Encoder(order="deterministic")  # the same command gives the same bytes, however its map was ordered


def request_of(visitor: Visitor, command: DurableCommand) -> Request:
    """Return what the reply to this command is kept by."""
    return Request(visitor.id, command.id, hashlib.sha256(_whole.encode(command)).hexdigest())


def reply_of(request: str, outcome: Outcome) -> CommandReply:
    """Return the message that says what became of a command."""
    if isinstance(outcome, Accepted):
        return m.Done(id=request, ref=outcome.ref, rev=outcome.rev)
    return m.Rejected(id=request, code=outcome.code, fields=dict(outcome.fields), unprintable=list(outcome.unprintable))


def remembered(kept: KeptReply, request: Request) -> Outcome:
    """Return what was decided before. Another command under the same id is rejected, and the first reply stays."""
    if not kept.belongs_to(request):
        return ID_REUSED
    reply = codec.decode_message(kept.body)[1]
    if isinstance(reply, m.Done):
        return Accepted(reply.ref, reply.rev)
    assert isinstance(reply, m.Rejected), "only replies are kept"
    return Rejected(reply.code, reply.fields, reply.unprintable)
