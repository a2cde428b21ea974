"""Tables of the reports: from tidy results to French text cells and conventional signs."""
