"""Codebook, redacted segments and the codings of two coders, read from the bank `segments.txt`."""

from pathlib import Path
from typing import NamedTuple

import pandas as pd

BANK = Path(__file__).with_name("segments.txt")
VERSION = "2023-06"
# disagreements that both coders have settled together
ADJUDICATED = 8
# the grid was revised once: this code was too wide
FIRST_VERSION, REVISED = "2023-03", "deplacement"
VALENCE = {"+": 1, "0": 0, "-": -1}
VAGUE = "CON"  # truth: the one code on which the two coders disagree
ADDED_BY_SECOND = ("RET", "PIL")  # where the second coder also reads a lack of confidence

# abbreviation: code, parent, label, definition, include, exclude
CODES = {
    "SOI": (
        "insecurite_soiree",
        "",
        "Insécurité en soirée",
        "Sentiment d'insécurité ou évitement situé après 20 heures",
        "Toute mention d'un lieu ou d'un moment évité le soir",
        "Faits de nuit sans lien avec un ressenti ou une conduite",
    ),
    "OCC": (
        "occupation_espaces",
        "",
        "Occupations et conflits d'usage",
        "Occupation de halls, regroupements, bruit et conflits d'usage de l'espace partagé",
        "Halls, places, abords d'équipements, quais",
        "Dégradations matérielles sans occupation",
    ),
    "DEG": (
        "degradations",
        "",
        "Dégradations et remise en état",
        "Dégradations de biens et délais de réparation",
        "Parc social, mobilier urbain, équipements, abris de transport",
        "Véhicules",
    ),
    "CAM": (
        "cambriolages",
        "",
        "Cambriolages et leur prévention",
        "Cambriolages de logement, conseils et passages de prévention",
        "Opération tranquillité, portes, signalements croisés",
        "Vols hors du logement",
    ),
    "VIF": (
        "violences_intrafamiliales",
        "",
        "Violences intrafamiliales",
        "Violences au sein du couple ou de la famille et accueil des victimes",
        "Repérage, orientation, hébergement",
        "Violences entre jeunes",
    ),
    "JEU": (
        "jeunesse",
        "",
        "Prévention auprès des jeunes",
        "Actions éducatives, décrochage, jeunes majeurs",
        "Chantiers, parcours, mesures éducatives",
        "Occupations d'espaces sans action éducative",
    ),
    "MED": (
        "presence_mediation",
        "",
        "Présence humaine et médiation",
        "Présence régulière de médiateurs ou de correspondants dans l'espace partagé",
        "Médiation de rue, embarquée, en sortie d'établissement",
        "Patrouilles de police",
    ),
    "PAR": (
        "partenariat",
        "",
        "Coopération de terrain",
        "Coopération opérationnelle entre services et organismes",
        "Réunions de site, fiches de liaison, protocoles",
        "Fonctionnement des instances",
    ),
    "PIL": (
        "pilotage_clspd",
        "",
        "Pilotage du CLSPD",
        "Fonctionnement et utilité des instances du conseil local",
        "Plénière, formation restreinte, groupes, suivi des décisions",
        "Coopération quotidienne hors instance",
    ),
    "RET": (
        "retour_information",
        "",
        "Retour d'information",
        "Retour fait à celui qui signale, sur les suites données",
        "Absence ou présence de retour, accusé de traitement",
        "Communication institutionnelle générale",
    ),
    "MOY": (
        "moyens_perennite",
        "",
        "Moyens et pérennité",
        "Effectifs, financements et continuité des actions",
        "Financements annuels, postes vacants, contrats courts",
        "Coût d'une dégradation isolée",
    ),
    "DEP": (
        "deplacement",
        "",
        "Déplacement des faits",
        "Report de faits ou d'occupations vers un autre lieu ou une autre cible",
        "Mention d'un avant et d'un après dans deux lieux",
        "Hausse sans lien avec un autre lieu",
    ),
    "CON": (
        "confiance_institutions",
        "",
        "Confiance envers les institutions",
        "Confiance ou défiance exprimée envers les institutions",
        "Toute appréciation de la relation aux institutions",
        "À préciser : définition trop large lors de la double lecture",
    ),
}


class Segment(NamedTuple):
    """One line of the bank: where it comes from, its rank there, its codes, its text."""

    segment_id: str
    source: str
    position: int
    codes: dict[str, int]
    sensitive: bool
    text: str


def read_bank() -> list[Segment]:
    """The segments of the bank, in order."""
    segments: list[Segment] = []
    source, position = "", 0
    for line in BANK.read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        if line.startswith("["):
            source, position = line.strip("[]"), 0
            continue
        marks, text = line.split(" | ", 1)
        position += 1
        codes = {mark[:3]: VALENCE[mark[3]] for mark in marks.split() if mark != "!"}
        segment_id = f"S{len(segments) + 1:03d}"
        segments.append(Segment(segment_id, source, position, codes, "!" in marks, text))
    return segments


def codebook() -> pd.DataFrame:
    """Codes with their definition and rules."""
    columns = ["code_id", "parent_id", "label_fr", "definition", "include_rule", "exclude_rule"]
    current = pd.DataFrame(list(CODES.values()), columns=columns).assign(version=VERSION)
    first = current[current["code_id"] == REVISED].assign(
        version=FIRST_VERSION,
        definition="Toute mention d'un changement de lieu",
        exclude_rule="Aucune",
    )
    return pd.concat([first, current], ignore_index=True)


def segments() -> pd.DataFrame:
    """Redacted segments of interviews and documents."""
    rows = [
        {
            "segment_id": s.segment_id,
            "interview_id": s.source if s.source.startswith("E") else "",
            "document_id": s.source if s.source.startswith("D") else "",
            "position": s.position,
            "text_redacted": s.text,
            "sensitivity": "sensible" if s.sensitive else "ordinaire",
        }
        for s in read_bank()
    ]
    return pd.DataFrame(rows)


def _second_reading(sample: list[Segment]) -> dict[str, dict[str, int]]:
    """Codes of the second coder: the first's, but one slip per code and the vague code at odds."""
    reading = {s.segment_id: dict(s.codes) for s in sample}
    for code in CODES:
        shared = [s for s in sample if code in s.codes and len(s.codes) > 1]
        dropped = shared if code == VAGUE else shared[-1:]
        for segment in dropped:
            if len(reading[segment.segment_id]) > 1:
                del reading[segment.segment_id][code]
    alone = [s for s in sample if len(s.codes) == 1 and set(s.codes) <= set(ADDED_BY_SECOND)]
    for segment in alone[::2]:
        reading[segment.segment_id][VAGUE] = -1
    return reading


def codings() -> pd.DataFrame:
    """Codings of coder A on every segment and of coder B on every second one."""
    bank = read_bank()
    second = _second_reading(bank[::2])
    rows = [
        (segment.segment_id, CODES[code][0], coder, valence, 1)
        for segment in bank
        for coder, codes in (("A", segment.codes), ("B", second.get(segment.segment_id, {})))
        for code, valence in codes.items()
    ]
    # the first segments read alike but for one code were settled together: every code is kept
    divided = [s for s in bank[::2] if set(second[s.segment_id]) != set(s.codes)][:ADJUDICATED]
    rows += [
        (s.segment_id, CODES[code][0], "AB", valence, 2)
        for s in divided
        for code, valence in (second[s.segment_id] | s.codes).items()
    ]
    columns = ["segment_id", "code_id", "coder_id", "valence", "round"]
    return pd.DataFrame(rows, columns=columns)
