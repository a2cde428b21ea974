"""The gate: every dataset is checked by Great Expectations before anything is computed from it."""
