"""The names of agencies, compiled: one Aho-Corasick automaton that says where a name may begin.

The automaton runs over folded text (see `folding`) and only points at places; how a name that
begins there is read to its end is decided in `agency_readings`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal, NamedTuple

import ahocorasick

import ontology
from extract.folding import fold
from ontology import Agency, Province

Opening = Literal[
    "group",  # a wording of a group: các sở, ban, ngành
    "open-group",  # a group that the register does not hold: các doanh nghiệp viễn thông
    "bare-group",  # one without its article, where only a body can stand: doanh nghiệp
    "form-list",  # several of one form: các Sở: Tài chính, Y tế
    "body",  # the head of a body that the register does not hold: Trung tâm …
    "body-before-capital",
    "small-body",  # a head that is one before a capital though written small: phòng Nội vụ
    "of-body",  # a head whose name ends with another body's: Đảng ủy Công an tỉnh
    "symbol-body",  # a head in capitals: VNPT …
    "none",  # words that begin like a body and are none: Hội nghị
]


_SMALL: frozenset[Opening] = frozenset({"group", "open-group", "form-list", "small-body", "none"})


@dataclass(frozen=True, slots=True)
class Spelling:
    """One way of writing an agency: its words up to a slot, and the slot ("" for none).

    ``symbol`` is true for an abbreviation, which is one only in its own letter case and not within
    a document's number.
    """

    agency: Agency
    words: str
    slot: str
    symbol: bool = False


class Hit(NamedTuple):
    """Words of the lexicon in a text, and what may be read from where they stand."""

    start: int
    end: int
    rules: tuple[Spelling | Opening, ...]

    @property
    def registered(self) -> bool:
        """Whether a name or a group of the register may begin here."""
        return any(isinstance(rule, Spelling) or rule == "group" for rule in self.rules)


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Everything that is looked up while reading; ``slots`` are anchored patterns.

    ``group_wordings`` looks for a wording of every group at once: each ends where its own capturing
    group does, in the order of ``groups``.
    """

    automaton: ahocorasick.Automaton
    slots: Mapping[str, re.Pattern[str]]
    groups: tuple[Agency, ...]
    group_wordings: re.Pattern[str]
    departments: Mapping[str, Mapping[str, Agency]]
    provinces: Mapping[str, Province]
    province_word: re.Pattern[str]
    province_suffix: re.Pattern[str]
    within_word: tuple[str, ...]
    levels: Mapping[str, str]
    inner_cities: tuple[str, ...]
    open_group_word: re.Pattern[str]
    bare_group: re.Pattern[str]
    bare_groups_after: re.Pattern[str]
    never_alone: frozenset[str]
    always_alone: frozenset[str]
    article: str
    joint: re.Pattern[str]
    name_end: re.Pattern[str]
    name_end_after_proper: re.Pattern[str]
    name_not_closed: re.Pattern[str]
    group_series: re.Pattern[str]
    several_units: re.Pattern[str]
    all_provinces: re.Pattern[str]
    name_unit: re.Pattern[str]
    name_gap: re.Pattern[str]
    name_series: re.Pattern[str]
    name_over: tuple[str, ...]
    name_level: re.Pattern[str]
    goes_over: tuple[str, ...]
    issuer_prefix: re.Pattern[str]

    def bare_groups(self, folded: str, *, listed: bool) -> Iterator[Hit]:
        """Yield the groups without an article after a word that asks for a body (phối hợp với).

        In a text that is nothing but a list of bodies (``listed``), each member may be one.
        """
        if listed:
            places = [0, *(match.end() for match in self.joint.finditer(folded))]
        else:
            places = [match.end() for match in self.bare_groups_after.finditer(folded)]
        for place in places:
            if word := self.bare_group.match(folded, place):
                yield Hit(word.start(), word.end(), ("bare-group",))
            elif (group := self.group_wordings.match(folded, place)) and group.lastindex:
                yield Hit(place, group.end(group.lastindex), ("group",))

    def hits(self, text: str, folded: str) -> dict[int, tuple[Hit, ...]]:
        """Find whole words of the lexicon in ``folded`` by start; ``text`` gives the case."""
        hits: dict[int, tuple[Hit, ...]] = {}
        size = len(folded)
        for last, (length, small, plain, rules) in self.automaton.iter(folded):
            start, end = last + 1 - length, last + 1
            if start and folded[start - 1].isalnum():
                continue
            capital = text[start].isupper()
            if not (small or capital):
                continue
            if end < size and folded[end].isalnum() and folded[last].isalnum():
                continue
            if not (plain and capital):
                rules = tuple([rule for rule in rules if self._stands(rule, text, start, end)])
            if rules:
                hit = Hit(start, end, rules)
                hits[start] = (*hits[start], hit) if start in hits else (hit,)
        return hits

    def _stands(self, rule: Spelling | Opening, text: str, start: int, end: int) -> bool:
        """Whether the case of the text, and what stands beside it, allows a reading."""
        capital = text[start].isupper()
        if isinstance(rule, Spelling):
            if rule.symbol:
                beside = text[max(start - 1, 0) : start] + text[end : end + 1]
                return text[start:end] == rule.words and not set(beside) & set("-/")
            return capital or rule.agency.any_case or self._is_small_form(rule, text, start)
        if rule == "body-before-capital":
            return capital and text[end : end + 2].strip()[:1].isupper()
        if rule == "small-body":
            return not capital and text[end : end + 2].strip()[:1].isupper()
        if rule == "symbol-body":
            return text[start:end].isupper()
        return capital or rule in _SMALL

    def _is_small_form(self, spelling: Spelling, text: str, start: int) -> bool:
        """Whether a department is named with a small letter: sở Tài chính, but not cơ sở Y tế."""
        form = spelling.agency.form
        if form is None or not text[start + len(form) + 1 :][:1].isupper():
            return False
        before = text[max(start - 8, 0) : start].split()
        return not before or before[-1].lower() not in self.within_word


