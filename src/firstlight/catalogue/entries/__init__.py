"""The shapes of our facts: what a file in each folder of the catalogue may say."""

from firstlight.catalogue.entries.composites import Component, Composite, Dimension
from firstlight.catalogue.entries.contexts import Context, Series
from firstlight.catalogue.entries.disclosure import DisclosureProfile, RecordColumns
from firstlight.catalogue.entries.factors import Factor, NeverBesideRecords, NeverScored
from firstlight.catalogue.entries.guidance import Affiliation, AffiliationOption, Help, Resource
from firstlight.catalogue.entries.indicators import Indicator, Refused
from firstlight.catalogue.entries.methods import AccessLimits, Thresholds
from firstlight.catalogue.entries.parameters import Bullet, Parameter, WarningText
from firstlight.catalogue.entries.places import (
    Cities,
    CityEntry,
    Demonstration,
    Division,
    FipsChange,
    FipsChanges,
    Regions,
    States,
)
from firstlight.catalogue.entries.sources import Column, IndustryGroup, Source, Table, Total, Use

__all__ = [
    "AccessLimits",
    "Affiliation",
    "AffiliationOption",
    "Bullet",
    "Cities",
    "CityEntry",
    "Column",
    "Component",
    "Composite",
    "Context",
    "Demonstration",
    "Dimension",
    "DisclosureProfile",
    "Division",
    "Factor",
    "FipsChange",
    "FipsChanges",
    "Help",
    "Indicator",
    "IndustryGroup",
    "NeverBesideRecords",
    "NeverScored",
    "Parameter",
    "RecordColumns",
    "Refused",
    "Regions",
    "Resource",
    "Series",
    "Source",
    "States",
    "Table",
    "Thresholds",
    "Total",
    "Use",
    "WarningText",
]
