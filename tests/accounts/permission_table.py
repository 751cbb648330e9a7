"""Who gets what at every address of the site, as data. Written from what must be, not from what the code answers.

An address is known by the name of its URL (with namespaces), or by its route when it has none. Words for answers:
a number is that status; `sign-in` leads to the sign-in page; `space` to /espace/; `home` to the public home; `prove`
asks who one is once more; `office` leads into the office; `refused` is what Wagtail does with somebody of the team
who lacks a right (403, or back to the office's first page); `inside` is any answer but those that turn one away;
`invalid` says what is wrong with a form; `elsewhere` is a redirect that is none of these.
"""

from typing import NamedTuple

TEAM = ("administrator", "coordinator")
OTHERS = ("carrier_secretary", "partner_member", "policy_maker")
NOBODY = ("anonymous", "inactive")
SUBJECTS = (*NOBODY, *TEAM, *OTHERS)

Answers = dict[str, str]


def everyone(answer: str) -> Answers:
    """The same for all."""
    return dict.fromkeys(SUBJECTS, answer)


def members(answer: str, nobody: str = "sign-in") -> Answers:
    """Whoever is signed in."""
    return everyone(answer) | dict.fromkeys(NOBODY, nobody)


def team(answer: str, others: str = "403") -> Answers:
    """The centre's team."""
    return members(others) | dict.fromkeys(TEAM, answer)


def office(answer: str) -> Answers:
    """The team, behind Wagtail's door: others are led to the office's sign-in, which refuses them with a 403."""
    return everyone("sign-in") | dict.fromkeys(TEAM, answer)


def administrators(answer: str) -> Answers:
    """Of the team, only those who run the site."""
    return office(answer) | {"coordinator": "refused"}


class Row(NamedTuple):
    """One address: what a GET and an empty POST bring."""

    get: Answers
    post: Answers


READ = Row(everyone("200"), everyone("405"))
GONE = Row(everyone("404"), everyone("404"))
DEMO_ONLY = Row(everyone("404"), everyone("405"))
ENTRANCE = Row(members("space", "200"), members("space", "200"))
STEP = Row(members("space"), members("space"))
PROVEN = Row(members("prove"), members("prove"))

