from maillage.directory.models.editions import Edition, Paper
from maillage.directory.models.imports import ImportLine, ImportRun, SourceRecord
from maillage.directory.models.journal import Act, Change, DuplicateCandidate
from maillage.directory.models.organizations import Accreditation, Contact, Organization, Program
from maillage.directory.models.places import Language, Location, Phone, ServiceAtLocation
from maillage.directory.models.schedules import Schedule, SchoolBreak
from maillage.directory.models.search import SearchChange, SearchDocument
from maillage.directory.models.selections import (
    Directory,
    DirectoryWords,
    LegendEntry,
    OperatorMap,
    OperatorMapWords,
)
from maillage.directory.models.services import Capacity, CostOption, CourseOffer, Service
from maillage.directory.models.taxonomy import Term, TermMapping, TermWords
from maillage.directory.models.translations import Translation

__all__ = [
    "Accreditation",
    "Act",
    "Capacity",
    "Change",
    "Contact",
    "CostOption",
    "CourseOffer",
    "Directory",
    "DirectoryWords",
    "DuplicateCandidate",
    "Edition",
    "ImportLine",
    "ImportRun",
    "Language",
    "LegendEntry",
    "Location",
    "OperatorMap",
    "OperatorMapWords",
    "Organization",
    "Paper",
    "Phone",
    "Program",
    "Schedule",
    "SchoolBreak",
    "SearchChange",
    "SearchDocument",
    "Service",
    "ServiceAtLocation",
    "SourceRecord",
    "Term",
    "TermMapping",
    "TermWords",
    "Translation",
]
