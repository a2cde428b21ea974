"""Drafts that an agent goes on writing: what fills them, what they leave open, what they cite."""

import re
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import docx
import pandas as pd
import pytest

from ffsu_eval.errors import Undocumented
from ffsu_eval.mission import FieldData, open_mission
from ffsu_eval.narrative.previous import Previous
from ffsu_eval.params import load_city
from ffsu_eval.products import write_products
from ffsu_eval.products.council import quarter_fr
from ffsu_eval.products.law import Law
from ffsu_eval.products.word import write_docx
from ffsu_eval.products.words import environment
from ffsu_eval.products.write import BANNER, PRODUCTS, draft, products_of
from ffsu_eval.reference import labels
from tests import radicalisation_mission as prevention
from tests.conftest import ROOT

BY_KEY = {product.key: product for product in PRODUCTS}
COUNCIL = ("deliberation", "arrete", "reglement-interieur", "convocation", "compte-rendu")
DASHBOARD = "tableau-de-bord"  # only with a follow-up
ORGANISATIONS = pd.DataFrame(
    {"org_id": ["V", "P"], "label_fr": ["Ville", "Sous-préfecture"], "college": ["ville", "etat"]}
)
ARTICLES = pd.DataFrame(
    [
        ("L1-1", "objet", "loi A", "2020-01-01", "2023-12-31", "oui"),
        ("L1-1", "objet nouveau", "loi B", "2024-01-01", "", "oui"),
        ("L1-2", "lu sans version", "", "", "", "oui"),
        ("L1-3", "non lu", "loi C", "2010-01-01", "", "non"),
    ],
    columns=["article", "label_fr", "version_fr", "valid_from", "valid_to", "verified"],
)


def mission(
    engagement: str = "clspd", stage: str | None = "creation", fictitious: bool = True,
    day: date = date(2023, 6, 30), **frames: pd.DataFrame,
) -> Any:  # fmt: skip
    asked = SimpleNamespace(report_date=day, council_stage=stage, builds_on=())
    place = SimpleNamespace(label_fr="Les Lilas", communes=("93045",))
    verdict = SimpleNamespace(fingerprint="0123456789abcdef")
    return SimpleNamespace(
        engagement=engagement,
        parameters=asked,
        territory=place,
        data=FieldData(**frames),
        fictitious=fictitious,
        store=SimpleNamespace(verdict=verdict),
        colleges=labels("colleges", "college"),
    )


def text_of(key: str, asked: Any) -> str:
    """A draft with ordinary spaces, apostrophes and no marks of style."""
    text = re.sub(r"[\u00a0\u202f]", " ", draft(asked, BY_KEY[key])).replace("’", "'")
    return re.sub(r"\[\\\[(.*?)\\\]\]\{custom-style=\"Repère\"\}", r"[\1]", text)


def seats(label: str = "Préfet", basis: str = "CSI, art. D132-8") -> pd.DataFrame:
    return pd.DataFrame(
        {
            "seat_id": ["S1", "S2"],
            "college": ["etat", "justice"],
            "label_fr": [label, "Parquet"],
            "legal_ref": [basis, "choix du président"],
            "required": [True, True],
            "org_id": ["P", None],
        }
    )


def words(path: Path) -> str:
    document = docx.Document(str(path))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return re.sub(r"\s", " ", "\n".join([p.text for p in document.paragraphs] + cells))


# ---- The law ---------------------------------------------------------------------------------


def test_an_article_is_cited_in_the_version_of_the_day() -> None:
    before, after = Law(date(2023, 12, 31), ARTICLES), Law(date(2024, 1, 1), ARTICLES)
    assert before.long("L1-1").endswith("loi A, en vigueur depuis le 1er janvier 2020")
    assert after.long("L1-1").endswith("loi B, en vigueur depuis le 1er janvier 2024")


