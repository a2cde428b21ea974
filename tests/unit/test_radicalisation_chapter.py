"""The chapter on radicalisation: what each block says with its data, without them, and in secret."""

import re
from typing import Any

import pandas as pd
import pytest

from ffsu_eval.charts import radicalisation as charts
from ffsu_eval.narrative.absent import opened
from ffsu_eval.narrative.blocks import Figure, Prose, Table
from ffsu_eval.narrative.radicalisation import blocks, plan, skills
from ffsu_eval.narrative.radicalisation.results import Radicalisation
from ffsu_eval.narrative.secrecy import withheld
from tests.radicalisation_mission import (
    answers,
    circuit,
    communes,
    log,
    mission,
    oriented,
    vignettes,
)

EVERY = (
    (blocks.coverage, "dispositifs des communes"),
    (blocks.in_body, "dispositifs des communes"),
    (blocks.in_annex, "dispositifs des communes"),
    (blocks.circuit, "circuits de signalement"),
    (blocks.published, "chiffres préfectoraux publiés"),
    (skills.training, "formation des professionnels"),
    (skills.skills, "questionnaire des professionnels"),
    (skills.situations, "questionnaire des professionnels"),
    (skills.feedback, "questionnaire des professionnels"),
    (plan.levels, "objectifs et actions"),
    (plan.equity, "ressources de prévention"),
    (plan.capacity, "dispositifs des communes"),
    (plan.scales, "objectifs et actions"),
    (plan.reviewed, "objectifs et actions"),
    (plan.sheets, "objectifs et actions"),
)


def chapter(**frames: pd.DataFrame) -> Radicalisation:
    return Radicalisation(mission(**frames))


def asked(count: int, low: int, **more: int) -> Radicalisation:
    """A chapter that has the questionnaire only."""
    return chapter(
        professional_answers=answers(count, **more),
        vignettes=vignettes(),
        vignette_answers=oriented(count, low),
    )


@pytest.mark.parametrize(("told", "what"), EVERY, ids=[told.__name__ for told, _ in EVERY])
def test_without_its_data_a_block_says_so(told: Any, what: str) -> None:
    empty = chapter()
    said = told(empty)
    assert isinstance(said, Prose)
    assert f"Non documenté : {what}." in said.text


def test_the_chapter_itself_opens_without_anything() -> None:
    assert isinstance(opened(Radicalisation, mission()), Radicalisation)


def test_the_warning_says_what_the_report_is_not() -> None:
    text = blocks.warning(chapter()).text
    for words in ("Il ne repère personne", "inférieur à 11", "ordre alphabétique", "pas classées"):
        assert words in text


# ---- Communes --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("count", "figures"), [(8, 1), (14, 1), (20, 1), (21, 1), (41, 2), (92, 3)]
)
def test_every_commune_is_shown_once_in_alphabetical_order(count: int, figures: int) -> None:
    made = chapter(commune_setup=communes(count))
    body = [each for each in blocks.in_body(made) if isinstance(each, Figure)]
    annex = [each for each in blocks.in_annex(made) if isinstance(each, Figure)]
    assert (len(body), len(annex)) == ((figures, 0) if count <= 20 else (0, figures))
    shown = [name for each in [*body, *annex] for name in each.data["Commune"]]
    assert shown == sorted(made.setup["label_fr"])
    assert len({each.identifier for each in [*body, *annex]}) == figures


@pytest.mark.parametrize("count", [8, 14, 92])
def test_no_figure_of_communes_is_higher_than_a_page(count: int) -> None:
    made = chapter(commune_setup=communes(count))
    for each in [*blocks.in_body(made), *blocks.in_annex(made)]:
        if isinstance(each, Figure):
            assert each.image.get_figheight() < 8.5  # inches, of an A4 page that has 9.7
            assert each.alt
            assert "par ordre alphabétique" in each.alt


def test_no_text_names_the_commune_that_has_least() -> None:
    """A commune is named by its place in the alphabet, never for its value."""
    made = chapter(commune_setup=communes(8, answered=6))
    figure = blocks.coverage(made)
    (matrix,) = blocks.in_body(made)
    for text in (figure.title, figure.subtitle, figure.alt, figure.notes.lecture, matrix.alt):
        assert not re.search(r"Commune-\d", text)
    assert matrix.title.startswith("Commune-001 à Commune-008")


def test_coverage_tells_communes_and_inhabitants() -> None:
    # 8 communes of 1,000 to 8,000; one in two has the three: 1,000 + 3,000 + 5,000 + 7,000 of 36,000
    figure = blocks.coverage(chapter(commune_setup=communes(8)))
    assert "4 communes sur 8" in figure.title
    assert "44\u00a0%" in figure.title.replace("\u202f", "\u00a0")
    whole = figure.data.set_index("Dispositif").loc["Référent, convention et groupe à la fois"]
    assert whole["Part des communes"].startswith("50")


