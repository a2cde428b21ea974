"""What a diagnosis adds to the common files: responses, exploratory walks, social data."""

from datetime import timedelta
from itertools import product

import pandas as pd

from data.demo.generate.cities.story import Story
from data.demo.generate.writing import Content, day

# label, organisation, type, public, phenomenon, level, unit, usual capacity
RESPONSES = (
    ("Médiation sociale de rue", "ORG16", "mediation", "habitants", "regroupements", "primaire",
     "heures_semaine", 120),
    ("Îlotage de la police municipale", "ORG03", "presence", "habitants", "incivilites", "primaire",
     "heures_semaine", 210),
    ("Conseils contre les cambriolages", "ORG03", "prevention_situationnelle", "habitants",
     "cambriolages", "primaire", "heures_semaine", 18),
    ("Prévention spécialisée", "ORG15", "accompagnement", "jeunes_majeurs", "trafic", "secondaire",
     "suivis", 140),
    ("Accueil des élèves exclus", "ORG13", "accompagnement", "mineurs", "violences_jeunes",
     "secondaire", "places", 24),
    ("Intervention sociale au commissariat", "ORG09", "aide_victimes", "femmes",
     "violences_intrafamiliales", "tertiaire", "suivis", 210),
    ("Permanence d'aide aux victimes", "ORG20", "aide_victimes", "victimes", "cambriolages",
     "tertiaire", "suivis", 260),
    ("Remise en état du parc social", "ORG17", "prevention_situationnelle", "habitants",
     "degradations", "primaire", "heures_semaine", 75),
    ("Présence dans les rames et les gares", "ORG19", "presence", "usagers_transports",
     "incivilites", "primaire", "heures_semaine", 160),
    ("Mesures de réparation", "ORG11", "sanction_reparation", "mineurs", "degradations",
     "tertiaire", "places", 30),
)  # fmt: skip
DIMENSIONS = (
    "eclairage",
    "visibilite",
    "entretien",
    "frequentation",
    "signaletique",
    "amenagement",
)
POINTS = 6
SHARES = ("pop_15_24_share", "single_parent_share", "poverty_rate", "unemployment_rate",
          "social_housing_share")  # fmt: skip
USUAL = (13.0, 17.0, 16.0, 11.0, 28.0)
DARK = 1.1  # points that the evening takes from lighting and visibility
ENGAGED_IN_DAY = {"creteil"}  # truth: no response there in the evening


def _responses(story: Story) -> pd.DataFrame:
    rng, rows = story.chance("responses"), []
    for rank, (label, org, kind, public, phenomenon, level, unit, usual) in enumerate(RESPONSES, 1):
        evening = rng.random() < 0.35 and story.city not in ENGAGED_IN_DAY
        rows.append(
            {
                "response_id": f"RP{rank}",
                "label_fr": label,
                "org_id": org,
                "response_type": kind,
                "public": public,
                "phenomenon": phenomenon,
                "prevention_level": level,
                "quartier_id": f"Q{1 + int(rng.random() * len(story.quartiers))}"
                if rng.random() < 0.5
                else "",
                "capacity": round(usual * (0.5 + rng.random())),
                "capacity_unit": unit,
                "slots": "soiree" if evening else "jour",
            }
        )
    return pd.DataFrame(rows)


def _walks(story: Story) -> pd.DataFrame:
    """Two walks, one by day and one in the evening, six points in each of the first neighbourhoods."""
    rng, rows = story.chance("walks"), []
    levels = {name: 2.2 + 1.2 * rng.random() for name in DIMENSIONS}
    for number, (place, period) in enumerate(
        product(range(1, min(2, len(story.quartiers)) + 1), ("jour", "soir")), start=1
    ):
        when = day("14/03/2023") + timedelta(days=9 * number + int(4 * rng.random()))
        for point, dimension in product(range(1, POINTS + 1), DIMENSIONS):
            dark = DARK if period == "soir" and dimension in ("eclairage", "visibilite") else 0.0
            score = levels[dimension] - dark + 1.4 * (rng.random() - 0.5)
            rows.append(
                {
                    "observation_id": f"OB{len(rows) + 1:03d}",
                    "walk_id": f"MA{number}",
                    "date": when,
                    "period": period,
                    "quartier_id": f"Q{place}",
                    "point": f"P{(place - 1) * POINTS + point}",
                    "dimension": dimension,
                    "score": int(min(4, max(1, round(score)))),
                    "note_fr": "",
                }
            )
    return pd.DataFrame(rows)


def _socio(story: Story) -> pd.DataFrame:
    rng, rows = story.chance("socio"), []
    for commune in story.communes:
        values = [round(usual * (0.6 + 0.8 * rng.random()), 1) for usual in USUAL]
        own = dict(zip(SHARES, values, strict=True))
        rows.append(
            {"commune_code": commune.code, "year": 2020, **own, "source": "recensement fictif"}
        )
    return pd.DataFrame(rows)


def diagnosed(story: Story) -> dict[str, Content]:
    """Files of the engagement « dls »."""
    return {
        "responses": _responses(story),
        "walk_observations": _walks(story),
        "socio": _socio(story),
    }