OURS: dict[str, Row] = {
    "health": READ,
    "start": Row(everyone("home"), everyone("405")),
    "space": Row(members("200"), members("405")),
    "space_in_language": Row(everyone("space"), everyone("405")),
    "ui:gallery": READ,
    "territory": READ,
    "commune": READ,
    "ui:points": READ,
    "ui:ground": READ,
    # the demo's mails: only in the demo, and never written to
    "core:courier": DEMO_ONLY,
    "core:courier_mail": DEMO_ONLY,
    "core:courier_file": DEMO_ONLY,
    # sign-in
    "account_login": ENTRANCE,
    "account_request_login_code": ENTRANCE,
    "account_password_login": ENTRANCE,
    "account_confirm_login_code": STEP,
    "mfa_authenticate": STEP,
    "mfa_login_webauthn": STEP,
    "account_logout": Row(members("200", "home"), everyone("home")),
    "account_inactive": READ,
    "account_signup": Row(everyone("200"), everyone("200")),
    "account_signup_in_english": Row(everyone("200"), everyone("200")),
    # one's own ways in (nobody in this test has a key, an application or codes)
    "account_reauthenticate": Row(members("200"), members("invalid")),
    "mfa_reauthenticate": PROVEN,
    "mfa_reauthenticate_webauthn": PROVEN,
    "mfa_index": Row(members("200"), members("405")),
    "account_change_password": Row(team("prove"), team("prove")),
    "mfa_add_webauthn": PROVEN,
    "mfa_edit_webauthn": PROVEN,
    "mfa_remove_webauthn": PROVEN,
    "mfa_activate_totp": Row(team("prove"), team("prove")),
    "mfa_deactivate_totp": Row(team("404"), team("404")),
    "mfa_view_recovery_codes": Row(members("prove"), members("405")),
    "mfa_generate_recovery_codes": PROVEN,
    # meetings
    "agenda:events": READ,
    "agenda:event": READ,
    "agenda:event_ics": READ,
    "agenda:event_image": DEMO_ONLY,  # the meeting of this test has none
    "agenda:feed_ics": READ,
    "agenda:feed_atom": READ,
    "agenda:register": Row(everyone("200"), everyone("invalid")),
    "agenda:registration": READ,
    "agenda:receipt_ics": READ,
    "agenda:cancel": Row(everyone("200"), everyone("elsewhere")),
    "agenda:change": Row(everyone("200"), everyone("invalid")),
    "agenda:lost_link": Row(everyone("200"), everyone("invalid")),
    "agenda:interest": Row(everyone("elsewhere"), everyone("elsewhere")),  # registrations are open: nothing to wait for
    "agenda:interest_proof": GONE,  # the token of a registration proves no such address
    "api:openapi-json": Row(everyone("200"), everyone("200")),  # the same description, however it is asked for
    "api:api-root": GONE,
    "api:events": READ,
    "api:register": Row(everyone("405"), everyone("invalid")),
    # the directory
    **dict.fromkeys(
        [
            "directory:search",
            "directory:service",
            "directory:service_vcard",
            "directory:service_qr",
            "directory:organization",
            "directory:organization_vcard",
            "directory:directories",
            "directory:directory",
            "directory:directory_pdf",
            "directory:directory_xlsx",
            "directory:directory_csv",
            "directory:editions",
            "directory:edition_pdf",
            "directory:edition_large_pdf",
            "directory:maps",
            "directory:map",
            "directory:map_embed",
            "directory:map_pdf",
            "directory:map_ground",
            "map_points",
        ],
        READ,
    ),
    # Wagtail's doors, taken over or walled up
    "wagtailadmin_login": Row(team("office"), team("office")),
    "wagtailadmin_logout": Row(members("200", "home"), everyone("home")),
    "wagtailadmin_password_reset": GONE,
    "wagtailadmin_password_reset_done": GONE,
    "wagtailadmin_password_reset_confirm": GONE,
    "wagtailadmin_password_reset_complete": GONE,
    "gestion/password_reset/<path:rest>": GONE,
    "gestion/bulk/accounts/user/<path:rest>": GONE,
    "gestion/failwhale/": GONE,
    "wagtailadmin_error_test": GONE,
    "wagtailcore_login": Row(everyone("sign-in"), everyone("sign-in")),
    # Wagtail in front: nothing is kept under a password, no such page, no such document
    "wagtailcore_authenticate_with_password": GONE,
    "wagtaildocs_authenticate_with_password": GONE,
    "wagtaildocs_serve": GONE,
    "wagtail_serve": GONE,
    "^media/(?P<path>.*)$": GONE,
    # drawings and words of the office: no secret
    "wagtailadmin_sprite": Row(everyone("200"), everyone("200")),
    "wagtailadmin_javascript_catalog": READ,
    "gestion/^.*/$": Row(office("404"), office("404")),
    "gestion/test404/": Row(office("200"), office("405")),
    "wagtailadmin_home": Row(office("200"), office("405")),
    # the desk of an event (the test's has two people and a workshop)
    **dict.fromkeys(
        [
            "agenda_office:registrations",
            "agenda_office:registrations_results",
            "agenda_office:registrations_print",
            "agenda_office:figures",
            "agenda_office:export_xlsx",
            "agenda_office:export_csv",
            "agenda_office:person",
            "agenda_office:workshops",
            "agenda_office:invited",
            "agenda_office:statistics",
        ],
        Row(office("200"), office("405")),
    ),
    "agenda_office:person_change": Row(office("200"), office("invalid")),
    "agenda_office:person_seat": Row(office("405"), office("elsewhere")),
    "agenda_office:person_cancel": Row(office("200"), office("elsewhere")),
    "agenda_office:person_link": Row(office("405"), office("elsewhere")),
    "agenda_office:places": Row(office("200"), office("404")),  # of which bucket?
    "agenda_office:promote": Row(office("405"), office("elsewhere")),
    "agenda_office:workshop_add": Row(office("200"), office("invalid")),
    "agenda_office:workshop": Row(office("200"), office("invalid")),
    "agenda_office:workshop_remove": Row(office("200"), office("elsewhere")),
    "agenda_office:phone": Row(office("200"), office("invalid")),
    "agenda_office:phone_list": Row(office("200"), office("invalid")),
    # the directory: a sheet that waits, a pair of operators
    **dict.fromkeys(
        [
            "directory_office:export_csv",
            "directory_office:export_xlsx",
            "directory_imports:index",
            "directory_imports:model",
            "directory_imports:run",
            "directory_imports:progress",
            "directory_imports:lines_csv",
            "directory_imports:lines_xlsx",
            "directory_duplicates:index",
            "directory_duplicates:merges",
        ],
        Row(office("200"), office("405")),
    ),
    # a directory that holds one service
    "directory_directories:editions": Row(office("200"), office("elsewhere")),
    "directory_imports:add": Row(office("200"), office("invalid")),
    "directory_imports:order": Row(office("405"), office("elsewhere")),
    "directory_imports:columns": Row(office("405"), office("elsewhere")),
    "directory_imports:discard": Row(office("200"), office("elsewhere")),
    "directory_imports:undo": Row(office("elsewhere"), office("elsewhere")),
    "directory_duplicates:search": Row(office("405"), office("elsewhere")),
    "core_mails:index": Row(office("200"), office("405")),
    "core_centre:index": Row(office("elsewhere"), office("elsewhere")),  # there is one: straight to its form
    "wagtailusers_users:index": Row(administrators("200"), administrators("405")),
    "wagtailusers_users:add": Row(administrators("200"), administrators("invalid")),
}

