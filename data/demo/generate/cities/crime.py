"""Recorded crime of a city and of its invented communes of comparison, as the release of 2023."""

import numpy as np
import pandas as pd

from data.demo.generate.chance import wobble
from data.demo.generate.cities.story import Story
from data.demo.generate.saint_nazaire.crime import (
    COMPARATOR_PATH,
    COMPLEMENT,
    LAST_DWELLINGS,
    LAST_POPULATION,
    PLACEBO,
    REST_LEVEL,
    SPREAD,
    SUM_OF,
    USUAL_SPREAD,
    YEARS,
    indicators_of_the_release,
    scientific,
)

COMPARATORS = 14
FIRST = ("Val", "Roche", "Clair", "Font", "Beau", "Haut", "Gué", "Pré", "Long", "Bois", "Puy",
         "Mont", "Lac", "Orme")  # fmt: skip
REST = 12  # the rest of the département, in times the population of the territory
Base = tuple[dict[int, int], dict[int, int]]


def _years(population: int, dwellings: int) -> Base:
    """Residents and dwellings by year of the facts; the last census is carried."""
    people = {y: round(population * (1 + 0.004 * (y - 2016))) for y in range(2016, 2021)}
    homes = {y: round(dwellings * (1 + 0.007 * (y - 2016))) for y in range(2016, 2020)}
    return (
        {year: people[min(year, LAST_POPULATION)] for year in YEARS},
        {year: homes[min(year, LAST_DWELLINGS)] for year in YEARS},
    )


def comparators(story: Story) -> dict[str, tuple[str, int, int]]:
    """Invented communes of about the same size: name, residents and dwellings in 2016."""
    rng = story.chance("comparators")
    size = max(commune.population for commune in story.communes)
    found = {}
    for rank in range(COMPARATORS):
        people = round(size * (0.75 + 0.6 * rank / (COMPARATORS - 1)) / 10) * 10
        homes = round(people * (0.42 + 0.1 * rng.random()))
        name = f"{FIRST[rank]}-{story.label.split(' ')[0]}-Fictive"
        found[f"{story.block + rank + 1:05d}"] = (name, people, homes)
    return found


def _bases(story: Story) -> dict[str, Base]:
    own = {c.code: _years(c.population, c.dwellings) for c in story.communes}
    return own | {code: _years(*sizes[1:]) for code, sizes in comparators(story).items()}


def _levels(story: Story, indicator: str, rng: np.random.Generator) -> dict[str, float]:
    spread = SPREAD.get(indicator, USUAL_SPREAD) if indicator == PLACEBO else USUAL_SPREAD
    draws = {code: 1 + spread * (2 * rng.random() - 1) for code in comparators(story)}
    mean = sum(draws.values()) / len(draws)
    return {code: draw / mean for code, draw in draws.items()}


def counts(story: Story, by_dwelling: set[str]) -> dict[tuple[str, str, int], int]:
    """Count by commune, indicator and year."""
    rng, bases = story.chance("recorded_crime"), _bases(story)
    found: dict[tuple[str, str, int], int] = {}
    for indicator, (usual_rate, usual_change) in COMPARATOR_PATH.items():
        rate, change = story.crime.get(indicator, (usual_rate, usual_change))
        elsewhere = story.elsewhere.get(indicator, usual_change)
        levels = _levels(story, indicator, rng)
        for code, base in bases.items():
            own = next((c for c in story.communes if c.code == code), None)
            level = own.ratio.get(indicator, 1.0) if own else levels[code]
            start, slope = (rate, change) if own else (usual_rate, elsewhere)
            size = base[1] if indicator in by_dwelling else base[0]
            for year in YEARS:
                mean = size[year] / 1000 * start * level * (1 + slope) ** (year - 2018)
                found[code, indicator, year] = wobble(mean, rng)
    for total, parts in SUM_OF.items():
        for code in bases:
            for year in YEARS:
                found[code, total, year] = sum(found[code, part, year] for part in parts)
    return found


