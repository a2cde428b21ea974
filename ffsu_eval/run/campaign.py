"""Reports of many cities at once, each in a process of its own; one that fails stops no other."""

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from contextlib import chdir, contextmanager
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from ffsu_eval.errors import ParameterError, WorkbenchError

BUG = 1
# a process takes about a gigabyte with its kernel
MOST_AT_ONCE = 8

CONNECTION_SECONDS = 10

Ended = Callable[["Outcome", int, int], None]
# how a city is handed over, and how those that end are waited for
Runner = tuple[Callable[..., Any], Callable[..., Any]]


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
        # a worker of a cluster may have been started elsewhere
        with chdir(root):
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
    scheduler: str = "",
) -> list[Outcome]:
    """Reports of every city; ``ended`` is called as each ends with its rank and the total.

    ``scheduler``: address of a Dask cluster whose workers see the same project folder; by default a
    process per core of this machine. Outcomes in the order of ``cities``. ParameterError when the
    scheduler does not answer.
    """
    run = _on_cluster(scheduler) if scheduler else _on_this_machine(len(cities))
    outcomes: dict[str, Outcome] = {}
    with run as (submit, completed):
        running = {submit(one_city, root, city, tuple(formats), renderer): city for city in cities}
        for future in completed(running):
            outcome = _outcome(future, running[future])
            outcomes[outcome.city] = outcome
            ended(outcome, len(outcomes), len(cities))
    return [outcomes[city] for city in cities]


@contextmanager
def _on_this_machine(count: int) -> Iterator[Runner]:
    workers = min(os.cpu_count() or 1, MOST_AT_ONCE, count)
    # a fresh process: matplotlib and the kernels' sockets do not survive a fork
    with ProcessPoolExecutor(workers, get_context("spawn")) as pool:
        try:
            yield pool.submit, as_completed
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


@contextmanager
def _on_cluster(address: str) -> Iterator[Runner]:
    import distributed

    try:
        client = distributed.Client(address, timeout=CONNECTION_SECONDS)
    except (OSError, ValueError) as error:
        raise ParameterError(f"SCHEDULER : aucun ordonnanceur ne répond à {address}") from error
    with client:
        # reports write files: the same call is never answered from memory
        yield partial(client.submit, pure=False), distributed.as_completed


def _outcome(future: Any, city: str) -> Outcome:
    """The outcome of a city, also when its process was killed."""
    error = future.exception()
    if error:
        return Outcome(city, BUG, (f"processus arrêté ({type(error).__name__})",))
    return future.result()
