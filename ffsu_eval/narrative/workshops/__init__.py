"""The chapter on workshops: priorities, agreement, views of a minority, for any engagement."""
