"""A local council: obligation, composition, formations, follow-up, what its members think."""
