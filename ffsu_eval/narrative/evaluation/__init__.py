"""The chapter on effects by zone, costs and past priorities, and one sheet for each action."""
