"""The chapter on the diagnosis: portrait, felt and recorded, needs and responses, walks, neighbourhoods."""
