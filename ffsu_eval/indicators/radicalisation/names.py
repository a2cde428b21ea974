"""Names of communes in alphabetical order, as a French reader looks for them."""

import unicodedata


def alphabetical(name: str) -> str:
    """Key of the alphabetical order: no accent, no capital; « Éguilles » stands among the E."""
    bare = unicodedata.normalize("NFD", name.casefold())
    return "".join(letter for letter in bare if not unicodedata.combining(letter))
