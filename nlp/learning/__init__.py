"""Training and measuring: needs scikit-learn, is never imported by the running service."""
