"""What officers write often, ready in both languages: its record and what may be wrong with it. Pure.

Words between braces are filled in on the officer's page: `{name}`, `{number}`, `{counter}`, `{officer}`, or the same in
Korean. The office keeps them as they are.
"""

from dataclasses import dataclass

REPLIES_MAX = 100  # of an office


@dataclass(frozen=True, slots=True)
class CannedReply:
    """One of them. `service`: those at whose counters it is offered; None: at all. `order`: they are offered in this one."""

    id: str
    order: float
    ko: str
    en: str
    service: str | None = None


def faults_of(reply: CannedReply, *, chars_max: int) -> dict[str, str]:
    """Return what is wrong with it, by field: `missing`, `too_long`."""
    if not reply.ko and not reply.en:
        return {"ko": "missing", "en": "missing"}
    return {name: "too_long" for name in ("ko", "en") if len(getattr(reply, name)) > chars_max}
