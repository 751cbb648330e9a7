"""Columns are recognised by their title, else by what they hold; a person has the last word."""

import pytest

from maillage.directory.sheets.columns import LABELS, _key, by_field, field_of_title, recognise
from maillage.directory.sheets.readers import READERS
from maillage.directory.sheets.titles import TITLES

COMMUNES = ["Namur", "Dinant", "Ciney", "Sambreville", "Éghezée"]

# Header → fields, “.” for a column that is none of ours.
HEADERS = {
    "name,commune,postcode,address,category,service,languages,phone,website,source_url": (
        "organization commune postcode address category service languages phone website source_url"
    ),
    "id,name,organization,commune,postcode,address,category,service,description,languages,level,schedule,childcare,price,"
    "phone,email,website": (
        "id name organization commune postcode address category service description languages level schedule childcare price"
        " phone email website"
    ),
    "Organisme,Code postal,Localité,Tél.,Courriel,Site web,Horaires": (
        "organization postcode locality phone email website schedule"
    ),
    "NOM,ADRESSE,CP,VILLE,TEL,GSM,MAIL": "organization address postcode commune phone phone_2 email",
    "Opérateur,Intitulé,Niveau(x),Langues parlées,Heures d'ouverture,Prix (€)": (
        "organization name level languages schedule price"
    ),
    "Dénomination,BCE,Forme juridique,Secteur,Agréments": "organization kbo legal_form sector accreditation",
    "Association,N° d’entreprise,N° de tél,Adresse e-mail,URL": "organization kbo phone email website",
    "Organization,Service name,Street,Zip code,City,Phone,E-mail,Opening hours,Spoken languages": (
        "organization name address postcode commune phone email schedule languages"
    ),
    "Naam,Straat,Postcode,Gemeente,Telefoon,E-mailadres,Website,Openingsuren,Talen": (
        "organization address postcode commune phone email website schedule languages"
    ),
    "Organisatie,Naam dienst,Ondernemingsnummer,GSM-nummer,Doelgroep,Prijs,Kinderopvang": (
        "organization name kbo phone publics price childcare"
    ),
    "Structure;Thématique;Publics cibles;Personne de contact;Téléphone 1;Téléphone 2;E-mail 1;E-mail 2": (
        "organization category publics contact phone phone_2 email email_2"
    ),
    "Nom de l’organisme;Rue et numéro;Code postal et localité;Numéro de téléphone;Adresse mail;Site internet": (
        "organization address commune phone email website"
    ),
    "Réf.;Asbl;Descriptif;Modalités d’inscription;Nombre de places;Places disponibles;Prochaine rentrée;Liste d’attente": (
        "id organization description appointment places free_places next_intake waiting_weeks"
    ),
    "Institution;Type de service;Âge min.;Âge max.;PMR;Interprétariat;Garde d’enfants;Type de cours": (
        "organization service min_age max_age access interpretation childcare course_tags"
    ),
    "nom;lat;lon;confidentiel;statut;mis à jour le;exemple;couleur": (
        "organization latitude longitude confidential status confirmed_on example ."
    ),
    "Organismes;Telephone;Emails;Comune;Horraires": "organization phone email commune schedule",
}


@pytest.mark.parametrize("header", HEADERS)
def test_header_is_recognised(header):
    titles = header.split(";" if ";" in header else ",")
    assert [column.field or "." for column in recognise(titles, [])] == HEADERS[header].split()


def test_every_field_is_recognised_by_its_own_name_and_its_label():
    assert TITLES.keys() == LABELS.keys()
    assert READERS.keys() <= LABELS.keys()
    assert [field for field in LABELS if field_of_title(field) != (field, True)] == []
    assert [field for field, label in LABELS.items() if field_of_title(str(label)) != (field, True)] == []


def test_title_leads_to_one_field():
    keys = [(key, field) for field, titles in TITLES.items() for key in {_key(title) for title in titles.split(";")}]
    assert len(keys) == len({key for key, _field in keys}), sorted(
        key for key, _f in keys if [k for k, _f in keys].count(key) > 1
    )


def test_title_near_or_longer_is_not_sure():
    assert field_of_title("Téléphne") == ("phone", False)
    assert field_of_title("Téléphone du secrétariat") == ("phone", False)
    assert field_of_title("couleur") == (None, False)
    assert field_of_title("") == (None, False)


CELLS = {
    "email": ["info@a.be", "b@exemple.be", "", "c@exemple.be", "d@exemple.be", "e@exemple.be"],
    "phone": ["081/12.34.56", "0470 12 34 56", "+32 81 12 34 57", "", "081 12 34 58", "02 511 22 33"],
    "website": ["www.exemple.be", "https://a.be", "b.be/cours", "http://c.be", "d.be"],
    "postcode": ["5000", "5500", "5590", "5060", "5310"],
    "kbo": ["0203.430.576", "BE0203430576", "0203430576", "203430576", "0203 430 576"],
    "commune": ["Namur", "dinant", "Eghezee", "CINEY", "Sambreville"],
    "languages": ["français, anglais", "fr", "arabe", "turc et kurde", "FR/NL"],
    "level": ["A1", "A2-B1", "alpha 1", "débutant", "B2"],
    "schedule": ["lu 9h-12h", "ma et je 13h-16h", "lundi au vendredi 9h-12h", "me 9h-12h", "ve 10h-12h"],
}


@pytest.mark.parametrize("field", CELLS)
def test_content_tells_what_the_title_does_not(field):
    for title in ["", "Colonne 3"]:
        (column,) = recognise([title], [[cell] for cell in CELLS[field]], COMMUNES)
        assert (column.field, column.how) == (field, "content")


WRONG = {
    "Téléphone": "email",
    "Contact": "email",
    "Mail": "phone",
    "Commune": "commune",
    "Site": "email",
    "Fax": "phone",
    "Langues": "level",
}


@pytest.mark.parametrize("title", WRONG)
def test_content_goes_before_a_title_that_it_contradicts(title):
    (column,) = recognise([title], [[cell] for cell in CELLS[WRONG[title]]], COMMUNES)
    assert column.field == WRONG[title]
    assert not column.sure or column.how == "name" or title == "Fax"


def test_content_does_not_overrule_numbers_that_look_like_postcodes():
    columns = recognise(["id", "places", "année"], [[str(1000 + row), "1200", "2024"] for row in range(10)])
    assert [column.field for column in columns] == ["id", "places", None]


def test_field_is_given_once_to_the_surest():
    columns = recognise(["Téléphone du secrétariat", "Téléphone", "GSM", "Langue", "Langues parlées"], [])
    assert [column.field for column in columns] == [None, "phone", "phone_2", "languages", None]
    assert [column.sure for column in columns] == [False, True, True, True, False]


def test_person_has_the_last_word():
    header = ["Nom", "Truc", "Téléphone"]
    columns = recognise(header, [], chosen={1: "phone", 2: None})
    assert [column.field for column in columns] == ["organization", "phone", None]
    assert [column.field for column in recognise(header, [], chosen={1: "organization"})] == [
        "name",
        "organization",
        "phone",
    ]
    with pytest.raises(ValueError, match="colour"):
        recognise(header, [], chosen={0: "colour"})


def test_cells_go_to_their_fields_and_nothing_is_lost():
    columns = recognise(["Nom", "Couleur", "Téléphone"], [])
    raw = by_field(columns, ["CAI", "bleu", "081", "en trop"])
    assert raw == {"organization": "CAI", "Couleur": "bleu", "phone": "081", "colonne 4": "en trop"}
