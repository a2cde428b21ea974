"""The chapter on recorded crime: results, titles, notes, figures and tables, for any engagement."""
