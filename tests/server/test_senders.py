"""Mail and webhooks, against servers that are other processes (SPEC O10, O11)."""

import asyncio
import hashlib
import hmac
import json
import ssl
from base64 import b64decode, b64encode
from pathlib import Path

import pytest
from tests.certificates import Certificates, made_in
from tests.smtp_server import PASSWORD, USER, SmtpServer, smtp_serving
from tests.webhook_receiver import SECRET, Receiver, receiving

from madang_office.outbox import Way
from madang_server.faults import Misconfigured
from madang_server.outgoing.mail import MailSender, MailServer, Security
from madang_server.outgoing.opening import open_senders
from madang_server.outgoing.parcel import NotSent, Parcel
from madang_server.outgoing.threads import HasSocket, Line
from madang_server.outgoing.webhook import WebhookReceiver, WebhookSender
from madang_server.settings import load_settings
from madang_server.webhook_secret import signing_key

PARCEL = Parcel(
    id="out-1", kind="test", to="han@city.example", subject="알림 시험 · Test", text="창구: http://office.example/officer\n",
    facts={"service": "consultation"},
)  # fmt: skip
NOW = 1_767_315_600.0


@pytest.fixture(scope="module")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> Certificates:
    return made_in(tmp_path_factory.mktemp("certificates"))


def mail_to(
    server: SmtpServer, security: Security = "none", authority: Path | None = None, password: str = PASSWORD
) -> MailSender:
    tls = ssl.create_default_context(cafile=authority)
    user = USER if security != "none" else None
    place = MailServer(
        host="localhost", port=server.port, security=security, sender="madang@city.example", user=user, password=password
    )
    return MailSender(place, tls, lambda: NOW)


def hook_to(receiver: Receiver, authority: Path | None = None) -> WebhookSender:
    tls = ssl.create_default_context(cafile=authority)
    return WebhookSender(WebhookReceiver(receiver.url, signing_key(SECRET)), tls, lambda: NOW)


async def why_not(sender: MailSender | WebhookSender) -> tuple[str, bool]:
    with pytest.raises(NotSent) as fault:
        await sender.send(PARCEL)
    sender.close()
    return fault.value.why, fault.value.lasting


async def test_O11_a_mail_says_what_it_is_and_comes_under_the_same_id_again(tmp_path: Path) -> None:
    with smtp_serving(tmp_path / "mail") as server:
        sender = mail_to(server)
        await sender.send(PARCEL)
        await sender.send(PARCEL)
        sender.close()
        first, again = server.mails()
    assert (first["to"], first["from"], first["subject"]) == ("han@city.example", "madang@city.example", PARCEL.subject)
    assert first["message-id"] == again["message-id"] == "<out-1@city.example>"
    assert first["auto-submitted"] == "auto-generated"
    assert first.get_content().strip() == PARCEL.text.strip()


@pytest.mark.parametrize("security", ["starttls", "tls"])
async def test_O11_mail_goes_over_tls_with_a_login(tmp_path: Path, certificates: Certificates, security: Security) -> None:
    with smtp_serving(tmp_path / "mail", tls=security, certificate=certificates.server) as server:
        sender = mail_to(server, security, certificates.authority)
        await sender.send(PARCEL)
        sender.close()
        assert len(server.mails()) == 1
        assert await why_not(mail_to(server, security, certificates.authority, "wrong")) == ("smtp_535", False)


@pytest.mark.parametrize("security", ["starttls", "tls"])
async def test_O11_a_certificate_that_nobody_vouches_for_gets_neither_password_nor_mail(
    tmp_path: Path, certificates: Certificates, security: Security
) -> None:
    with smtp_serving(tmp_path / "mail", tls=security, certificate=certificates.server) as server:
        assert await why_not(mail_to(server, security)) == ("tls", False)
        assert server.mails() == []


async def test_O11_a_server_without_starttls_gets_no_mail_where_it_is_needed(tmp_path: Path) -> None:
    with smtp_serving(tmp_path / "mail") as server:
        assert await why_not(mail_to(server, "starttls")) == ("smtp_not_supported", False)
        assert server.mails() == []


@pytest.mark.parametrize(("code", "lasting"), [(451, False), (550, True)])
async def test_O11_a_receiver_that_gets_no_mail_is_told_apart_from_one_that_waits(
    tmp_path: Path, code: int, lasting: bool
) -> None:
    with smtp_serving(tmp_path / "mail") as server:
        server.answers(code)
        assert await why_not(mail_to(server)) == (f"smtp_{code}", lasting)


async def test_O11_a_mail_server_that_is_gone_is_unreachable_for_now(tmp_path: Path) -> None:
    with smtp_serving(tmp_path / "mail") as server:
        server.kill()
        assert await why_not(mail_to(server)) == ("unreachable", False)


async def test_O11_a_webhook_is_signed_as_standard_webhooks_are(tmp_path: Path) -> None:
    with receiving(tmp_path / "hooks") as receiver:
        sender = hook_to(receiver)
        await sender.send(PARCEL)
        sender.close()
        [came] = receiver.requests()
    headers = came["headers"]
    assert (came["path"], headers["webhook-id"], headers["webhook-timestamp"]) == ("/madang?from=office", "out-1", str(int(NOW)))
    signed = f"out-1.{int(NOW)}.{came['body']}".encode()
    proof = b64encode(hmac.new(b64decode(SECRET.removeprefix("whsec_")), signed, hashlib.sha256).digest()).decode()
    assert headers["webhook-signature"] == f"v1,{proof}"
    assert json.loads(came["body"]) == {
        "type": "test", "timestamp": "2026-01-02T01:00:00+00:00", "data": {"service": "consultation"},
    }  # fmt: skip


