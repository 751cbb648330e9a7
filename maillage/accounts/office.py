"""People in the office: name, address, roles. No password, no superpowers: those are the machine's own."""

from typing import Any, cast

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.ui.tables import BulkActionsCheckboxColumn, Column
from wagtail.users.views import users

from maillage.accounts import actions, rules
from maillage.accounts.enums import Role
from maillage.accounts.models import User


class PersonForm(WagtailAdminModelForm):
    """Somebody's account. Offers only the roles that the person at the keyboard may give."""

    roles = forms.MultipleChoiceField(label=_("Rôles"), required=False, widget=forms.CheckboxSelectMultiple)

    class Meta:
        model = User
        fields = ["email", "first_name", "last_name"]

    def __init__(self, *args: Any, editing_self: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        grantable = rules.grantable_roles(self.for_user)
        self.fields["roles"].choices = [choice for choice in Role.choices if choice[0] in grantable]
        if self.instance.pk:
            self.fields["roles"].initial = sorted(self.instance.roles)
        if editing_self:
            self.fields.pop("is_active", None)

    def clean_email(self) -> str:
        """The address in lower case. ValidationError when somebody else has it."""
        email = self.cleaned_data["email"].lower()
        if User.objects.filter(email__iexact=email).exclude(pk=self.instance.pk).exists():
            raise ValidationError(_("Une personne a déjà cette adresse."), code="taken")
        return email

    def save(self, commit: bool = True) -> User:
        """Invite the new person, or change the one there is."""
        roles = [Role(name) for name in self.cleaned_data["roles"]]
        if self.instance.pk:
            return actions.update_person(self.instance, roles, self.for_user)
        return actions.invite(self.instance, roles, self.for_user)


class PersonChangeForm(PersonForm):
    class Meta(PersonForm.Meta):
        fields = [*PersonForm.Meta.fields, "is_active"]


def roles_in_words(person: User) -> str:
    """The roles of a person whose groups were fetched, in the active language."""
    names = {group.name for group in person.groups.all()}
    return ", ".join(str(label) for value, label in Role.choices if value in names)


class PeopleView(users.IndexView):
    """The list, without acts in bulk."""

    @property
    def columns(self) -> list[Any]:
        """Wagtail's columns without the box to tick; roles where it shows who runs the machine."""
        kept = [column for column in super().columns if not isinstance(column, BulkActionsCheckboxColumn)]
        roles = Column("roles", label=_("Rôles"), accessor=roles_in_words)
        return [roles if column.name == "is_superuser" else column for column in kept]

    def get_base_queryset(self) -> QuerySet[User]:
        """People with their groups."""
        return cast("QuerySet[User]", super().get_base_queryset().prefetch_related("groups"))


class InviteView(users.CreateView):
    """Open an account."""

    page_title = _("Ouvrir un compte")
    success_message = _("Le compte de %(object)s est ouvert ; l’invitation part par courriel.")


class ChangeView(users.EditView):
    """Change an account, if one may."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Raises PermissionDenied when the account holds more rights than one's own."""
        if not rules.may_change_person(cast(User, request.user), self.object):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class PeopleViewSet(users.UserViewSet):
    """Wagtail's views of users, with our form."""

    index_view_class = PeopleView
    add_view_class = InviteView
    edit_view_class = ChangeView
    create_template_name = "wagtailadmin/generic/create.html"
    edit_template_name = "wagtailadmin/generic/edit.html"

    def get_form_class(self, for_update: bool = False) -> type[PersonForm]:
        """Our form."""
        return PersonChangeForm if for_update else PersonForm