def test_few_answers_give_bounds_instead_of_a_share() -> None:
    figure = blocks.coverage(chapter(commune_setup=communes(14, answered=5)))
    assert "la couverture n'est pas établie" in figure.title
    assert "5 communes sur 14 ont répondu" in figure.title
    assert "selon celles qui n'ont pas répondu" in figure.notes.lecture
    assert (figure.data["Part des communes"] == "///").all()


def test_one_commune_has_a_table_and_no_share() -> None:
    told = blocks.coverage(chapter(commune_setup=communes(1)))
    assert isinstance(told, Table)
    assert "%" not in told.markdown()
    assert blocks.in_body(chapter(commune_setup=communes(1))) == []


def test_the_circuit_shows_its_six_steps_and_how_far_they_are_written() -> None:
    setup = communes(8)
    figure = blocks.circuit(chapter(commune_setup=setup, circuit_steps=circuit(setup)))
    assert figure.data["Étape"].tolist() == [
        "Repérer", "Qualifier à plusieurs", "Transmettre", "Examiner", "Accompagner", "Rendre compte",
    ]  # fmt: skip
    assert "« rendre compte » : 0 commune sur 8" in figure.title
    assert "6 étapes" in figure.alt


def test_the_circuit_of_one_commune_counts_steps() -> None:
    setup = communes(1)
    figure = blocks.circuit(chapter(commune_setup=setup, circuit_steps=circuit(setup)))
    assert figure.title == "5 étapes écrites sur 6"
    assert "commune sur" not in figure.alt


def test_a_circuit_that_nobody_described_says_so() -> None:
    setup = communes(8)
    silent = circuit(setup).assign(state=None)
    figure = blocks.circuit(chapter(commune_setup=setup, circuit_steps=silent))
    assert figure.title == "Trop peu de communes ont décrit leur circuit"


# ---- Secrecy ---------------------------------------------------------------------------------


def test_a_small_number_of_trained_or_untrained_is_withheld_with_another() -> None:
    """33 of 40 leaves 7 to train: neither is told, nor what would give it by subtraction."""
    made = chapter(
        training_log=log(
            ("ELUS", "grandes", 33, 40), ("EDUC", "grandes", 60, 90), ("DEPT", "grandes", 30, 60)
        )
    )
    frame = made.training.set_index("item")
    assert pd.isna(frame.loc["ELUS", "count"])
    hidden = frame[frame["by"] == "actor_family"]["count"].isna()
    # 7 = all left − the others left: one more family has to be withheld, or the total
    assert hidden.sum() + int(pd.isna(frame.loc["ensemble", "count"])) >= 2
    text = skills.training(made).markdown()
    assert not re.search(r"\b33\b|\b7\b sur|33 sur 40", text)
    assert "s : secret statistique" in text


def test_the_annex_says_what_is_withheld_and_never_how_many() -> None:
    made = asked(100, low=5, signalled=20, back=5)
    closed = opened(lambda _: made.mission.data.survey_waves, made.mission)
    text = withheld(closed, made).markdown()
    assert "situation V1 : sous-signalement" in text
    assert "retour d'information : oui" in text
    assert "moins de 11 professionnels" in text
    assert not re.search(r"\|\s*5\s*\|", text)


def test_enough_people_are_told() -> None:
    made = chapter(training_log=log(("ELUS", "grandes", 20, 40), ("EDUC", "grandes", 60, 90)))
    assert made.training["count"].notna().all()
    assert "secret" not in skills.training(made).markdown()


def test_the_questionnaire_is_told_when_its_numbers_are_large() -> None:
    made = asked(100, low=20, signalled=60, back=20)
    assert isinstance(skills.skills(made), Figure)
    assert isinstance(skills.situations(made), Figure)
    table = skills.feedback(made)
    assert table.frame["Professionnels"].tolist() == ["20 sur 60", "0 sur 60", "40 sur 60"]
    assert "marge d'erreur" in table.notes.champ


def test_ten_answers_tell_nothing() -> None:
    made = asked(10, low=0)
    for told in (skills.skills, skills.situations, skills.feedback):
        said = told(made)
        assert isinstance(said, Prose)
        assert not re.search(r"\d+\s?%", said.text)


def test_a_situation_with_a_small_error_is_withheld_and_the_sum_with_it() -> None:
    frame = asked(100, low=5).orientation.set_index("vignette_id")
    assert pd.isna(frame.loc["V1", "value"])
    assert pd.isna(frame.loc["V1", "under"])
    assert frame.loc["V2", "value"] == 1.0
    # the answers to V1 would come out of the sum by subtraction
    assert pd.isna(frame.loc["ensemble", "value"])
    figure = skills.situations(asked(100, low=5))
    assert "Seconde situation" in figure.title
    assert figure.data["Situation"].tolist() == ["Première situation", "Seconde situation"]
    told = figure.data.iloc[0][["Sous-signalement", "Adapté", "Sur-signalement", "Ne sait pas"]]
    assert set(told) == {"s"}


