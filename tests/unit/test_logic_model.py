"""The logic model: resolved, laid out, drawn, told; its file read and refused."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.backends.backend_agg import FigureCanvasAgg

from ffsu_eval.charts.logic_model import logic_model as draw
from ffsu_eval.charts.logic_model import logic_model_alt, logic_model_data
from ffsu_eval.charts.logic_model.drawing import STYLES
from ffsu_eval.charts.logic_model.layout import checked, order
from ffsu_eval.charts.theme import PAPER, TEXT, contrast, svg_bytes
from ffsu_eval.errors import NotebookError
from ffsu_eval.evidence.contribution import SCORES
from ffsu_eval.evidence.items import Evidence
from ffsu_eval.evidence.logic_model import (
    LEVELS,
    LogicModel,
    links_frame,
    logic_model,
    nodes_frame,
)
from ffsu_eval.evidence.register import Register
from ffsu_eval.narrative.analysis.blocks import logic_title
from ffsu_eval.sources.sections import read_nested, read_section
from ffsu_eval.tables.evidence import links_table


def register() -> Register:
    filled = Register()
    filled.add(
        Evidence(
            f"{family}01:x", f"libellé {family}", "46 %", "46 %", family, "B", direction,  # type: ignore[arg-type]
            family, "terrain", "tbl-x",
        )
        for family, direction in (("SUR", "baisse"), ("REC", "hausse"), ("INT", "descriptif"))
    )  # fmt: skip
    return filled


def data(**changes: Any) -> SimpleNamespace:
    nodes = pd.DataFrame(
        {
            "node_id": ["A", "P", "S", "M"],
            "label_fr": ["une activité", "une réalisation", "un résultat", "des moyens"],
            "level": ["activité", "réalisation", "résultat", "moyens"],
        }
    )
    links = pd.DataFrame(
        {
            "link_id": ["L1", "L2", "L3", "L4"],
            "from_node": ["M", "A", "P", "A"],
            "to_node": ["A", "P", "S", "S"],
            "direction": ["descriptif", "baisse", "baisse", "baisse"],
            "assumption_fr": ["h1", "h2", "h3", "h4"],
            "evidence": [pd.NA, "SUR01:x INT01:x", "SUR01:x REC01:x", "SUR01:x"],
            "against": [pd.NA, pd.NA, pd.NA, pd.NA],
        }
    ).astype("string")
    rivals = pd.DataFrame(
        {"link_id": ["L2"], "text_fr": ["une autre"], "examined": [True], "verdict": ["écartée"]}
    )
    frames = {"logic_nodes": nodes, "logic_links": links, "logic_rivals": rivals}
    return SimpleNamespace(**{**frames, **changes})


def model() -> LogicModel:
    return logic_model(data(), register())


def test_links_are_scored_from_their_evidence() -> None:
    scores = {link.identifier: link.score for link in model().links}
    assert scores == {
        "L1": "non documenté",
        "L2": "étayé",
        "L3": "contredit",
        "L4": "partiellement étayé",
    }
    frame = links_frame(model()).set_index("link_id")
    assert frame.loc["L2", ["families", "n_evidence", "n_rivals", "n_examined"]].tolist() == [
        2, 2, 1, 1,
    ]  # fmt: skip
    assert frame.loc["L3", "n_against"] == 1


def test_a_mission_without_model_has_no_link() -> None:
    assert logic_model(SimpleNamespace(), register()) == LogicModel()


def test_links_go_forward_and_cite_what_exists() -> None:
    links = data().logic_links
    back = data(logic_links=links.assign(from_node="S", to_node="A"))
    with pytest.raises(NotebookError, match="L1 : un lien va d'un niveau à un niveau suivant"):
        logic_model(back, register())
    unknown = data(logic_links=links.assign(evidence="SUR01:y"))
    with pytest.raises(NotebookError, match="L1 cite une preuve qui n'existe pas : SUR01:y"):
        logic_model(unknown, register())


def test_table_reads_every_link() -> None:
    table = links_table(model()).set_index("Appui")
    assert table.loc["étayé", "Explications rivales"] == "une autre (écartée)"
    assert table.loc["contredit", "Preuves"] == "Libellé SUR (appui) ; libellé REC (contredit)"
    assert table.loc["non documenté", "Preuves"] == "aucune"
    assert table.loc["étayé", "Lien"] == "L2 : une activité → une réalisation"


def test_title_says_the_scores_that_occur() -> None:
    assert logic_title(model()) == (
        "Sur quatre liens attendus, un est étayé, un est partiellement étayé, un est contredit et "
        "un est non documenté"
    )
    both = LogicModel(model().nodes, (model().links[2], model().links[2]))
    assert logic_title(both) == "Sur deux liens attendus, deux sont contredits"


def frames() -> tuple[pd.DataFrame, pd.DataFrame]:
    return nodes_frame(model()), links_frame(model())


def test_steps_come_below_what_leads_to_them() -> None:
    assert order(*frames()) == ["M", "A", "P", "S"]


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=20, unique=True))
def test_any_model_is_laid_out_downwards(pairs: list[tuple[int, int]]) -> None:
    nodes = pd.DataFrame(
        {
            "node_id": [f"N{n}" for n in range(10)],
            "label_fr": "étape",
            "level": [LEVELS[n // 2] for n in range(10)],
        }
    )
    forward = [(a, b) for a, b in pairs if a // 2 < b // 2]
    links = pd.DataFrame(
        [[f"L{k}", f"N{a}", f"N{b}", "h", "étayé"] for k, (a, b) in enumerate(forward)],
        columns=["link_id", "from_node", "to_node", "assumption_fr", "score"],
    )
    checked(nodes, links)
    placed = order(nodes, links)
    assert sorted(placed) == sorted(nodes["node_id"])
    assert all(placed.index(f"N{a}") < placed.index(f"N{b}") for a, b in forward)


def test_drawing_is_deterministic_legible_and_holds_in_grey() -> None:
    figure = draw(*frames())
    assert svg_bytes(figure) == svg_bytes(draw(*frames()))
    texts = [text for axes in figure.axes for text in axes.texts]
    assert {text.get_fontsize() for text in texts} == {TEXT}
    assert {"étayé", "contredit", "non documenté", "L1", "Moyens"} <= {t.get_text() for t in texts}
    shapes = [(str(style["linestyle"]), style.get("marker", "")) for style in STYLES.values()]
    assert len(set(shapes)) == len(STYLES) == len(SCORES)
    assert all(contrast(style["color"], PAPER) >= 3 for style in STYLES.values())


def test_drawing_stays_within_its_width() -> None:
    figure = draw(*frames())
    renderer = FigureCanvasAgg(figure).get_renderer()
    width = figure.get_figwidth() * figure.dpi
    boxes = [text.get_window_extent(renderer) for axes in figure.axes for text in axes.texts]
    assert all(box.x0 >= 0 and box.x1 <= width for box in boxes)


def test_alternative_text_and_table_name_every_link() -> None:
    alt = logic_model_alt(*frames())
    assert "4" not in alt.replace("L4", "")
    assert "Lien étayé : L2, de « une activité » à « une réalisation »." in alt.replace(
        "\u00a0", " "
    )
    assert list(logic_model_data(*frames())["Ce que disent les preuves"]) == [
        "non documenté", "étayé", "contredit", "partiellement étayé",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("column", "value", "said"),
    [
        ("score", "excellent", "links.score"),
        ("to_node", "Z", "links.to_node"),
        ("to_node", "M", "later level"),
    ],
)
def test_wrong_links_are_refused(column: str, value: str, said: str) -> None:
    nodes, links = frames()
    with pytest.raises(ValueError, match=said):
        draw(nodes, links.assign(**{column: value}))


MODEL = """nodes:
  - node_id: A
    level: activité
    label_fr: Une activité
