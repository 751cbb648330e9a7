"""A template variable of ours that does not exist fails the test, where Django would print nothing.

`{% if %}`, `{% for %}`, `{% firstof %}` and the `default` filters may ask for what is not there, as in Django.
Templates of installed packages are left alone.
"""

import sys
from functools import cache
from pathlib import Path
from types import FrameType
from typing import Any

import django
import pytest
from django.template.base import UNKNOWN_SOURCE, FilterExpression, Node, TokenType
from django.template.context import Context
from django.template.defaultfilters import default, default_if_none
from django.templatetags.i18n import BlockTranslateNode

PACKAGES = Path(django.__file__).parents[1]
translate = BlockTranslateNode.render


class UndefinedVariable(Exception):
    """A template names a variable, or an attribute, that its context does not have."""


def is_ours(node: Node | None) -> bool:
    """Whether the template that holds `node` is written by this project (or by a test, in a string)."""
    return is_ours_by_name(getattr(getattr(node, "origin", None), "name", UNKNOWN_SOURCE))


@cache
def is_ours_by_name(name: str) -> bool:
    """The same by the path of the template."""
    return name == UNKNOWN_SOURCE or PACKAGES not in Path(name).parents


def node_above(frame: FrameType | None) -> Node | None:
    """The template node being rendered, found from the frame that resolves a variable."""
    while frame is not None:
        if isinstance(node := frame.f_locals.get("self"), Node):
            return node
        frame = frame.f_back
    return None


class Undefined(str):
    """Empty text for `string_if_invalid`. Django asks whether it is true exactly when a variable is missing."""

    def __bool__(self) -> bool:
        frame = sys._getframe(1)
        expression = frame.f_locals.get("self")
        if frame.f_code is not FilterExpression.resolve.__code__ or not isinstance(expression, FilterExpression):
            return False
        node = node_above(frame)
        if is_ours(node) and not {default, default_if_none} & {function for function, _ in expression.filters}:
            raise UndefinedVariable(f"{{{{ {expression.token} }}}} in {getattr(node, 'origin', None)}")
        return False


def translate_known(node: BlockTranslateNode, context: Context, nested: bool = False) -> Any:
    """`BlockTranslateNode.render`, which reads its variables straight from the context, past `string_if_invalid`."""
    given = {*node.extra_context, node.countervar}
    named = {token.contents for token in [*node.singular, *node.plural] if token.token_type == TokenType.VAR}
    if is_ours(node) and (missing := {name for name in named - given if name not in context}):
        raise UndefinedVariable(f"{{% blocktranslate %}} {sorted(missing)} in {getattr(node, 'origin', None)}")
    return translate(node, context, nested)


@pytest.fixture(autouse=True)
def _undefined_variables(monkeypatch: pytest.MonkeyPatch) -> None:
    from django.template import engines

    for backend in engines.all():
        if hasattr(backend, "engine"):
            monkeypatch.setattr(backend.engine, "string_if_invalid", Undefined())
    monkeypatch.setattr(BlockTranslateNode, "render", translate_known)
