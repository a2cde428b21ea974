"""The past strategy of a city: objectives, actions, baselines, drawn from one list of actions.

A story says how it went: which objectives were attained, how far the actions went, and whether
anybody had written a baseline.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta

import pandas as pd

from data.demo.generate.cities.story import Story
from data.demo.generate.writing import Content, day

# objective: axis, label, indicator, unit, baseline, target
OBJECTIVES = {
    "O11": ("A1", "Réduire les cambriolages dans les résidences suivies", "Cambriolages signalés",
            "pour 1 000 logements suivis", 13.0, 9.0),
    "O12": ("A1", "Apaiser les espaces partagés en soirée", "Signalements d'occupation",
            "par mois", 62.0, 40.0),
    "O21": ("A2", "Prévenir les conduites à risque des 12-17 ans", "Jeunes accompagnés",
            "par an", 85.0, 140.0),
    "O22": ("A2", "Mieux accueillir les victimes de violences intrafamiliales",
            "Délai du premier rendez-vous", "jours", 16.0, 5.0),
    "O31": ("A3", "Suivre les décisions du conseil local", "Décisions suivies", "pour 100", 40.0,
            80.0),
}  # fmt: skip
AXES = {
    "A1": "Tranquillité des lieux de vie",
    "A2": "Prévention et protection des publics",
    "A3": "Gouvernance",
}
# action: objective, title, pilot, public, level, months from the start, length, budget, output, target
ACTIONS = (
    ("O11", "Passages pendant les congés", "ORG03", "habitants absents", "secondaire", 3, 50, 52_000,
     "passages par an", 1_900),
    ("O11", "Conseils de prévention au pied des immeubles", "ORG17", "locataires", "primaire", 6, 36,
     88_000, "logements conseillés", 540),
    ("O12", "Médiation sociale en soirée", "ORG16", "tous publics", "primaire", 8, 48, 310_000,
     "soirées de présence", 420),
    ("O12", "Reprise de l'éclairage des cheminements", "ORG05", "tous publics", "primaire", 10, 30,
     260_000, "points lumineux", 130),
    ("O21", "Chantiers éducatifs", "ORG15", "16-25 ans", "secondaire", 4, 54, 145_000,
     "jeunes en chantier", 160),
    ("O21", "Accueil des élèves exclus", "ORG13", "collégiens", "secondaire", 9, 45, 76_000,
     "élèves accueillis", 110),
    ("O22", "Intervention sociale auprès des victimes", "ORG09", "victimes", "tertiaire", 2, 56,
     190_000, "victimes reçues", 380),
    ("O22", "Protocole commun d'orientation", "ORG20", "professionnels", "primaire", 12, 20, 12_000,
     "professionnels formés", 90),
    ("O31", "Tableau de suivi des décisions", "ORG02", "membres du conseil", "primaire", 1, 24, 8_000,
     "décisions suivies", 48),
    ("O31", "Réunions d'information par quartier", "ORG06", "habitants", "primaire", 14, 40, 21_000,
     "réunions tenues", 16),
)  # fmt: skip


@dataclass(frozen=True)
class Policy:
    """How a strategy went. ``attained``: share of the way made to each target, none without baseline;
    ``reached``: share of its target that each action reached (None: abandoned);
    ``known``: whether costs and beneficiaries were written; ``delay``: days late at the end."""

    start: str
    end: str
    attained: Mapping[str, float]
    reached: tuple[float | None, ...]
    known: bool = True
    delay: int = 20
    spent: float = 0.95
    without: frozenset[str] = field(default_factory=frozenset)


def _objectives(policy: Policy) -> pd.DataFrame:
    rows = [
        (name, f"strategie-{policy.start[-4:]}-{policy.end[-4:]}", axis, AXES[axis], label, "", "")
        for name, (axis, label, *_) in OBJECTIVES.items()
    ]
    columns = ["objective_id", "strategy_id", "axis_code", "axis_label_fr", "label_fr", "parent_id"]
    return pd.DataFrame(rows, columns=[*columns, "policy_ref"])


def _actions(story: Story, policy: Policy) -> pd.DataFrame:
    rng, start, rows = story.chance("actions"), day(policy.start), []
    for rank, (action, reached) in enumerate(zip(ACTIONS, policy.reached, strict=True), start=1):
        objective, title, pilot, public, level, wait, length, budget, output, usual = action
        target = round(usual * (0.7 + 0.6 * rng.random()))
        planned = round(budget * (0.8 + 0.4 * rng.random()) / 100) * 100
        begin = start + timedelta(days=30 * wait)
        end = min(begin + timedelta(days=30 * length), day(policy.end) - timedelta(days=60))
        run = reached is not None
        late = round(policy.delay * 2 * rng.random())
        people = round(target * (0.5 + rng.random())) if run and policy.known else None
        rows.append(
            {
                "action_id": f"A{rank:02d}",
                "objective_id": objective,
                "title_fr": title,
                "pilot_org_id": pilot,
                "target_public": public,
                "prevention_level": level,
                "planned_start": begin,
                "planned_end": end,
                "status": _status(reached, rank),
                "budget_planned": planned if policy.known else None,
                "budget_spent": round(planned * policy.spent) if run and policy.known else None,
                "funding": "Ville ; État",
                "output_indicator": output,
                "indicator_source": "Bilan de l'action" if policy.known else "",
                "target_value": target if policy.known else None,
                "achieved_value": round(target * reached)
                if reached is not None and policy.known
                else None,
                "beneficiaries": people,
                "beneficiaries_qpv": round(people * 0.3 * (0.6 + rng.random())) if people else None,
                "actual_end": end + timedelta(days=late) if run and (reached or 0) >= 0.5 else None,
            }
        )
    return pd.DataFrame(rows, dtype=object)


def _status(reached: float | None, rank: int) -> str:
    if reached is None:
        return "abandonnee"
    if reached < 0.5:
        return "engagee"
    return "reconduite" if rank % 4 == 0 else "realisee"


def _baselines(story: Story, policy: Policy) -> pd.DataFrame:
    rng, rows = story.chance("baselines"), []
    for rank, (name, (_, _, label, unit, base, target)) in enumerate(OBJECTIVES.items(), start=1):
        scale = 0.8 + 0.4 * rng.random()
        first, aim = round(base * scale, 1), round(target * scale, 1)
        if name in policy.without:
            continue
        done = round(first + policy.attained[name] * (aim - first), 1)
        rows.append(
            {
                "objective_id": name,
                "indicator_id": f"LOC{rank:02d}",
                "label_fr": label,
                "unit": unit,
                "value": first,
                "date": day(policy.start),
                "target_value": aim,
                "target_date": day(policy.end),
                "achieved_value": done,
                "achieved_date": day(policy.end),
                "source": "Tableau de bord de la stratégie",
            }
        )
    return pd.DataFrame(rows, dtype=object)


def evaluated(story: Story, policy: Policy) -> dict[str, Content]:
    """Files of the engagement « evaluation »."""
    frames: dict[str, Content] = {
        "objectives": _objectives(policy),
        "actions": _actions(story, policy),
    }
    baselines = _baselines(story, policy)
    if len(baselines):
        frames["baselines"] = baselines
    return frames


POLICIES = {
    # it worked
    "montreuil": Policy(
        "15/01/2018", "31/12/2022",
        {"O11": 1.08, "O12": 0.94, "O21": 1.02, "O22": 0.71, "O31": 1.1},
        (1.12, 0.97, 1.05, 1.0, 1.08, 0.92, 1.01, 0.88, 1.0, 0.94), delay=18,
    ),
    # carried out, without effect
    "ville-exemple": Policy(
        "05/02/2018", "31/12/2022",
        {"O11": 0.18, "O12": -0.12, "O21": 0.62, "O22": 0.35, "O31": 0.9},
        (1.0, 0.95, 0.98, 1.0, 0.86, 0.9, 0.93, 0.7, 1.0, 0.8), delay=45,
    ),
    # nothing is known
    "chennevieres-sur-marne": Policy(
        "04/03/2019", "31/12/2022", {},
        (0.6, None, 0.2, 0.3, 0.6, None, 0.2, 0.1, 0.3, None), known=False,
        without=frozenset(OBJECTIVES),
    ),
}  # fmt: skip
