"""The console script `maillage`: Django's management commands with our settings."""

import os
import sys

from django.core.management import execute_from_command_line


def main() -> None:
    """Run the command named by the arguments, as `manage.py` would."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "maillage.config.settings")
    if sys.argv[1:2] == ["demo"]:
        os.environ["MAILLAGE_DEMO"] = "1"  # before the settings are read
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
