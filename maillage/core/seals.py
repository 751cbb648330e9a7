"""Sealed texts (encrypted at rest) and tokens that the server can make again without keeping them."""

import base64
import hmac
import json
from functools import lru_cache
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings

TOKEN_BYTES = 18  # 144 bits


class SealBroken(Exception):
    """A sealed text that none of the site's keys opens."""


@lru_cache
def _key(secret: str, purpose: str) -> bytes:
    return hmac.digest(secret.encode(), purpose.encode(), "sha256")


def _secrets() -> list[str]:
    return [settings.SECRET_KEY, *map(str, settings.SECRET_KEY_FALLBACKS)]


@lru_cache
def _fernet(secrets: tuple[str, ...]) -> MultiFernet:
    keys = [base64.urlsafe_b64encode(_key(secret, "maillage.seal")) for secret in secrets]
    return MultiFernet([Fernet(key) for key in keys])


def seal(value: Any) -> str:
    """The JSON value `value`, encrypted (Fernet: AES-128-CBC with HMAC-SHA256)."""
    return _fernet(tuple(_secrets())).encrypt(json.dumps(value).encode()).decode()


def unseal(text: str) -> Any:
    """The value that was sealed. Raises SealBroken when the key changed or the text was altered."""
    try:
        return json.loads(_fernet(tuple(_secrets())).decrypt(text.encode()))
    except InvalidToken as error:
        raise SealBroken from error


def _mac(secret: str, purpose: str, subject: str) -> str:
    digest = hmac.digest(_key(secret, f"maillage.token.{purpose}"), subject.encode(), "sha256")
    return base64.urlsafe_b64encode(digest[:TOKEN_BYTES]).decode()


def token(purpose: str, subject: str) -> str:
    """A 24-character secret of `subject` for `purpose`: always the same, guessable by nobody."""
    return _mac(settings.SECRET_KEY, purpose, subject)


def token_is_right(purpose: str, subject: str, given: str) -> bool:
    """Whether `given` is the token of `subject`, under the present key or a former one."""
    return any(hmac.compare_digest(_mac(secret, purpose, subject), given) for secret in _secrets())


def fingerprint(*parts: str) -> str:
    """A keyed hash (64 hexadecimal characters) of personal values: equal values are seen to be
    equal, and nobody without the key can try values against it."""
    joined = "\x1f".join(parts).encode()
    return hmac.digest(_key(settings.SECRET_KEY, "maillage.fingerprint"), joined, "sha256").hex()
