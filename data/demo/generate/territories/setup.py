"""What the communes have set up, the steps of the circuit, the resources."""

from datetime import timedelta

import pandas as pd

from data.demo.generate.chance import shuffled
from data.demo.generate.territories.story import BANDS, Commune, Territory
from data.demo.generate.writing import Content, day

ITEMS = (
    "clspd",
    "restricted_group",
    "prefect_convention",
    "referent_elected",
    "referent_agent",
    "cell_exists",
)
STEPS = ("reperage", "qualification", "transmission", "suivi_cpraf", "accompagnement", "retour")
HALF_YEAR = 300


def _answering(story: Territory) -> set[str]:
    """Codes of the communes that answered: the largest first, then chance."""
    rng = story.chance("answering")
    order = shuffled(story.communes, rng)
    large = [commune for commune in order if commune.band == "grandes"]
    others = [commune for commune in order if commune.band != "grandes"]
    return {commune.code for commune in [*large, *others][: story.answered]}


def _holders(story: Territory, item: str) -> set[str]:
    """Codes of the communes that have this: quotas by band, the same communes first for every item."""
    rng, held = story.chance("setup"), set()
    for rank, band in enumerate(BANDS):
        own = shuffled([commune for commune in story.communes if commune.band == band], rng)
        held |= {commune.code for commune in own[: round(story.setup[item][rank] * len(own))]}
    return held


def _setup(story: Territory) -> pd.DataFrame:
    rng, answering = story.chance("last_meeting"), _answering(story)
    holders = {item: _holders(story, item) for item in ITEMS}
    rows = []
    for commune in story.communes:
        met = day("15/05/2023") - timedelta(days=round(HALF_YEAR * rng.random()))
        told = commune.code in answering
        grouped = told and commune.code in holders["restricted_group"]
        rows.append(
            {
                "commune_code": commune.code,
                "label_fr": commune.label,
                "population": commune.population,
                **{item: commune.code in holders[item] if told else None for item in ITEMS},
                "last_meeting": met if grouped else None,
            }
        )
    return pd.DataFrame(rows, dtype=object)


def _circuit(story: Territory) -> pd.DataFrame:
    rng, rows = story.chance("circuit"), []
    told: list[Commune] = shuffled(story.communes, rng)[: story.circuit_answered]
    for step in STEPS:
        written, said = (round(share * len(told)) for share in story.circuit[step])
        for rank, commune in enumerate(told):
            state = "ecrit" if rank < written else "oral" if rank < written + said else "absent"
            rows.append((commune.code, step, state))
    frame = pd.DataFrame(rows, columns=["commune_code", "step", "state"])
    return frame.sort_values(["commune_code"], kind="stable", ignore_index=True)


def _resources(story: Territory) -> pd.DataFrame:
    codes = {commune.label: commune.code for commune in story.communes}
    rows = [
        (f"RS{rank:02d}", label, kind, codes[place] if place else "", public, level, hours)
        for rank, (kind, label, place, public, level, hours) in enumerate(story.resources, start=1)
    ]
    columns = ["resource_id", "label_fr", "resource_type", "commune_code", "public"]
    return pd.DataFrame(rows, columns=[*columns, "prevention_level", "hours_per_week"])


def installed(story: Territory) -> dict[str, Content]:
    """Files on what exists; a file that the mission was never given is not there."""
    frames: dict[str, Content] = {"commune_setup": _setup(story)}
    if story.circuit_answered:
        frames["circuit_steps"] = _circuit(story)
    if story.resources:
        frames["resources"] = _resources(story)
    return frames
