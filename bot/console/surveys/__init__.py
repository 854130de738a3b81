"""The pages of surveys: builder, waves, counters, results."""
