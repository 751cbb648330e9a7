"""How a measure is written, what is said of a budget that is not kept, and on which databases measures are taken."""

import json
import os
import sys
from collections.abc import Callable

ENGINES = ("sqlite", "postgresql")
POSTGRES_URL = os.environ.get("POSTGRES_URL", "")
Budget = Callable[[float], bool]
broken: list[str] = []


def say(text: str) -> None:
    """Progress, for who waits."""
    print(f"[load {os.getloadavg()[0]:.1f}] {text}", file=sys.stderr, flush=True)


def most(ratio: float) -> Budget:
    """A budget kept up to `ratio` of the reference."""
    return lambda found: found <= ratio


def least(ratio: float) -> Budget:
    """A budget kept from `ratio` of the reference on."""
    return lambda found: found >= ratio


def measure(bench: str, value: float, unit: str, reference: float | None = None, budget: Budget | None = None) -> None:
    """Write one measure; `ratio` is value / reference. One whose ratio does not keep its budget is told at the end."""
    ratio = None if not reference else round(value / reference, 3)
    line = {"bench": bench, "value": round(value, 3), "unit": unit, "reference": reference, "ratio": ratio}
    print(json.dumps(line), flush=True)
    if budget and not budget(value if ratio is None else ratio):
        broken.append(f"{bench}: {value:.3f} {unit}")


def median(values: list[float]) -> float:
    """The middle value (the upper one of two)."""
    return sorted(values)[len(values) // 2]
