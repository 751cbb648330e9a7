"""Proof of the promise in tests/plugins/contexts.py."""

from django.template import Context, Template
from django.test import client


def test_page_s_own_context_is_kept_and_those_of_its_pieces_are_not():
    whole, piece = Template("{{ said }}"), Template("{{ said }}")
    store: dict = {}
    context = Context({"said": "oui"})
    with context.bind_template(whole):
        client.store_rendered_templates(store, None, None, whole, context)
        client.store_rendered_templates(store, None, None, piece, context)
    assert store["templates"] == [whole]
    assert store["context"]["said"] == "oui"
