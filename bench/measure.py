"""How a measure is written, and on which databases measures are taken."""

import json
import os
import sys

ENGINES = ("sqlite", "postgresql")
POSTGRES_URL = os.environ.get("POSTGRES_URL", "")


def say(text: str) -> None:
    """Progress, for who waits."""
    print(f"[load {os.getloadavg()[0]:.1f}] {text}", file=sys.stderr, flush=True)


def measure(bench: str, value: float, unit: str, reference: float | None = None) -> None:
    """Write one measure; `ratio` is value / reference."""
    ratio = None if not reference else round(value / reference, 3)
    line = {"bench": bench, "value": round(value, 3), "unit": unit, "reference": reference, "ratio": ratio}
    print(json.dumps(line), flush=True)


def median(values: list[float]) -> float:
    """The middle value (the upper one of two)."""
    return sorted(values)[len(values) // 2]
