"""A strategy to come: challenges, objectives, planned actions, frames and capacities of its pilots.

Each city picks among the same stock of objectives and actions, and says what each rests on.
"""

from datetime import timedelta

import pandas as pd

from data.demo.generate.cities.story import Story
from data.demo.generate.writing import Content, Records, day

# axis, objective, indicator, unit, baseline, target, frames
OBJECTIVES = {
    "O11": ("A1", "Assurer une présence là où la soirée inquiète", "Soirées couvertes", "par mois",
            6.0, 20.0, (("SNPD2020", "AXE3"),)),
    "O12": ("A1", "Réduire les cambriolages des résidences exposées", "Cambriolages signalés",
            "pour 1 000 logements suivis", 11.0, 8.0, (("SNPD2020", "AXE3"),)),
    "O21": ("A2", "Accompagner les 12-17 ans avant la rupture", "Jeunes accompagnés", "par an", 60.0,
            110.0, (("SNPD2020", "AXE1"),)),
    "O22": ("A2", "Mieux repérer et orienter les victimes", "Délai du premier rendez-vous", "jours",
            14.0, 5.0, (("SNPD2020", "AXE2"),)),
    "O31": ("A3", "Répondre à ceux qui signalent", "Signalements suivis d'un retour", "pour 100",
            20.0, 80.0, (("SNPD2020", "AXE4"),)),
    "O32": ("A3", "Faire du conseil un lieu de décision", "Décisions suivies", "pour 100", None,
            None, (("SNPD2020", "AXE4"), ("CONVENTION_PM", "COORD"))),
}  # fmt: skip
AXES = {
    "A1": "Des lieux tranquilles",
    "A2": "Des publics protégés",
    "A3": "Un partenariat qui répond",
}
# objective, title, pilot, public, level, type, direction, mechanism, partners, output, target, ETP, €
ACTIONS = (
    ("O11", "Médiation jusqu'à la fin du service", "ORG16", "usagers des transports", "primaire",
     "mediation", "baisse", "Une présence connue désamorce les conflits d'usage",
     "Exploitant du réseau ; ville", "soirées de présence", 220, 3.0, 180_000),
    ("O11", "Éclairage des cheminements du soir", "ORG05", "tous publics", "primaire", "eclairage",
     "baisse", "Un lieu visible est plus fréquenté et moins occupé", "Bailleurs", "points repris", 90,
     0.5, 240_000),
    ("O11", "Présence de la police municipale en soirée", "ORG03", "tous publics", "primaire",
     "police_lieux", "baisse", "Le risque perçu monte là où les faits se concentrent",
     "Police nationale", "soirées de présence", 150, 2.0, 95_000),
    ("O12", "Conseils et passages dans les résidences", "ORG03", "locataires", "primaire",
     "prevention_cambriolages", "baisse", "Un logement moins accessible est moins visé", "Bailleurs",
     "logements conseillés", 400, 1.0, 40_000),
    ("O12", "Renforcement des portes et des caves", "ORG17", "locataires", "primaire",
     "prevention_cambriolages", "baisse", "L'accès est plus long, la tentative plus visible", "Ville",
     "logements équipés", 260, 0.5, 210_000),
    ("O21", "Éducateurs de soirée", "ORG15", "12-17 ans", "secondaire", "accompagnement_jeunes",
     "baisse", "Un adulte connu propose une issue avant la rupture", "Éducation nationale",
     "jeunes suivis", 70, 2.0, 130_000),
    ("O21", "Chantiers éducatifs d'été", "ORG04", "16-25 ans", "secondaire", "accompagnement_jeunes",
     "baisse", "", "Bailleurs", "jeunes en chantier", 60, 1.0, 80_000),
    ("O21", "Parcours des élèves exclus", "ORG13", "collégiens", "secondaire",
     "accompagnement_jeunes", "baisse", "L'exclusion n'est plus un temps vide", "Ville",
     "élèves accueillis", 50, 0.8, 45_000),
    ("O22", "Intervention sociale au commissariat", "ORG09", "victimes", "tertiaire", "aide_victimes",
     "", "La victime est reçue le jour même", "Aide aux victimes", "victimes reçues", 200, 1.0, 62_000),
    ("O22", "Formation au repérage", "ORG20", "professionnels", "primaire", "aide_victimes", "baisse",
     "Les professionnels reconnaissent et orientent", "Éducation nationale ; santé",
     "professionnels formés", 80, 0.3, 9_000),
    ("O31", "Accusé de traitement des signalements", "ORG02", "professionnels", "primaire",
     "gouvernance", "", "Qui reçoit une réponse signale de nouveau", "Tous les partenaires",
     "signalements suivis", 600, 0.5, 15_000),
    ("O32", "Revue trimestrielle des décisions", "ORG02", "membres du conseil", "primaire",
     "gouvernance", "", "", "Tous les partenaires", "revues tenues", 12, 0.2, 4_000),
)  # fmt: skip
RISK = "Poste non pourvu ; partenaire empêché"
# finding of a previous mission that each action rests on, by city
GROUNDS = {
    "creteil": ("dls:C4", "dls:C4", "dls:C8", "dls:C2", "", "dls:C7", "", "dls:C7", "dls:C6",
                "dls:C6", "dls:C11", "dls:C10"),
    "les-lilas": ("dls:C5", "", "dls:C3", "dls:C2", "", "dls:C6", "", "dls:C6", "", "", "dls:C9",
                  "dls:C8"),
    "montreuil": ("evaluation:C9", "", "evaluation:C1", "evaluation:C6", "evaluation:C5",
                  "evaluation:C3", "", "", "evaluation:C4", "", "evaluation:C11",
                  "evaluation:C11"),
    "ville-exemple": ("dls:C4", "", "dls:C5", "evaluation:C6", "", "dls:C7", "", "dls:C7", "dls:C6",
                      "", "dls:C10", "evaluation:C10"),
}  # fmt: skip
# challenges: label, conclusions taken over, objectives that answer it
CHALLENGES = {
    "creteil": (
        ("Le pôle de transport en soirée", ("dls:K1", "dls:K3"), ("O11",)),
        ("Une présence là où les besoins s'expriment", ("dls:K5",), ("O11",)),
        ("Les publics exposés", ("dls:K4",), ("O21", "O22")),
        ("Le retour à ceux qui signalent", ("dls:K6",), ("O31", "O32")),
    ),
    "les-lilas": (
        ("Créer une gouvernance", ("dls:K6", "dls:K7"), ("O32",)),
        ("Répondre à ceux qui signalent", ("dls:K5",), ("O31",)),
        ("Une offre du soir pour les jeunes", ("dls:K4",), ("O21",)),
    ),
    "montreuil": (
        ("Tenir les résultats obtenus", ("evaluation:K4", "evaluation:K9"), ("O11", "O12")),
        ("Les soirées", ("evaluation:K1", "evaluation:K5"), ("O11",)),
        ("Des objectifs mesurables", ("evaluation:K4",), ("O31", "O32")),
    ),
    "ville-exemple": (
        ("Rompre avec un programme sans résultat", ("evaluation:K4", "evaluation:K9"), ("O32",)),
        ("Les halls et les espaces partagés", ("dls:K3",), ("O11",)),
        ("Le déplacement des occupations", ("evaluation:K8",), ()),
        ("Le retour à ceux qui signalent", ("dls:K6", "dls:K7"), ("O31",)),
    ),
}
START = {"creteil": "01/01/2024", "les-lilas": "01/01/2024", "montreuil": "01/01/2023",
         "ville-exemple": "01/01/2024"}  # fmt: skip
