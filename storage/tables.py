"""Every table module, imported so that the metadata is whole (migrations and tests rely on it)."""

import storage.conversations
import storage.events
import storage.media
import storage.outgoing
import storage.runs
import storage.workers  # noqa: F401 - imported for its table
from storage.database import Base

metadata = Base.metadata
