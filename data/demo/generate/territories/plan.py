"""The plan of a mission: objectives, actions, at which scale and why, reviewed or not, baselines."""

from datetime import timedelta

import pandas as pd

from data.demo.generate.territories.story import Territory
from data.demo.generate.writing import Content, day

AXES = {
    "A1": "Comprendre et former",
    "A2": "Un circuit clair et un retour",
    "A3": "Accompagner au plus près",
}
# axis, label, indicator, unit, baseline, target, measures
OBJECTIVES = {
    "O11": ("A1", "Une définition partagée par tous les partenaires", "Communes qui l'ont adoptée",
            "pour 100", 20.0, 90.0, (("PNPR2018", "M21"),)),
    "O12": ("A1", "Des professionnels formés partout", "Professionnels formés", "pour 100", 40.0, 80.0,
            (("PNPR2018", "M22"),)),
    "O21": ("A2", "Un circuit écrit dans chaque commune", "Communes au circuit écrit", "pour 100", 30.0,
            95.0, (("PNPR2018", "M21"),)),
    "O22": ("A2", "Un retour à qui signale", "Professionnels qui ont eu un retour", "pour 100", 25.0,
            75.0, ()),
    "O31": ("A3", "Des familles et des jeunes accompagnés", "Heures d'accompagnement",
            "par semaine", 90.0, 160.0, (("PNPR2018", "M46"),)),
}  # fmt: skip
# objective, title, pilot, public, level, mechanism, partners, output, target, ETP, €, scale, reason
ACTIONS = (
    ("O11", "Rédiger une définition commune et ses limites", "ORG01", "professionnels", "primaire",
     "Qui partage les mots partage les repères", "Préfecture ; communes", "communes signataires", 12,
     0.2, 6_000, "intercommunalite", "Une seule définition pour un même bassin de vie"),
    ("O11", "Ateliers d'esprit critique et d'éducation aux médias", "ORG07", "mineurs", "primaire",
     "Un élève qui vérifie une source y revient", "Collèges ; communes", "ateliers tenus", 60, 0.8,
     48_000, "commune", "Au plus près des établissements"),
    ("O12", "Formation de base des agents d'accueil", "ORG01", "professionnels", "primaire",
     "Qui connaît la procédure l'emploie", "Communes", "sessions tenues", 24, 0.5, 36_000,
     "intercommunalite", "Mutualiser les sessions des petites communes"),
    ("O12", "Formation approfondie des référents", "ORG03", "professionnels", "secondaire",
     "Un référent formé qualifie avec d'autres", "Préfecture", "sessions tenues", 6, 0.3, 18_000,
     "departement", "Les formateurs sont ceux du département"),
    ("O21", "Circuit écrit et fiche réflexe par commune", "ORG02", "professionnels", "secondaire",
     "Une étape écrite ne dépend plus d'une personne", "Préfecture ; parquet", "circuits adoptés", 14,
     0.6, 12_000, "commune", "Le maire anime, le groupe restreint est communal"),
    ("O22", "Retour systématique à qui signale", "ORG03", "professionnels", "secondaire",
     "Qui reçoit une réponse signale à bon escient", "Référents", "retours dans le mois", 50, 0.4,
     8_000, "departement", "La cellule de suivi est départementale"),
    ("O22", "Revue semestrielle du circuit", "ORG01", "professionnels", "primaire", "",
     "Préfecture ; communes", "revues tenues", 6, 0.2, 3_000, "intercommunalite",
     "Comparer les circuits d'un même territoire"),
    ("O31", "Écoute et soutien des familles", "ORG12", "familles", "secondaire",
     "Une famille écoutée garde le lien", "Préfecture ; communes", "heures d'écoute", 300, 1.0,
     62_000, "intercommunalite", "Garantir une écoute hors de la commune de résidence"),
    ("O31", "Soutien psychologique des jeunes", "ORG10", "jeunes_majeurs", "secondaire",
     "Un soin précoce rouvre d'autres issues", "Maison des adolescents", "heures de consultation", 400,
     1.2, 84_000, "intercommunalite", "Peu de praticiens, à partager"),
    ("O31", "Accompagnement vers l'insertion", "ORG11", "jeunes_majeurs", "tertiaire",
     "Un projet tient à distance du groupe violent", "Protection judiciaire ; missions locales",
     "parcours ouverts", 20, 0.8, 70_000, "departement", "Compétence du département et de l'État"),
    ("O31", "Appui aux familles après un suivi", "ORG12", "familles", "tertiaire",
     "Le soutien continue quand le suivi s'arrête", "Cellule préfectorale", "heures d'appui", 120, 0.5,
     28_000, "departement", "Continuité avec la cellule préfectorale"),
)  # fmt: skip
START = "01/01/2024"