# objectives that nobody has given a baseline
WITHOUT = {
    "les-lilas": {"O12", "O22"},
    "creteil": set(),
    "montreuil": set(),
    "ville-exemple": {"O22"},
}


def _objectives(story: Story) -> pd.DataFrame:
    answered: dict[str, list[str]] = {}
    for rank, (_, _, objectives) in enumerate(CHALLENGES[story.city], start=1):
        for name in objectives:
            answered.setdefault(name, []).append(f"J{rank}")
    rows = [
        (
            name,
            "strategie-a-venir",
            axis,
            AXES[axis],
            label,
            "",
            "",
            " ".join(answered.get(name, [])),
        )
        for name, (axis, label, *_) in OBJECTIVES.items()
    ]
    columns = ["objective_id", "strategy_id", "axis_code", "axis_label_fr", "label_fr", "parent_id"]
    return pd.DataFrame(rows, columns=[*columns, "policy_ref", "challenge_ids"])


def _actions(story: Story) -> pd.DataFrame:
    rng, start, rows = story.chance("stspd:actions"), day(START[story.city]), []
    for rank, action in enumerate(ACTIONS, start=1):
        objective, title, pilot, public, level, kind, effect, mechanism, partners, *means = action
        output, target, fte, money = means
        begin = start + timedelta(days=round(330 * rng.random()))
        grounds = GROUNDS[story.city][rank - 1]
        rows.append(
            {
                "action_id": f"A{rank:02d}",
                "objective_id": objective,
                "title_fr": title,
                "pilot_org_id": pilot,
                "target_public": public,
                "prevention_level": level,
                "planned_start": begin,
                "planned_end": begin + timedelta(days=365 + round(500 * rng.random())),
                "status": "non_engagee",
                "budget_planned": round(money * (0.6 + 0.8 * rng.random()) / 100) * 100,
                "budget_spent": None,
                "funding": "Ville ; FIPD",
                "output_indicator": output,
                "indicator_source": "Bilan annuel du pilote" if rank % 5 else "",
                "target_value": round(target * (0.7 + 0.6 * rng.random())),
                "achieved_value": None,
                "beneficiaries": None,
                "rests_on": grounds,
                "problem_fr": "Besoin établi par le diagnostic ou l'évaluation" if grounds else "",
                "mechanism_fr": mechanism,
                "intervention_type": kind,
                "effect_direction": effect,
                "partners": partners,
                "risks_fr": RISK,
                "fte": fte,
            }
        )
    return pd.DataFrame(rows, dtype=object)