def recorded_crime(story: Story) -> pd.DataFrame:
    """The communal base: one row per commune, indicator and year, columns of the release."""
    reference, by_dwelling = indicators_of_the_release()
    found, bases = counts(story, by_dwelling), _bases(story)
    own = {commune.code for commune in story.communes}
    rows = []
    for indicator in reference.to_dict("records"):
        key = indicator["indicator_id"]
        for code, (people, homes) in bases.items():
            size = homes if key in by_dwelling else people
            for year in YEARS:
                count = found[code, key, year]
                hidden = (code in own and year in story.hidden.get(key, ())) or count <= 5
                rows.append(
                    {
                        "CODGEO_2022": code,
                        "annee": year - 2000,
                        "classe": indicator["label_source"],
                        "unité.de.compte": indicator["unit_of_count"],
                        "valeur.publiée": "ndiff" if hidden else "diff",
                        "faits": "" if hidden else count,
                        "tauxpourmille": "" if hidden else scientific(1000 * count / size[year]),
                        "complementinfoval": COMPLEMENT["vols_avec_armes"] if hidden else "",
                        "complementinfotaux": "0,0712345678901234" if hidden else "",
                        "POP": people[year],
                        "millPOP": min(year, LAST_POPULATION) - 2000,
                        "LOG": scientific(homes[year]),
                        "millLOG": min(year, LAST_DWELLINGS) - 2000,
                    }
                )
    return pd.DataFrame(rows)


def recorded_crime_departement(story: Story) -> pd.DataFrame:
    """The départemental base: an invented département around the territory."""
    reference, by_dwelling = indicators_of_the_release()
    found, rng = counts(story, by_dwelling), story.chance("recorded_crime_departement")
    own = [commune.code for commune in story.communes]
    bases = _bases(story)
    code, _, region = story.departement
    rows = []
    for indicator in reference.to_dict("records"):
        key = indicator["indicator_id"]
        parts = SUM_OF.get(key, (key,))
        for year in YEARS:
            people = (REST + 1) * sum(bases[commune][0][year] for commune in own)
            homes = (REST + 1) * sum(bases[commune][1][year] for commune in own)
            size = homes if key in by_dwelling else people
            paths = [COMPARATOR_PATH[part] for part in parts]
            rate = sum(start * (1 + slope) ** (year - 2018) for start, slope in paths)
            rest = wobble(size * REST / (REST + 1) / 1000 * rate * REST_LEVEL, rng)
            count = sum(found[commune, key, year] for commune in own) + rest
            rows.append(
                {
                    "classe": indicator["label_source"],
                    "annee": year - 2000,
                    "Code.département": code,
                    "Code.région": region,
                    "unité.de.compte": indicator["unit_of_count"],
                    "millPOP": min(year, LAST_POPULATION) - 2000,
                    "millLOG": min(year, LAST_DWELLINGS) - 2000,
                    "faits": count,
                    "POP": people,
                    "LOG": scientific(homes),
                    "tauxpourmille": scientific(1000 * count / size),
                }
            )
    return pd.DataFrame(rows)


def communes(story: Story) -> pd.DataFrame:
    """Names, départements and invented intercommunalities."""
    near = ("999000003", f"l'intercommunalité fictive de {story.label}")
    far = ("999000002", "l'intercommunalité fictive des Vallées")
    code, name, _ = story.departement
    rows = [(c.code, c.label, code, name, *near, c.population, "") for c in story.communes]
    for rank, (own, (label, people, _)) in enumerate(comparators(story).items()):
        place = near if rank % 4 == 0 else far
        rows.append((own, label, "99", "Département fictif", *place, people, ""))
    columns = ["commune_code", "label_fr", "departement", "departement_label", "epci_code"]
    return pd.DataFrame(rows, columns=[*columns, "epci_label", "population", "current_code"])
