"""Every table module, imported so that the metadata is whole (migrations and tests rely on it)."""

import storage.alerts.duty
import storage.alerts.posts
import storage.alerts.reach
import storage.alerts.told
import storage.alerts.vigils
import storage.cases
import storage.conversations
import storage.deadlines
import storage.events
import storage.factors
import storage.finding.index
import storage.finding.joiners
import storage.finding.likeness
import storage.finding.views
import storage.groups
import storage.history
import storage.imports
import storage.intake
import storage.labels
import storage.ledger
import storage.letters
import storage.looks
import storage.media
import storage.menuwishes
import storage.models
import storage.offices
import storage.outgoing
import storage.parts
import storage.people
import storage.presence
import storage.prints
import storage.removals
import storage.replies
import storage.retention
import storage.rulesets
import storage.runs
import storage.signins
import storage.sources
import storage.staff
import storage.surveys.counters
import storage.surveys.invitations
import storage.surveys.responses
import storage.surveys.results
import storage.surveys.surveys
import storage.takeovers
import storage.talks
import storage.watches
import storage.workers  # noqa: F401 - imported for its table
from storage.database import Base

metadata = Base.metadata
