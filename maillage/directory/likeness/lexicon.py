"""Words of the field, as data: what says little in an operator's name, and what says which kind of body it is.

Everything is written as `text.fold` leaves it: lower case, no accent, one space between words.
"""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _phrases(text: str) -> tuple[str, ...]:
    return tuple(text.split("|"))


STOP = _words(
    "a au aux avec by c ce ces d dans de der des du een en et het in l la le les leur n of ou par pour s se ses "
    "son sous sur the un une van vers voor y ainsi belgian belge belges belgique belgie and for from to with und fur zu bij op te "
    "der die das ex anciennement"
)

LEGAL = {
    "asbl": "asbl", "vzw": "asbl", "aisbl": "aisbl", "ivzw": "aisbl", "srl": "srl", "sprl": "srl", "bvba": "srl",
    "bv": "srl", "sa": "sa", "nv": "sa", "scrl": "sc", "scrlfs": "sc", "sc": "sc", "scs": "sc", "fup": "fup",
}  # fmt: skip
LEGAL_PHRASES = {
    "association sans but lucratif": "asbl", "societe cooperative": "sc", "fondation d utilite publique": "fup",
    "societe a responsabilite limitee": "srl", "entreprise agreee": "", "agree par": "", "en abrege": "",
}  # fmt: skip

SHORT = {
    "adm": "administration", "asso": "association", "assoc": "association", "ass": "association", "bib": "bibliotheque",
    "cellule": "service", "com": "communale", "communal": "communale", "communales": "communale", "ctre": "centre",
    "centrum": "centre", "dept": "service", "departement": "service", "ec": "ecole", "ecoles": "ecole", "fed": "federation",
    "inst": "institut", "mais": "maison", "municipale": "communale", "prov": "province", "provincial": "provinciale",
    "reg": "regionale", "regional": "regionale", "sce": "service", "serv": "service", "services": "service",
    "st": "saint", "ste": "saint", "sainte": "saint", "alphabetisation": "alpha", "alphabetiser": "alpha",
    "ocmw": "cpas", "clef": "cle", "clefs": "cles",
    "1er": "premier", "ier": "premier", "cie": "compagnie", "hte": "haute", "ht": "haut", "prom": "promotion", "soc": "sociale",
    "ens": "enseignement", "form": "formation", "ath": "athenee", "med": "medicale", "cult": "culturel",
    "cte": "comite", "gpe": "groupe", "tit": "petit", "tits": "petits", "tite": "petite", "tites": "petites",
    "hosp": "hospitalier", "hop": "hopital", "bibl": "bibliotheque", "comm": "communale",
    "1re": "premier", "2e": "deuxieme", "2eme": "deuxieme", "3e": "troisieme", "3eme": "troisieme",
    "namurois": "namur", "namuroise": "namur", "andennais": "andenne", "andennaise": "andenne", "dinantais": "dinant",
    "dinantaise": "dinant", "cinacien": "ciney", "cinacienne": "ciney", "gembloutois": "gembloux",
    "gembloutoise": "gembloux", "couvinois": "couvin", "couvinoise": "couvin", "rochefortois": "rochefort",
    "rochefortoise": "rochefort",
}  # fmt: skip