def _may_be_small(rule: Spelling | Opening) -> bool:
    """Whether a rule may hold where words begin with a small letter."""
    if isinstance(rule, Spelling):
        known_small = rule.agency.any_case or rule.agency.form is not None
        return rule.words[0].islower() if rule.symbol else known_small
    return rule in _SMALL


def _is_plain(rule: Spelling | Opening) -> bool:
    """Whether a rule holds wherever words begin with a capital, whatever stands beside them."""
    if isinstance(rule, Spelling):
        return not rule.symbol
    return rule not in ("body-before-capital", "symbol-body")


def _is_same(spelled: Spelling, rule: Spelling | Opening) -> bool:
    """Whether two spellings differ only in what folding takes away (Uỷ ban, Ủy ban)."""
    if not isinstance(rule, Spelling) or spelled.symbol or rule.symbol:
        return False
    return spelled.agency is rule.agency and spelled.slot == rule.slot


def _is_symbol(words: str) -> bool:
    return " " not in words and sum(map(str.isupper, words)) > 1


_OPENINGS: dict[str, Opening] = {
    "group-start": "group",
    "open-group": "open-group",
    "body-head": "body",
    "body-head-before-capital": "body-before-capital",
    "body-head-small": "small-body",
    "body-symbol": "symbol-body",
    "head-of-registered": "of-body",
    "not-a-body": "none",
}
# Three letters tell a department (STC); of ministries they tell too little (BTC: Ban Tổ chức, too).
_SHORTEST_SYMBOL = (3, 4)
_SLOT = re.compile(r" ?(\{[^}]*\})$")