@pytest.mark.parametrize(("status", "lasting"), [(302, False), (307, False), (404, False), (410, True), (503, False)])
async def test_O11_a_webhook_follows_nobody_elsewhere(tmp_path: Path, status: int, lasting: bool) -> None:
    with receiving(tmp_path / "hooks") as receiver:
        receiver.answers(status)
        assert await why_not(hook_to(receiver)) == (f"http_{status}", lasting)
        assert [came["path"] for came in receiver.requests()] == ["/madang?from=office"]


async def test_O11_a_webhook_goes_over_tls_that_is_checked(tmp_path: Path, certificates: Certificates) -> None:
    with receiving(tmp_path / "hooks", certificate=certificates.server) as receiver:
        sender = hook_to(receiver, certificates.authority)
        await sender.send(PARCEL)
        sender.close()
        assert await why_not(hook_to(receiver)) == ("tls", False)
        assert len(receiver.requests()) == 1


async def test_O11_a_call_that_nobody_waits_for_any_more_is_cut(tmp_path: Path) -> None:
    with receiving(tmp_path / "hooks") as receiver:
        receiver.pause()
        sender = hook_to(receiver)
        waits = asyncio.create_task(sender.send(PARCEL))
        await asyncio.sleep(0.2)
        waits.cancel()
        with pytest.raises(asyncio.CancelledError):
            await waits
        await asyncio.to_thread(sender._calls._pool.shutdown, wait=True)  # its thread has ended, though nobody has answered
        receiver.resume()


class CutWhileConnecting(Line):
    """Of a call for which nobody waits any more when its connection is there."""

    def is_of(self, connection: HasSocket) -> None:
        super().is_of(connection)
        self.cut()


def test_O11_nothing_is_handed_over_when_nobody_waits_any_more(tmp_path: Path) -> None:
    with smtp_serving(tmp_path / "mail") as server, receiving(tmp_path / "hooks") as receiver:
        mail, hook = mail_to(server), hook_to(receiver)
        with pytest.raises(NotSent, match="too_slow"):
            mail._hand_in(CutWhileConnecting(), mail._message(PARCEL))
        with pytest.raises(NotSent, match="too_slow"):
            hook._post(CutWhileConnecting(), {}, b"{}")
        assert (server.mails(), receiver.requests()) == ([], [])
        mail.close()
        hook.close()


def test_O11_what_is_set_is_what_there_is(tmp_path: Path) -> None:
    (tmp_path / "password").write_text(f"{PASSWORD}\n", "utf-8")
    settings = load_settings(
        smtp_host="mail.city.example", smtp_from="madang@city.example", smtp_user=USER, smtp_password_file=tmp_path / "password",
        webhook_url="https://hooks.city.example/madang", webhook_secret=SECRET,
    )  # fmt: skip
    senders = open_senders(settings, lambda: NOW)
    assert set(senders) == {Way.MAIL, Way.WEBHOOK}
    assert open_senders(load_settings(), lambda: NOW) == {}
    assert PASSWORD not in repr(settings)
    assert SECRET not in repr(settings)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"smtp_host": "a.example"}, "setting smtp_host: needs smtp_from too, the address that mail comes from"),
        (
            {"smtp_host": "a.example", "smtp_from": "a@a.example", "smtp_user": "a"},
            "setting smtp_user: it needs smtp_password or smtp_password_file, and they need it",
        ),
        (
            {
                "smtp_host": "a.example",
                "smtp_from": "a@a.example",
                "smtp_user": "a",
                "smtp_password": "b",
                "smtp_security": "none",
            },
            "setting smtp_security: a password is sent over starttls or tls alone",
        ),
        (
            {"smtp_host": "a.example", "smtp_from": "a@a.example", "smtp_user": "a", "smtp_password_file": "missing"},
            "setting smtp_password_file: missing cannot be read (No such file or directory)",
        ),
        (
            {"webhook_url": "https://a.example/"},
            "setting webhook_url: needs webhook_secret too, by which its receiver knows who tells it",
        ),
        (
            {"webhook_url": "https://a.example/", "webhook_secret": SECRET, "outgoing_ca": "missing"},
            "setting outgoing_ca: missing holds no certificates that can be read",
        ),
        ({"smtp_from": "a@b\r\nBcc: c@d"}, "setting smtp_from: must be a mail address, such as desk@city.example"),
        ({"smtp_host": "a b"}, "setting smtp_host: must be the name of a machine, such as mail.city.example"),
        ({"webhook_secret": "whsec_short"}, "setting webhook_secret: must be whsec_ and 24 to 64 random bytes in base64"),
        (
            {"webhook_url": "http://hooks.city.example"},
            "setting webhook_url: must begin with https:// (http:// only for this machine)",
        ),
        (
            {"webhook_url": "https://a:b@c.example"},
            "setting webhook_url: must be an address such as https://hooks.city.example/madang",
        ),
    ],
)
def test_O11_settings_that_cannot_work_are_said_before_anything_starts(given: dict[str, str], said: str) -> None:
    with pytest.raises(Misconfigured) as fault:
        open_senders(load_settings(**given), lambda: NOW)
    assert str(fault.value) == said