# A kind says what a body is, never which one. `ONE_PER_TOWN`: a second one in the same commune is the same one.
KIND_PHRASES = {
    "cpas": "cpas", "centre public action sociale": "cpas", "centre public aide sociale": "cpas",
    "pcs": "pcs", "plan cohesion sociale": "pcs", "service cohesion sociale": "pcs", "cohesion sociale": "pcs",
    "administration communale": "commune", "maison communale": "commune", "commune": "commune", "ville": "commune",
    "hotel ville": "commune", "maison ville": "commune", "college communale": "commune",
    "administration provinciale": "province",
    "maison emploi": "mde", "maisons emploi": "mde", "mde": "mde",
    "agence locale emploi": "ale", "ale": "ale", "mission regionale emploi": "mire", "mission regionale": "mire",
    "mire": "mire", "police": "police", "zone police": "police", "police locale": "police",
    "rdq": "regie", "sis": "insertion", "cc": "culturel", "ar": "athenee",
    "athenee": "athenee", "athenee royal": "athenee", "college": "college", "ecole": "ecole",
    "promotion sociale": "epsoc", "enseignement promotion sociale": "epsoc", "ecole promotion sociale": "epsoc",
    "institut promotion sociale": "epsoc", "institut enseignement promotion sociale": "epsoc", "ieps": "epsoc",
    "eps": "epsoc", "cours promotion sociale": "epsoc",
    "ecole devoirs": "edd", "ecoles devoirs": "edd", "edd": "edd", "maison jeunes": "mj", "mj": "mj",
    "creche": "creche", "halte accueil": "halte", "halte garderie": "halte", "bibliotheque": "bibliotheque",
    "bibliotheque publique": "bibliotheque", "bibliotheque communale": "bibliotheque", "centre culturel": "culturel",
    "planning familial": "planning", "centre planning familial": "planning", "maison medicale": "medicale",
    "amo": "amo", "aide milieu ouvert": "amo", "service aide milieu ouvert": "amo",
    "internat": "internat", "maison repos": "repos", "maison quartier": "quartier",
    "regie quartiers": "regie", "regie quartier": "regie",
    "agence immobiliere sociale": "ais", "ais": "ais", "espace public numerique": "epn", "epn": "epn",
    "sante mentale": "ssm", "service sante mentale": "ssm", "centre sante mentale": "ssm", "ssm": "ssm",
    "initiative locale accueil": "ila", "ila": "ila", "epicerie sociale": "epicerie", "restaurant social": "restaurant",
    "office tourisme": "tourisme", "syndicat initiative": "tourisme", "relais social": "relais social",
    "service aide jeunesse": "saj", "saj": "saj", "service protection jeunesse": "spj", "spj": "spj",
    "maison justice": "justice", "hopital": "hopital", "centre hospitalier": "hopital", "mosquee": "mosquee",
    "paroisse": "paroisse", "magasin": "magasin", "ressourcerie": "magasin", "donnerie": "magasin",
    "service social": "service social", "service insertion": "insertion", "service insertion sociale": "insertion",
    "service insertion socioprofessionnelle": "insertion", "service logement": "logement",
    "service population": "population", "service etrangers": "population", "etat civil": "population",
    "service population etat civil": "population", "service etat civil": "population",
}  # fmt: skip
OWNERS = ("province", "commune", "cpas")  # bodies that run services; the last present is what the name is about
ONE_PER_TOWN = _words("cpas pcs commune province mde ale mire police culturel tourisme ais saj spj justice")
SERVICES = _words("service departement pole dispositif projet atelier restaurant boutique programme unite")
BRANCH = _words("antenne section implantation siege permanence bureau bureaux site locale local agence poste guichet")
# What people call a body when it has no other name for itself; one says `groupe` where the other says `équipe`.
FORMS = _words("asbl association collectif equipe groupe groupement organisation structure")

# Bodies with a section in many towns: the town says which one. One word each once read.
FEDERATION_PHRASES = _phrases(
    "action chretienne rurale femmes|alteo|amnesty international|atd quart monde|caritas|"
    "carrefour emploi formation|carrefours emploi formation|cepag|ciep|confederation syndicats chretiens|"
    "croix rouge|csc|cgslb|eneo|entraide saint vincent paul|equipes populaires|fedasil|"
    "femmes prevoyantes socialistes|fgtb|federation generale travail|forem|guides catholiques|ifapme|"
    "infor jeunes|lire ecrire|ligue droits humains|ligue droits homme|ligue familles|mouvement ouvrier chretien|"
    "moc|mutualite chretienne|mutualites chretiennes|office naissance enfance|office national emploi|onem|one|"
    "oxfam|partenamut|patro|petits riens|presence action culturelles|pac|resto coeur|restos coeur|"
    "restaurants coeur|saint vincent paul|scouts|secours populaire|solidaris|soralia|vie feminine|"
    "territoires memoire|universite temps libre|mutualia|espace numerique|medecins monde|armee salut|emmaus|acrf|"
    "syndicat liberal"
)
SAME_AS = {
    "ligue droits homme": "liguedroitshumains", "resto coeur": "restoscoeur", "restaurants coeur": "restoscoeur",
    "carrefours emploi formation": "carrefouremploiformation", "mutualites chretiennes": "mutualitechretienne",
}  # fmt: skip
OTHER_PHRASES = {
    "notre dame": "notredame", "nd": "notredame", "organisme isp": "cisp", "oisp": "cisp",
    "organisme insertion socioprofessionnelle": "cisp", "francais langue etrangere": "fle", "remise niveau": "ran",
    "insertion socioprofessionnelle": "isp", "insertion socio professionnelle": "isp", "initiative locale integration": "ili",
    "entreprise formation travail": "eft", "centre insertion isp": "cisp", "centre isp": "cisp",
    "centre insertion socioprofessionnelle": "cisp", "centre insertion socio professionnelle": "cisp",
}  # fmt: skip

