"""Notes under the figures and tables of a mission on radicalisation."""

from ffsu_eval.narrative.blocks import Notes
from ffsu_eval.narrative.radicalisation.results import Radicalisation


def register_notes(
    chapter: Radicalisation, dataset: str, source: str, scope: str, lecture: str = ""
) -> Notes:
    """Lecture, Champ and Source, with the status of the dataset."""
    return Notes(lecture, scope, f"{source} ; {chapter.mission.status_words(dataset)}.")
