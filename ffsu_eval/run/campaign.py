"""Reports of many cities at once, each in a process of its own; one that fails stops no other."""

import os
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

from ffsu_eval.errors import WorkbenchError

BUG = 1
# a process takes about a gigabyte with its kernel
MOST_AT_ONCE = 8

Ended = Callable[["Outcome", int, int], None]


@dataclass(frozen=True)
class Outcome:
    """How the reports of one city ended: exit code of « report », and its French lines."""

    city: str
    code: int
    lines: tuple[str, ...]


class Silent:
    """Progress of a city among others: only its end is told."""

    def step(self, text: str) -> None:
        """Nothing is shown."""

    def detail(self, text: str) -> None:
        """Nothing is shown."""


def one_city(root: Path, city: str, formats: Sequence[str], renderer: str) -> Outcome:
    """Make and publish the reports of one city; every fault becomes an outcome."""
    from ffsu_eval.run import pipeline

    try:
        published = pipeline.report(root, city, "", formats, renderer, Silent())
    except WorkbenchError as error:
        return Outcome(city, error.exit_code, tuple(str(error).splitlines()))
    except Exception as error:
        # a bug in one city must not cost the others their reports
        return Outcome(city, BUG, (f"erreur du programme ({type(error).__name__})",))
    place = published.folder.relative_to(root)
    return Outcome(city, 0, (f"{place}/index.html ({len(published.files)} fichiers)",))


def campaign(
    root: Path,
    cities: Sequence[str],
    formats: Sequence[str],
    renderer: str,
    ended: Ended,
    workers: int = 0,
) -> list[Outcome]:
    """Reports of every city; ``ended`` is called as each ends with its rank and the total.

    ``workers``: processes at once, by default one per core. Outcomes in the order of ``cities``.
    """
    workers = workers or min(os.cpu_count() or 1, MOST_AT_ONCE)
    outcomes: dict[str, Outcome] = {}
    # a fresh process: matplotlib and the kernels' sockets do not survive a fork
    with ProcessPoolExecutor(min(workers, len(cities)), get_context("spawn")) as pool:
        running = {
            pool.submit(one_city, root, city, tuple(formats), renderer): city for city in cities
        }
        try:
            for future in as_completed(running):
                outcome = _outcome(future, running[future])
                outcomes[outcome.city] = outcome
                ended(outcome, len(outcomes), len(cities))
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise
    return [outcomes[city] for city in cities]


def _outcome(future: "Future[Outcome]", city: str) -> Outcome:
    """The outcome of a city, also when its process was killed."""
    error = future.exception()
    if error:
        return Outcome(city, BUG, (f"processus arrêté ({type(error).__name__})",))
    return future.result()
