"""A visitor as the live side shows them: what the office said at the door, with what they changed about themselves since."""

from dataclasses import dataclass, replace

from madang_protocol.fields import Language, Role
from madang_protocol.wishes import Profile
from madang_server.live.ports import Visitor


@dataclass(frozen=True, slots=True)
class Guest:
    """Somebody who is here. `known` is what the office gave us, for it to get back."""

    known: Visitor
    id: str
    name: str
    look: str
    lang: Language
    role: Role

    @classmethod
    def of(cls, visitor: Visitor) -> "Guest":
        """As they arrived."""
        return cls(visitor, visitor.id, visitor.name, visitor.look, visitor.lang, visitor.role)

    def after(self, wish: Profile) -> "Guest":
        """With what a granted wish changed."""
        return replace(self, name=wish.name or self.name, look=wish.look or self.look, lang=wish.lang or self.lang)
