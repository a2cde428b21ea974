"""The last look at what is about to be published: nothing that was kept may be read there."""

from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from ffsu_eval.disclosure.channels import leaks
from ffsu_eval.disclosure.channels_read import read_channels, unread
from ffsu_eval.disclosure.texts import masked_passages
from ffsu_eval.errors import DisclosureError

NEVER_QUOTED, SENSITIVE = "C0", "sensible"
SHOWN = 10


def kept_texts(frames: Mapping[str, pd.DataFrame], place: str) -> list[str]:
    """What no channel may hold: passages masked, words of who refused to be quoted, sensitive ones.

    ``frames``: the typed frames of the mission, before screening.
    """
    if "segments" not in frames:
        return masked_passages(frames, place)
    segments, interviews = frames["segments"], frames["interviews"]
    refused = set(interviews.loc[interviews["quote_level"] == NEVER_QUOTED, "interview_id"])
    kept = segments["interview_id"].isin(refused) | (segments["sensitivity"] == SENSITIVE)
    return [*masked_passages(frames, place), *map(str, segments.loc[kept, "text_redacted"])]


def audit(folder: Path, secrets: list[str]) -> list[str]:
    """Notices on what could not be looked at, in French; none when every file was read.

    DisclosureError, naming the files, when a published channel holds one of the secrets, or when a
    PDF cannot be read here and there are secrets, unless the page made from the same text is beside.
    """
    blind = unread(folder)
    if secrets:
        found = leaks(read_channels(folder), secrets)
        if len(found):
            names = sorted({str(name).split("!")[0] for name in found["channel"]})
            raise DisclosureError(
                f"secret : {found['secret'].nunique()} passage(s) retenu(s) se lisent encore dans "
                f"{', '.join(names[:SHOWN])} ; rien n'est publié"
            )
        alone = [name for name in blind if not (folder / name).with_suffix(".html").is_file()]
        if alone:
            raise DisclosureError(
                f"secret : {', '.join(alone[:SHOWN])} ne peut pas être relu, pdftotext n'étant pas "
                "installé, et aucune page HTML n'en tient lieu ; rien n'est publié (installer "
                "poppler-utils, ou ajouter le format html)"
            )
    return [
        f"{name} n'a pas été relu par le contrôle du secret (pdftotext absent) : la page HTML, faite du "
        "même texte, l'a été"
        for name in blind
        if secrets
    ]
