"""What is withheld of local incidents is in no frame, no word and no base; the log says it in French."""

from types import SimpleNamespace

import pandas as pd
import pytest

from ffsu_eval.disclosure.book import Book, BookSecrecy
from ffsu_eval.narrative.absent import Absent
from ffsu_eval.narrative.blocks import Table
from ffsu_eval.narrative.incidents import evidence, hidden, notes, tables
from ffsu_eval.narrative.screened import screened_texts
from ffsu_eval.narrative.secrecy import MIME, Remembered, cell_words, withheld
from ffsu_eval.narrative.workshops.results import Workshop
from ffsu_eval.params.model import SecrecyThresholds
from tests.incident_frames import coverage, incidents, months
from tests.unit.test_incidents_chapter import NAMED, chapter, given, logged


def with_three_without_hour():
    """240 incidents a year whose hour is known, three of Q1 that have only a day."""
    frame = logged({"Q1": 150, "Q2": 90})
    days = incidents([{"ts_start": f"2020-05-0{n}", "ts_precision": "day"} for n in (1, 2, 3)])
    days = days.assign(incident_id=[f"J{n}" for n in range(3)])
    both = pd.concat([frame, days.astype(frame.dtypes.to_dict())], ignore_index=True)
    return chapter(local_incidents=both, source_coverage=given(), quartiers=NAMED)


def test_three_incidents_without_hour_are_told_nowhere() -> None:
    results = with_three_without_hour()
    nights = results.nights.set_index("territory_id")
    assert nights["left_out"].isna()[["Q1", "ensemble"]].all()
    assert not nights["caveat"].str.contains("3 incidents").any()
    assert "incidents sans heure écartés" in notes.nights(results).champ
    assert results.nights_by_source["left_out"].isna().any()
    frame = tables.moments(results).frame
    assert "3" not in frame["Sans heure"].tolist()
    assert evidence.items(results)


def test_a_cell_is_hidden_with_all_that_is_made_of_it() -> None:
    frame = pd.DataFrame(
        {"place": list("aaabbbbbbbbbbbbbbb"), "kind": list("xyy" + "x" * 8 + "y" * 7)}
    )
    book = Book("t", frame)
    book.split("place", "ab")
    for place in "ab":
        book.split("kind", "xy", place=place)
    book.printed(1, [{"place": p, "kind": k} for p in "ab" for k in "xy"])
    book.printed(9, [{}, {"place": "a"}, {"place": "b"}])
    secrecy = BookSecrecy(book, 6, "faits")
    assert secrecy.kept({"place": "a"})
    assert secrecy.kept({"place": "a", "kind": "x"}, {"place": "b"})
    shown = hidden.hide(
        pd.DataFrame({"p": ["a", "b"], "count": [3, 15], "n": [18, 18], "value": [0.2, 0.8],
                      "direction": ["hausse"] * 2, "caveat": ["", ""]}),
        secrecy,
        lambda row: {"measures": [{"place": row["p"]}, {}], "n": [{}]},
    )  # fmt: skip
    assert shown["count"].isna().all()
    assert shown["caveat"].tolist() == ["secret statistique"] * 2
    assert shown["direction"].tolist() == ["non calculable"] * 2


def test_parts_that_do_not_make_the_whole_are_refused() -> None:
    book = Book("t", pd.DataFrame({"place": ["a", "b"]}))
    with pytest.raises(ValueError, match="do not make"):
        book.split("place", "a")


def test_a_rest_of_few_incidents_is_told_by_no_difference() -> None:
    frame = pd.DataFrame(
        {"count": [97, 50], "n": [100, 100], "left_out": [3, 3], "value": [0.97, 0.5],
         "declared": [90, 48], "undeclared": [7, 2], "caveat": ["", ""]}
    )  # fmt: skip
    shown = hidden.without_small_rest(frame, 6)
    assert shown["count"].isna().tolist() == [True, False]
    assert shown["declared"].isna().tolist() == [True, True]


