"""`python -m bench NAME`: run one bench; 1 when a budget was not kept."""

import sys
from importlib import import_module

from bench.measure import broken

NAMES = ("directory", "imports", "maps", "registration", "servers", "weight")


def main() -> int:
    """Run the bench that is named; 2 when there is none of that name."""
    if len(sys.argv) != 2 or sys.argv[1] not in NAMES:
        print(f"Which bench? {', '.join(NAMES)}", file=sys.stderr)
        return 2
    import_module(f"bench.{sys.argv[1]}").main()
    for budget in broken:
        print(f"Over budget: {budget}", file=sys.stderr)
    return bool(broken)


if __name__ == "__main__":
    sys.exit(main())
