"""Free text: what is found, how it is named without being quoted, what a person decides of it."""

import hashlib
import re
import time
from collections.abc import Callable

import pandas as pd
import pytest

from ffsu_eval.disclosure.decisions import ALLOW, BY_RULE, LOG, MASK, MASKED, apply
from ffsu_eval.disclosure.screening import FINDINGS, KINDS, NAME, OFFICE, find, located, units
from ffsu_eval.disclosure.screening_names import first_names
from ffsu_eval.disclosure.screening_patterns import ADDRESS, CERTAIN, EMAIL, PHONE
from ffsu_eval.disclosure.screening_text import fold
from ffsu_eval.errors import DisclosureError
from ffsu_eval.reference import table, values

TEXT = "Le procureur a le 06 12 34 56 78 de Mme Durand, 12 rue des Lilas (a.b@exemple.fr)."
SECRETS = ("06 12 34 56 78", "Durand", "rue des Lilas", "a.b@exemple.fr", "Le procureur")


def texts(*lines: str) -> pd.DataFrame:
    rows = [("segments", f"S{n}", "text_redacted", line) for n, line in enumerate(lines, 1)]
    return pd.DataFrame(rows, columns=["dataset", "key", "column", "text"])


def decided(findings: pd.DataFrame, decision: str = MASK, **changed: object) -> pd.DataFrame:
    """The same decision for every finding that needs one."""
    tokens = findings["finding_id"] + "." + findings["seal"]
    return pd.DataFrame({"finding": tokens[~findings["kind"].isin(CERTAIN)]}).assign(
        decision=decision,
        reason="Propos public, tenu en séance et déjà imprimé.",
        by="responsable de l'étude",
        date=pd.Timestamp("2024-03-01"),
        **changed,
    )


def test_findings_name_places_never_the_text() -> None:
    found = find(texts(TEXT))
    assert list(found.columns) == list(FINDINGS)
    assert sorted(found["kind"]) == sorted([OFFICE, PHONE, NAME, ADDRESS, EMAIL])
    row = found[found["kind"] == PHONE].iloc[0]
    assert TEXT[row["position"] - 1 :][: row["length"]] == "06 12 34 56 78"
    printed = found.to_csv()
    assert not [secret for secret in SECRETS if secret in printed]


def test_identifier_tells_nothing_of_the_text() -> None:
    one, other = find(texts("Son 06 12 34 56 78.")), find(texts("Son 07 98 76 54 32."))
    assert one["finding_id"].tolist() == other["finding_id"].tolist()
    assert one["seal"].tolist() != other["seal"].tolist()
    digests = {
        hashlib.sha256(s.encode()).hexdigest()[:12] for s in ("0612345678", "06 12 34 56 78")
    }
    assert not digests & set(one["finding_id"].str.removeprefix("T"))


def test_identifier_is_stable_and_distinct() -> None:
    found = find(texts("Mme Durand et M. Petit.", "Mme Durand."))
    assert found["finding_id"].is_unique
    assert (
        found["finding_id"].tolist()
        == find(texts("Mme Durand et M. Petit.", "Mme Durand."))["finding_id"].tolist()
    )
    moved = find(texts("Un mot de plus : Mme Durand et M. Petit.", "Mme Durand."))
    assert moved[["finding_id", "seal"]].equals(found[["finding_id", "seal"]])


def test_units_leave_empty_cells_out() -> None:
    frame = pd.DataFrame({"a": [1, 2], "b": ["x", "y"], "t": ["mot", None], "u": [" ", "autre"]})
    made = units(frame, "answers", ["a", "b"], ["t", "u"])
    assert made[["key", "column", "text"]].to_numpy().tolist() == [
        ["1 x", "t", "mot"],
        ["2 y", "u", "autre"],
    ]
    assert units(frame.iloc[:0], "answers", ["a"], ["t"]).empty
    with pytest.raises(ValueError, match="missing"):
        units(frame, "answers", ["a"], ["v"])


def test_text_that_occurs_twice_is_refused() -> None:
    with pytest.raises(ValueError, match="one text"):
        find(pd.concat([texts("a"), texts("b")]))


def test_labels_of_the_territory_are_nobody_but_a_person_beside_them_is() -> None:
    label = "Espérance Martin-Luther"
    text = "Devant Rosa Martin et l'arrêt, puis M. Martin."
    assert len(located(text)) == 2
    assert [text[a:b] for _, a, b in located(text, ["Rosa Martin"])] == ["M. Martin"]
    assert len(located(text, [label, ""])) == 2


def test_certain_kinds_are_masked_and_logged_without_decision() -> None:
    given = texts("Appelez le 06 12 34 56 78 ou a.b@exemple.fr, 12 rue des Lilas.", "Rien.")
    printed, log = apply(given, find(given))
    assert printed["text"].tolist() == [f"Appelez le {MASKED} ou {MASKED}, {MASKED}.", "Rien."]
    assert log["decision"].unique().tolist() == [BY_RULE]
    assert list(log.columns) == list(LOG)
    assert given["text"].str.contains("06 12").sum() == 1


