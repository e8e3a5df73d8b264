"""The contract between the office and the services behind its counters, with everything that a plug-in's author needs.

May not know the server: it is handed cases and events, and returns steps. How the two talk is told in `runner.py`.
"""

from madang_counters import acts, answers, events, steps
from madang_counters.calls import Cause, CounterClosed
from madang_counters.contract import Backend
from madang_counters.discovery import Discovery, PluginFault, discover
from madang_counters.events import (
    Answered,
    AnyEvent,
    Attachment,
    CaseSnapshot,
    Finished,
    Line,
    OfficerActed,
    Opened,
    Submitted,
    TimerFired,
    say_in,
)
from madang_counters.forms import (
    FilesAsked,
    Form,
    FormInvalid,
    asks_consent,
    check_draft,
    check_form,
    files_asked,
    form_schema,
    tidy_answers,
)
from madang_counters.manifest import Act, Manifest, Outcome
from madang_counters.runner import Runner
from madang_counters.steps import (
    AnyStep,
    AskForm,
    AskSupplement,
    Close,
    Extend,
    IssueDocument,
    Refuse,
    Remember,
    Row,
    Say,
    SetTimer,
    WaitForOfficer,
)
from madang_protocol.fields import Language
from madang_protocol.messages import Words

__all__ = [
    "Act",
    "Answered",
    "AnyEvent",
    "AnyStep",
    "AskForm",
    "AskSupplement",
    "Attachment",
    "Backend",
    "CaseSnapshot",
    "Cause",
    "Close",
    "CounterClosed",
    "Discovery",
    "Extend",
    "FilesAsked",
    "Finished",
    "Form",
    "FormInvalid",
    "IssueDocument",
    "Language",
    "Line",
    "Manifest",
    "OfficerActed",
    "Opened",
    "Outcome",
    "PluginFault",
    "Refuse",
    "Remember",
    "Row",
    "Runner",
    "Say",
    "SetTimer",
    "Submitted",
    "TimerFired",
    "WaitForOfficer",
    "Words",
    "acts",
    "answers",
    "asks_consent",
    "check_draft",
    "check_form",
    "discover",
    "events",
    "files_asked",
    "form_schema",
    "say_in",
    "steps",
    "tidy_answers",
]
