"""Every table module, imported so that the metadata is whole (migrations and tests rely on it)."""

import storage.caseindex
import storage.cases
import storage.conversations
import storage.counters
import storage.deadlines
import storage.duty
import storage.events
import storage.factors
import storage.groups
import storage.history
import storage.imports
import storage.intake
import storage.invitations
import storage.joiners
import storage.labels
import storage.ledger
import storage.letters
import storage.likeness
import storage.looks
import storage.media
import storage.menuwishes
import storage.models
import storage.offices
import storage.outgoing
import storage.parts
import storage.people
import storage.posts
import storage.presence
import storage.prints
import storage.reach
import storage.removals
import storage.replies
import storage.responses
import storage.retention
import storage.rulesets
import storage.runs
import storage.signins
import storage.sources
import storage.staff
import storage.surveyresults
import storage.surveys
import storage.takeovers
import storage.talks
import storage.told
import storage.views
import storage.vigils
import storage.watches
import storage.workers  # noqa: F401 - imported for its table
from storage.database import Base

metadata = Base.metadata
