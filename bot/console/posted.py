"""What became of an e-mail or SMS to staff, in the reader's words: what we know, and no more."""

from bot.console.words import Times
from storage.alerts.posts import QUEUED, REFUSED, SENDING, SENT, PostRow


def post_state(post: PostRow, times: Times) -> str:
    """Return the honest state of an e-mail or SMS."""
    say = times.words.say
    if post.state == SENT:
        return say("alerts.post_sent", when=times.near(post.sent_at or post.created_at))
    if post.state == QUEUED and post.attempts:
        return say("alerts.post_again", why=post.error or "?", when=times.near(post.due_at))
    if post.state == REFUSED:
        return say("alerts.post_refused", why=post.detail or post.error or "?")
    if post.state == SENDING:
        return say("alerts.post_sending")
    return say("alerts.post_queued" if post.state == QUEUED else "alerts.post_withheld")


def chip_of(post: PostRow) -> str:
    """Return the state as the timeline colours it."""
    return {SENT: "sent", QUEUED: "queued", SENDING: "sending"}.get(post.state, "refused")
