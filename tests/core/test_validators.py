"""What no field accepts: national register numbers, control characters."""

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from maillage.core.validators import refuse_control_characters, refuse_national_number


def national_number(birth: str, order: int, *, since_2000: bool = False) -> str:
    """A well-formed number: six digits of birth, three of order, and the check as the decree says."""
    nine = f"{birth}{order:03d}"
    check = 97 - (int(nine) + 2_000_000_000 * since_2000) % 97
    return f"{nine}{check:02d}"


BORN_1985 = national_number("850730", 33)
BORN_2003 = national_number("030415", 127, since_2000=True)
BIS_MONTH_UNKNOWN_SEX = national_number("852730", 33)  # a number "bis" adds 20 or 40 to the month
BIS = national_number("854730", 33)
BIRTH_UNKNOWN = national_number("850000", 33)


def test_known_example_of_the_check() -> None:
    assert BORN_1985 == "85073003328"  # the example that the register's own instructions print


@pytest.mark.parametrize("number", [BORN_1985, BORN_2003, BIS, BIS_MONTH_UNKNOWN_SEX, BIRTH_UNKNOWN])
@pytest.mark.parametrize("shape", ["{}", "Mon NISS : {}.", "({})", "né·e\n{}\nà Namur"])
def test_national_number_is_refused_wherever_it_stands(number: str, shape: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        refuse_national_number(shape.format(number))
    assert refusal.value.code == "national_number"


@pytest.mark.parametrize("number", ["85.07.30-033.28", "85 07 30 033 28", "85/07/30-033-28", "850730 033 28"])
def test_national_number_is_refused_however_it_is_written(number: str) -> None:
    with pytest.raises(ValidationError):
        refuse_national_number(number)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "081 73 71 76",
        "0470 12 34 56",
        "+32 470 12 34 56",
        "0032 81 73 71 76",
        "BE 0403.170.701",
        "0403170701",
        "BE68 5390 0754 7034",
        "5002 Saint-Servais",
        "2026-11-24 09:30",
        "85.07.30-033.29",
        "85073003329",
        "1850730033280",
        "999999999991",
    ],
)
def test_ordinary_number_passes(text: str) -> None:
    refuse_national_number(text)


@given(st.integers(0, 10**10 - 1))
def test_enterprise_number_of_ten_digits_passes(number: int) -> None:
    refuse_national_number(f"{number:010d}")
    refuse_national_number(f"BE {number // 10**6:04d}.{number // 1000 % 1000:03d}.{number % 1000:03d}")


@pytest.mark.parametrize("text", ["a\nb", "a\rb", "a\r\nBcc: all@example.org", "a\x00", "a\tb", "a\u2028b", "a\x7f"])
def test_control_character_is_refused(text: str) -> None:
    with pytest.raises(ValidationError):
        refuse_control_characters(text)


@pytest.mark.parametrize("text", ["Amina Ben Salah", "O’Connor–Dupont", "أمينة", "نازنین\u200cزهرا", "Зоя", "Łukasz"])
def test_name_of_any_script_passes(text: str) -> None:
    refuse_control_characters(text)