@pytest.mark.parametrize("article", ["L1-1", "L1-3", "L9-9"])
def test_what_was_not_read_for_that_day_is_to_be_checked(article: str) -> None:
    law = Law(date(2019, 6, 1), ARTICLES)
    assert "à vérifier : article" in law.short(article)
    assert law.listed[0]["state"] == "à vérifier"
    assert law.listed[0]["version"] == "version à vérifier"


def test_an_article_read_without_its_version_says_so() -> None:
    law = Law(date(2024, 6, 1), ARTICLES)
    assert law.long("L1-2").endswith("code de la sécurité intérieure, version à vérifier")
    assert law.short("L1-2") == "article L1-2"


def test_a_reference_of_the_data_is_checked_too() -> None:
    law = Law(date(2024, 6, 1), ARTICLES)
    assert law.of_data("choix du président") == "choix du président"
    assert law.of_data("CSI, art. L1-2") == "CSI, art. L1-2"
    assert "à vérifier : CSI, art. L1-3" in law.of_data("CSI, art. L1-3")
    assert [row["article"] for row in law.listed] == ["L1-2", "L1-3"]


def test_the_composition_by_decree_ends_with_the_law_of_2024() -> None:
    assert "à vérifier" not in Law(date(2024, 3, 22)).short("D132-8")
    assert "à vérifier" in Law(date(2024, 3, 23)).short("D132-8")
    assert "2024-247" in Law(date(2024, 3, 23)).long("L132-4")
    assert "à vérifier" in Law(date(2026, 1, 1)).short("L132-4")


# ---- Which drafts ----------------------------------------------------------------------------


def test_drafts_depend_on_the_type_of_mission_and_on_its_stage() -> None:
    def keys(**asked: Any) -> tuple[str, ...]:
        return tuple(product.key for product in products_of(mission(**asked)))

    assert keys() == (*COUNCIL, DASHBOARD)
    assert keys(stage="suivi") == (*COUNCIL[2:], DASHBOARD)
    assert keys(engagement="stspd", stage=None) == ("fiches-actions",)
    assert keys(engagement="radicalisation", stage=None) == ("fiches-plan", "fiche-reflexe")
    assert keys(engagement="dls", stage=None) == keys(engagement="evaluation", stage=None) == ()


# ---- What they say ---------------------------------------------------------------------------


@pytest.mark.parametrize("key", COUNCIL)
def test_every_draft_says_what_it_is_and_holds_without_any_data(key: str) -> None:
    text = text_of(key, mission())
    assert BY_KEY[key].status in text
    assert "[à compléter :" in text
    assert BANNER.replace("’", "'") in text
    assert not re.search(r"\b(?:nan|None|NaT|<NA>)\b|\|[ \t]*\|", text)


def test_real_data_bear_no_banner() -> None:
    assert "fictives" not in text_of("convocation", mission(fictitious=False))


def test_the_obligation_comes_from_the_population() -> None:
    def told(people: int) -> str:
        crime = pd.DataFrame(
            {"territory_id": ["93045"], "year": [2022], "population": [people]}
        ).astype({"population": "Int64"})
        return text_of("deliberation", mission(recorded_crime=crime))

    assert "la commune y est tenue" in told(5001)
    assert "présence d'un quartier prioritaire]" in told(5000)
    assert "La commune compte plus de 15 000 habitants" in told(15001)
    assert "La commune compte plus de 15 000 habitants" not in told(15000)
    assert "Population : non documentée" in text_of("deliberation", mission())


def test_seats_are_listed_and_a_vacant_one_is_to_be_filled() -> None:
    text = text_of("deliberation", mission(seats=seats(), organisations=ORGANISATIONS))
    assert "| État | Préfet | CSI, art. D132-8 | Sous-préfecture |" in text
    assert "| Justice | Parquet | choix du président | à désigner |" in text
    late = mission(seats=seats(), organisations=ORGANISATIONS, day=date(2024, 4, 1))
    assert "[à vérifier : CSI, art. D132-8]" in text_of("deliberation", late)


