"""The eight doors of the home page: what people look for, in plain words, and the needs that each stands for."""

from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Domain(NamedTuple):
    """A door: its word in addresses, its name, a line of what is behind, its icon, the keys of its needs and theme."""

    key: str
    label: str | Promise
    text: str | Promise
    icon: str
    terms: tuple[tuple[str, str], ...]


def _needs(*keys: str) -> tuple[tuple[str, str], ...]:
    return tuple(("need", key) for key in keys)


DOMAINS: tuple[Domain, ...] = (
    Domain(
        "francais",
        _("Apprendre le français"),
        _("Cours, alphabétisation, tables de conversation"),
        "speech",
        (("theme", "french"), *_needs("learn-french", "literacy", "basic-skills")),
    ),
    Domain(
        "papiers",
        _("Papiers et droits"),
        _("Séjour, nationalité, aide juridique, démarches"),
        "papers",
        _needs(
            "papers", "asylum", "nationality", "family-reunification", "legal-aid", "administrative-help",
            "interpreting", "translation",
        ),
    ),
    Domain(
        "logement",
        _("Logement"),
        _("Trouver un toit, payer le loyer, dormir en sécurité"),
        "housing",
        _needs("housing", "emergency-shelter", "energy-rent-help"),
    ),
    Domain(
        "travail",
        _("Travail et formation"),
        _("Emploi, métier, diplôme étranger"),
        "work",
        (("theme", "employment"), *_needs("job", "training", "diploma-equivalence", "start-business")),
    ),
    Domain(
        "sante",
        _("Santé"),
        _("Se soigner, parler à quelqu’un, grossesse"),
        "health",
        _needs("health", "mental-health", "pregnancy", "addiction", "disability"),
    ),
    Domain(
        "ecole",
        _("École et enfants"),
        _("École, crèche, devoirs, être parent"),
        "school",
        (
            ("theme", "newcomer-classes"),
            ("theme", "early-childhood"),
            *_needs("school", "child-care", "homework-help", "parenting", "youth"),
        ),
    ),
    Domain(
        "rencontres",
        _("Rencontrer des gens"),
        _("Amitiés, loisirs, bénévolat, lieux pour les femmes"),
        "people",
        _needs("meet-people", "women-space", "sport-culture", "volunteering"),
    ),
    Domain(
        "discrimination",
        _("Racisme et discrimination"),
        _("Être écouté et défendu"),
        "balance",
        _needs("racism"),
    ),
)  # fmt: skip
BY_KEY = {domain.key: domain for domain in DOMAINS}
