"""Tables of the reports: from tidy results to French text cells, the conventional signs included."""
