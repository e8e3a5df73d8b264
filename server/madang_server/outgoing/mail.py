"""Mail by SMTP (RFC 5321), to one receiver each, over TLS unless the settings say otherwise. Knows smtplib, no office."""

import smtplib
import ssl
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from typing import Literal

from madang_server.outgoing.parcel import NotSent, Parcel
from madang_server.outgoing.threads import CONNECT_S, Calls, Line

LASTING = range(500, 600)  # codes of a server that will not take it later either
Security = Literal["starttls", "tls", "none"]


@dataclass(frozen=True, slots=True, kw_only=True)
class MailServer:
    """Where mail is handed in, and as whom. `sender`: the address that it comes from."""

    host: str
    port: int
    security: Security
    sender: str
    user: str | None = None
    password: str | None = None


class MailSender:
    """Hands mail in. `tls`: what certificates are checked against; `now`: unix seconds."""

    def __init__(self, server: MailServer, tls: ssl.SSLContext, now: Callable[[], float]) -> None:
        self._server = server
        self._tls = tls
        self._now = now
        self._domain = server.sender.rpartition("@")[2]
        self._calls = Calls("mail")

    async def send(self, parcel: Parcel) -> None:
        """Return when the server has taken it. Raises `NotSent`: `lasting` when it says that this receiver gets no mail."""
        message = self._message(parcel)
        await self._calls.call(lambda line: self._hand_in(line, message))

    def close(self) -> None:
        self._calls.close()

    def _message(self, parcel: Parcel) -> EmailMessage:
        message = EmailMessage()
        message["From"] = self._server.sender
        message["To"] = parcel.to
        message["Subject"] = " ".join(parcel.subject.split())
        message["Date"] = format_datetime(datetime.fromtimestamp(self._now(), UTC))
        message["Message-ID"] = f"<{parcel.id}@{self._domain}>"
        message["Auto-Submitted"] = "auto-generated"  # RFC 3834: nobody's holiday answers it
        for name, value in parcel.headers.items():
            message[name] = value
        message.set_content(parcel.text)
        return message

    def _hand_in(self, line: Line, message: EmailMessage) -> None:
        """In a thread: connect, prove who we are, hand it in."""
        try:
            smtp = self._connected(line)
            try:
                self._say(line, smtp, message)
            finally:
                smtp.close()  # no QUIT is waited for: what was taken is taken
        except (
            smtplib.SMTPResponseException
        ) as error:  # of the greeting, the login or TLS: the settings or the server may be mended
            raise NotSent(f"smtp_{error.smtp_code}") from error
        except smtplib.SMTPNotSupportedError as error:
            raise NotSent("smtp_not_supported") from error
        except ssl.SSLError as error:
            raise NotSent("tls") from error
        except (smtplib.SMTPException, OSError) as error:
            raise NotSent("unreachable") from error

    def _say(self, line: Line, smtp: smtplib.SMTP, message: EmailMessage) -> None:
        line.is_awaited()
        smtp.ehlo_or_helo_if_needed()
        if self._server.security == "starttls":
            smtp.starttls(context=self._tls)
            smtp.ehlo_or_helo_if_needed()
        if self._server.user is not None:
            smtp.login(self._server.user, self._server.password or "")
        _must_take(smtp.mail(self._server.sender), lasting=False)
        _must_take(smtp.rcpt(message["To"]), lasting=True)
        line.is_awaited()
        _must_take(smtp.data(message.as_bytes(policy=SMTP)), lasting=True)

    def _connected(self, line: Line) -> smtplib.SMTP:
        host, port = self._server.host, self._server.port
        if self._server.security == "tls":
            return _OverTls(line, host, port, self._domain, self._tls)
        return _Plain(line, host, port, self._domain)


def _must_take(answer: tuple[int, bytes], *, lasting: bool) -> None:
    """Raise `NotSent` unless the server took it. `lasting`: what it says for good is about this receiver or message."""
    code = answer[0]
    if not 200 <= code < 300:
        raise NotSent(f"smtp_{code}", lasting=lasting and code in LASTING)


class _Plain(smtplib.SMTP):
    """A connection that can be cut from its first moment on."""

    def __init__(self, line: Line, host: str, port: int, domain: str) -> None:
        line.is_of(self)
        super().__init__(host, port, domain, CONNECT_S)


class _OverTls(smtplib.SMTP_SSL):
    """The same, over TLS from its first byte on."""

    def __init__(self, line: Line, host: str, port: int, domain: str, tls: ssl.SSLContext) -> None:
        line.is_of(self)
        super().__init__(host, port, domain, timeout=CONNECT_S, context=tls)