def test_the_log_is_told_in_words_and_carries_the_memory() -> None:
    results = chapter(
        local_incidents=logged({"Q1": 150, "Q2": 90}), source_coverage=given(), quartiers=NAMED
    )
    none = Absent("rien", results.mission)
    told = withheld(none, results)
    assert isinstance(told, Remembered)
    bundle, _ = told._repr_mimebundle_()
    assert MIME in bundle
    assert isinstance(told.block, Table)
    # the page counts what would fill pages, the data name each cell
    printed, every = told.block.frame, told.block.data
    assert every is not None
    assert len(every) == len(results.secrecy.log) > len(printed)
    counted = printed["Case"].str.extract(r"^(\d+) cases$")[0].dropna().astype(int)
    assert counted.sum() + (len(printed) - len(counted)) == len(every)
    words = " ".join(every.to_numpy().ravel())
    assert "Police municipale" in words
    assert "source=" not in words
    assert cell_words(
        "incidents|distinct=oui|place=Q1", {"distinct=oui": "", "Q1": "Belle-Anse"}
    ) == ("Belle-Anse")


def test_few_incidents_leave_every_block_standing() -> None:
    few = chapter(
        local_incidents=incidents([{"territory_id": "Q1"} for _ in range(4)]),
        source_coverage=coverage({"PM": months(2021)}, places=("Q1",), years=(2021,)),
    )
    assert few.profile["value"].isna().all()
    assert few.monthly["count"].isna().all()
    assert len(few.secrecy.log) > 0


def votes(**families: int) -> pd.DataFrame:
    people = [f"{family}{n}" for family, size in families.items() for n in range(size)]
    criteria = ("gravite", "frequence", "evolution", "prise_locale", "faisabilite")
    return pd.DataFrame(
        [("w", p, p.rstrip("0123456789"), "i1", c, 5 if p.startswith("ELUS") else 1, 1)
         for p in people for c in criteria],
        columns=["workshop_id", "participant_code", "macro_family", "item_id", "criterion", "score",
                 "round"],
    )  # fmt: skip


def workshop(**families: int) -> Workshop:
    held = pd.DataFrame(
        [{"workshop_id": "w", "date": pd.Timestamp("2023-05-01"),
          **{f"weight_{c}": 0.2 for c in ("gravite", "frequence", "evolution", "prise_locale",
                                           "faisabilite")}}]
    )  # fmt: skip
    items = pd.DataFrame([{"workshop_id": "w", "item_id": "i1", "label_fr": "sujet"}])
    data = SimpleNamespace(workshops=held, workshop_items=items, workshop_votes=votes(**families))
    parameters = SimpleNamespace(secrecy=SecrecyThresholds())
    return Workshop(SimpleNamespace(data=data, parameters=parameters))


def test_a_family_whose_size_tells_that_of_another_is_not_shown() -> None:
    # « JUSTICE » has two people: beside the total, the size of the others would tell it
    assert len(workshop(ELUS=4, SOCIETE=9).minority) == 1
    small = workshop(ELUS=4, SOCIETE=9, JUSTICE=2)
    assert "JUSTICE" not in set(small.minority["macro_family"])
    kept = {entry.cell.split("=")[-1] for entry in small.secrecy.log}
    assert kept > {"JUSTICE"}
    assert not set(small.minority["macro_family"]) & kept


def test_decisions_on_texts_are_printed_without_the_texts() -> None:
    log = pd.DataFrame(
        [("T1", "téléphone", "segments", "S3", "text_redacted", "masqué d'office", "", "", pd.NaT),
         ("T2", "nom", "findings", "C1", "text_fr", "autoriser", "Propos public déjà imprimé.",
          "responsable de l'étude", pd.Timestamp("2023-10-01"))],
        columns=["finding_id", "kind", "dataset", "key", "column", "decision", "reason", "by", "date"],
    )  # fmt: skip
    table = screened_texts(SimpleNamespace(screening=log))
    assert table.title.startswith("Deux passages reconnus")
    assert table.frame["Décision"].tolist() == ["masqué d'office", "imprimé"]
    assert table.frame["Par"].tolist() == ["règle de l'atelier", "responsable de l'étude"]
    assert table.frame["Date"].tolist()[1] == "1er octobre 2023"
    assert "aucun passage" in screened_texts(SimpleNamespace(screening=log.iloc[:0])).text
