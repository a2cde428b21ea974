"""The chapter on interviews and documents, for any engagement."""
