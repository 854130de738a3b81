"""Who is told how, and the rota."""
