"""A municipal police of a city: posts, trainings, equipment, use of force, complaints, agreements.

Everything is invented, the numbers as the organisation; what the patrols do is in ``patrols``.
"""

from itertools import product

import pandas as pd

from data.demo.generate.cities.missions import (
    CATALOG,
    CLAUSES,
    EXPECTED,
    RESPONSIBLE,
    SCENARIO_COSTS,
    SCENARIO_WEEKS,
    SCENARIOS,
)
from data.demo.generate.cities.patrols import patrols
from data.demo.generate.cities.story import Story
from data.demo.generate.writing import Content, day

# unit, its name, does it go out, posts by grade
UNITS = (
    ("U1", "Brigade de jour", True, {"chef_service": 1, "brigadier": 5, "gardien": 8}),
    ("U2", "Brigade de soirée", True, {"brigadier": 3, "gardien": 5}),
    ("U3", "Unité de proximité", True, {"brigadier": 3, "gardien": 5}),
    ("U4", "Centre de supervision urbain", False, {"operateur": 6}),
    ("U5", "Direction et secrétariat", False, {"directeur": 1, "administratif": 3}),
    ("U6", "Équipe cynophile", True, {"brigadier": 1, "gardien": 2}),
)
VACANT = {"U1": 2, "U2": 1, "U3": 2}
UNARMED = ("operateur", "administratif")
# unit → share of the trainings due that are up to date; the others are near nine in ten
UP_TO_DATE = {"U3": 0.4}
USUAL = 0.92
TYPES = ("continue", "armement", "gestes", "deontologie", "secours")
INDOORS = ("continue", "deontologie", "secours")
EQUIPMENTS = (
    ("Pistolets semi-automatiques", "arme_B", 18, "autorisation préfectorale, à vérifier",
     "31/12/2024", "armement"),
    ("Bâtons de défense", "arme_D", 30, "autorisation préfectorale, à vérifier", "31/12/2022", "gestes"),
    ("Générateurs d'aérosol", "arme_D", 30, "autorisation préfectorale, à vérifier", "31/12/2024",
     "gestes"),
    ("Gilets pare-balles", "protection", 38, "", "", ""),
    ("Caméras-piétons", "camera", 12, "autorisation préfectorale, à vérifier", "30/06/2024",
     "deontologie"),
    ("Véhicules", "vehicule", 7, "", "", ""),
    ("Vélos", "vehicule", 4, "", "", ""),
)  # fmt: skip
QUARTERS = [f"{year}-T{rank}" for year in (2021, 2022, 2023) for rank in (1, 2, 3, 4)][:10]
FORCE = {"contrainte": 9.0, "menottage": 6.5, "aerosol": 1.4, "baton": 0.3}
MOTIVES = {"verbalisation": 9, "accueil": 7, "delai": 6, "comportement": 5}
FATES = ("explication", "sans_suite", "mesure_interne")


def _positions() -> pd.DataFrame:
    rows = []
    for unit, _, _, grades in UNITS:
        posts = [grade for grade, count in grades.items() for _ in range(count)]
        for rank, grade in enumerate(posts):
            vacant = rank >= len(posts) - VACANT.get(unit, 0)
            armed = "aucune" if grade in UNARMED else "B" if rank % 2 else "D"
            fte = 0.8 if grade == "administratif" else 1.0
            rows.append(
                (f"P{len(rows) + 1:02d}", unit, grade, fte, "vacant" if vacant else "pourvu", armed)
            )
    columns = ["post_id", "unit_id", "grade", "fte", "status", "armed_class"]
    return pd.DataFrame(rows, columns=columns)


def _trainings(positions: pd.DataFrame) -> pd.DataFrame:
    filled = positions[positions["status"] == "pourvu"].groupby("unit_id").size()
    rows = []
    for unit, _, street, _ in UNITS:
        for training in TYPES if street else INDOORS:
            due = int(filled[unit])
            done = round(due * UP_TO_DATE.get(unit, USUAL))
            rows.append((unit, training, due, done, float(7 * done)))
    columns = ["unit_id", "training_type", "due", "up_to_date", "hours"]
    return pd.DataFrame(rows, columns=columns)


def _comparators(story: Story) -> pd.DataFrame:
    rng, rows = story.chance("pm_comparators"), []
    for rank in range(12):
        people = int(41_000 + 26_000 * rng.random())
        fte = round(people / 10_000 * (4.6 + 2.8 * rng.random()), 1)
        rows.append((str(story.block + rank + 1), 2022, people, fte))
    return pd.DataFrame(rows, columns=["commune_code", "year", "population", "fte"])


def _volumes(story: Story) -> pd.DataFrame:
    rng, rows = story.chance("service_volumes"), []
    for quarter in QUARTERS:
        rows.append((quarter, int(2_150 + 300 * rng.random()), int(8_600 + 1_000 * rng.random())))
    return pd.DataFrame(rows, columns=["quarter", "interventions", "contacts"])


