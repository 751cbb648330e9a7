"""Sealed texts and tokens, through a change of key."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.core import seals

OLD, NEW = "o" * 60, "n" * 60
JSON = st.recursive(st.none() | st.booleans() | st.integers() | st.text(), lambda inner: st.lists(inner, max_size=3))


@given(st.dictionaries(st.text(), JSON, max_size=4))
def test_seal_comes_back_as_it_went(value: dict[str, object]) -> None:
    assert seals.unseal(seals.seal(value)) == value


def test_sealed_text_shows_nothing_and_is_never_twice_the_same() -> None:
    first, second = seals.seal({"name": "Amina"}), seals.seal({"name": "Amina"})
    assert first != second
    assert "Amina" not in first


@pytest.mark.parametrize("place", [0, 10, -20, -1])
def test_altered_seal_is_refused(place: int) -> None:
    text = seals.seal("x" * 50)
    wrong = list(text)
    wrong[place] = "A" if wrong[place] != "A" else "B"
    with pytest.raises(seals.SealBroken):
        seals.unseal("".join(wrong))


@pytest.mark.parametrize("text", ["", "x", "é", "gAAAA"])
def test_nonsense_is_refused(text: str) -> None:
    with pytest.raises(seals.SealBroken):
        seals.unseal(text)


def test_key_is_changed_without_breaking_seals_or_tokens(settings) -> None:
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = OLD, []
    sealed, token = seals.seal("kept"), seals.token("receipt", "abc")

    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = NEW, [OLD]
    assert seals.unseal(sealed) == "kept"
    assert seals.token_is_right("receipt", "abc", token)
    assert seals.token("receipt", "abc") != token

    settings.SECRET_KEY_FALLBACKS = []
    assert not seals.token_is_right("receipt", "abc", token)
    with pytest.raises(seals.SealBroken):
        seals.unseal(sealed)


def test_token_is_stable_long_and_bound_to_purpose_and_subject() -> None:
    token = seals.token("private", "abc")
    assert token == seals.token("private", "abc")
    assert len(token) == 24
    assert len({token, seals.token("receipt", "abc"), seals.token("private", "abd")}) == 3
    assert not seals.token_is_right("receipt", "abc", token)
    assert not seals.token_is_right("private", "abc", token[:-1])
    assert not seals.token_is_right("private", "abc", "")


def test_fingerprint_tells_values_apart_and_shows_none() -> None:
    assert seals.fingerprint("a", "bc") != seals.fingerprint("ab", "c")
    assert seals.fingerprint("amina@example.org") == seals.fingerprint("amina@example.org")
    assert "amina" not in seals.fingerprint("amina@example.org")
    assert len(seals.fingerprint("x")) == 64
