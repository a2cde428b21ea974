"""The chapter of a charter: with all its data, without each of them, and under secrecy."""

import json
import re
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pandas as pd
import pytest

from ffsu_eval.charts import charter as charts
from ffsu_eval.errors import Undocumented
from ffsu_eval.evidence.items import Origin
from ffsu_eval.mission import FieldData, Mission, open_mission
from ffsu_eval.narrative.absent import opened
from ffsu_eval.narrative.charter import blocks, check_blocks, guide_blocks, people_blocks
from ffsu_eval.narrative.charter.evidence import items
from ffsu_eval.narrative.charter.results import Charter
from ffsu_eval.narrative.secrecy import withheld
from ffsu_eval.params import load_city
from ffsu_eval.products import write_products
from ffsu_eval.products.law import Law
from ffsu_eval.products.write import PRODUCTS, draft
from ffsu_eval.reference import table
from tests.conftest import ROOT

FRAMES = ("exchange_instances", "info_flows", "flow_controls", "signatories", "trust_answers",
          "confidentiality_incidents", "annual_reviews", "charter_tasks", "organisations")  # fmt: skip
# block → what it cannot do without
BLOCKS = {
    blocks.matrix: {"info_flows", "organisations", "exchange_instances"},
    blocks.by_instance: {"info_flows", "exchange_instances"},
    blocks.instances: {"info_flows", "exchange_instances"},
    blocks.register: {"info_flows", "organisations", "exchange_instances"},
    blocks.classes: {"info_flows"},
    check_blocks.framework: set(),
    check_blocks.by_text: {"info_flows", "flow_controls", "exchange_instances"},
    check_blocks.critical: {"info_flows", "flow_controls", "exchange_instances", "organisations"},
    check_blocks.unanswered: {"info_flows", "flow_controls", "exchange_instances"},
    check_blocks.controls: {"info_flows", "flow_controls", "exchange_instances"},
    people_blocks.signatures: {"signatories", "exchange_instances"},
    people_blocks.secrecy: {"signatories", "organisations", "exchange_instances"},
    people_blocks.trust: {"trust_answers"},
    people_blocks.breaches: {"confidentiality_incidents"},
    people_blocks.reviews: {"annual_reviews"},
    guide_blocks.tree: set(),
    guide_blocks.tree_in_words: set(),
    guide_blocks.raci: {"charter_tasks", "organisations"},
}
DRAFTS = [product for product in PRODUCTS if product.engagements == ("charte",)]


@cache
def demo() -> Mission:
    asked = load_city(ROOT, "ville-exemple").engagements["charte"]
    values = {name: getattr(asked, name) for name in type(asked).model_fields}
    return open_mission({"city": "ville-exemple", "engagement": "charte", **values})


class Told:
    """The demonstration without some frames, with others in their place."""

    def __init__(self, *without: str, **frames: pd.DataFrame) -> None:
        held = {name: f for name, f in vars(demo().data).items() if name not in without}
        self.data = FieldData(**held | frames)

    def __getattr__(self, name: str) -> Any:
        return getattr(demo(), name)

    def status_words(self, dataset: str) -> str:
        if dataset not in vars(self.data):
            raise Undocumented("des données de la charte")
        return "données fictives de démonstration"

    def origin(self, producer: str, dataset: str, shown_in: str) -> Origin:
        return Origin(producer, "démonstration", shown_in)


def chapter(*without: str, **frames: pd.DataFrame) -> Any:
    return Charter(Told(*without, **frames))  # type: ignore[arg-type]


def plain(text: str) -> str:
    return re.sub(r"[\u00a0\u202f]", " ", text).replace("’", "'")


@pytest.mark.parametrize("tell", BLOCKS, ids=lambda tell: tell.__name__)
def test_each_block_says_something_readable(tell: Any) -> None:
    text = tell(chapter()).markdown()
    assert not re.search(r"\b(?:nan|None|NaT|<NA>)\b|\|[ \t]*\|", text)
    assert not re.search(r"par_etat|confidentielle_|sans_objet|hors_groupe|ORG\d", text)


@pytest.mark.parametrize("lost", FRAMES)
def test_without_a_file_the_others_hold(lost: str) -> None:
    bare = chapter(lost)
    for tell, needed in BLOCKS.items():
        text = tell(bare).markdown()
        assert ("Non documenté" in text) == (lost in needed), tell.__name__
    assert items(bare)
    assert withheld(bare).markdown()