BEHIND_THE_OFFICE_DOOR: dict[str, Answers] = {
    # Packages' own addresses by the beginning of their name: only GET is tried by the team, for a POST would act.
    "wagtailadmin_": office("inside"),
    "wagtail_bulk_action": office("inside"),
    "wagtaildocs:": office("inside"),
    "wagtaildocs_chooser:": office("inside"),
    "wagtailimages:": office("inside"),
    "wagtailimages_chooser:": office("inside"),
    "wagtailembeds:": office("inside"),
    "wagtailsnippets:": office("inside"),
    "wagtailsettings:": office("inside"),
    "simple_translation:": office("inside"),
    "core_mails:": office("inside"),
    "core_centre:": office("inside"),
    "agenda_office:": office("inside"),
    "directory_office:": office("inside"),
    "directory_services:": office("inside"),
    "directory_duplicates:": office("inside"),
    "directory_places:": office("inside"),
    "directory_directories:": office("inside"),
    "directory_maps:": office("inside"),
    "directory_terms:": office("inside"),
    "directory_programs:": office("inside"),
    "directory_breaks:": office("inside"),
    "territory_localities:": administrators("inside"),
    "territory_office:": administrators("inside"),
    "wagtailsnippetchoosers_": office("inside"),  # what one may choose for a form that one may fill
    "wagtailusers_users:": administrators("inside"),
    "wagtailusers_groups:": office("refused"),
    "wagtaillocales:": office("refused"),
    "wagtailsites:": office("refused"),
}

# Routes that cannot be filled in part by part: an address that each of them matches.
EXAMPLES: dict[str, str] = {
    "gestion/^.*/$": "gestion/n-existe-pas/",
    "documents/^(\\d+)/(.*)$": "documents/999999/absent.pdf",
    "^media/(?P<path>.*)$": "media/absent.png",
    "fr/^((?:[\\w\\-]+/)*)$": "fr/n-existe-pas/",
}

# What stands for each part of an address; `slug`, `token` are those of a meeting that the test makes.
PARTS: dict[str, str] = {
    "app_label": "agenda",
    "app_name": "taggit",
    "content_type_app_name": "website",
    "content_type_model_name": "textpage",
    "model_name": "event",
    "number": "1",
    "language": "fr",
    "action": "delete",
    "action_name": "approve",
    "filter_spec": "width-100",
    "rest": "quelque/chose/",
    "uidb64": "MQ",
    "token": "",
    "slug": "",
    "nis": "",
    "name": "20260101T000000000000-00000000",
    "revision_id_a": "live",
    "revision_id_b": "latest",
}
ANY_NUMBER = "999999"  # of something that does not exist; where a right is refused, the test gives one that does
