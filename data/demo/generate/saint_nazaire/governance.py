"""Organisations (functions, never people), meetings planned and held, and who attended."""

from datetime import date, timedelta
from typing import NamedTuple

import pandas as pd

from data.demo.generate.chance import apportion, deal, generator, shuffled

ORGANISATIONS = (
    ("Ville – élus délégués et cabinet", "ELUS", "ville"),
    ("Ville – coordination du CLSPD", "VILLE_AUTRES", "ville"),
    ("Ville – police municipale", "VILLE_PM", "ville"),
    ("Ville – direction jeunesse et sports", "VILLE_AUTRES", "ville"),
    ("Ville – direction du cadre de vie", "VILLE_AUTRES", "ville"),
    ("Ville – politique de la ville et action sociale", "VILLE_AUTRES", "ville"),
    ("Sous-préfecture", "ETAT_PREF", "etat"),
    ("Délégation du préfet à la politique de la ville", "ETAT_PREF", "etat"),
    ("Circonscription de police nationale", "PN", "etat"),
    ("Parquet", "PARQUET_JUSTICE", "justice"),
    ("Protection judiciaire de la jeunesse", "PJJ", "justice"),
    ("Service pénitentiaire d'insertion et de probation", "SPIP", "justice"),
    ("Éducation nationale – collèges et lycées", "EDUC", "education_social"),
    ("Département – solidarités", "DEPT", "education_social"),
    ("Association de prévention spécialisée", "PREV_SPE", "education_social"),
    ("Équipe de médiation sociale", "MEDIATION", "education_social"),
    ("Bailleur social principal", "BAILLEURS", "habitat_mobilite"),
    ("Second bailleur social", "BAILLEURS", "habitat_mobilite"),
    ("Exploitant du réseau de transport urbain", "TRANSPORT", "habitat_mobilite"),
    ("Association d'aide aux victimes", "AIDE_VICTIMES", "societe_civile"),
    ("Conseil citoyen", "HABITANTS", "societe_civile"),
    ("Union de commerçants", "COMMERCE_ECO", "societe_civile"),
)
COLLEGE = {f"ORG{i:02d}": college for i, (_, _, college) in enumerate(ORGANISATIONS, start=1)}

PRESENCE = {
    "ville": 0.93,
    "etat": 0.84,
    "justice": 0.41,  # truth: clearly below the others
    "education_social": 0.74,
    "habitat_mobilite": 0.78,
    "societe_civile": 0.69,
}
RANKS = ("decideur", "technicien", "suppleant")
RANK_SHARES = {
    "ville": (38, 54, 8),
    "etat": (44, 42, 14),
    "justice": (30, 38, 32),
    "education_social": (24, 60, 16),
    "habitat_mobilite": (28, 60, 12),
    "societe_civile": (42, 46, 12),
}
MINUTES_DELAYS = (12, 19, 26, 33, 41, 55, 78)


class Instance(NamedTuple):
    """One series of meetings: months of each year, years, cancelled ones, who is convened."""

    kind: str
    theme: str
    months: tuple[int, ...]
    years: range
    cancelled: frozenset[tuple[int, int]]
    convened: tuple[int, ...]
    duration: int