def test_only_the_articles_that_a_draft_cites_end_it() -> None:
    asked = mission(seats=seats(), organisations=ORGANISATIONS)
    assert "D132-8" in text_of("deliberation", asked)
    convocation = text_of("convocation", asked)
    assert "D132-8" not in convocation
    assert "| L132-5 |" in convocation
    assert "Le droit est celui" in convocation
    assert "Le droit est celui" not in text_of("compte-rendu", asked)


def test_open_decisions_with_their_state() -> None:
    decisions = pd.DataFrame(
        {
            "decision_id": ["D1", "D2", "D3", "D4"],
            "label_fr": ["Publier", "Désigner", "Écrire", "Clore"],
            "owner_org_id": ["V", None, "V", "V"],
            "due_date": pd.to_datetime(["2023-07-01", None, "2023-06-29", "2023-01-01"]),
            "status": ["ouverte", "ouverte", "ouverte", "executee"],
        }
    )
    text = text_of("convocation", mission(decisions=decisions, organisations=ORGANISATIONS))
    assert "(3 en cours, liste ci-après)" in text
    order = [text.index(line) for line in (
        "| Écrire | Ville | 29 juin 2023 | en retard |",
        "| Publier | Ville | 1er juillet 2023 | en cours |",
        "| Désigner | sans responsable | sans date | en cours |",
    )]  # fmt: skip
    assert order == sorted(order)
    assert "Clore" not in text


def test_the_last_quarter_says_who_has_not_sent_a_value() -> None:
    values = pd.DataFrame(
        {
            "indicator_id": ["A", "A", "B"],
            "label_fr": ["Alpha", "Alpha", "Bêta"],
            "quarter": ["2022-T3", "2022-T4", "2022-T4"],
            "producer_org_id": ["V", "V", "P"],
            "value": [None, 3.0, None],
        }
    )
    text = text_of("convocation", mission(follow_up_values=values, organisations=ORGANISATIONS))
    assert "4e trimestre 2022, valeurs reçues : 1 sur 2" in text
    assert "| Bêta | Sous-préfecture |" in text
    assert "Alpha" not in text
    assert quarter_fr("2022-T1") == "1er trimestre 2022"
    page = text_of(DASHBOARD, mission(follow_up_values=values, organisations=ORGANISATIONS))
    assert "| Alpha | Ville | /// | 3 | remis |" in page
    assert "| Bêta | Sous-préfecture | /// | /// | non remis |" in page
    assert "Aucune décision connue n'est en retard" in page


def test_without_follow_up_there_is_no_dashboard() -> None:
    with pytest.raises(Undocumented):
        draft(mission(), BY_KEY[DASHBOARD])


def test_the_plenary_members_are_convened() -> None:
    formations = pd.DataFrame(
        {
            "formation_id": ["F1", "F2", "F3"],
            "label_fr": ["Plénière", "Groupe", "Réseau"],
            "kind": ["pleniere", "groupe_thematique", "autre"],
            "legal_ref": [None, None, None],
            "pilot_org_id": ["V", "P", "P"],
            "theme": [None, "jeunes", None],
            "frequency_per_year": [1, 4, 2],
            "rules_adopted_on": pd.to_datetime([None, "2019-12-12", None]),
            "charter_signed_on": pd.to_datetime([None, None, None]),
            "confidential": [False, True, False],
        }
    )
    members = pd.DataFrame({"formation_id": ["F1", "F2"], "org_id": ["P", "V"]})
    asked = mission(
        formations=formations, formation_members=members, organisations=ORGANISATIONS, seats=seats()
    )
    sent = text_of("convocation", asked)
    assert "- Sous-préfecture\n" in sent
    assert "- Ville\n" not in sent
    rules = text_of("reglement-interieur", asked)
    assert "| Plénière | Ville | /// | 1 |" in rules
    assert "| Groupe | Sous-préfecture | 12 décembre 2019 | [à compléter : date] |" in rules
    assert "- Réseau, pilotée par : Sous-préfecture" in rules


