"""Small files and short functions. An exception is listed with its reason, and the list only shrinks."""

import ast
from pathlib import Path

from tests.house.tree import files, name

MOST_LINES = {"*.py": 400, "*.html": 120, "*.css": 150}
MOST_LINES_OF_FUNCTION = 30

# "path" or "path:function" → reason.
LARGER: dict[str, str] = {}


def lines(path: Path) -> int:
    return len(path.read_text().splitlines())


def too_long_files() -> set[str]:
    """Files of ours over the norm of their kind; migrations are written by Django."""
    return {
        name(file)
        for pattern, most in MOST_LINES.items()
        for file in files(f"maillage/{pattern}", f"tests/{pattern}", f"bench/{pattern}", f"scripts/{pattern}")
        if "migrations" not in file.parts and lines(file) > most
    }


def too_long_functions() -> set[str]:
    """Functions of the package over the norm, counted from `def` to the last line, its docstring aside."""
    found = set()
    for file in files("maillage/*.py"):
        if "migrations" in file.parts:
            continue
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                first = node.body[0]
                said = ast.get_docstring(node) is not None
                docstring = (first.end_lineno or 0) - first.lineno + 1 if said else 0
                if (node.end_lineno or 0) - node.lineno + 1 - docstring > MOST_LINES_OF_FUNCTION:
                    found.add(f"{name(file)}:{node.name}")
    return found


def test_files_and_functions_keep_the_norm_or_are_listed():
    assert too_long_files() | too_long_functions() == set(LARGER)


def test_exceptions_have_a_reason():
    assert all(len(reason) > 20 for reason in LARGER.values())
