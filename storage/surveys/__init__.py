"""Tables of surveys: questionnaires, waves, invitations, answers and their counts."""
