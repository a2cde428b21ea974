"""A municipal police service: what it does, what is expected of it, what could change."""
