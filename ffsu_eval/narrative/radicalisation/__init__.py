"""Prevention of radicalisation: coverage, circuits, skills, plan. No person, no signal, no place."""