def test_without_anything_a_chapter_says_so() -> None:
    nothing = opened(Charter, Told(*FRAMES))  # type: ignore[arg-type]
    assert isinstance(nothing, Charter)
    assert items(nothing) == []


def test_evidence_speaks_of_each_indicator_where_it_is_shown() -> None:
    found = {item.evidence_id: item for item in items(chapter())}
    assert {name.partition(":")[0] for name in found} == {f"CHA0{n}" for n in range(1, 10)}
    statement = found["CHA04:proscrire"].statement_fr
    assert plain(statement) == "un flux à proscrire sur 27"
    trust = found["CHA08:confiance"]
    assert (trust.family, trust.quality) == ("SUR", "B")
    assert trust.ci_low is None
    assert found["CHA03:GROUPE"].shown_in == "tbl-controles"
    assert plain(found["CHA03:GROUPE"].statement_fr) == "six flux conformes sur 12"
    assert plain(found["CHA03:REGLEMENT"].statement_fr) == "deux instances conformes sur 4"


def test_too_few_answers_bear_no_solid_evidence() -> None:
    few = demo().data.trust_answers
    bound, free = few[few["secrecy"] != "non"].head(12), few[few["secrecy"] == "non"].head(12)
    found = {i.evidence_id: i for i in items(chapter(trust_answers=pd.concat([bound, free])))}
    assert found["CHA08:confiance"].direction == "non établi"
    assert found["CHA08:confiance"].value is None
    text = people_blocks.trust(chapter(trust_answers=pd.concat([bound, free]))).markdown()
    assert "aucun écart n'est montré" in text


# ---- Secrecy ---------------------------------------------------------------------------------


def skewed() -> pd.DataFrame:
    """Forty answers of each group; two of those bound to secrecy do not agree."""
    codes = [4] * 30 + [3] * 8 + [1] * 2 + [4] * 20 + [3] * 10 + [2] * 10
    frame = pd.DataFrame({"answer_id": [f"P{n}" for n in range(80)],
                          "secrecy": ["par_etat"] * 40 + ["non"] * 40})  # fmt: skip
    return frame.assign(**dict.fromkeys(table("charter_trust_items")["item"], codes))


def test_two_answers_are_secret_and_cannot_be_deduced() -> None:
    asked = chapter(trust_answers=skewed())
    frame = asked.trust[asked.trust["item"] == "confiance"].set_index(["group", "step"])
    assert pd.isna(frame.loc[("soumis", -1), "count"])
    # another answer of the same group must be withheld, or the difference would tell
    others = frame.loc["soumis"]["count"].isna().sum()
    assert others >= 2
    data = charts.trust_bars_data(asked.trust, asked.items)
    bound = data[data["Groupe"] == "Tenus au secret"].iloc[0]
    # 30 of 40 agree; of the ten others nothing is told, neither in numbers nor in per cent
    assert [plain(cell) for cell in bound.iloc[2:]] == ["s", "s", "75 %", "40"]
    listed = withheld(asked)
    assert "moins de 5 répondants" in plain(listed.markdown())
    # the next release knows what this one printed of each statement
    assert set(json.loads(listed.ledger)) >= {"confiance confiance"}


def test_few_breaches_are_not_counted() -> None:
    text = plain(people_blocks.breaches(chapter()).markdown())
    assert re.search(r"\| Transmission à un tiers \| s \|", text)
    # another class is withheld too: the whole is printed
    assert len(re.findall(r"\| s \|", text)) == 2
    assert re.search(r"\| \*\*Ensemble\*\* \| \*\*21\*\* \|", text)


# ---- What the figures say --------------------------------------------------------------------


def test_the_matrix_tells_every_flow_and_those_outside_any_instance() -> None:
    asked = chapter()
    flows = asked.mission.data.info_flows
    data = charts.flow_matrix_data(flows, asked.names, asked.places)
    assert len(data) == len(flows)
    assert (data["Instance"] == "Hors de toute instance").sum() == 6
    assert data["Classe"].tolist()[:3] == ["secrète"] * 3
    alternative = charts.flow_matrix_alt(flows, asked.names)
    assert "Hors de toute instance : six flux" in plain(alternative)
    with pytest.raises(ValueError, match="no label"):
        charts.flow_matrix(flows, {"ORG01": "Ville"})


