"""Public bodies and movements that everybody in the field knows under two names, the full one and the short one.

Left: content words of the full name, as `text.content_words` leaves them. Right: the short name.
"""

# Bodies with an office, a centre or a section in many towns: the town says which one.
OFFICES = {
    "action chretienne rurale femmes": "acrf",
    "agence federale accueil demandeurs asile": "fedasil",
    "agence vie qualite": "aviq",
    "agence wallonne integration personnes handicapees": "aviq",
    "awiph": "aviq",
    "aide soins domicile": "asd",
    "aide familles aines": "safa",
    "bureau economique province": "bep",
    "caisse auxiliaire paiement allocations chomage": "capac",
    "centre action laique": "cal",
    "centre information education populaire": "ciep",
    "centrale services domicile": "csd",
    "centrale generale syndicats liberaux": "cgslb",
    "confederation syndicats chretiens": "csc",
    "entraide saint vincent paul": "vincent",
    "federation generale travail": "fgtb",
    "femmes prevoyantes socialistes": "soralia",
    "fps": "soralia",
    "institut national assurance maladie invalidite": "inami",
    "institut wallon formation alternance independants petites moyennes entreprises": "ifapme",
    "mouvement ouvrier chretien": "moc",
    "office naissance enfance": "one",
    "office national emploi": "onem",
    "office wallon formation professionnelle emploi": "forem",
    "office regional emploi": "forem",
    "leforem": "forem",
    "presence action culturelles": "pac",
    "red cross": "croixrouge",
    "riziv": "inami",
    "rode kruis": "croixrouge",
    "rotes kreuz": "croixrouge",
    "service public federal": "spf",
    "service public wallonie": "spw",
    "rva": "onem",
    "saint vincent paul": "vincent",
}

# Bodies of which there is one: the short name is name enough.
SINGLE = {
    "carrefour regional communautaire citoyennete democratie": "creccide",
    "centre federal migration": "myria",
    "centre interfederal egalite chances": "unia",
    "commissariat general refugies apatrides": "cgra",
    "coordination initiatives refugies etrangers": "cire",
    "haute ecole namur liege luxembourg": "henallux",
    "mouvement contre racisme antisemitisme xenophobie": "mrax",
    "office etrangers": "officeetrangers",
    "reseau wallon lutte contre pauvrete": "rwlp",
    "universite namur": "unamur",
}

# What a service is accredited as, spelled out → the kind of `lexicon.KIND_PHRASES`.
ACCREDITED = {
    "accueil temps libre": "atl", "atl": "atl",
    "action milieu ouvert": "amo",
    "centre accueil demandeurs asile": "cada", "cada": "cada",
    "centre education formation alternance": "cefa", "cefa": "cefa",
    "centre expression creativite": "cec",
    "centre local promotion sante": "clps", "clps": "clps",
    "centre psycho medico social": "pms", "centre psychomedicosocial": "pms", "centre pms": "pms", "cpms": "pms",
    "pms": "pms",
    "centre regional integration": "cri", "cri": "cri",
    "groupe action locale": "gal", "gal": "gal",
    "maison communale accueil enfance": "mcae", "mcae": "mcae",
    "promotion sante ecole": "pse", "service promotion sante ecole": "pse", "pse": "pse",
    "regie communale autonome": "rca", "rca": "rca",
    "saie": "saie", "service aide intervention educative": "saie",
    "service accompagnement insertion emploi": "saie",
    "societe logement service public": "slsp", "slsp": "slsp",
    "service interpretariat social": "interpretes", "service traduction interpretariat social": "interpretes",
}  # fmt: skip
