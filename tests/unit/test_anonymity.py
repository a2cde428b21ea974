"""k-anonymity: nobody is alone in a released file, and it loses as little as can be."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ffsu_eval.disclosure.anonymity import (
    K_FLOOR,
    anonymise,
    class_sizes,
    diversity,
)
from ffsu_eval.errors import DisclosureError

QUASI = ["category", "sector", "seniority"]
HIERARCHIES = {
    "category": [{"gardien": "proximité", "médiateur": "proximité", "agent": "ville"}],
    "sector": [],
    "seniority": [
        {"0-2": "moins de 5", "3-4": "moins de 5", "5-9": "5 et plus", "10+": "5 et plus"}
    ],
}


def file(*classes: tuple[str, str, str, int]) -> pd.DataFrame:
    rows = [(c, s, y) for c, s, y, count in classes for _ in range(count)]
    return pd.DataFrame(rows, columns=QUASI)


def test_safe_file_is_left_as_it_is() -> None:
    frame = file(("gardien", "nord", "0-2", 5), ("agent", "sud", "10+", 7))
    release = anonymise(frame, HIERARCHIES)
    pd.testing.assert_frame_equal(release.frame, frame, check_dtype=False)
    assert (len(release.withheld), release.loss) == (0, 0.0)


def test_least_loss_generalises_the_cheapest_column() -> None:
    # 3 + 4 join when seniority is generalised: 2 leaves of 4 make 1/3 on one column of three
    frame = file(("gardien", "nord", "0-2", 3), ("gardien", "nord", "3-4", 4))
    frame = pd.concat([frame, file(("agent", "nord", "5-9", 6), ("agent", "nord", "10+", 6))])
    frame = frame.reset_index(drop=True)
    release = anonymise(frame, HIERARCHIES)
    assert release.levels == {"category": 0, "sector": 0, "seniority": 1}
    assert release.loss == pytest.approx(1 / 9)
    assert len(release.withheld) == 0


def test_rare_row_is_withheld_rather_than_everybody_generalised() -> None:
    frame = file(
        ("gardien", "nord", "0-2", 40), ("agent", "sud", "10+", 39), ("agent", "nord", "0-2", 1)
    )
    release = anonymise(frame, HIERARCHIES)
    assert list(release.withheld) == [79]
    assert release.levels == dict.fromkeys(QUASI, 0)
    assert len(release.frame) == 79


def test_no_row_withheld_when_none_may_be() -> None:
    frame = file(("gardien", "nord", "0-2", 40), ("agent", "sud", "10+", 1))
    release = anonymise(frame, HIERARCHIES, most_withheld=0)
    assert len(release.withheld) == 0
    assert class_sizes(release.frame, QUASI).min() == 41


def test_class_of_one_answer_is_not_released() -> None:
    frame = file(("gardien", "nord", "0-2", 5), ("agent", "sud", "10+", 5)).assign(
        victim=["oui"] * 5 + ["oui", "non", "oui", "non", None]
    )
    assert list(diversity(frame, QUASI, "victim").unique()) == [1, 2]
    release = anonymise(frame, HIERARCHIES, sensitive=["victim"], most_withheld=0.5)
    assert diversity(release.frame, QUASI, "victim").min() >= 2


def test_impossible_file_is_refused() -> None:
    with pytest.raises(DisclosureError, match="aucune généralisation") as error:
        anonymise(file(("gardien", "nord", "0-2", 4)), HIERARCHIES)
    assert error.value.exit_code == 6
    same = file(("gardien", "nord", "0-2", 9)).assign(victim="oui")
    with pytest.raises(DisclosureError):
        anonymise(same, HIERARCHIES, sensitive=["victim"])


def test_missing_value_is_a_class_of_its_own() -> None:
    frame = file(("gardien", "nord", "0-2", 6))
    frame.loc[0, "sector"] = None
    assert list(class_sizes(frame, QUASI)) == [1, 5, 5, 5, 5, 5]


def test_thresholds_have_a_floor_and_hierarchies_know_every_value() -> None:
    frame = file(("gardien", "nord", "0-2", 6))
    with pytest.raises(ValueError, match="k >= 5"):
        anonymise(frame, HIERARCHIES, k=4)
    with pytest.raises(ValueError, match="category: 1 values"):
        anonymise(frame.assign(category="autre"), HIERARCHIES)
    with pytest.raises(ValueError, match="sector"):
        anonymise(frame.drop(columns="sector"), HIERARCHIES)


@settings(deadline=None, max_examples=30)
@given(
    seed=st.integers(0, 10_000), size=st.integers(5, 120), withheld=st.sampled_from([0, 0.05, 0.2])
)
def test_nobody_is_alone_whatever_the_file(seed: int, size: int, withheld: float) -> None:
    rng = np.random.default_rng(seed)
    frame = pd.DataFrame(
        {
            "category": rng.choice(["gardien", "médiateur", "agent"], size, p=[0.7, 0.2, 0.1]),
            "sector": rng.choice(["nord", "sud", "est"], size),
            "seniority": rng.choice(["0-2", "3-4", "5-9", "10+"], size),
        }
    )
    release = anonymise(frame, HIERARCHIES, most_withheld=withheld)
    assert class_sizes(release.frame, QUASI).min() >= K_FLOOR
    assert len(release.withheld) <= withheld * size
    assert len(release.frame) + len(release.withheld) == size
    assert 0 <= release.loss <= 1
