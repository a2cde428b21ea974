"""The chapter on surveys: waves, titles, notes, figures and tables, for any engagement."""