# ---- The sheets ------------------------------------------------------------------------------


def strategy(**columns: Any) -> Any:
    objectives = pd.DataFrame(
        {"objective_id": ["O1"], "axis_code": ["A1"], "axis_label_fr": ["Des lieux tranquilles"],
         "label_fr": ["Être présent"]}
    )  # fmt: skip
    action = {
        "action_id": "A01", "objective_id": "O1", "title_fr": "Médiation", "rests_on": "dls:C3",
        "problem_fr": None, "target_public": "habitants", "pilot_org_id": "V", "partners": None,
        "budget_planned": 1000, "fte": None, "funding": None, "output_indicator": None,
        "planned_start": pd.Timestamp(2024, 1, 1), "planned_end": pd.Timestamp(2024, 12, 31),
        "mechanism_fr": None, "intervention_type": "mediation", "risks_fr": None,
    }  # fmt: skip
    actions = pd.DataFrame([action | columns])
    return mission("stspd", None, objectives=objectives, actions=actions,
                   organisations=ORGANISATIONS)  # fmt: skip


def test_a_sheet_says_what_the_finding_says(monkeypatch: pytest.MonkeyPatch) -> None:
    found = pd.DataFrame(
        {"reference": ["dls:C3"], "text_fr": ["Le soir inquiète."], "strength": ["forte"]}
    )
    monkeypatch.setattr(Previous, "findings", found)
    text = text_of("fiches-actions", strategy())
    assert "# A01 : Médiation" in text
    assert "C3 (diagnostic local de sécurité, preuve forte) : Le soir inquiète." in text
    assert "| Problème constaté | non documenté |" in text
    assert "| Moyens | 1 000 € |" in text


def test_without_actions_there_is_no_sheet(tmp_path: Path) -> None:
    assert write_products(mission("stspd", None), tmp_path) == {}


# ---- The files -------------------------------------------------------------------------------


def test_texts_of_the_data_are_read_literally(tmp_path: Path) -> None:
    trap = "Préfet *gras* | [lien](http://x) {.c} \\newpage <b> @fig-x"
    asked = mission(seats=seats(trap), organisations=ORGANISATIONS)
    paths = {Path(name).stem: tmp_path / name for name in write_products(asked, tmp_path)}
    assert trap in words(paths["clspd-deliberation"])


def test_an_unknown_value_of_a_template_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "t.md.j2").write_text("{{ absent }}", encoding="utf-8")
    with pytest.raises(Exception, match="absent"):
        environment(tmp_path).get_template("t.md.j2").render()