def _force(story: Story) -> pd.DataFrame:
    rng, rows = story.chance("force_uses"), []
    for quarter, (kind, usual) in product(QUARTERS, FORCE.items()):
        rows.append((quarter, kind, int(usual * (0.6 + 0.8 * rng.random()) + 0.5)))
    return pd.DataFrame(rows, columns=["quarter", "force_type", "count"])


def _complaints(story: Story) -> pd.DataFrame:
    rng, rows = story.chance("complaints"), []
    for year, (motive, usual) in product((2021, 2022), MOTIVES.items()):
        total = round(usual * (0.85 + 0.3 * rng.random()))
        for rank, fate in enumerate(FATES):
            count = (total + 2 - rank) // 3
            if count:
                rows.append((year, motive, fate, count))
    return pd.DataFrame(rows, columns=["year", "motive", "outcome", "count"])


def _expectations(story: Story) -> pd.DataFrame:
    """One row per respondent and mission: scores around those of the story, between 1 and 5."""
    rng, rows, number = story.chance("mission_expectations"), [], 0
    families, scores = EXPECTED
    for family, count in families.items():
        for _ in range(count):
            number += 1
            for code, (importance, current) in scores.items():
                shift = 0.8 if family == "agents_pm" else 0.0
                marks = [
                    min(5, max(1, round(level + 2.6 * (rng.random() - 0.5))))
                    for level in (importance, current + shift)
                ]
                rows.append((f"X{number:03d}", family, code, *marks))
    columns = ["respondent_id", "respondent_family", "mission_code", "importance", "current"]
    return pd.DataFrame(rows, columns=columns)


def _clauses() -> pd.DataFrame:
    rows = [
        (f"V{rank:02d}", theme, label, day(due) if due else None, status,
         None if status == "non_verifiee" else day("12/06/2023"))
        for rank, (theme, label, due, status) in enumerate(CLAUSES, start=1)
    ]  # fmt: skip
    columns = ["clause_id", "theme", "label_fr", "due", "status", "checked_on"]
    return pd.DataFrame(rows, columns=columns, dtype=object)


def _state_week() -> pd.DataFrame:
    """Patrols of the national police in a usual week, as it declares them: none before dawn."""
    rows = []
    for weekday, hour in product(range(7), range(24)):
        late = weekday in (5, 6)  # the night of Friday belongs to Saturday
        patrols = (
            2.0 if hour >= 20 else 1.0 if hour >= 8 or hour < 2 or (late and hour < 5) else 0.0
        )
        rows.append((weekday, hour, patrols))
    return pd.DataFrame(rows, columns=["weekday", "hour", "patrols"])


def doctrine(story: Story) -> dict[str, Content]:
    """Files of the engagement « doctrine_pm »; empty for a city that has none."""
    if story.city != "ville-exemple":
        return {}
    positions = _positions()
    equipment = [
        (f"E{rank}", label, kind, quantity, permit, day(until) if until else None, training)
        for rank, (label, kind, quantity, permit, until, training) in enumerate(EQUIPMENTS, 1)
    ]
    catalog = [
        (f"M{rank:02d}", label, basis, day(begun) if begun else None, day(ended) if ended else None,
         read, judicial, kind)
        for rank, (label, basis, begun, ended, read, judicial, kind) in enumerate(CATALOG, 1)
    ]  # fmt: skip
    shared = [
        (code, service, role)
        for code, roles in RESPONSIBLE.items()
        for service, role in roles.items()
    ]
    return {
        "pm_units": pd.DataFrame(
            [(unit, label, street) for unit, label, street, _ in UNITS],
            columns=["unit_id", "label_fr", "street"],
        ),
        "pm_positions": positions,
        "pm_comparators": _comparators(story),
        "mission_catalog": pd.DataFrame(
            catalog,
            columns=["mission_code", "label_fr", "legal_basis", "valid_from", "valid_to", "verified",
                     "judicial", "mission_class"],
            dtype=object,
        ),
        **patrols(story),
        "pn_presences": _state_week(),
        "mission_expectations": _expectations(story),
        "responsibilities": pd.DataFrame(shared, columns=["mission_code", "service", "role"]),
        "convention_clauses": _clauses(),
        "trainings": _trainings(positions),
        "equipments": pd.DataFrame(
            equipment,
            columns=["equipment_id", "label_fr", "category", "quantity", "authorisation_fr",
                     "valid_until", "training_type"],
            dtype=object,
        ),
        "service_volumes": _volumes(story),
        "force_uses": _force(story),
        "complaints": _complaints(story),
        "scenarios": pd.DataFrame(SCENARIOS, columns=["scenario_id", "label_fr", "style", "fte"]),
        "scenario_shifts": pd.DataFrame(
            [(name, weekday, start, end, agents) for name, rows in SCENARIO_WEEKS.items()
             for days, start, end, agents in rows for weekday in days],
            columns=["scenario_id", "weekday", "start", "end", "agents"],
        ),
        "scenario_costs": pd.DataFrame(
            [(name, item, float(amount)) for name, items in SCENARIO_COSTS.items()
             for item, amount in items.items()],
            columns=["scenario_id", "item", "amount"],
        ),
    }  # fmt: skip
