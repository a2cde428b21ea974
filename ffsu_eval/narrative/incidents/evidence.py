"""Items of evidence that the chapter on local incidents gives, with where each is shown."""

from ffsu_eval.evidence import incidents as evidence
from ffsu_eval.evidence.items import Evidence, Origin
from ffsu_eval.narrative.incidents.results import LocalIncidents

SEVERAL = "registres d'incidents"


def items(incidents: LocalIncidents) -> list[Evidence]:
    """Evidence of INC01 and INC03 to INC08; none without data."""
    if not incidents.given:
        return []
    main = incidents.sources[incidents.main]
    changes = (
        evidence.from_change(
            incidents.changes, incidents.sources, _by_source(incidents, "tbl-incidents-sources")
        )
        if len(incidents.changes)
        else []
    )
    return [
        *changes,
        *evidence.from_nights(
            incidents.nights, incidents.places, _origin(incidents, SEVERAL, "tbl-incidents-nuits")
        ),
        *evidence.from_parts(
            incidents.parts, incidents.places, _origin(incidents, main, "tbl-incidents-nuits")
        ),
        *evidence.from_concentration(
            incidents.concentration, _origin(incidents, SEVERAL, "fig-incidents-mailles")
        ),
        *evidence.from_quotients(
            incidents.quotients,
            incidents.places,
            _origin(incidents, SEVERAL, "tbl-incidents-ecarts"),
        ),
        *evidence.from_delays(
            incidents.delays, incidents.sources, _by_source(incidents, "tbl-incidents-heures")
        ),
        *evidence.from_duplicates(
            incidents.duplicates, _origin(incidents, SEVERAL, "tbl-incidents-heures")
        ),
    ]


def _origin(incidents: LocalIncidents, producer: str, place: str) -> Origin:
    return incidents.mission.origin(producer, "local_incidents", place)


def _by_source(incidents: LocalIncidents, place: str) -> dict[str, Origin]:
    """Each source is its own producer."""
    return {key: _origin(incidents, name, place) for key, name in incidents.sources.items()}