@cache
def lexicon() -> Lexicon:
    """Compile the register and ontology/cues/agencies.ttl."""
    register, cues = ontology.register(), ontology.cues("agencies")
    patterns = ontology.patterns("agencies")
    rules: dict[str, list[Spelling | Opening]] = {}
    departments: dict[str, dict[str, Agency]] = {}
    slots: set[str] = set()
    for agency in register.agencies.values():
        for spelling in () if agency.means else agency.spellings:
            slot = found.group(1) if (found := _SLOT.search(spelling)) else ""
            words = _SLOT.sub("", spelling)
            slots |= {slot} - {"", "{tỉnh}"}
            abbreviated = not agency.any_case and _is_symbol(words)
            spelled = Spelling(agency, words, slot, abbreviated)
            known = rules.setdefault(fold(words), [])
            if not any(_is_same(spelled, rule) for rule in known):
                known.append(spelled)
        if agency.form and agency.field:
            by_field = departments.setdefault(agency.form, {})
            by_field.update((fold(f), agency) for f in register.fields[agency.field])
            for symbol in agency.notations:
                if len(symbol) >= _SHORTEST_SYMBOL[agency.level == "central"]:
                    spelled = Spelling(agency, symbol, "", symbol=True)
                    rules.setdefault(fold(symbol), []).append(spelled)
    for form in departments:
        for opening in (f"các {form}", f"{form}:"):
            rules.setdefault(fold(opening), []).append("form-list")
    for concept, opening_rule in _OPENINGS.items():
        for phrase in cues[concept]:
            rules.setdefault(fold(phrase), []).append(opening_rule)
    automaton = ahocorasick.Automaton()
    for words, found_rules in rules.items():
        small, plain = any(map(_may_be_small, found_rules)), all(map(_is_plain, found_rules))
        automaton.add_word(words, (len(words), small, plain, tuple(found_rules)))
    automaton.make_automaton()
    provinces = {
        fold(name): province
        for province in register.provinces.values()
        for name in (province.name, *province.aliases)
    }
    names = ontology.alternation(provinces)
    groups = tuple(agency for agency in register.agencies.values() if agency.id in patterns)
    return Lexicon(
        automaton=automaton,
        slots={
            slot: re.compile(rf" ?(?P<words>{patterns[f'slot-{ontology.slug(slot)}']})(?!\w)")
            for slot in sorted(slots)
        },
        groups=groups,
        group_wordings=re.compile(
            "".join(rf"(?=({patterns[group.id]}(?!\w)))?" for group in groups),
        ),
        departments=departments,
        provinces=provinces,
        province_word=re.compile(patterns["province-word"]),
        province_suffix=re.compile(
            rf",? {patterns['place-link']}"
            rf"(?:(?P<word>{patterns['province-word']})(?: ?(?P<name>{names}))?|(?P<alone>{names}))"
            r"(?!\w)"
        ),
        within_word=cues["within-word"],
        levels={
            slot: cues[concept][0]
            for slot in sorted(slots)
            if cues.get(concept := f"slot-{ontology.slug(slot)}")
        },
        inner_cities=tuple(
            fold(unit.name)
            for unit in register.units
            if unit.kind == register.provinces[unit.province].kind == ontology.CITY
        ),
        open_group_word=re.compile(ontology.alternation(cues["open-group-word"]) + r"(?!\w)"),
        bare_group=re.compile(ontology.alternation(cues["bare-group"]) + r"(?!\w)"),
        bare_groups_after=re.compile(patterns["bare-groups-after"]),
        never_alone=frozenset(map(fold, cues["bare-group-never-alone"])),
        always_alone=frozenset(map(fold, cues["bare-group-always-alone"])),
        article=cues["article"][0],
        joint=re.compile(patterns["list-joint"]),
        name_end=re.compile(rf"(?:{patterns['name-end']})(?!\w)"),
        name_end_after_proper=re.compile(
            ontology.alternation(cues["name-end-after-proper"]) + r"(?!\w)"
        ),
        name_not_closed=re.compile(ontology.alternation(cues["name-not-closed"]) + r"(?!\w)"),
        group_series=re.compile(patterns["group-series"]),
        several_units=re.compile(patterns["several-units"]),
        all_provinces=re.compile(patterns["all-provinces"]),
        name_unit=re.compile(patterns["name-unit"]),
        name_gap=re.compile(patterns["name-gap"]),
        name_series=re.compile(patterns["name-series"]),
        name_over=cues["name-over"],
        name_level=re.compile(f" (?:{patterns['province-word']})"),
        goes_over=tuple(fold(phrase) for phrase in cues["name-goes-on"]),
        issuer_prefix=re.compile(patterns["issuer-prefix"]),
    )
