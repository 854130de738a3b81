"""The heart of Siang: decides what is said and done, and never does it."""
