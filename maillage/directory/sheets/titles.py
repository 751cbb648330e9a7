"""The columns that we know: their field, their label, and how people title them."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

LABELS: dict[str, str | Promise] = {
    "id": _("identifiant"),
    "name": _("nom du service"),
    "organization": _("opérateur"),
    "alternate_name": _("autre nom"),
    "legal_form": _("forme juridique"),
    "sector": _("secteur"),
    "kbo": _("numéro d’entreprise (BCE)"),
    "accreditation": _("agrément"),
    "program": _("dispositif"),
    "category": _("thème"),
    "service": _("type de service"),
    "description": _("description"),
    "themes": _("clés de thème"),
    "needs": _("besoins"),
    "publics": _("publics"),
    "commune": _("commune"),
    "locality": _("localité"),
    "postcode": _("code postal"),
    "address": _("adresse"),
    "latitude": _("latitude"),
    "longitude": _("longitude"),
    "confidential": _("adresse confidentielle"),
    "access": _("accessibilité"),
    "languages": _("langues parlées"),
    "interpretation": _("interprétation"),
    "level": _("niveau"),
    "course_tags": _("type de cours"),
    "schedule": _("horaire"),
    "hours": _("horaire (format OSM)"),
    "childcare": _("garde d’enfants"),
    "price": _("prix"),
    "price_cents": _("prix (centimes)"),
    "appointment": _("comment s’inscrire"),
    "to_bring": _("à apporter"),
    "min_age": _("âge minimum"),
    "max_age": _("âge maximum"),
    "places": _("places"),
    "free_places": _("places libres"),
    "waiting_weeks": _("attente (semaines)"),
    "next_intake": _("prochaine entrée"),
    "contact": _("personne de contact"),
    "phone": _("téléphone"),
    "phone_2": _("autre téléphone"),
    "email": _("e-mail"),
    "email_2": _("autre e-mail"),
    "website": _("site web"),
    "organization_website": _("site web de l’opérateur"),
    "organization_email": _("e-mail de l’opérateur"),
    "organization_description": _("présentation de l’opérateur"),
    "status": _("statut"),
    "alert": _("alerte"),
    "confirmed_on": _("confirmé le"),
    "source_url": _("source"),
    "example": _("exemple"),
}

# Titles in French, English and Dutch. Accents, case, punctuation, plurals and articles do not count.
TITLES: dict[str, str] = {
    "id": "id; identifiant; ref; référence; code; clé; key; numéro; n° fiche; numéro de fiche; identifier; referentie",
    "name": "nom; name; naam; intitulé; intitulé du service; dénomination; titre; title; benaming; nom du service;"
    " service name; naam dienst; intitulé du cours; nom du cours; libellé",
    "organization": "organisation; organization; organisme; opérateur; association; asbl; vzw; structure; institution;"
    " établissement; partenaire; prestataire; porteur; pouvoir organisateur; nom de l’organisme; nom de l’organisation;"
    " nom de l’opérateur; nom de l’association; nom de la structure; nom de l’asbl; nom de l’institution; organisatie;"
    " vereniging; operator; provider; organization name; naam organisatie; naam van de organisatie; entreprise; partner",
    "alternate_name": "autre nom; autres noms; sigle; acronyme; abréviation; nom court; alias; alternate name; acronym;"
    " short name; afkorting; nom d’usage",
    "legal_form": "forme juridique; statut juridique; legal form; rechtsvorm; forme légale; legal status",
    "sector": "secteur; sector; type d’organisme; type d’opérateur; type d’organisation; nature juridique; type de structure",
    "kbo": "bce; kbo; n° bce; n° kbo; n° d’entreprise; numéro d’entreprise bce; tva; n° tva; ondernemingsnummer; vat;"
    " vat number; btw; btw nummer; enterprise number; company number; n° banque carrefour; bce kbo; kbo nummer; no entreprise",
    "accreditation": "agrément; reconnaissance; accréditation; accreditation; erkenning; agréé; n° d’agrément; agréé par",
    "program": "programme; dispositif; program; projet; project; programma; cadre",
    "category": "catégorie; thème; thématique; domaine; category; topic; theme; thema; categorie; rubrique; axe; domein",
    "service": "service; type de service; activité; type d’activité; offre; prestation; dienst; activity; activiteit; action;"
    " offre de service; service proposé; service type; soort dienst; aanbod",
    "description": "description; descriptif; présentation; détail; commentaire; remarque; info; information; omschrijving;"
    " beschrijving; comment; note; mission; contenu; description du service; informations complémentaires; opmerking",
    "themes": "clés de thème; theme keys",
    "needs": "besoin; need; noden; je cherche; besoin couvert; behoefte",
    "publics": "public; public cible; public visé; bénéficiaire; target group; doelgroep; audience; pour qui; public accueilli;"
    " conditions d’accès; conditions d’admission; qui peut venir",
    "commune": "commune; municipalité; ville; municipality; gemeente; city; town; stad; entité; cp commune; cp ville;"
    " code postal commune; code postal et commune; code postal ville; cp et localité; code postal et localité; nom commune;"
    " postcode gemeente; postcode en gemeente",
    "locality": "localité; village; lieu; section; locality; plaats; deelgemeente; woonplaats; lieu du cours; lieu d’activité",
    "postcode": "code postal; cp; c.p.; zip; zip code; postal code; postcode; code post; postnummer; post code; codepostal",
    "address": "adresse; rue; adresse complète; street; address; adres; straat; rue et numéro; siège; adresse postale;"
    " siège social; street address; lieu adresse; rue et n°; straat en nummer; adresse du siège",
    "latitude": "latitude; lat; y; breedtegraad",
    "longitude": "longitude; lon; lng; long; x; lengtegraad",
    "confidential": "confidentiel; confidentielle; adresse confidentielle; confidential; vertrouwelijk; adresse secrète",
    "access": "accessibilité; accès; pmr; access; toegankelijkheid; accessibility; accès pmr; accessibilité pmr",
    "languages": "langue; langue parlée; language; spoken language; taal; talen; gesproken talen; langue de travail;"
    " langue d’accueil; langue de contact; langue du service; gesproken taal; lg; langue utilisée",
    "interpretation": "interprétation; interprète; interprétariat; interpreter; tolk; interpretation; tolken; traduction",
    "level": "niveau; level; niveau requis; niveau de français; niveau de langue; niveau cecr; cecr; cecrl; niveau cecrl;"
    " niveau du cours; french level; taalniveau",
    "course_tags": "type de cours; cours; alpha ran fle; alpha fle; course type; course; filière; formation; cursus; course tag;"
    " soort cursus; type de formation",
    "schedule": "horaire; heure d’ouverture; ouverture; jours et heures; opening hours; openingsuren; uren; schedule;"
    " heure; permanence; jour et heure; horaire d’ouverture; jour et horaire; openingstijden; quand; jour; plage horaire",
    "hours": "hours; horaire format osm; horaire osm; osm; opening hours osm; heures osm",
    "childcare": "garderie; garde d’enfants; accueil des enfants; halte garderie; childcare; kinderopvang; crèche;"
    " garde enfants; halte accueil; child care",
    "price": "prix; tarif; coût; participation; frais; price; cost; fee; prijs; kost; paf; participation aux frais;"
    " frais d’inscription; tarif du service; prix du cours",
    "price_cents": "prix centimes; prix en centimes; price cents",
    "appointment": "rendez vous; sur rendez vous; rdv; inscription; modalités d’inscription; procédure; comment s’inscrire;"
    " appointment; application process; afspraak; inschrijving; démarche; modalités; prise de rendez vous; procédure d’inscription",
    "to_bring": "à apporter; quoi apporter; que faut il apporter; documents à apporter; documents à fournir; pièces à fournir;"
    " documents nécessaires; what to bring; to bring; documents to bring; required documents; mee te brengen;"
    " wat meebrengen; benodigde documenten; meebrengen",
    "min_age": "âge minimum; âge min; min age; minimumleeftijd; âge minimal; âge; min leeftijd; minimum age",
    "max_age": "âge maximum; âge max; max age; maximumleeftijd; âge maximal; max leeftijd; maximum age",
    "places": "places; nombre de places; capacité; capacity; plaatsen; aantal plaatsen; nb places; places au total; nbre places",
    "free_places": "places libres; places disponibles; places restantes; free places; vrije plaatsen; disponibilité;"
    " nombre de places disponibles; nombre de places libres; available places",
    "waiting_weeks": "attente; délai d’attente; semaines d’attente; waiting time; waiting weeks; wachttijd; liste d’attente;"
    " temps d’attente; délai; waiting list; wachtlijst",
    "next_intake": "prochaine rentrée; prochaine session; prochaine entrée; date de début; début; start date; startdatum;"
    " rentrée; next intake; prochaine date; prochaine inscription",
    "contact": "contact; personne de contact; responsable; nom du responsable; coordinateur; coordinatrice; contactpersoon;"
    " contact person; nom du contact; personne de référence; nom et prénom; référent",
    "phone": "téléphone; tél; tel; gsm; mobile; portable; phone; telefoon; n° de téléphone; n° de tél; tél gsm; tel gsm;"
    " téléphone gsm; n° gsm; n° de gsm; téléphone fixe; tel fax; telephone number; phone number; tel nr; telefoonnummer;"
    " contact téléphonique; téléphone mobile; cell; gsm nummer; tél fixe; téléphone portable",
    "phone_2": "phone_2; autre téléphone; second téléphone; téléphone secondaire",
    "email": "email; e-mail; mail; courriel; adresse mail; adresse email; adresse e-mail; adresse électronique; mél; mel;"
    " email address; mailadres; e-mailadres; contact mail; emailadres; adresse courriel; boîte mail; courrier électronique",
    "email_2": "email_2; autre email; autre e-mail; second email; autre mail",
    "website": "site; site web; site internet; web; url; website; page web; lien; link; webstek; internet; homepage;"
    " adresse du site; adresse web; webpagina; web site; www",
    "organization_website": "site web de l’opérateur; site de l’opérateur; site de l’organisme; site de l’organisation",
    "organization_email": "e-mail de l’opérateur; email de l’opérateur; e-mail de l’organisme; courriel de l’organisation",
    "organization_description": "présentation de l’opérateur; présentation de l’organisme; description de l’organisation",
    "status": "statut; état; status; actif; actief; situation",
    "alert": "alerte; avis; attention; alert; remarque importante; waarschuwing; avertissement",
    "confirmed_on": "confirmé le; vérifié le; date de mise à jour; mis à jour le; dernière mise à jour; màj; maj; last update;"
    " updated; bijgewerkt; date de vérification; last verified; confirmed on; mise à jour; laatst bijgewerkt",
    "source_url": "source; source url; url source; lien source; bron; page source",
    "example": "exemple; example; voorbeeld",
}