def test_each_sheet_begins_a_page(tmp_path: Path) -> None:
    markdown = "---\ntitle: Fiches\n---\n\n# Une\n\ntexte\n\n# Deux\n\ntexte\n"
    path = write_docx(markdown, tmp_path / "f.docx", page_per_heading=True)
    heads = [p for p in docx.Document(str(path)).paragraphs if p.style.name == "Heading 1"]
    assert [bool(p.paragraph_format.page_break_before) for p in heads] == [False, True]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Drafts of the demonstration city that creates its council, twice."""
    asked = load_city(ROOT, "les-lilas").engagements["clspd"]
    values = {name: getattr(asked, name) for name in type(asked).model_fields}
    opened = open_mission({"city": "les-lilas", "engagement": "clspd", **values})
    folders = [tmp_path_factory.mktemp(name) for name in ("un", "deux")]
    return [folder / name for folder in folders for name in write_products(opened, folder)]


def test_two_builds_give_the_same_bytes(made: list[Path]) -> None:
    half = len(made) // 2
    assert [path.name for path in made[:half]] == [f"clspd-{key}.docx" for key in COUNCIL]
    for first, second in zip(made[:half], made[half:], strict=True):
        assert first.read_bytes() == second.read_bytes(), first.name


@pytest.mark.parametrize("engagement", ["radicalisation", "nuit", "doctrine_pm", "charte"])
def test_drafts_of_the_other_types_give_the_same_bytes(engagement: str, tmp_path: Path) -> None:
    asked = load_city(ROOT, "ville-exemple").engagements[engagement]
    values = {name: getattr(asked, name) for name in type(asked).model_fields}
    opened = open_mission({"city": "ville-exemple", "engagement": engagement, **values})
    first, second = (write_products(opened, tmp_path / name) for name in ("un", "deux"))
    assert set(first) == {f"{engagement}-{product.key}.docx" for product in products_of(opened)}
    for name in first:
        bytes_of = [(tmp_path / folder / name).read_bytes() for folder in ("un", "deux")]
        assert bytes_of[0] == bytes_of[1], name
    assert first == second


def test_a_file_carries_its_status_and_no_author_nor_date(made: list[Path]) -> None:
    for path in made[: len(COUNCIL)]:
        document = docx.Document(str(path))
        head = "\n".join(p.text for p in document.sections[0].header.paragraphs)
        assert BY_KEY[path.stem.removeprefix("clspd-")].status in head
        assert BANNER.replace("'", "’") in head.replace("'", "’")
        properties = document.core_properties
        assert not properties.author
        assert properties.title
        xml = properties._element.xml
        assert "created" not in xml
        assert "modified" not in xml


def test_the_draft_of_les_lilas_is_filled_from_its_data(made: list[Path]) -> None:
    text = words(made[0])
    assert (
        "Un conseil est obligatoire au-dessus de 5 000 habitants : la commune y est tenue" in text
    )
    assert "La mission a constaté, le 5 avril 2023, qu’aucun conseil n’est créé." in text
    assert "26 juin 2023" in text
    assert "[à vérifier : article D132-9]" in text


# ---- Prevention of radicalisation ------------------------------------------------------------


def test_the_reflex_sheet_holds_without_any_data() -> None:
    text = text_of("fiche-reflexe", mission("radicalisation", None))
    assert text.count("non documentée") == 6
    assert "jamais une religion, une opinion, une origine ou une apparence" in text
    assert "[à vérifier : numéro et horaires]" in text
    assert BANNER.replace("’", "'") in text


def test_the_reflex_sheet_says_where_each_step_is_written() -> None:
    setup = prevention.communes(8)
    steps = prevention.circuit(setup)
    text = text_of(
        "fiche-reflexe", mission("radicalisation", None, commune_setup=setup, circuit_steps=steps)
    )
    assert text.count("écrite dans 8 communes sur 8") == 5
    assert "| écrite dans 0 commune sur 8 |" in text


def test_sheets_of_the_plan_say_their_scale_and_their_review() -> None:
    text = text_of("fiches-plan", opened_radicalisation())
    assert "Relecture contre la stigmatisation | non relue, à faire avant adoption" in text
    assert "Relecture contre la stigmatisation | relue le" in text
    assert "Échelle | commune ; raison : au plus près des établissements" in text
    assert "Échelle | non écrite" in text


def opened_radicalisation() -> Any:
    asked = load_city(ROOT, "aix-marseille-provence").engagements["radicalisation"]
    values = {name: getattr(asked, name) for name in type(asked).model_fields}
    return open_mission(
        {"city": "aix-marseille-provence", "engagement": "radicalisation", **values}
    )


def test_text_under_a_table_does_not_hang_on_its_last_rule(tmp_path: Path) -> None:
    told = "| A | B |\n|---|---|\n| 1 | 2 |\n\nTexte qui suit."
    path = write_docx(f"---\ntitle: Projet\n---\n\n{told}\n", tmp_path / "projet.docx")
    [following] = [p for p in docx.Document(str(path)).paragraphs if p.text == "Texte qui suit."]
    assert following.paragraph_format.space_before.pt >= 6
