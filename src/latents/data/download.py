"""Files of published data sets, fetched once and checked whenever they are used."""

import os
import warnings
from pathlib import Path
from urllib.parse import urlsplit

import requests
from tqdm import TqdmWarning

from .sources import FILES

with warnings.catch_warnings(action="ignore", category=TqdmWarning):
    import pooch  # in a notebook without widgets its bar would warn of their absence

TIMEOUT = 20  # seconds without an answer, or without the next piece of it


def data_folder() -> Path:
    """The folder `$LATENTS_DATA`, else the user's cache folder for this package."""
    folder = os.environ.get("LATENTS_DATA") or pooch.os_cache("latents")
    return Path(folder).expanduser().absolute()


def fetch(name: str) -> Path:
    """The path of a file of `FILES`, found in the data folder or downloaded to it.

    Its SHA-256 is one of those in `FILES`. Mirrors are tried in their order; a file
    arrives whole or not at all. One in the cache folder that is not as published is
    fetched again; one in `$LATENTS_DATA` is never replaced.

    Raises ValueError for such a file, FileNotFoundError if no mirror has the file or
    the folder cannot be used.
    """
    path, mirrors = data_folder() / name, FILES[name]
    by_hand = (
        f"put the file at {path} by hand, or name a folder that holds {name} "
        "with LATENTS_DATA"
    )
    try:
        there = path.exists()
        if there and pooch.file_hash(path) in mirrors.values():
            return path
        mine = there and os.environ.get("LATENTS_DATA")
        failures = [] if mine else download(path, mirrors)
    except OSError as error:
        cause = error.__cause__ or error  # pooch puts a message of its own around it
        raise FileNotFoundError(
            f"{name} could not be read or kept in {path.parent} "
            f"({cause.strerror or cause}); {by_hand}"
        ) from error
    if mine:
        raise ValueError(
            f"{path} is not the published file, as its SHA-256 shows; "
            f"delete it to have it downloaded, or {by_hand}"
        )
    if failures:
        raise FileNotFoundError(
            f"{name} could not be downloaded ({'; '.join(failures)}); {by_hand}"
        )
    return path


def download(path: Path, mirrors: dict[str, str]) -> list[str]:
    """Try the mirrors until one delivers the file.

    Returns nothing but an empty list if one did, else why each of them did not.
    """
    built = "LATENTS_BOOK" in os.environ  # a page shows no bar
    if built:
        pooch.get_logger().setLevel("WARNING")
    failures = []
    for address, checksum in mirrors.items():
        transfer = pooch.HTTPDownloader(progressbar=not built, timeout=TIMEOUT)
        try:
            pooch.retrieve(
                address, checksum, path.name, path.parent, downloader=transfer
            )
        except (requests.RequestException, ValueError) as error:
            failures.append(f"{urlsplit(address).netloc}: {reason(error)}")
        else:
            return []
    return failures


def reason(error: Exception) -> str:
    """Why a mirror did not deliver, in a few words."""
    if isinstance(error, requests.HTTPError):
        return f"answered with status {error.response.status_code}"
    if isinstance(error, requests.Timeout):
        return f"did not answer within {TIMEOUT} seconds"
    if isinstance(error, requests.RequestException):
        return "the connection failed or broke off"
    return "sent another file than the published one"  # pooch compared the SHA-256
