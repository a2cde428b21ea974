"""What the indicators of the actions share: checks of the register and its caveats."""

import pandas as pd

from ffsu_eval.indicators.frames import need, need_unique, plural


def check_actions(actions: pd.DataFrame, columns: tuple[str, ...]) -> None:
    """Raise ValueError when a column is missing or an action is given twice."""
    need(actions, "actions", ("action_id", *columns))
    need_unique(actions, "actions", ("action_id",))


def without(missing: int, what: str) -> str:
    """French count of the actions that lack something, or ""."""
    return f"{plural(missing, 'action', 'actions')} sans {what}" if missing else ""