def test_both_errors_are_in_the_figure() -> None:
    figure = skills.situations(asked(100, low=20))
    assert {"Sous-signalement", "Sur-signalement"} <= set(figure.data.columns)
    first = figure.data.set_index("Situation").loc["Première situation"]
    assert first["Sous-signalement"].startswith("20")
    assert "trop basses" in figure.title


def test_few_who_signalled_tell_nothing() -> None:
    said = skills.feedback(asked(100, low=20, signalled=20, back=5))
    assert isinstance(said, Prose)
    assert "Retour d'information : non montré" in said.text
    assert not re.search(r"\b(?:5|15|20)\b", said.text)


# ---- Plan ------------------------------------------------------------------------------------


def planned(reviewed: tuple[str | None, ...]) -> dict[str, pd.DataFrame]:
    names = [f"A{rank}" for rank in range(1, len(reviewed) + 1)]
    return {
        "actions": pd.DataFrame(
            {"action_id": names, "title_fr": [f"Action {n}" for n in names],
             "prevention_level": ["primaire"] * len(names)}
        ),
        "action_scales": pd.DataFrame(
            {"action_id": names, "public": ["mineurs"] * len(names), "scale": ["commune"] * len(names),
             "reason_fr": ["au plus près"] * len(names), "stigma_review_on": pd.to_datetime(list(reviewed))}
        ),
    }  # fmt: skip


def test_the_report_names_the_actions_that_were_not_reviewed() -> None:
    made = chapter(**planned(("2023-10-02", None, None)))
    text = plan.reviewed(made).text
    assert "A2 (action A2) ; A3 (action A3)" in text
    assert "A1" not in text
    table = plan.scales(made)
    assert table.frame["Relue le"].tolist() == ["02/10/2023", "non relue", "non relue"]
    assert "1 a été relue" in table.title


def test_a_plan_that_was_reviewed_says_so() -> None:
    made = chapter(**planned(("2023-10-02",)))
    assert plan.reviewed(made).text.startswith("Toutes les actions")


def test_without_the_file_no_action_was_reviewed() -> None:
    made = chapter(actions=planned((None,))["actions"])
    assert "À relire avant adoption" in plan.reviewed(made).text
    assert plan.scales(made).frame["Échelle"].tolist() == ["non écrite"]


def test_the_matrix_names_its_empty_cells() -> None:
    figure = plan.levels(chapter(**planned(("2023-10-02",))))
    # four publics × three levels; one cell holds an action
    assert (figure.data["Case vide"] == "oui").sum() == 11
    assert "mineurs (secondaire)" in figure.alt
    assert figure.data["Ressources existantes"].unique().tolist() == ["///"]


def test_capacities_are_in_alphabetical_order() -> None:
    resources = pd.DataFrame(
        {
            "resource_type": ["educatif"] * 3,
            "commune_code": ["13000", "13001", "13002"],
            "hours_per_week": [1.0, 20.0, 5.0],
        }
    )
    made = chapter(commune_setup=communes(8), resources=resources)
    table = plan.capacity(made)
    assert table.frame["Commune"].tolist() == ["Commune-006", "Commune-007", "Commune-008"]
    # minimum 0 among communes: no ratio, and no commune is named
    whole = plan.equity(made).frame.iloc[-1]
    assert whole[["Communes dotées", "Minimum", "Rapport"]].tolist() == ["3 sur 8", "0,0", "///"]
    assert "Commune-" not in plan.equity(made).markdown()


# ---- Charts ----------------------------------------------------------------------------------


def test_charts_refuse_what_they_cannot_draw() -> None:
    with pytest.raises(ValueError, match="missing columns"):
        charts.coverage_points(pd.DataFrame({"item": ["a"]}))
    with pytest.raises(ValueError, match="no row"):
        charts.commune_matrix(communes(8).iloc[:0], {"clspd": "conseil"})
    with pytest.raises(ValueError, match="missing columns"):
        charts.vignette_bars(pd.DataFrame({"label_fr": []}))


def test_a_figure_always_gives_the_same_bytes() -> None:
    from ffsu_eval.charts.theme import svg_bytes

    setup = communes(8)
    made = [
        blocks.circuit(chapter(commune_setup=setup, circuit_steps=circuit(setup))) for _ in "ab"
    ]
    assert svg_bytes(made[0].image) == svg_bytes(made[1].image)
