"""Puts the ways out together from the settings. Constructs, sends nothing."""

import ssl
from collections.abc import Callable, Mapping
from pathlib import Path

from madang_office.outbox import Way
from madang_server.faults import Misconfigured
from madang_server.outgoing.mail import MailSender, MailServer
from madang_server.outgoing.parcel import Sender
from madang_server.outgoing.webhook import WebhookReceiver, WebhookSender
from madang_server.settings import Settings
from madang_server.webhook_secret import signing_key

PORTS = {"starttls": 587, "tls": 465, "none": 25}


def open_senders(settings: Settings, now: Callable[[], float]) -> dict[Way, Sender]:
    """Return the ways out that are set; nobody is asked yet. Raises `Misconfigured`. `now`: unix seconds."""
    senders: dict[Way, Sender] = {}
    mail, webhook = _mail_server(settings), _webhook(settings)
    if mail is not None:
        senders[Way.MAIL] = MailSender(mail, _tls(settings), now)
    if webhook is not None:
        senders[Way.WEBHOOK] = WebhookSender(webhook, _tls(settings), now)
    return senders


def close_senders(senders: Mapping[Way, Sender]) -> None:
    for sender in senders.values():
        sender.close()


def _mail_server(settings: Settings) -> MailServer | None:
    if settings.smtp_host is None:
        return None
    if settings.smtp_from is None:
        raise Misconfigured("setting smtp_host: needs smtp_from too, the address that mail comes from")
    password = _secret(settings)
    if (settings.smtp_user is None) is not (password is None):
        raise Misconfigured("setting smtp_user: it needs smtp_password or smtp_password_file, and they need it")
    if settings.smtp_user is not None and settings.smtp_security == "none":
        raise Misconfigured("setting smtp_security: a password is sent over starttls or tls alone")
    return MailServer(
        host=settings.smtp_host,
        port=settings.smtp_port or PORTS[settings.smtp_security],
        security=settings.smtp_security,
        sender=settings.smtp_from,
        user=settings.smtp_user,
        password=password,
    )


def _webhook(settings: Settings) -> WebhookReceiver | None:
    if settings.webhook_url is None:
        return None
    if settings.webhook_secret is None:
        raise Misconfigured("setting webhook_url: needs webhook_secret too, by which its receiver knows who tells it")
    return WebhookReceiver(settings.webhook_url, signing_key(settings.webhook_secret.get_secret_value()))


def _secret(settings: Settings) -> str | None:
    if settings.smtp_password is not None:
        return settings.smtp_password.get_secret_value()
    return _read(settings.smtp_password_file) if settings.smtp_password_file is not None else None


def _read(file: Path) -> str:
    try:
        return file.read_text("utf-8").strip()
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) else "it is no text"
        raise Misconfigured(f"setting smtp_password_file: {file} cannot be read ({why})") from error


def _tls(settings: Settings) -> ssl.SSLContext:
    """Return what certificates are checked against: those that this machine knows, and the city's own."""
    context = ssl.create_default_context()
    if settings.outgoing_ca is not None:
        try:
            context.load_verify_locations(settings.outgoing_ca)
        except (OSError, ssl.SSLError) as error:
            raise Misconfigured(f"setting outgoing_ca: {settings.outgoing_ca} holds no certificates that can be read") from error
    return context
