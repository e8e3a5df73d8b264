"""Echo: the smallest backend. It says back what was written and closes the case."""

from typing import Annotated, ClassVar

from madang_counters import Backend, CaseSnapshot, Form, Manifest, Words, answers, events, steps

TITLE = Words("한 문장", "A sentence")
HINT = Words("그대로 돌려드려요", "You get it back as it is")


class Sentence(Form):
    sentence: Annotated[str, answers.text(TITLE, HINT, length_max=200)]


class Echo(Backend):
    """Answers at once, without an officer."""

    manifest: ClassVar[Manifest] = Manifest(
        id="echo",
        title=Words("메아리 창구", "Echo"),
        hint=Words("연결이 잘 되는지 한 문장으로 확인해요", "Check with one sentence that everything works"),
        kind="form",
        version="1.0.0",
    )
    form: ClassVar[type[Form] | None] = Sentence

    async def handle(self, _case: CaseSnapshot, event: events.AnyEvent, /) -> list[steps.AnyStep]:
        match event:
            case events.Opened():
                return [steps.AskForm()]
            case events.Submitted(fields=fields):
                sentence = Sentence.read(fields).sentence
                return [steps.Say(words=Words(sentence, sentence)), steps.Close(outcome="granted")]
            case _:
                return []
