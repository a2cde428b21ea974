"""One way to ask over the network: encrypted, with time-outs, new tries and reasons in French."""

import contextlib
import time
from collections.abc import Callable, Iterator
from typing import TypeVar

import httpx

CONNECT_SECONDS = 10.0
READ_SECONDS = 30.0
# between two tries; a passing fault that outlasts them is told
WAITS = (1.0, 2.0)
PASSING = {408, 425, 429, 500, 502, 503, 504}
GONE = {404, 410}
# tests run a server on this machine, without encryption
LOOPBACK = {"127.0.0.1", "localhost"}

AGAIN = "relancer « make data », qui reprend où il s'est arrêté"
ONLINE = "vérifier la connexion, puis relancer « make data »"

Result = TypeVar("Result")


class Fault(Exception):
    """Why something could not be had, and what to do: both in French, for the message.

    ``passing``: worth another try.
    """

    def __init__(self, reason: str, advice: str = AGAIN, passing: bool = False) -> None:
        super().__init__(f"{reason} ; {advice}")
        self.passing = passing


def open_client() -> httpx.Client:
    """A client that follows redirections, each of them encrypted; proxies of the environment."""
    return httpx.Client(
        follow_redirects=True,
        timeout=httpx.Timeout(READ_SECONDS, connect=CONNECT_SECONDS),
        # a checksum is about the file as it is published, not as a server may compress it
        headers={"User-Agent": "ffsu-eval", "Accept-Encoding": "identity"},
        event_hooks={"request": [_refuse_plain]},
    )


def persist(action: Callable[[], Result]) -> Result:
    """Result of ``action``, tried again after each of WAITS when its fault is a passing one."""
    for wait in WAITS:
        try:
            return action()
        except Fault as fault:
            if not fault.passing:
                raise
        time.sleep(wait)
    return action()


@contextlib.contextmanager
def told_in_french(address: str) -> Iterator[None]:
    """Turn what the network can do wrong into a Fault that names the host."""
    host = host_of(address)
    try:
        yield
    except httpx.TimeoutException as error:
        raise Fault(f"{host} : délai dépassé, sans réponse", ONLINE, passing=True) from error
    except httpx.ConnectError as error:
        if "CERTIFICATE" in str(error).upper():
            advice = "indiquer le certificat de votre réseau dans la variable SSL_CERT_FILE"
            raise Fault(f"{host} : certificat refusé", advice) from error
        raise Fault(f"{host} injoignable (hors ligne ?)", ONLINE, passing=True) from error
    except httpx.TooManyRedirects as error:
        raise Fault(f"{host} : redirections sans fin") from error
    except (httpx.InvalidURL, httpx.UnsupportedProtocol) as error:
        raise Fault(f"{host} : adresse incorrecte") from error
    except httpx.HTTPError as error:
        reason = f"{host} : transmission coupée avant la fin, fichier tronqué"
        raise Fault(reason, passing=True) from error


def check_status(response: httpx.Response) -> None:
    """Raise the Fault of an answer that is not a success."""
    code, host = response.status_code, response.url.host
    if code in GONE:
        advice = "vérifier l'entrée dans data/external/sources.yml"
        raise Fault(f"{host} : fichier introuvable (réponse {code})", advice)
    if not response.is_success:
        raise Fault(f"{host} : réponse {code} du serveur", passing=code in PASSING)


def host_of(address: str) -> str:
    """Host of an address, or the address itself where it has none."""
    try:
        return httpx.URL(address).host or address
    except httpx.InvalidURL:
        return address


def _refuse_plain(request: httpx.Request) -> None:
    # called for every redirection too
    if request.url.scheme != "https" and request.url.host not in LOOPBACK:
        where = request.url.host or str(request.url)
        raise Fault(
            f"{where} : adresse sans chiffrement, refusée", "une adresse https est attendue"
        )
