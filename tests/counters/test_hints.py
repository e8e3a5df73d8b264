"""What a service says in the lists and forms of citizens is said as the page speaks to them: 해요체."""

import pytest

from madang_counters import form_schema
from madang_counters.discovery import discover

SHIPPED = discover().backends


@pytest.mark.parametrize("name", SHIPPED)
def test_the_words_of_a_service_speak_to_citizens(name: str) -> None:
    backend = SHIPPED[name]
    forms = [form_schema(form) for form in (backend.form,) if form is not None]
    hints = [question["x-ko"]["hint"] for form in forms for question in form["properties"].values()]
    assert [hint for hint in (backend.manifest.hint.ko, *hints) if hint.rstrip(".").endswith("니다")] == []