def test_the_tree_is_told_in_words_step_by_step() -> None:
    steps = table("charter_steps")
    text = guide_blocks.tree_in_words(chapter()).markdown()
    for row in steps.to_dict("records"):
        assert f"{row['step']}. {row['question_fr']}" in text
    assert f"{len(steps) + 1}. Partager dans le groupe" in text
    with pytest.raises(ValueError, match="oui or non"):
        charts.decision_tree(steps.assign(stop_when="peut-être"))


def test_a_group_without_enough_answers_has_no_bar() -> None:
    few = demo().data.trust_answers
    kept = few[few["secrecy"] == "non"]
    asked = chapter(trust_answers=pd.concat([kept, few[few["secrecy"] != "non"].head(9)]))
    data = charts.trust_bars_data(asked.trust, asked.items)
    bound = data[data["Groupe"] == "Tenus au secret"]
    assert set(bound["Réponses (n)"]) == {"moins de 10"}
    assert set(bound.iloc[:, 2]) == {"s"}
    assert charts.trust_bars(asked.trust, asked.gap, asked.items)


# ---- The same instances as those of the council ----------------------------------------------


def test_instances_are_the_formations_of_the_council() -> None:
    folder = ROOT / "data" / "demo" / "ville-exemple"
    read = {
        name: pd.read_csv(folder / name, sep=";", dtype=str, keep_default_na=False)
        for name in ("clspd/formations.csv", "charte/exchange_instances.csv", "organisations.csv",
                     "clspd/formation_members.csv", "charte/signatories.csv")
    }  # fmt: skip
    formations = read["clspd/formations.csv"]
    instances = read["charte/exchange_instances.csv"]
    assert instances["instance_id"].tolist() == formations["formation_id"].tolist()
    for name in ("label_fr", "kind", "rules_adopted_on"):
        assert instances[name].tolist() == formations[name].tolist()
    chartered = formations["charter_signed_on"] != ""
    assert ((instances["charter_version"] != "") == chartered).all()
    members = read["clspd/formation_members.csv"]
    sitting = set(zip(members["formation_id"], members["org_id"], strict=True))
    signing = read["charte/signatories.csv"]
    assert set(zip(signing["instance_id"], signing["org_id"], strict=True)) <= sitting


# ---- The drafts ------------------------------------------------------------------------------


@pytest.mark.parametrize("product", DRAFTS, ids=lambda product: product.key)
def test_each_draft_holds_with_and_without_data(product: Any) -> None:
    empty = SimpleNamespace(
        engagement="charte", parameters=demo().parameters, territory=demo().territory,
        data=FieldData(), fictitious=True, store=demo().store,
    )  # fmt: skip
    for mission in (demo(), empty):
        text = plain(draft(mission, product))
        assert "Projet, à relire par le service juridique" in text
        assert "[à compléter :" in text.replace("\\[", "[")
        assert not re.search(r"\b(?:nan|None|NaT|<NA>)\b|\|[ \t]*\|", text)


def test_the_charter_sorts_the_exchanges_that_the_mission_found() -> None:
    text = plain(draft(demo(), DRAFTS[0]))
    parts = re.split(r"\*\*Article (\d+)\.", text)
    articles = dict(zip(parts[1::2], parts[2::2], strict=True))
    assert "orienter les victimes" in articles["8"]
    assert "préparer les passages de la médiation" in articles["9"]
    # five by telephone or in an instance without a group, and those without a term
    assert "présenter des difficultés sociales et de santé" in articles["10"]
    assert "organiser une prise en charge" in articles["11"]
    assert "préparer" not in articles["10"]
    assert "code pénal, version à vérifier" in text
    assert "à vérifier : article 226-14 du code pénal" in text


def test_an_article_of_another_code_bears_its_name() -> None:
    law = Law(demo().parameters.report_date)
    assert law.short("CP 226-13") == "article 226-13 du code pénal"
    assert "à vérifier : article 6 du règlement (UE) 2016/679" in law.short("RGPD 6")
    assert law.codes == {"CP": "code pénal", "RGPD": "règlement (UE) 2016/679"}
    assert "à vérifier" in law.of_data("RGPD, art. 6")
    assert law.of_data("CP, art. 226-13") == "CP, art. 226-13"
    assert law.short("L132-5") == "article L132-5"


def test_a_form_asks_a_function_and_never_names(tmp_path: Path) -> None:
    text = plain(draft(demo(), DRAFTS[2]))
    assert (
        "| Groupe espaces publics | gardien d'immeuble | non tenu au secret | … | … | … |" in text
    )
    written = write_products(demo(), tmp_path)
    assert list(written) == [f"charte-{product.key}.docx" for product in DRAFTS]
