"""Items of evidence that the chapter on recorded crime gives, with where each is shown."""

from ffsu_eval.evidence.items import Evidence
from ffsu_eval.evidence.recorded import from_recorded
from ffsu_eval.narrative.recorded.results import RecordedCrime


def items(crime: RecordedCrime) -> list[Evidence]:
    """Evidence of REC02, REC03, REC04, REC05 and REC08 for the territory."""
    own = crime.funnels[crime.funnels["territory_id"] == crime.area]
    shown = {
        "REC02": (crime.changes, "fig-evolutions"),
        "REC03": (crime.trends, "tbl-evolutions"),
        "REC04": (crime.gaps, "fig-comparaison"),
        "REC05": (own, "fig-entonnoirs"),
    }
    if crime.before:
        shown["REC08"] = (crime.differentials, "fig-ecarts-annuels")
    return [
        item
        for indicator, (frame, place) in shown.items()
        for item in from_recorded(
            frame,
            indicator,
            crime.labels,
            crime.mission.origin("SSMSI", "recorded_crime", place),
        )
    ]