def test_names_and_functions_stop_the_report_without_quoting() -> None:
    given = texts("Mme Durand a vu le procureur.")
    with pytest.raises(DisclosureError) as error:
        apply(given, find(given))
    message = str(error.value)
    assert error.value.exit_code == 6
    for expected in (
        "segments, S1, text_redacted, caractère 1",
        NAME,
        OFFICE,
        "screening.yml",
        MASK,
        ALLOW,
    ):
        assert expected in message
    assert "deux passages peuvent" in message
    assert "Durand" not in message
    assert "procureur" not in message


def test_one_passage_and_many() -> None:
    one = texts("Mme Durand.")
    with pytest.raises(DisclosureError, match="un passage peut identifier"):
        apply(one, find(one))
    many = texts(*["Mme Durand."] * 30)
    with pytest.raises(DisclosureError, match=r"30 au total"):
        apply(many, find(many))


def test_decisions_mask_or_allow_and_are_printed() -> None:
    given = texts("Mme Durand a vu le procureur.")
    found = find(given)
    masked, _ = apply(given, found, decided(found))
    assert masked["text"].tolist() == [f"{MASKED} a vu {MASKED}."]
    allowed, log = apply(given, found, decided(found, ALLOW))
    assert allowed["text"].equals(given["text"])
    assert log["by"].unique().tolist() == ["responsable de l'étude"]
    assert set(log["decision"]) == {ALLOW}
    assert "Durand" not in log.to_csv()


def test_certain_kind_may_be_allowed_too() -> None:
    given = texts("Le 02 40 00 12 34 est le numéro public du service.")
    found = find(given)
    token = found["finding_id"] + "." + found["seal"]
    allowed = decided(find(texts("Mme Durand.")), ALLOW).assign(finding=token)
    printed, log = apply(given, found, allowed)
    assert printed["text"].equals(given["text"])
    assert log["decision"].tolist() == [ALLOW]


def test_decision_dies_with_the_text_it_was_made_on() -> None:
    before = decided(find(texts("Mme Durand.")), ALLOW)
    changed = texts("Mme Garnier.")
    with pytest.raises(DisclosureError, match="le texte a changé depuis la décision"):
        apply(changed, find(changed), before)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"by": ""}, "demande un motif et une fonction"),
        ({"reason": " "}, "demande un motif et une fonction"),
        ({"by": "Mme Petit"}, "nomme une personne"),
        ({"reason": "Accord donné par téléphone au 06 12 34 56 78."}, "nomme une personne"),
        ({"decision": "garder"}, "décision inconnue"),
    ],
)
def test_faulty_decision_is_refused(change: dict[str, str], said: str) -> None:
    given = texts("Mme Durand.")
    found = find(given)
    with pytest.raises(DisclosureError, match=said) as error:
        apply(given, found, decided(found, ALLOW).assign(**change))
    assert "Petit" not in str(error.value)


def test_every_kind_is_masked_whatever_surrounds_it() -> None:
    wrap: list[Callable[[str], str]] = [str, "« {} »".format, "({}),".format, "{}\u00a0!".format]
    for secret in ("06 12 34 56 78", "06\u00a012\u202f34 56 78", "a.b@exemple.fr", "AA-123-AA"):
        for around in wrap:
            given = texts(f"Il dit {around(secret)} et part.")
            printed, _ = apply(given, find(given))
            assert secret not in printed["text"].iloc[0], around(secret)
            assert MASKED in printed["text"].iloc[0]


def test_folding_keeps_places() -> None:
    assert fold("L’Été à Œuvrer ﬁn\u00a0İ") == "l'ete a œuvrer ﬁn i"
    assert len(fold("L’Été à Œuvrer ﬁn\u00a0İ")) == len("L’Été à Œuvrer ﬁn\u00a0İ")


@pytest.mark.parametrize(
    "repeated",
    ["0 1 ", "A. ", "Jean ", "Jean-", "1 rue de la ", "a", "x@a.", "12 ", "Mme de la ", "AB "],
)
def test_long_text_is_read_at_once(repeated: str) -> None:
    started = time.perf_counter()
    located((repeated * 20_000)[:20_000])
    assert time.perf_counter() - started < 3


def test_reference_lists() -> None:
    offices = table("office_holders")
    assert set(offices["actor_family"]) == set(values("actor_families", "actor_family"))
    assert set(offices["unique"]) == {"oui", "non"}
    for row in offices.itertuples():
        for form in row.forms.split("|"):
            found = [kind for kind, _, _ in located(f"On a vu le {form}, hier.")]
            assert (OFFICE in found) == (row.unique == "oui"), form
    names = table("first_names")
    assert names["first_name"].map(fold).is_unique
    assert all(re.fullmatch(r"[a-zà-ÿœ\-]+", name) for name in first_names())
    assert len(KINDS) == len(set(KINDS))
