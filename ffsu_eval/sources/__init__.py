"""Raw files as they arrive: read as text, line by line, with nothing converted and nothing lost."""
