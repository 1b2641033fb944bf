"""Bodies and groups that the register does not hold, named as the text has them.

Such a name begins with a head (Trung tâm, Hiệp hội, các doanh nghiệp) and goes on to its natural
end: a stop, a word that begins what the body does, or another name.
"""

from __future__ import annotations

import re

from extract.agency_lexicon import Hit, Spelling
from extract.agency_stretch import WORD, Reading, Stretch
from extract.folding import spaced

_LONGEST_NAME = 26  # words
_LONGEST_PROPER = 20  # characters of the two words before
_LONGEST_BARE = 6  # words after the head of a group without its article


def read_body(stretch: Stretch, hit: Hit, *, group: bool) -> Reading | None:
    """Read the body, or the group, whose head is ``hit``; None where no name follows."""
    head = stretch.text[hit.start : hit.end]
    if head.isupper() and "symbol-body" not in hit.rules:
        return None  # in a line of capitals nothing tells a name from a title
    end, proper = _natural_end(stretch, hit, group)
    if end == hit.end and not group and not _goes_over(stretch, hit):
        return None
    name = spaced(stretch.text[hit.start : proper])
    name = name[0].upper() + name[1:]
    level = None if group else read_level(stretch, end)
    if level is not None:
        end, label, many = level
        return Reading(hit.start, end, f"{name} {label}", None, group=many, registered=False)
    return Reading(hit.start, end, name, None, group, registered=False)


def read_level(stretch: Stretch, end: int) -> tuple[int, str, bool] | None:
    """Read the level of which each unit has such a body: Trung tâm Y tế (các huyện).

    In a unit's own documents its kind alone means this one unit (Trạm Y tế phường). Gives where the
    words end, the level, and whether they are a group's.
    """
    for slot, label in stretch.lexicon.levels.items():
        found = stretch.lexicon.slots[slot].match(stretch.folded, end)
        if found and found.end() > end:
            own = stretch.lexicon.name_unit.fullmatch(found.group()) if stretch.local else None
            return found.end(), own.group().strip() if own else label, own is None
    return None


def read_next_group(stretch: Stretch, position: int) -> Reading | None:
    """Read a group without its article: (các tập đoàn,) tổng công ty nhà nước."""
    word = stretch.lexicon.open_group_word.match(stretch.folded, position)
    if word is None:
        return None
    end, proper = _natural_end(stretch, Hit(position, word.end(), ()), group=True)
    name = spaced(stretch.text[position:proper])
    name = f"{stretch.lexicon.article} {name[0].lower()}{name[1:]}"
    return Reading(position, end, name, None, group=True, registered=False)


def read_bare(stretch: Stretch, hit: Hit) -> Reading | None:
    """Read a group without its article, named as the text has it: doanh nghiệp, viện nghiên cứu.

    Some heads are names only with what follows: lực lượng Hải quan.
    """
    head = stretch.folded[hit.start : hit.end]
    whole = head in stretch.lexicon.always_alone
    end, proper = hit.end, hit.end
    if not whole:
        end, proper = _natural_end(stretch, hit, group=True, bare=True)
    if len(stretch.text[hit.end : end].split()) > _LONGEST_BARE:
        end = proper = hit.end  # the sentence goes on without a word at which names end
    if end == hit.end and head in stretch.lexicon.never_alone:
        return None
    name = spaced(stretch.text[hit.start : proper])
    name = name[0].upper() + name[1:]
    return Reading(hit.start, end, name, None, group=True, registered=False, bare=True)


def _natural_end(stretch: Stretch, hit: Hit, group: bool, bare: bool = False) -> tuple[int, int]:
    """Find where a name ends: its span, and the name proper; a ``bare`` head takes in a name.

    The name proper keeps the level (Viện … Thành phố) and leaves out the own province.
    """
    over = _goes_over(stretch, hit)
    end = hit.end
    for _ in range(_LONGEST_NAME):
        suffix = None if stretch.text[end : end + 1] == "," else stretch.suffix(end)
        if suffix and suffix.kind and _closes(stretch, suffix.end):
            if suffix.province and not stretch.is_own(suffix.province):
                return suffix.end, suffix.end
            level = stretch.lexicon.name_level.match(stretch.folded, end)
            return suffix.end, level.end() if level else end
        if suffix and suffix.province and stretch.text[suffix.end : suffix.end + 2][1:].islower():
            return suffix.end, suffix.end
        unit = stretch.lexicon.name_unit.match(stretch.folded, end) if stretch.local else None
        if unit and stretch.text[unit.end() : unit.end() + 2].strip()[:1].islower():
            return unit.end(), unit.end()
        series = stretch.lexicon.group_series.match(stretch.folded, end) if group else None
        if series:
            return series.end(), series.end()
        following = _next_word(stretch, hit, end, over or (bare and end == hit.end), group)
        if following is None:
            break
        end = following
    return end, end


def _goes_over(stretch: Stretch, hit: Hit) -> bool:
    """Whether the head's names go on over của, về and các."""
    return stretch.folded.startswith(stretch.lexicon.goes_over, hit.start)


def _closes(stretch: Stretch, position: int) -> bool:
    """Whether a name may end with the words of place before ``position``."""
    following = WORD.match(stretch.text, position + 1)
    if following is None or stretch.text[position] != " ":
        return True
    words = stretch.lexicon
    return (
        words.joint.match(stretch.folded, position) is not None
        or words.name_not_closed.match(stretch.folded, position + 1) is None
    )


def _next_word(stretch: Stretch, head: Hit, end: int, over: bool, group: bool) -> int | None:
    """Find the end of the next word of a name, None where the name ends here."""
    words = stretch.lexicon
    gap = words.name_gap.match(stretch.folded, end)
    word = WORD.match(stretch.text, gap.end()) if gap else None
    if gap is None or word is None:
        return None
    if "," in gap.group() and (group or not words.name_series.match(stretch.folded, end)):
        return None
    if word.group()[0].islower():
        stop = _stop(stretch, head, gap, group)
        if stop and not (over and stop.group() in words.name_over):
            return None
    another = group and words.open_group_word.match(stretch.folded, gap.end())
    if gap.group() != " " and (another or gap.end() in stretch.hits):
        return None
    if not over and stretch.is_registered(gap.end()) and not _names_field(stretch, head, gap):
        return None
    return word.end()


def _names_field(stretch: Stretch, head: Hit, gap: re.Match[str]) -> bool:
    """Whether what could be a group says what a body is for: Vụ Chính quyền địa phương."""
    at = gap.end()
    if gap.start() != head.end or not stretch.text[at].isupper():
        return False
    rules = [rule for hit in stretch.hits[at] for rule in hit.rules]
    return not any(isinstance(rule, Spelling) and not rule.agency.group for rule in rules)


def _stop(stretch: Stretch, head: Hit, gap: re.Match[str], group: bool) -> re.Match[str] | None:
    """Find a word at which names end, with or without the joint before it."""
    words, at = stretch.lexicon, gap.end()
    after = words.name_end_after_proper.match(stretch.folded, at) if gap.group() == " " else None
    if after and _ends_proper(stretch.text[max(head.end, at - _LONGEST_PROPER) : at], group):
        return after
    ends = words.name_end
    return ends.match(stretch.folded, at) or ends.match(stretch.folded, gap.start() + 1)


def _ends_proper(before: str, group: bool) -> bool:
    """Whether two words of a proper name end ``before``, or those of a group an abbreviation."""
    words = before.split()[-2:]
    if group and words and words[-1].isupper():
        return True
    return len(words) > 1 and all(word.istitle() for word in words)
