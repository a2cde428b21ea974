"""The chapter on local incidents: results, titles, notes, figures and tables, for any engagement."""
