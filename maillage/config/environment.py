"""What the environment says, read once and refused when it is unsafe."""

import os
import secrets
from pathlib import Path
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

PROJECT_DIR = Path(__file__).resolve().parents[2]
UNSAFE_KEY = "demo-only-"


def flag(name: str, default: bool = False) -> bool:
    """Whether the variable says yes (`1`, `true`, `yes`, `on`)."""
    return os.environ.get(name, str(int(default))).strip().lower() in {"1", "true", "yes", "on"}


def data_dir() -> Path:
    """The folder of database, media and demo mail, made readable by its owner alone."""
    folder = Path(os.environ.get("MAILLAGE_DATA_DIR") or PROJECT_DIR / "var").resolve()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def secret_key(folder: Path, relaxed: bool) -> str:
    """The signing key: from the environment, or in demo and debug a key kept in the data folder.

    Raises ImproperlyConfigured when a real site has no key of at least 50 characters.
    """
    key = os.environ.get("MAILLAGE_SECRET_KEY", "")
    if not relaxed:
        if len(key) < 50 or key.startswith(UNSAFE_KEY):
            raise ImproperlyConfigured("MAILLAGE_SECRET_KEY must hold at least 50 random characters.")
        return key
    return key or kept_key(folder / "secret-key")


def kept_key(path: Path) -> str:
    """The key kept at `path`, made on first use; two processes that start together agree on one."""
    try:
        handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except FileExistsError:
        return path.read_text()
    with os.fdopen(handle, "w") as file:
        file.write(UNSAFE_KEY + secrets.token_urlsafe(48))
    return path.read_text()


def allowed_hosts(relaxed: bool) -> list[str]:
    """Host names that the site answers to. Raises ImproperlyConfigured when a real site names none."""
    hosts = [host.strip() for host in os.environ.get("MAILLAGE_ALLOWED_HOSTS", "").split(",") if host.strip()]
    if relaxed or (hosts and "*" not in hosts):
        return hosts or ["localhost", "127.0.0.1", "[::1]"]
    raise ImproperlyConfigured("MAILLAGE_ALLOWED_HOSTS must name the hosts of this site.")


def tile_origins(url: str) -> list[str]:
    """Where readers' browsers may fetch map tiles: the origin of `url`, with `*` where it has `{s}`; none for our own.

    Raises ImproperlyConfigured for an address without the places of zoom, column and row.
    """
    if url and not all(part in url for part in ("{z}", "{x}", "{y}")):
        raise ImproperlyConfigured("MAILLAGE_TILE_URL must hold {z}, {x} and {y}.")
    scheme, host = urlsplit(url)[:2]
    return [f"{scheme}://{host.replace('{s}', '*')}"] if host else []
