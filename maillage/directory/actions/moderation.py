"""Who reads a record again before it is published: the centre's team, by Wagtail's own workflow."""

from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from wagtail.models import GroupApprovalTask, Workflow, WorkflowContentType, WorkflowTask

from maillage.accounts.enums import STAFF_ROLES
from maillage.directory.models import Organization, Service

NAME = "Relecture des fiches"


def ensure() -> None:
    """Write the workflow if nobody has; once it is there it belongs to the administrators."""
    if Workflow.objects.filter(name=NAME).exists():
        return
    workflow = Workflow.objects.create(name=NAME)
    task = GroupApprovalTask.objects.create(name=NAME)
    task.groups.set([Group.objects.get_or_create(name=role.value)[0] for role in sorted(STAFF_ROLES)])
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    for model in (Organization, Service):
        WorkflowContentType.objects.create(workflow=workflow, content_type=ContentType.objects.get_for_model(model))
