"""The chapter on the partnership: who meets, feedback, law, delays of the actions, for any engagement."""