def _baselines(story: Story) -> pd.DataFrame:
    rng, rows, start = story.chance("stspd:baselines"), [], day(START[story.city])
    for rank, (name, (_, _, label, unit, base, aim, _)) in enumerate(OBJECTIVES.items(), start=1):
        scale = 0.7 + 0.6 * rng.random()
        if base is None or aim is None or name in WITHOUT[story.city]:
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
                "source": "Tableau de bord de la stratégie",
            }
        )
    return pd.DataFrame(rows, dtype=object)


def _challenges(story: Story) -> Records:
    return [
        {"challenge_id": f"J{rank}", "label_fr": label, "takes_over": list(taken)}
        for rank, (label, taken, _) in enumerate(CHALLENGES[story.city], start=1)
    ]


def _capacities(story: Story) -> pd.DataFrame:
    rng = story.chance("stspd:capacities")
    asked = pd.DataFrame([(a[2], a[11]) for a in ACTIONS], columns=["org_id", "fte"])
    total = asked.groupby("org_id")["fte"].sum()
    # one pilot has less than it is asked for, and one has not said what it has
    rows = [
        (org, round(max(0.2, fte * (0.6 if rank == 2 else 0.9 + rng.random())), 1), None)
        for rank, (org, fte) in enumerate(total.items())
        if rank != 4
    ]
    return pd.DataFrame(rows, columns=["org_id", "fte_available", "budget_year"])


def planned(story: Story) -> dict[str, Content]:
    """Files of the engagement « stspd »; empty for a city that has none."""
    if story.city not in CHALLENGES:
        return {}
    alignments = [(name, *each) for name, entry in OBJECTIVES.items() for each in entry[-1]]
    if story.city == "les-lilas":
        alignments = [line for line in alignments if line[0] != "O12"]
    return {
        "challenges": _challenges(story),
        "objectives": _objectives(story),
        "actions": _actions(story),
        "baselines": _baselines(story),
        "alignments": pd.DataFrame(alignments, columns=["objective_id", "frame_id", "measure_id"]),
        "capacities": _capacities(story),
    }
