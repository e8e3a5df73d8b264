"""What holds of requests after every step of a simulated office: who decides, and what is kept. See laws.py."""

from collections import Counter

from tests.simulation.kept import Kept
from tests.simulation.world import Sent, World

from madang_protocol import commands as c
from madang_protocol import messages as m


def another_officer_decides_on_an_objection(world: World, before: Kept, after: Kept, _sent: list[Sent]) -> None:
    """C41, C42: what the citizen wrote stays in the record, and who decided decides neither on it nor on what follows."""
    written = Counter(entry["case"] for entry in after.entries if entry["code"] == "object")
    objected = {row["id"] for row in after.cases if row["objection"] is not None}
    assert written == Counter(objected)
    decided_by = {row["id"]: row["decided_by"] for row in before.cases if row["objection"] in {"filed", "upheld"}}
    acts = [row for row in after.audit[len(before.audit) :] if row["action"].startswith(("case-act", "case-objection", "act-"))]
    staff = world.context.state.staff_visitors
    own = [row for row in acts if row["actor"] == staff.get(decided_by.get(row["about"]) or "", "")]
    assert own == []
    world.happened["objections"] = len(objected)
    world.happened["objections that were decided"] = sum(row["objection"] in {"upheld", "dismissed"} for row in after.cases)


def a_note_is_kept_once_and_is_the_offices_alone(world: World, _before: Kept, after: Kept, _sent: list[Sent]) -> None:
    """C44, C45: a note that was acknowledged is there once, and stands in no line that its citizen reads."""
    done = [one.command for one in world.sent if isinstance(one.reply, m.Done)]
    texts = {
        one.text if isinstance(one, c.CaseNote) else one.note for one in done if isinstance(one, c.CaseNote | c.CaseHandOver)
    }
    noted = Counter(row["text"] for row in after.case_notes)
    assert [text for text in texts if noted[text] != 1] == []
    assert [row for row in after.entries if "noted within" in row["text"]] == []
    world.happened["internal notes"] = len(noted)