# Words that half of the operators have in their names: a fifth of a proper word.
GENERIC = _words(
    "accompagnement accueil action actions activite administration adulte adultes aide alpha apprentissage asile "
    "association atelier ateliers business bien carrefour centre centres cisp citoyen citoyenne citoyennete club "
    "collectif comite communaute communale communautaire conseil cooperation coordination cours culture culturel "
    "culturelle culturelles developpement dispositif droit droits ecoute education educatif egalite eft emploi "
    "enfance enfant enfants ensemble entraide entreprise enseignement espace etranger etrangers etrangere "
    "expression familial famille familles federation femme femmes fle fondation formation formations foyer "
    "francais fraternite general groupe habitat handicap hebergement homme hommes ili information initiative "
    "insertion institut integration international internationale isp jeune jeunes jeunesse jardin langue langues "
    "libre local locale locales logement loisirs maison maisons medical medicale mediation migrant migrants "
    "migration mobilite monde mouvement mutuelle mutualite numerique office orientation parents parentalite "
    "participation permanent permanente personnes plan planning plateforme point pole populaire population "
    "prevention primaire professionnelle programme projet projets promotion provinciale psycho public publique "
    "quartier quartiers ran refugie refugies regie regionale relais reseau ressource ressources royal royale "
    "rural rurale sante scolaire secondaire secours secteur senior seniors service social sociale sociales "
    "societe socio soins solidaire solidarite soutien sport sportif table temps territorial tous travail union "
    "unite universite urbain vie ville wallon wallonne wallonie fondamentale maternelle fondamental travailleurs "
    "institution laique laicite mixte officielle technique industrielle ecole creche bibliotheque academie "
    "auberge cafe cinema conservatoire danse ferme galerie garderie gite librairie musee musique pharmacie resto "
    "nouveau nouvelle adresse contact verifier demenage provisoire doublon copie fiche "
    "salle sports studio teleservice theatre tribunal"
)  # fmt: skip
# Pretty names that many bodies took without knowing of each other, and patrons of schools.
POPULAR = _words(
    "abri aide alternative alternatives amis arbre arche arc ciel avenir bonheur boussole bras chemin clair cle "
    "cles coccinelle coeur colibri colombe coup pouce dame demain dialogue eclaircie envol escale espoir etape "
    "etincelle etoile fil fleur fontaine goeland harmonie hirondelle hirondelles horizon horizons jean joseph "
    "joie kaleidoscope lucioles lumiere lien liens louis marie martin main mains michel mosaique mosaiques moulin "
    "nid notre oasis oiseau mot mots olivier ouvert ouverte papillon papillons partage passage passerelle "
    "passerelles paul petit petite petites petits phare pierre plus pont ponts porte portes racines rebond "
    "rencontre renouveau ruche saint sesame sillon soleil source sourire tandem toit tournesol trait traits "
    "tremplin trefle vincent vigne voisin voisins voie main tendue trampoline ancre charles cite sacre francois "
    "therese anne etude notredame"
)  # fmt: skip
# Words one letter away from a word of the field.
ORDINARY = _words(
    "contre conte contes couture coeurs terre terres vies voix sente marche forme formes liber ecolo moins loin"
)
# Numbers and points of the compass: two that differ make two bodies.
MARKERS = _words("nord sud ouest ii iii iv")

SHARED_MAIL = _words(
    "gmail.com googlemail.com skynet.be hotmail.com hotmail.be hotmail.fr outlook.com outlook.be outlook.fr "
    "live.be live.com live.fr yahoo.com yahoo.fr yahoo.be voo.be proximus.be telenet.be belgacom.net scarlet.be "
    "brutele.be msn.com icloud.com me.com mac.com protonmail.com proton.me gmx.com gmx.net gmx.fr aol.com "
    "tvcablenet.be base.be orange.be orange.fr laposte.net wanadoo.fr free.fr win.be tiscali.be mail.be "
    "euphonynet.be numericable.be edpnet.be pandora.be swing.be infonie.be teledisnet.be advalvas.be caramail.com "
    "mail.com ymail.com"
)
SHARED_SITES = (
    "facebook.com", "fb.com", "fb.me", "instagram.com", "linkedin.com", "linktr.ee", "youtube.com", "twitter.com", "x.com",
    "sites.google.com", "goo.gl", "maps.google.com", "google.com", "google.be", "tiktok.com", "wixsite.com", "canalblog.com",
)  # fmt: skip
