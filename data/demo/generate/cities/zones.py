"""What an evaluation adds: zones with their controls, costs, priorities of the start."""

import pandas as pd

from data.demo.generate.chance import shuffled, wobble
from data.demo.generate.cities.policy import ACTIONS, POLICIES, Policy
from data.demo.generate.cities.story import Story
from data.demo.generate.saint_nazaire.survey_form import PHENOMENA
from data.demo.generate.writing import Content, day

# zone, label, role; counts of the 24 months before, and how the 24 after compare
ROLES = (("Z1", "Secteur de l'action", "action"), ("Z2", "Secteur témoin", "temoin"),
         ("Z3", "Rues voisines", "tampon"), ("Z4", "Rues voisines du témoin", "temoin_tampon"))  # fmt: skip
BEFORE = {"Z1": 168, "Z2": 171, "Z3": 84, "Z4": 88}
# truth: at Montreuil the zone of the action falls by half, its surroundings do not move;
# at Ville-exemple it falls no more than elsewhere, and the streets around it rise
AFTER = {
    "montreuil": {"Z1": 0.48, "Z2": 0.97, "Z3": 0.95, "Z4": 0.98},
    "ville-exemple": {"Z1": 0.93, "Z2": 0.97, "Z3": 1.6, "Z4": 0.99},
}
MONTHS, CATEGORY, ACTION = 24, "occupations et nuisances en soirée", "A03"
COST_TYPES = (
    ("personnel", 0.62),
    ("prestation", 0.2),
    ("equipement", 0.12),
    ("fonctionnement", 0.06),
)


def _zones(story: Story) -> dict[str, Content]:
    rng, start = story.chance("zones"), day("01/10/2020")
    rows = [(name, label, role, ACTION, start) for name, label, role in ROLES]
    scale, counts = 0.85 + 0.3 * rng.random(), []
    for name, _, _ in ROLES:
        first = wobble(BEFORE[name] * scale, rng)
        last = wobble(first * AFTER[story.city][name], rng)
        counts += [
            (name, CATEGORY, "avant", MONTHS, first),
            (name, CATEGORY, "apres", MONTHS, last),
        ]
    return {
        "zones": pd.DataFrame(
            rows, columns=["zone_id", "label_fr", "role", "action_id", "start_date"]
        ),
        "zone_counts": pd.DataFrame(
            counts, columns=["zone_id", "category", "period", "months", "count"]
        ),
    }


def _costs(story: Story, policy: Policy) -> pd.DataFrame:
    """Costs by year and type of most actions; those of the last one were never written."""
    rng, rows = story.chance("costs"), []
    years = range(int(policy.start[-4:]), int(policy.end[-4:]) + 1)
    for rank, action in enumerate(ACTIONS[:-1], start=1):
        yearly = action[7] * (0.8 + 0.4 * rng.random()) / len(years)
        for year in years:
            for kind, share in COST_TYPES:
                amount = round(yearly * share * (0.9 + 0.2 * rng.random()) / 10) * 10
                rows.append((f"A{rank:02d}", year, kind, amount))
    return pd.DataFrame(rows, columns=["action_id", "year", "cost_type", "amount"])


def _past_priorities(story: Story) -> pd.DataFrame:
    rng = story.chance("past_priorities")
    first = ["cambriolages", "degradations", "regroupements", "incivilites"]
    others = shuffled([name for name in PHENOMENA if name not in first], rng)
    ranked = [*shuffled(first, rng), *others[:6]]
    return pd.DataFrame(
        [(name, rank) for rank, name in enumerate(ranked, start=1)], columns=["phenomenon", "rank"]
    )


def compared(story: Story) -> dict[str, Content]:
    """Zones, costs and past priorities; a city where nothing is known has none."""
    policy = POLICIES[story.city]
    if not policy.known:
        return {}
    return {
        **_zones(story),
        "costs": _costs(story, policy),
        "past_priorities": _past_priorities(story),
    }
