"""Where a record stands between draft and publication, in a list."""

from typing import Any

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.tables import Column
from wagtail.models import WorkflowState


def with_states(records: QuerySet[Any]) -> QuerySet[Any]:
    """Records with what `STATE` shows: one query more, whatever their number."""
    active = WorkflowState.objects.active()
    return records.prefetch_related(Prefetch("_workflow_states", active, to_attr="_current_workflow_states"))


def state(record: Any) -> str:
    """In words: published, draft, with a draft that waits, being read again."""
    if record.workflow_in_progress:
        return _("en relecture")
    if not record.live:
        return _("brouillon")
    return _("publié, un brouillon attend") if record.has_unpublished_changes else _("publié")


STATE = Column("state", label=gettext_lazy("État"), accessor=state, sort_key="live")
