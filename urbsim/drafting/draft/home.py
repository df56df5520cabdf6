"""The place a text is of, by its own title: a known region, a name that nobody knows, or nothing at all.

A place is taken from the title or the lines under it (在…第十五届人民代表大会), never from what the text goes
on to name, so that a township's plan is not run as the province it lies in.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from urbsim.vocabulary.mentions import mentioned
from urbsim.vocabulary.names import candidates, named
from urbsim.vocabulary.regions import NATION, Region, lineage, qualified_name, regions

_LINES: Final = 30
_LONGEST: Final = 15
_MOST: Final = 12
_TITLE: Final = 120
_PLAIN_TITLE: Final = 40
_TITLED: Final = re.compile(
    r"报告|规划|纲要|意见|方案|通知|决定|计划|办法|要点|公报|规定|条例|总结|讲话|安排"
)
_ENDS: Final = re.compile(r"[,，。;；:：]|[一二三]、")
_HELD: Final = re.compile(r"代表大会|委员会|全会|人民政府|县委|市委|区委|省委|办公[室厅]")
_HEAD: Final = 400
_SUFFIX: Final = "自治区|自治州|自治县|自治旗|街道|地区|省|市|盟|县|区|旗|镇|乡|村"
_BEFORE: Final = r"(?:^|(?<=[^\u4e00-\u9fff]))"
_AFTER: Final = (
    "国民|人民|政府|经济|城市|总体|城镇|新型|第[一二三四五六七八九十百\\d]|县委|市委|区委|镇委|乡委|党|委|关于|规划|"
    "国土|土地|实施|工作|统计|推进|加快|进一步|小城|村镇|镇村|建设|改革|促进|深化|户籍|乡村|中心|主城|城区|城乡|"
    "十[一二三四]五|[^\u4e00-\u9fff]|$"
)
_NO_PLACE: Final = re.compile(
    r"中国共产党|中共|关于印发|关于|印发|转发|\d+[年月日]?|[年月日]?在|[12一二〇零○\d]{4}年"
)
_CHAIN: Final = re.compile(rf"{_BEFORE}((?:[\u4e00-\u9fffXx×*＊]{{1,8}}?(?:{_SUFFIX})){{1,4}}?)(?={_AFTER})")
_ELEMENT: Final = re.compile(rf"(.{{1,8}}?)({_SUFFIX})")
_NO_NAME: Final = re.compile(
    r"贯彻|落实|根据|按照|推动|提出|认真|坚持|[县市区州省镇]委|[的了为把与是]|"
    r"城镇|城乡|乡镇|小城|城市|推进|加快|加强|促进|深化|建设|发展|实施|规划|新型|农村|美丽|重点|特色|示范|试点|工作|改革|"
    r"开发|高新|经济|保税|试验|中心|主城|新城|老城|集镇|行政|自然|县域|镇域|[全各我本该这每其]|^[城都社园山景库市郊新老大小镇]$"
)
_NATIONAL: Final = re.compile(
    r"^(?:国家|中华人民共和国|国务院|全国|我国|中共中央|中国(?!共产党)|住房(?:和)?城乡建设部|建设部|国家发展)"
)
_LEVEL: Final = {
    "自治区": "province", "省": "province", "自治州": "prefecture", "地区": "prefecture", "盟": "prefecture",
    "自治县": "county", "自治旗": "county", "县": "county", "区": "county", "旗": "county",
    "街道": "township", "镇": "township", "乡": "township", "村": "township",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class PlaceOfText:
    """The place of a text: ``region`` where it is known, else its ``name``, ``level`` and ``parent`` if told.

    ``candidates`` are the regions that come to mind where none is certain, as `name (code)`.
    """

    region: Region | None = None
    name: str | None = None
    level: str | None = None
    parent: Region | None = None
    candidates: tuple[str, ...] = ()


def home_of(clean: str) -> PlaceOfText:
    """The place that the head of a text says it is of; nothing is guessed from its other words."""
    for number, line in enumerate(_titles(clean)):
        if number == 0 and _NATIONAL.match(line):
            return PlaceOfText(regions()[NATION])
        for match in _CHAIN.finditer(_NO_PLACE.sub(" ", line)):
            names = list(_names(match[1]))
            if names:
                return _placed(names, clean)
    return PlaceOfText(candidates=_mentioned(clean))


def _titles(clean: str) -> list[str]:
    """The lines above the text that may name its place: titles first, then those of who issued it where."""
    head: list[str] = []
    for line in (each.strip() for each in clean[:2000].split("\n")[:_LINES]):
        head += [_ENDS.split(line)[0][:_TITLE]] if line else []
        if "。" in line:
            break
    titles = [line for line in head if _TITLED.search(line)]
    titles += [line for line in head[:1] if len(line) <= _PLAIN_TITLE and line not in titles]
    return titles + [line for line in head if _HELD.search(line) and line not in titles]


def _placed(names: list[str], clean: str) -> PlaceOfText:
    """The last of the names, each within the one before it."""
    around: Region | None = None
    for index, name in enumerate(names):
        found = [each for each in _named(name) if around is None or _lies_in(each, around)]
        if len(found) == 1:
            around = found[0]
        elif index < len(names) - 1:
            continue
        elif found:
            return PlaceOfText(candidates=_labelled(found))
        else:
            return PlaceOfText(
                None, name, _level(name, around), around, _labelled(candidates(name)) or _mentioned(clean)
            )
    return PlaceOfText(around)


def _names(chain: str) -> Iterator[str]:
    """The names in a chain such as 江苏省如东县掘港镇; none where a word in it is no name."""
    names, place = [], 0
    while place < len(chain):
        rest = chain[place:]
        lengths = range(min(len(rest), _LONGEST), 1, -1)
        whole = next((rest[:length] for length in lengths if rest[:length] in named()), "")
        match = _ELEMENT.match(rest)
        name = whole or (match[0] if match else "")
        if not name or (not whole and match is not None and _NO_NAME.search(match[1])):
            return
        names.append(name)
        place += len(name)
    yield from names


def _named(name: str) -> list[Region]:
    """The regions of that name; of a city that is a province and its own prefecture, the province."""
    found = [regions()[code] for code in named().get(name, ()) if code != NATION]
    return [region for region in found if not any(_lies_in(region, other) for other in found)]


def _lies_in(region: Region, around: Region) -> bool:
    return around.code in lineage(region.code)[1:]


def _level(name: str, around: Region | None) -> str | None:
    """The level that a name ends in; of a 市 only where it lies in a prefecture."""
    found = next((level for end, level in _LEVEL.items() if name.endswith(end)), None)
    if found is None and around is not None:
        return "county" if around.level == "prefecture" else None
    return found


def _mentioned(clean: str) -> tuple[str, ...]:
    """Regions that the head of the text names in any way."""
    return _labelled(region for region, _ in mentioned(clean[:_HEAD]))


def _labelled(found: Iterable[Region]) -> tuple[str, ...]:
    return tuple(f"{qualified_name(region)} ({region.code})" for region in found)[:_MOST]
