"""The last look at what is about to be published: nothing that was kept may be read there."""

from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from ffsu_eval.disclosure.channels import leaks
from ffsu_eval.disclosure.channels_read import read_channels
from ffsu_eval.disclosure.texts import masked_passages
from ffsu_eval.errors import DisclosureError

NEVER_QUOTED, SENSITIVE = "C0", "sensible"
SHOWN = 10


def kept_texts(frames: Mapping[str, pd.DataFrame], place: str) -> list[str]:
    """What no channel may hold: passages masked, words of who refused to be quoted, sensitive ones.

    ``frames``: the typed frames of the mission, before screening.
    """
    segments, interviews = frames["segments"], frames["interviews"]
    refused = set(interviews.loc[interviews["quote_level"] == NEVER_QUOTED, "interview_id"])
    kept = segments["interview_id"].isin(refused) | (segments["sensitivity"] == SENSITIVE)
    return [*masked_passages(frames, place), *map(str, segments.loc[kept, "text_redacted"])]


def audit(folder: Path, secrets: list[str]) -> None:
    """DisclosureError, naming the files, when a published channel holds one of the secrets."""
    if not secrets:
        return
    # a PDF is made from the same Markdown as the page: where pdftotext is missing, the page stands
    # for it
    found = leaks(read_channels(folder), secrets)
    if found.empty:
        return
    names = sorted({str(name).split("!")[0] for name in found["channel"]})
    raise DisclosureError(
        f"secret : {found['secret'].nunique()} passage(s) retenu(s) se lisent encore dans "
        f"{', '.join(names[:SHOWN])} ; rien n'est publié"
    )
