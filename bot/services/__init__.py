"""Use cases: fetch, ask the heart, keep. An `if` about the business found here belongs in `handlers`."""
