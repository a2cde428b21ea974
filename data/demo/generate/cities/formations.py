"""A council of a city: its formations, seats, steps, follow-up and what its members think."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import product

import pandas as pd

from data.demo.generate.cities.policy import POLICIES, evaluated
from data.demo.generate.cities.story import Story
from data.demo.generate.writing import Content, day

# formation, kind, article, pilot, theme, meetings a year, confidential, members
FORMATIONS = (
    ("Séance plénière", "pleniere", "CSI, art. D132-8", "ORG01", "", 1, False, range(1, 23)),
    ("Formation restreinte", "restreinte", "", "ORG01", "", 3, False, (1, 2, 3, 7, 9, 10, 13, 14)),
    ("Groupe violences intrafamiliales", "groupe_thematique", "CSI, art. L132-5", "ORG20",
     "violences intrafamiliales", 4, True, (2, 7, 9, 10, 12, 14, 20)),
    ("Réseau local d'aide aux victimes", "autre", "", "ORG20", "violences intrafamiliales", 3, False,
     (6, 9, 14, 20, 13)),
    ("Groupe espaces publics", "groupe_thematique", "CSI, art. L132-5", "ORG03",
     "tranquillité publique", 4, True, (2, 3, 5, 9, 16, 17, 18, 19)),
    ("Comité de site des bailleurs", "autre", "", "ORG17", "tranquillité publique", 6, False,
     (3, 5, 16, 17, 18)),
)  # fmt: skip
# seat, college, label, article, required, who holds it
SEATS = (
    ("ville", "Maire, président", "CSI, art. D132-8", True, "ORG01"),
    ("etat", "Préfet ou son représentant", "CSI, art. D132-8", True, "ORG07"),
    ("justice", "Parquet ou son représentant", "CSI, art. D132-8", True, "ORG10"),
    ("education_social", "Président du conseil départemental ou son représentant",
     "CSI, art. D132-8", True, "ORG14"),
    ("etat", "Services de l'État désignés", "CSI, art. D132-8", True, "ORG09"),
    ("societe_civile", "Associations désignées par le président", "CSI, art. D132-8", True, "ORG20"),
    ("habitat_mobilite", "Bailleurs et transporteurs désignés par le président", "CSI, art. D132-8",
     True, "ORG17"),
    ("societe_civile", "Conseil citoyen", "choix du président", False, "ORG21"),
    ("societe_civile", "Commerçants", "choix du président", False, "ORG22"),
)  # fmt: skip
FOLLOWED = (
    ("SIG", "Signalements traités", "ORG03", 84.0),
    ("MED", "Soirées de médiation", "ORG16", 31.0),
    ("REP", "Remises en état dans le délai", "ORG17", 46.0),
    ("VIC", "Victimes reçues", "ORG20", 28.0),
    ("JEU", "Jeunes accompagnés", "ORG15", 22.0),
    ("TRA", "Faits signalés dans les transports", "ORG19", 57.0),
)
QUARTERS = ("2022-T1", "2022-T2", "2022-T3", "2022-T4")
OPINIONS = ("ELUS_VILLE", "SECURITE_JUSTICE", "EDUC_SOCIAL", "HABITAT_MOBILITE", "SOCIETE_CIVILE")
# label, kind, planned, done
STEPS = (
    ("Délibération du conseil municipal", "deliberation", "26/06/2023", ""),
    ("Arrêté de composition", "arrete", "15/09/2023", ""),
    ("Installation et première plénière", "installation", "20/11/2023", ""),
    ("Règlement intérieur des groupes", "reglement", "31/01/2024", ""),
    ("Charte d'échange d'informations", "charte", "29/03/2024", ""),
)


@dataclass(frozen=True)
class CouncilStory:
    """How a council works. ``received``: share of the follow-up that came; ``answers``: members who
    answered; ``utility``: what they give it on average; ``vacant``: seats by rank; ``ruled``: groups
    with their rules."""

    received: float = 0.0
    answers: int = 0
    utility: float = 6.0
    vacant: frozenset[int] = frozenset()
    ruled: bool = True
    situations: Mapping[str, int] = field(default_factory=dict)


COUNCILS = {
    "les-lilas": CouncilStory(vacant=frozenset({0, 1, 2, 3, 4, 5, 6, 7, 8}), ruled=False),
    "chennevieres-sur-marne": CouncilStory(0.29, 6, 5.0, frozenset({2, 3, 5, 7, 8}), ruled=False),
    "ville-exemple": CouncilStory(0.83, 17, 6.4, frozenset({8}), situations={"F3": 14, "F5": 22}),
}


def _formations(story: Story, council: CouncilStory) -> pd.DataFrame:
    shown = FORMATIONS if story.council else [each for each in FORMATIONS if each[1] == "autre"]
    rows = [
        {
            "formation_id": f"F{FORMATIONS.index(each) + 1}",
            "label_fr": each[0],
            "kind": each[1],
            "legal_ref": each[2],
            "pilot_org_id": each[3],
            "theme": each[4],
            "frequency_per_year": each[5],
            "created_on": day("14/05/2018"),
            "rules_adopted_on": day("12/12/2019") if council.ruled and each[6] else None,
            "charter_signed_on": day("04/02/2020") if council.ruled and each[6] else None,
            "confidential": bool(each[6] and council.ruled),
        }
        for each in shown
    ]
    return pd.DataFrame(rows, dtype=object)


def _members(story: Story, formations: pd.DataFrame) -> pd.DataFrame:
    rng = story.chance("formation_members")
    rows = [
        (name, f"ORG{org:02d}", "droit" if org in (1, 7, 10, 14) else "designe")
        for name in formations["formation_id"]
        for org in FORMATIONS[int(name[1:]) - 1][7]
        if rng.random() < 0.92
    ]
    return pd.DataFrame(rows, columns=["formation_id", "org_id", "title"])


def _seats(council: CouncilStory) -> pd.DataFrame:
    rows = [
        (f"S{rank + 1}", college, label, text, required, "" if rank in council.vacant else org)
        for rank, (college, label, text, required, org) in enumerate(SEATS)
    ]
    columns = ["seat_id", "college", "label_fr", "legal_ref", "required", "org_id"]
    return pd.DataFrame(rows, columns=columns)


def _values(story: Story, council: CouncilStory) -> pd.DataFrame:
    rng, rows = story.chance("follow_up"), []
    for (name, label, org, usual), quarter in product(FOLLOWED, QUARTERS):
        came = rng.random() < council.received
        value = round(usual * (0.75 + 0.5 * rng.random())) if came else None
        rows.append((name, label, quarter, org, value))
    columns = ["indicator_id", "label_fr", "quarter", "producer_org_id", "value"]
    return pd.DataFrame(rows, columns=columns, dtype=object)


def _opinions(story: Story, council: CouncilStory) -> pd.DataFrame:
    rng, rows = story.chance("member_opinions"), []
    for rank in range(council.answers):
        score = council.utility + 4 * (rng.random() - 0.5)
        told = "oui" if rng.random() < 0.4 else "parfois" if rng.random() < 0.5 else "non"
        rows.append(
            (f"M{rank + 1:02d}", OPINIONS[rank % len(OPINIONS)], round(min(10, max(0, score))),
             told, 1 + int(4.9 * rng.random()))
        )  # fmt: skip
    columns = ["answer_id", "macro_family", "utility", "information_return", "clarity"]
    return pd.DataFrame(rows, columns=columns)


def _situations(story: Story, council: CouncilStory) -> pd.DataFrame:
    rng, rows = story.chance("situations"), []
    for (name, usual), quarter in product(council.situations.items(), QUARTERS):
        examined = usual + int(8 * rng.random())
        new = max(5, round(examined * 0.45))
        rows.append((name, quarter, examined, new, max(5, round(examined * 0.4))))
    return pd.DataFrame(rows, columns=["formation_id", "quarter", "examined", "new", "closed"])


def gathered(story: Story) -> dict[str, Content]:
    """Files of the engagement « clspd »; empty for a city that has none."""
    council = COUNCILS.get(story.city)
    if council is None:
        return {}
    formations = _formations(story, council)
    frames: dict[str, Content] = {
        "formations": formations,
        "formation_members": _members(story, formations),
        "seats": _seats(council),
    }
    if not story.council:
        rows = [
            (f"E{rank}", kind, label, day(planned), None)
            for rank, (label, kind, planned, _) in enumerate(STEPS, start=1)
        ]
        columns = ["milestone_id", "kind", "label_fr", "planned_on", "done_on"]
        return frames | {"milestones": pd.DataFrame(rows, columns=columns, dtype=object)}
    frames["follow_up_values"] = _values(story, council)
    frames["member_opinions"] = _opinions(story, council)
    if council.situations:
        frames["situation_counts"] = _situations(story, council)
    if story.city in POLICIES:
        own = evaluated(story, POLICIES[story.city])
        frames |= {
            name: own[name] for name in ("objectives", "actions", "baselines") if name in own
        }
    return frames