def planned(story: Territory) -> dict[str, Content]:
    """Files of the plan; ``dropped``: actions that this territory has not planned."""
    rng, start = story.chance("plan"), day(START)
    actions, scales = [], []
    for rank, action in enumerate(ACTIONS, start=1):
        objective, title, pilot, public, level, mechanism, partners, *means = action
        output, target, fte, money, scale, reason = means
        begin = start + timedelta(days=round(300 * rng.random()))
        end = begin + timedelta(days=365 + round(500 * rng.random()))
        cost = round(money * (0.6 + 0.8 * rng.random()) / 100) * 100
        reviewed = day("02/10/2023") + timedelta(days=round(40 * rng.random()))
        if rank in story.dropped:
            continue
        name = f"A{rank:02d}"
        actions.append(
            {
                "action_id": name,
                "objective_id": objective,
                "title_fr": title,
                "pilot_org_id": pilot,
                "target_public": "",
                "prevention_level": level,
                "planned_start": begin,
                "planned_end": end,
                "status": "non_engagee",
                "budget_planned": cost,
                "budget_spent": None,
                "funding": "Territoire ; FIPD",
                "output_indicator": output,
                "indicator_source": "Bilan annuel du pilote" if rank % 4 else "",
                "target_value": round(target * (0.7 + 0.6 * rng.random())),
                "achieved_value": None,
                "beneficiaries": None,
                "problem_fr": "Besoin établi par le diagnostic",
                "mechanism_fr": mechanism,
                "effect_direction": "",
                "partners": partners,
                "risks_fr": "Désigner un groupe ou un lieu ; perte de confiance",
                "fte": fte,
            }
        )
        written = rank not in story.unscaled
        scales.append(
            {
                "action_id": name,
                "public": public,
                "scale": scale if written else "",
                "reason_fr": reason if written else "",
                "stigma_review_on": None if rank in story.unreviewed else reviewed,
            }
        )
    objectives = [
        (name, "plan-a-venir", axis, AXES[axis], label, "", "")
        for name, (axis, label, *_) in OBJECTIVES.items()
    ]
    columns = ["objective_id", "strategy_id", "axis_code", "axis_label_fr", "label_fr", "parent_id"]
    links = [(name, *each) for name, entry in OBJECTIVES.items() for each in entry[-1]]
    frames: dict[str, Content] = {
        "objectives": pd.DataFrame(objectives, columns=[*columns, "policy_ref"]),
        "actions": pd.DataFrame(actions, dtype=object).assign(target_public=_publics(scales)),
        "action_scales": pd.DataFrame(scales, dtype=object),
        "alignments": pd.DataFrame(links, columns=["objective_id", "frame_id", "measure_id"]),
    }
    if story.baselines:
        frames["baselines"] = _baselines(story)
    return frames


def _publics(scales: list[dict[str, object]]) -> list[str]:
    words = {"professionnels": "professionnels", "mineurs": "mineurs", "familles": "familles",
             "jeunes_majeurs": "jeunes majeurs"}  # fmt: skip
    return [words[str(each["public"])] for each in scales]


def _baselines(story: Territory) -> pd.DataFrame:
    rng, rows, start = story.chance("baselines"), [], day(START)
    for rank, (name, (_, _, label, unit, base, aim, _)) in enumerate(OBJECTIVES.items(), start=1):
        scale = 0.8 + 0.25 * rng.random()
        if rank == 1:  # nobody has measured yet whether the definition is shared
            continue
        rows.append(
            {
                "objective_id": name,
                "indicator_id": f"LOC{rank:02d}",
                "label_fr": label,
                "unit": unit,
                "value": round(base * scale, 1),
                "date": start,
                "target_value": round(aim * scale, 1),
                "target_date": start + timedelta(days=1095),
                "achieved_value": None,
                "achieved_date": None,
                "source": "Tableau de bord du plan",
            }
        )
    return pd.DataFrame(rows, dtype=object)