links:
  - link_id: L1
    from_node: A
    evidence:
      - SUR01:x
      - INT01:x
    rivals:
      - text_fr: Une autre
        examined: non
  - link_id: L2
    from_node: A
"""


def test_sections_and_what_they_hold_are_read_with_their_lines(tmp_path: Path) -> None:
    path = tmp_path / "m.yml"
    path.write_text(MODEL, encoding="utf-8")
    links = read_section(path, "m.yml", "links", ("rivals",), ("evidence", "against")).frame
    assert list(links["evidence"]) == ["SUR01:x INT01:x", ""]
    assert list(links["against"]) == ["", ""]
    assert list(links["_ligne"]) == [6, 14]
    assert "rivals" not in links
    rivals = read_nested(path, "m.yml", "links", "link_id", "rivals", ("verdict",)).frame
    assert rivals.to_dict("records") == [
        {"link_id": "L1", "text_fr": "Une autre", "examined": "non", "_ligne": 12, "verdict": ""}
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("- a\n", "sections attendues"),
        ("nodes: []\n", "nodes : liste attendue, non vide"),
        ("nodes:\n  - mot\n", "ligne 2 : groupe « clé : valeur » attendu"),
        ("nodes: [\n", "syntaxe YAML"),
    ],
)
def test_a_spoilt_section_says_where(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "m.yml"
    path.write_text(text, encoding="utf-8")
    assert said in " ".join(read_section(path, "m.yml", "nodes").faults)
    assert read_section(tmp_path / "absent.yml", "m.yml", "nodes").faults == ["fichier absent"]
