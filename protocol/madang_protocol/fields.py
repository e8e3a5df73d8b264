"""The field types of all messages, with their bounds. The codec rejects a value outside of its bound (SPEC W4)."""

from typing import Annotated, Literal

from msgspec import Meta

from madang_protocol import limits

Byte = Annotated[int, Meta(ge=0, le=255)]
Heading = Annotated[int, Meta(ge=0, le=8, description="0 still, then 1..8: E, SE, S, SW, W, NW, N, NE")]
InputNumber = Annotated[int, Meta(ge=0, lt=limits.INPUT_NUMBERS, description="wraps after 255")]
Slot = Annotated[int, Meta(ge=0, lt=limits.SLOTS_MAX, description="index of an avatar in its room")]
Tick = Annotated[int, Meta(ge=0, lt=1 << 32, description="number of the 50 ms step since the server's epoch")]
Sequence = Annotated[int, Meta(ge=0, lt=1 << 32, description="number of a reliable message in its session, from 1")]
Units = Annotated[int, Meta(ge=0, le=limits.PLACE_SIDE_UNITS_MAX, description="1/8 px")]
Milliseconds = Annotated[int, Meta(ge=0, lt=1 << 32)]
Count = Annotated[int, Meta(ge=0, le=1_000_000)]
ByteCount = Annotated[int, Meta(ge=0, le=limits.FILE_BYTES_MAX * 4)]
UnixSeconds = Annotated[int, Meta(ge=0, lt=1 << 40, description="seconds since 1970, UTC")]

Name = Annotated[str, Meta(min_length=1, max_length=limits.NAME_CHARS_MAX)]
WrittenName = Annotated[str, Meta(min_length=1, max_length=limits.NAME_WRITTEN_CHARS_MAX)]
Text = Annotated[str, Meta(min_length=1, max_length=limits.TEXT_CHARS_MAX)]
Note = Annotated[str, Meta(max_length=limits.TEXT_CHARS_MAX)]
Written = Annotated[str, Meta(max_length=limits.FRAME_IN_BYTES_MAX, description="too long for the office: rejected (W13)")]
FieldText = Annotated[str, Meta(max_length=limits.FIELD_CHARS_MAX)]
Ident = Annotated[str, Meta(pattern=r"^[a-z][a-z0-9_-]{0,47}$", description="name of a place, counter, service ...")]
Key = Annotated[str, Meta(pattern=r"^[A-Za-z0-9_-]{1,40}$", description="an id made by the server")]
Secret = Annotated[str, Meta(pattern=r"^[A-Za-z0-9_-]{20,100}$")]
NodePath = Annotated[
    str,
    Meta(
        pattern=r"^/n/[A-Za-z0-9][A-Za-z0-9.-]{0,59}(/o/[a-z0-9-]{1,40})?/(ws|rooms)$",
        description="where a node takes sockets, behind the same name",
    ),
]
NodeHost = Annotated[
    str,
    Meta(
        max_length=260,
        pattern=r"^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9-]{1,63})+(:[0-9]{1,5})?$",
        description="a node's own name; it begins with that of its path",
    ),
]
RequestId = Annotated[str, Meta(pattern=r"^[A-Za-z0-9_-]{8,40}$", description="made by the client, new for each command")]
Language = Literal["ko", "en"]
Role = Literal["citizen", "companion", "officer", "supervisor"]
TargetKind = Literal["counter", "door", "booth", "seat", "person", "point"]
Audience = Literal["near", "room"]
SayScope = Literal["near", "room", "booth"]

Whole = Annotated[int, Meta(ge=-(10**12), le=10**12)]
FieldValue = FieldText | bool | Whole | None
WrittenValue = Written | bool | Whole | None
Fields = Annotated[dict[Ident, WrittenValue], Meta(max_length=limits.FIELDS_MAX)]

People = Annotated[int, Meta(ge=1, le=limits.PEOPLE_MAX, description="how many people come with one number")]
TicketState = Literal["waiting", "called", "serving", "held", "deferred", "transferred", "missed", "done", "left"]
DeskState = Literal["open", "serving", "paused", "closed"]
ObjectionState = Literal["filed", "upheld", "dismissed"]
PartyRole = Literal["companion", "guardian", "mentor", "driver", "interpreter"]
PartyState = Literal["invited", "joined", "ended", "left", "expired"]
AlarmState = Literal["raised", "accepted"]
Conduct = Literal["abuse", "threat", "sexual", "other"]  # what a citizen is warned of (SPEC T44)
InquiryState = Literal["waiting", "taken", "answered", "reached", "cancelled"]
BarTerm = Literal["ten_minutes", "day", "week", "month"]
ReportDecision = Literal["dismissed", "warned", "barred"]
ReportReason = Literal["insult", "harassment", "advertising", "impersonation", "other"]
AnnouncementKind = Literal["holiday", "outage", "line_closed", "other"]
FileKind = Literal["jpeg", "png", "webp", "pdf"]
CaseState = Literal[
    "draft",
    "submitted",
    "received",
    "supplement_asked",
    "extended",
    "granted",
    "refused",
    "delivered",
    "withdrawn",
    "closed",
]
