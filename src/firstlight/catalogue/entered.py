"""The shapes of facts about what leads enter, and about groups of people."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class EnteredRate:
    """What a measure is divided by: another measure of the same template.

    `of` is its id and `per` says for how many of it. `unit` is printed after the number and
    `label` names the figure. `effort_unit` is what a row calls it, where the unit of the other
    measure does not say enough. A rate is made only of two shown counts of one holder, place,
    period and part.
    """

    of: str
    per: int
    unit: str
    label: str
    effort_unit: str = ""


@dataclass(frozen=True, slots=True)
class EnteredMeasure:
    """A total that leads may enter from a holder's document.

    `bullet` is the source bullet it answers; `covers` lists words of that bullet's
    `also_needed` which it fills, at least one of which stands there, or is empty;
    `one_of_many` is true where other holders of the area may have a figure too, so that one
    of them never fills the bullet. `levels` lists the kinds of place it may be given for:
    county, area, state, nation; `why_not_here` says why another is refused. `counts` is
    false for money and hours. Counts from 1 to `hide_up_to` are hidden; an amount is hidden
    with the count named by `hidden_with`. `part_of` names measures that hold everything this
    one counts: it is never larger, and neither may leave 1 to `hide_up_to` when it is taken
    from them. `among` names measures of the other side that the holder says know everybody this
    one counts: what stays of them is protected too. `splits` names measures that share this one
    out among them without overlap. `no_victims` is the sentence that says of whom or what it
    counts that they are no trafficking victims by that, blank where a holder said they are.
    `rates` say what it is divided by; the first is what a row's effort means.
    `group` is true where the row names a group of `catalogue/populations`. `facility_types`
    are those of which a row must name one; `districts` is true where a row may name a school
    district. `school_years` is true where nothing but a school year is taken, `open_unit`
    where the row names its own unit, `rationale` where it must say why it is entered.
    `measured_for` says whose area it is where that is not the place itself. `order` is that
    of the tables of a bullet. `template` is filled in by the reader.
    """

    id: str
    bullet: str
    label: str
    short: str
    unit: str
    levels: tuple[str, ...]
    why_not_here: str
    cannot_tell: tuple[str, ...]
    ask_next: str
    remarks: tuple[str, ...] = ()
    covers: tuple[str, ...] = ()
    one_of_many: bool = False
    counts: bool = True
    hide_up_to: int = 10
    hidden_with: str = ""
    part_of: tuple[str, ...] = ()
    splits: tuple[str, ...] = ()
    among: tuple[str, ...] = ()
    rates: tuple[EnteredRate, ...] = ()
    group: bool = False
    facility_types: tuple[str, ...] = ()
    districts: bool = False
    school_years: bool = False
    open_unit: bool = False
    rationale: bool = False
    measured_for: str = ""
    no_victims: str = ""
    order: int = 0
    template: str = ""


@dataclass(frozen=True, slots=True)
class EnteredTemplate:
    """A set of measures that one kind of holder is asked for, with what must be said of them.

    `who` fills it in. `arenas` are codes of `catalogue/arenas`, `tag` a word for them.
    `about_status` is true where it counts people or papers by a legal status, so that the
    words for what was counted may name one.
    `notice` is the rule on privacy that the holder is under, printed with the template and
    beside its figures; `routes` are ways in which a total may lawfully be shared, by the code
    that a row must name, and are empty where no such rule binds the holder. `refuses` says
    what may not be sent. `evidence_strength` begins with "weak" where the link is.
    """

    id: str
    order: int
    name: str
    who: str
    notice: str
    refuses: str
    source: str
    measures: tuple[EnteredMeasure, ...]
    arenas: tuple[str, ...] = ()
    tag: str = ""
    warnings: tuple[str, ...] = ()
    routes: Mapping[str, str] = field(default_factory=dict)
    evidence_strength: str = ""
    about_status: bool = False


@dataclass(frozen=True, slots=True)
class EnteredParts:
    """Into what a total may be split, and the words for each code; no code is a blank."""

    form: Mapping[str, str]
    age: Mapping[str, str]
    age_bands: Mapping[str, str]
    identified_by: Mapping[str, str]
    facility_type: Mapping[str, str]
    source: str


@dataclass(frozen=True, slots=True)
class InventedTotals:
    """Totals that are invented, for a demonstration area, and say so.

    `counties` are those of the area. `lines` are a totals file, drawn once by `method` from
    `parameters` with `seed`; `banner` stands wherever they are shown.
    """

    id: str
    area: str
    counties: tuple[str, ...]
    banner: str
    seed: int
    method: str
    parameters: tuple[str, ...]
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PopulationSize:
    """A figure that says something of a group's size: an indicator, a block, or an entered total.

    `says` names what is counted, for a table's row.
    """

    figure: str
    says: str


@dataclass(frozen=True, slots=True)
class Population:
    """A group that exploiters look for, or that is served apart: what can be said of it.

    `sizes` are figures of the assessment; `why_no_size` says why there is none, or what
    they leave out. `holder` and `ask` say who could give one. `entered_for` lists the kinds
    of place for which leads may enter a size; empty means none, and `why_not_entered` says
    why. `served_by` are codes of `catalogue/arenas`. `context` is true for a group that is
    never scored and never mapped.
    """

    id: str
    order: int
    name: str
    who: str
    context: bool
    sizes: tuple[PopulationSize, ...]
    why_no_size: str
    holder: str
    ask: str
    entered_for: tuple[str, ...]
    why_not_entered: str
    served_by: tuple[str, ...]
    unknown: tuple[str, ...]
    misuse_guard: str


@dataclass(frozen=True, slots=True)
class Arenas:
    """Kinds of organizations that serve or meet people, by code. No organization is named."""

    names: Mapping[str, str]
    source: str


@dataclass(frozen=True, slots=True)
class OriginWords:
    """Words that name people by origin, ethnicity, religion or status, for a scan of typed texts.

    `peoples` are refused wherever they stand, in any letters, unless a word of
    `language_words` follows: a language is a service need. Those that are `plain_words` too
    are refused in small letters before one of `people_words` only, and in the plural.
    `countries` are refused after "from" and "in". `statuses` are refused where they stand for
    people, unless a word of `served_by` stands before, and before one of `doers`.
    """

    peoples: tuple[str, ...]
    countries: tuple[str, ...]
    language_words: tuple[str, ...]
    plain_words: tuple[str, ...]
    people_words: tuple[str, ...]
    statuses: tuple[str, ...]
    served_by: tuple[str, ...]
    doers: tuple[str, ...]
    source: str


@dataclass(frozen=True, slots=True)
class NameWords:
    """What a scan takes for a person's name, and which capitals it lets stand.

    `names` are given and family names that are no other word, refused in any letters;
    `particles` join two capitals. A run of capitals passes when it ends with one of `heads`
    (an office or a document) or `agencies` (short for an office, such as PD), or is made of
    `known` names, `languages`, `months`, `directions` and one of `places`; `starts` are
    dropped where a sentence begins. `sites` are kinds of small place, refused with a name of
    their own or one of `near` before a capital; `kin`, `ranks` and, in small letters, `titles`
    are refused before a capital. `area_heads` end the name of a group of counties, in which no
    word begins like one of `not_in_areas`. `road_letters` stand before a number without being
    a license plate.

    The rest is for statements, which need no person at all: `given` are names refused there in
    any letters, `words_too` names that are plain words, refused before one of `acts`;
    `not_called` begin no name after "called"; `persons` are one person, unless a word of
    `of_many` stands behind; `marks` are of one body; a vehicle is one of `vehicles` with a color
    or any of `makes`. `businesses` are kinds of business beside `sites`: words before one, none
    of them of `not_named`, are its name where a word of `name_ends` or nothing stands behind.

    A small place in small letters is refused with one of `near` behind it, unless one of
    `not_near` follows, and so is a name before one of `streets`. A town's name may begin like
    a person's when it ends with one of `town_ends`. `not_initials` are letters with points that
    are no initials. A role ends with one of `roles`, or is an office. The words
    of a total may speak of anybody as a law does: of `law_persons` with nothing but
    `law_adjectives` before them and, after "the", one of `law_verbs` behind.
    """

    names: tuple[str, ...]
    particles: tuple[str, ...]
    heads: tuple[str, ...]
    agencies: tuple[str, ...]
    area_heads: tuple[str, ...]
    not_in_areas: tuple[str, ...]
    ranks: tuple[str, ...]
    titles: tuple[str, ...]
    sites: tuple[str, ...]
    near: tuple[str, ...]
    kin: tuple[str, ...]
    months: tuple[str, ...]
    languages: tuple[str, ...]
    known: tuple[str, ...]
    places: tuple[str, ...]
    directions: tuple[str, ...]
    starts: tuple[str, ...]
    road_letters: tuple[str, ...]
    given: tuple[str, ...]
    words_too: tuple[str, ...]
    acts: tuple[str, ...]
    not_called: tuple[str, ...]
    persons: tuple[str, ...]
    of_many: tuple[str, ...]
    marks: tuple[str, ...]
    colors: tuple[str, ...]
    vehicles: tuple[str, ...]
    makes: tuple[str, ...]
    businesses: tuple[str, ...]
    name_ends: tuple[str, ...]
    not_named: tuple[str, ...]
    not_near: tuple[str, ...]
    town_ends: tuple[str, ...]
    streets: tuple[str, ...]
    not_initials: tuple[str, ...]
    roles: tuple[str, ...]
    law_persons: tuple[str, ...]
    law_adjectives: tuple[str, ...]
    law_verbs: tuple[str, ...]
    source: str


@dataclass(frozen=True, slots=True)
class CountWords:
    """Words that tell a count or an age of people.

    `small` are 1 to 10, `larger` other words for numbers; `people` are who is counted,
    unless a word of `helpers` stands before. `gap_stops` between a number and people say
    that something else is counted. `ages_of_law`, `names_with_numbers` and `no_numbers` tell
    no count.
    """

    small: tuple[str, ...]
    larger: tuple[str, ...]
    people: tuple[str, ...]
    helpers: tuple[str, ...]
    gap_stops: tuple[str, ...]
    ages_of_law: tuple[str, ...]
    names_with_numbers: tuple[str, ...]
    no_numbers: tuple[str, ...]
    source: str
