"""The policy of a mission: its objectives, its actions, what they cost and when they end."""
