"""The drafts of a mission: which ones, filled with what, written where."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from ffsu_eval.errors import Undocumented
from ffsu_eval.french import date_fr, typography
from ffsu_eval.mission import Mission
from ffsu_eval.products import charter, council, doctrine, night, radicalisation, sheets
from ffsu_eval.products.law import Law
from ffsu_eval.products.word import write_docx
from ffsu_eval.products.words import environment
from ffsu_eval.render.base import reports_folder

CREATION = "creation"
BANNER = "Données fictives : document rempli, à titre de démonstration, avec des données inventées"
STATUS = "Projet, à relire par le service juridique"
TO_COMPLETE = "Document de travail, à compléter"
FINGERPRINT = 10


@dataclass(frozen=True)
class Product:
    """One draft: its template, its title, what fills it.

    ``engagements``: the types of mission that give it; ``creation_only``: no sense once the council
    exists; ``page_per_heading``: each part on a page of its own; ``status``: what its head says.
    """

    key: str
    title_fr: str
    engagements: tuple[str, ...]
    facts: Callable[[Mission], dict[str, Any]]
    creation_only: bool = False
    page_per_heading: bool = False
    status: str = STATUS


PRODUCTS = (
    Product(
        "deliberation",
        "Création du conseil local de sécurité et de prévention de la délinquance : "
        "projet de délibération",
        ("clspd",),
        council.facts,
        creation_only=True,
    ),
    Product(
        "arrete",
        "Composition du conseil local de sécurité et de prévention de la délinquance : projet d'arrêté",
        ("clspd",),
        council.facts,
        creation_only=True,
    ),
    Product(
        "reglement-interieur",
        "Conseil local de sécurité et de prévention de la délinquance : projet de règlement "
        "intérieur",
        ("clspd",),
        council.facts,
    ),
    Product("convocation", "Convocation à la séance plénière : modèle", ("clspd",), council.facts),
    Product(
        "compte-rendu",
        "Compte rendu de la séance plénière : modèle",
        ("clspd",),
        council.facts,
        status=TO_COMPLETE,
    ),
    Product(
        "tableau-de-bord",
        "Tableau de bord trimestriel",
        ("clspd",),
        council.dashboard,
        status=TO_COMPLETE,
    ),
    Product(
        "fiches-actions",
        "Fiches-actions",
        ("stspd",),
        sheets.facts,
        page_per_heading=True,
        status=TO_COMPLETE,
    ),
    Product(
        "fiches-plan",
        "Fiches-actions du plan de prévention",
        ("radicalisation",),
        radicalisation.sheets,
        page_per_heading=True,
        status=TO_COMPLETE,
    ),
    Product(
        "fiche-reflexe",
        "Fiche réflexe : que faire d'un doute ?",
        ("radicalisation",),
        radicalisation.pathway,
    ),
    Product(
        "doctrine-emploi",
        "Police municipale : projet de doctrine d'emploi",
        ("doctrine_pm",),
        doctrine.facts,
    ),
    Product("charte-vie-nocturne", "Charte de la vie nocturne : projet", ("nuit",), night.facts),
    Product(
        "projet-de-charte",
        "Charte déontologique d'échange d'informations confidentielles : projet",
        ("charte",),
        charter.facts,
    ),
    Product(
        "reglement-des-groupes",
        "Groupes de travail et d'échange d'informations : projet de règlement intérieur",
        ("charte",),
        charter.facts,
    ),
    Product(
        "formulaire-de-signature",
        "Charte d'échange d'informations : formulaire de signature",
        ("charte",),
        charter.facts,
        page_per_heading=True,
    ),
    Product(
        "fiche-partage",
        "Puis-je partager cette information ? Fiche réflexe",
        ("charte",),
        charter.facts,
    ),
)


def products_of(mission: Mission) -> list[Product]:
    """The drafts that this type of mission gives, in order."""
    creating = mission.parameters.council_stage == CREATION
    return [
        product
        for product in PRODUCTS
        if mission.engagement in product.engagements and (creating or not product.creation_only)
    ]


def write_products(mission: Mission, folder: Path) -> dict[str, str]:
    """Write the drafts of a mission in ``folder``, named after its type: file name → title.

    A draft whose data the mission does not have is left out. RenderError when Pandoc fails.
    """
    written = {}
    for product in products_of(mission):
        try:
            text = draft(mission, product)
        except Undocumented:
            continue
        target = folder / f"{mission.engagement}-{product.key}.docx"
        write_docx(text, target, product.page_per_heading)
        written[target.name] = product.title_fr
    return written


def draft(mission: Mission, product: Product) -> str:
    """Markdown of a draft, its YAML header included; Undocumented without its data."""
    facts = product.facts(mission)
    law = Law(mission.parameters.report_date)
    template = environment(reports_folder() / "style" / "products").get_template(
        f"{product.key}.md.j2"
    )
    body = template.render(
        law=law,
        day=date_fr(law.day),
        territory=mission.territory.label_fr,
        banner=BANNER if mission.fictitious else "",
        status=product.status,
        **facts,
    )
    header = {
        "title": product.title_fr,
        "territory": mission.territory.label_fr,
        "status_line": product.status,
        "version": f"projet, données {mission.store.verdict.fingerprint[:FINGERPRINT]}",
        "banner": BANNER if mission.fictitious else "",
    }
    block = yaml.safe_dump(header, allow_unicode=True, sort_keys=False, width=10_000)
    return f"---\n{block}---\n\n{typography(body)}"
