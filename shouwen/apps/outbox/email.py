"""One letter over SMTP. The Message-ID is made from the delivery's key: a second copy is known as the same letter."""

import socket
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from email.utils import parseaddr
from smtplib import SMTP, SMTP_SSL, SMTPException, SMTPRecipientsRefused, SMTPResponseException, SMTPSenderRefused
from threading import Timer
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.smtp import EmailBackend

from shouwen.apps.outbox.channels import ChannelDown, NoRoute, Rejected


@dataclass(frozen=True)
class Letter:
    to: str
    subject: str
    text: str
    # Where an answer goes; "" for nowhere.
    reply_to: str = ""
    # Name, content and kind of each.
    files: Sequence[tuple[str, bytes, str]] = ()


class _Hurried(SMTP):
    """A connection that is over when a letter's whole time is, however slowly the other side drips."""

    patience = 0.0
    bell: Timer | None = None

    def connect(self, *where: Any, **more: Any) -> tuple[int, bytes]:
        self.bell = Timer(self.patience, self._cut)
        self.bell.daemon = True
        self.bell.start()
        return super().connect(*where, **more)

    def close(self) -> None:
        if self.bell is not None:
            self.bell.cancel()
        super().close()

    def _cut(self) -> None:
        plug = self.sock
        if plug is not None:
            with suppress(OSError):
                # Not the method of a TLS socket: that one would say goodbye first.
                socket.socket.shutdown(plug, socket.SHUT_RDWR)


class _HurriedTls(_Hurried, SMTP_SSL):
    """The same over TLS from the start."""


class _Backend(EmailBackend):
    patience = 0.0

    @property
    def connection_class(self) -> type[SMTP]:
        found: type[_Hurried] = _HurriedTls if self.use_ssl else _Hurried
        return type(found.__name__, (found,), {"patience": self.patience})


def post(letter: Letter, key: str) -> None:
    """Send; raises what `channels` knows, or whatever is worth another try."""
    server = settings.SMTP
    if server is None:
        raise NoRoute
    backend = _Backend(
        host=server.host,
        port=server.port,
        username=server.user,
        password=server.password,
        use_tls=server.starttls,
        use_ssl=server.tls,
        timeout=server.timeout,
    )
    backend.patience = server.patience
    try:
        backend.open()
    except (OSError, SMTPException) as error:
        raise ChannelDown(f"{type(error).__name__}: {error}") from error
    try:
        backend.send_messages([_message(letter, key)])
    except SMTPRecipientsRefused as refused:
        _judge(min(code for code, _text in refused.recipients.values()), refused)
    except (SMTPSenderRefused, SMTPResponseException) as refused:
        _judge(refused.smtp_code, refused)
    finally:
        backend.close()


def message_id(key: str) -> str:
    """`<key@desk>`: the same delivery always has the same one."""
    domain = parseaddr(settings.MAIL_FROM)[1].rpartition("@")[2]
    return f"<{key}@{domain}>"


def _message(letter: Letter, key: str) -> EmailMessage:
    return EmailMessage(
        subject=" ".join(letter.subject.split()),
        body=letter.text,
        from_email=settings.MAIL_FROM,
        to=[letter.to],
        reply_to=[letter.reply_to] if letter.reply_to else None,
        attachments=list(letter.files),
        headers={
            "Message-ID": message_id(key),
            "Auto-Submitted": "auto-generated",
            "X-Auto-Response-Suppress": "All",
        },
    )


def _judge(code: int, error: SMTPException) -> None:
    """5xx is for good, anything else may pass."""
    if 500 <= code < 600:
        raise Rejected(f"{code} {error}") from error
    raise error
