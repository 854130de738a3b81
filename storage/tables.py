"""Every table module, imported so that the metadata is whole (migrations and tests rely on it)."""

from storage.database import Base

metadata = Base.metadata
