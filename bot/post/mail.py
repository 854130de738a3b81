"""One e-mail by SMTP: encrypted where the server can, the password never in the clear to another machine."""

import smtplib
import ssl
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import format_datetime
from urllib.parse import unquote, urlsplit

from bot.post.errors import PostRefused, PostUnreachable
from storage.alerts.posts import PostRow

TIMEOUT = 20.0
HERE = ("127.0.0.1", "localhost", "::1")


@dataclass(frozen=True)
class MailServer:
    """Where e-mails are handed in, and from which address they come."""

    url: str
    sender: str

    def send(self, post: PostRow) -> None:
        """Hand in one e-mail. Raises PostRefused or PostUnreachable."""
        message = written(post, self.sender)
        try:
            with self._connection() as server:
                refused = server.send_message(message)
        except smtplib.SMTPRecipientsRefused as problem:
            code, text = next(iter(problem.recipients.values()))
            raise _said(code, text) from None
        except smtplib.SMTPResponseException as problem:
            raise _said(problem.smtp_code, problem.smtp_error) from None
        except smtplib.SMTPNotSupportedError:
            raise PostRefused("no_encryption", "the server offers no encryption for the password") from None
        except (smtplib.SMTPException, OSError) as problem:  # TimeoutError and ssl.SSLError are OSErrors
            raise PostUnreachable("unreachable", type(problem).__name__) from None
        if refused:
            code, text = next(iter(refused.values()))
            raise _said(code, text)

    def _connection(self) -> smtplib.SMTP:
        parts = urlsplit(self.url)
        host, context = parts.hostname or "", ssl.create_default_context()
        if parts.scheme == "smtps":
            server: smtplib.SMTP = smtplib.SMTP_SSL(host, parts.port or 465, timeout=TIMEOUT, context=context)
        else:
            server = smtplib.SMTP(host, parts.port or 587, timeout=TIMEOUT)
        try:
            self._enter(server, host, context)
        except BaseException:
            server.close()
            raise
        return server

    def _enter(self, server: smtplib.SMTP, host: str, context: ssl.SSLContext) -> None:
        parts = urlsplit(self.url)
        encrypted = parts.scheme == "smtps"
        server.ehlo_or_helo_if_needed()
        if not encrypted and server.has_extn("starttls"):
            server.starttls(context=context)
            server.ehlo()
            encrypted = True
        if parts.username:
            if not encrypted and host not in HERE:
                raise smtplib.SMTPNotSupportedError
            server.login(unquote(parts.username), unquote(parts.password or ""))


def written(post: PostRow, sender: str) -> EmailMessage:
    """Return the e-mail. Its number is the row's own: sent again after a crash, it is known as the same one."""
    message = EmailMessage()
    message["Subject"] = " ".join(post.subject.split())
    message["From"] = sender
    message["To"] = post.recipient
    message["Date"] = format_datetime(post.created_at)
    message["Message-ID"] = f"<siang-{post.id}-{post.created_at:%Y%m%d%H%M%S}@{sender.rpartition('@')[2]}>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(post.text)
    return message


def _said(code: int, text: bytes | str) -> PostRefused | PostUnreachable:
    words = text.decode("utf-8", "replace") if isinstance(text, bytes) else str(text)
    # 4xx is "later", and so is a server that does not speak SMTP to us at all (-1).
    kind = PostUnreachable if code < 500 else PostRefused
    return kind(f"smtp_{code}", words[:300])