ALL = range(2018, 2023)
INSTANCES = (
    # truth: the plenary of 2020 was planned and not held
    Instance("pleniere", "", (11,), ALL, frozenset({(2020, 11)}), tuple(range(1, 23)), 120),
    Instance(
        "restreinte",
        "",
        (3, 6, 10),
        ALL,
        frozenset({(2020, 3), (2020, 6), (2022, 6)}),
        (1, 2, 3, 7, 9, 10, 13, 14),
        90,
    ),
    Instance(
        "groupe_thematique",
        "violences intrafamiliales",
        (2, 9),
        ALL,
        frozenset(),
        (2, 6, 7, 9, 10, 12, 13, 14, 20),
        105,
    ),
    Instance(
        "groupe_thematique",
        "espaces publics en soirée",
        (4, 12),
        ALL,
        frozenset({(2020, 4), (2021, 12), (2022, 12)}),
        (2, 3, 5, 8, 9, 10, 11, 15, 16, 17, 18, 19, 21, 22),
        120,
    ),
    Instance(
        "groupe_territorial",
        "secteur de la gare",
        (5, 11),
        range(2019, 2023),
        frozenset({(2020, 5), (2022, 11)}),
        (2, 3, 5, 9, 16, 17, 19, 21, 22),
        90,
    ),
    Instance(
        "cellule_veille",
        "",
        (1, 4, 6, 9),
        range(2019, 2023),
        frozenset({(2020, 4), (2020, 6), (2022, 9)}),
        (2, 3, 9, 11, 13, 15, 16, 17, 18, 19),
        60,
    ),
    Instance(
        "cotech", "", (1, 7), ALL, frozenset({(2020, 7)}), (2, 4, 6, 8, 11, 12, 13, 15, 16, 17), 90
    ),
    Instance(
        "gltd", "site suivi", (2, 10), range(2021, 2022), frozenset(), (2, 3, 9, 10, 11, 17), 75
    ),
)


def organisations() -> pd.DataFrame:
    """Member organisations of the council and their college."""
    rows = [
        {"org_id": f"ORG{i:02d}", "label_fr": label, "actor_family": family, "college": college}
        for i, (label, family, college) in enumerate(ORGANISATIONS, start=1)
    ]
    return pd.DataFrame(rows)


def _calendar() -> list[tuple[date, Instance]]:
    """Planned meetings by date, on working days."""
    planned = []
    for rank, instance in enumerate(INSTANCES):
        for year in instance.years:
            for month in instance.months:
                day = date(year, month, 8 + (5 * rank + 3 * month + year) % 17)
                day -= timedelta(days=max(0, day.weekday() - 4))
                planned.append((day, instance))
    return sorted(planned, key=lambda entry: (entry[0], entry[1].kind))


def meetings() -> pd.DataFrame:
    """Every meeting that was planned, held or not."""
    rng = generator("meetings")
    planned = _calendar()
    count = len(planned)
    delays = shuffled(deal((*MINUTES_DELAYS, 0), (8, 14, 20, 22, 14, 9, 5, 8), count), rng)
    stretch = shuffled(deal((-15, 0, 15, 30), (25, 40, 25, 10), count), rng)
    rows = []
    for i, (day, instance) in enumerate(planned):
        held = (day.year, day.month) not in instance.cancelled
        minuted = held and delays[i] > 0
        rows.append(
            {
                "meeting_id": f"M{i + 1:02d}",
                "instance_type": instance.kind,
                "theme": instance.theme,
                "date": day,
                "held": held,
                "duration_min": instance.duration + stretch[i] if held else None,
                "minutes_date": day + timedelta(days=delays[i]) if minuted else None,
            }
        )
    return pd.DataFrame(rows, dtype=object)


def attendance() -> pd.DataFrame:
    """Who was convened to each meeting held, and who came: quotas by college."""
    rng = generator("attendance")
    held = meetings()["held"].tolist()
    rows = [
        (f"M{i + 1:02d}", f"ORG{org:02d}")
        for i, (_, instance) in enumerate(_calendar())
        if held[i]
        for org in instance.convened
    ]
    table = pd.DataFrame(rows, columns=["meeting_id", "org_id"]).assign(convened=True)
    college = table["org_id"].map(COLLEGE)
    table["present"], table["rank"] = False, ""
    coordination = table["org_id"] == "ORG02"  # convenes the meetings: always there
    for name, share in PRESENCE.items():
        index = table.index[(college == name) & ~coordination]
        always = int(((college == name) & coordination).sum())
        coming, _ = apportion((share, 1 - share), len(index) + always)
        present = shuffled(index, rng)[: coming - always]
        present += table.index[(college == name) & coordination].tolist()
        table.loc[present, "present"] = True
        ranks = deal(RANKS, RANK_SHARES[name], len(present))
        table.loc[shuffled(present, rng), "rank"] = ranks
    return table
