"""Records in the office: versions, drafts, moderation."""

import pytest
from django.test import Client
from wagtail.models import Workflow

from maillage.accounts.enums import Role
from maillage.directory.actions import moderation
from maillage.directory.models import Organization
from tests.factories import OrganizationFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def team(client: Client) -> Client:
    """A coordinator in the office."""
    client.force_login(UserFactory(role=Role.COORDINATOR))
    return client


def test_workflow_is_there_once_after_migrations():
    moderation.ensure()
    assert Workflow.objects.filter(name=moderation.NAME).count() == 1
    assert OrganizationFactory().get_workflow().name == moderation.NAME


def test_draft_waits_for_approval_and_is_shown_after_it(team: Client):
    operator = OrganizationFactory(name="Ancien nom")
    operator.name = "Nouveau nom"
    operator.save_revision()
    workflow = operator.get_workflow()
    state = workflow.start(operator, UserFactory(role=Role.COORDINATOR))
    assert Organization.objects.get(pk=operator.pk).name == "Ancien nom"
    state.current_task_state.approve(user=UserFactory(role=Role.ADMINISTRATOR))
    assert Organization.objects.get(pk=operator.pk).name == "Nouveau nom"


def test_history_and_comparison_of_two_versions_are_shown(team: Client):
    operator = OrganizationFactory(name="Premier")
    first = operator.save_revision()
    operator.name = "Second"
    second = operator.save_revision()
    base = f"/gestion/operateurs/history/{operator.pk}/"
    assert team.get(base).status_code == 200
    compared = team.get(f"/gestion/operateurs/history/{operator.pk}/revisions/compare/{first.pk}...{second.pk}/")
    assert compared.status_code == 200
    assert "Premier" in compared.content.decode()
    assert "Second" in compared.content.decode()
