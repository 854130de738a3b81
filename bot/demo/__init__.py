"""The demonstration: a believable small municipality, its people in a local LINE, and the processes that serve it."""
