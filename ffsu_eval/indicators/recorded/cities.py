"""Paris, Lyon and Marseille, which the bases hold whole and by arrondissement: never add both."""

from collections.abc import Iterable

from ffsu_eval.geography import city_of


def need_apart(codes: Iterable[str], name: str) -> None:
    """ValueError for an arrondissement beside its city: its facts would count twice.

    ``codes``: INSEE codes, or any other name of an area; ``name`` is for the message.
    Source: SSMSI, notes of the communal base.
    """
    known = set(codes)
    doubled = sorted(code for code in known if city_of(code) in known)
    if doubled:
        raise ValueError(f"{name}: arrondissements beside their city: {', '.join(doubled)}")
