"""What people said a message is, and how they found the service: labels for the reader, answers of quick polls."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from storage.database import Base, Moment


class LabelRow(Base):
    """A person's word on a message against the reader's guess; `field` is kind or category."""

    __tablename__ = "label"

    id: Mapped[int] = mapped_column(primary_key=True)
    field: Mapped[str] = mapped_column(String(20))
    text: Mapped[str] = mapped_column(Text)
    guessed: Mapped[str] = mapped_column(String(40))
    chosen: Mapped[str] = mapped_column(String(40))
    by: Mapped[str] = mapped_column(String(20))
    at: Mapped[datetime] = mapped_column(Moment)


class PollRow(Base):
    """The quick poll of a case: one a case, the score once, the why afterwards."""

    __tablename__ = "poll"

    case_id: Mapped[int] = mapped_column(ForeignKey("case_file.id", ondelete="CASCADE"), primary_key=True)
    score: Mapped[int]
    why: Mapped[str] = mapped_column(Text, default="")
    at: Mapped[datetime] = mapped_column(Moment)
