"""Tables in the shapes in which yearbooks and public repositories print them; merged cells included."""

from __future__ import annotations

from collections.abc import Callable

from tests.unit.vocabulary.sheets.made_world import (
    PLACES,
    YEARS,
    Cell,
    People,
    Rows,
    Sheet,
    Table,
    World,
    apart,
    one,
    percent,
    wan,
)


def plain_long(w: World) -> Table:
    rows: Rows = [["region", "year", "population", "urban_population"]]
    return one([*rows, *([p, y, v.all, v.urban] for (p, y), v in w.items())], w)


def chinese_long_in_wan(w: World) -> Table:
    rows: Rows = [["地区", "年份", "年末常住人口（万人）", "城镇人口（万人）"]]
    return one([*rows, *([p, f"{y}年", wan(v.all), wan(v.urban)] for (p, y), v in w.items())], w)


def long_with_thousands(w: World) -> Table:
    rows: Rows = [["序号", "县（市、区）", "年度", "常住人口(人)", "#城镇人口(人)"]]
    rows[0][1] = "县市区"
    return one(
        [*rows, *([n + 1, p, y, apart(v.all), apart(v.urban)] for n, ((p, y), v) in enumerate(w.items()))], w
    )


def long_with_rate(w: World) -> Table:
    rows: Rows = [
        ["各县常住人口及城镇化率"],
        ["", "", "单位：万人、%"],
        ["地区", "年份", "常住人口", "城镇化率"],
    ]
    rows += [[p, y, wan(v.all), percent(v)] for (p, y), v in w.items()]
    return one([*rows, ["注：城镇化率为常住人口口径。"]], w, loose=6e-5)


def long_with_rural(w: World) -> Table:
    rows: Rows = [["地区", "年份", "总人口", "乡村人口"]]
    rows += [[p, y, v.all, v.all - v.urban] for (p, y), v in w.items()]
    return one([*rows, [], ["资料来源：历年统计公报"]], w)


def wide_two_levels(w: World) -> Table:
    n = len(YEARS)
    rows: Rows = [
        ["表3-2 各县（市、区）年末常住人口与城镇人口", *[""] * (2 * n)],
        ["", *[""] * (2 * n - 1), "单位：万人"],
        ["地区", "常住人口", *[""] * (n - 1), "城镇人口", *[""] * (n - 1)],
        ["", *(f"{y}年" for y in YEARS * 2)],
    ]
    rows += wide_rows(w, lambda v: wan(v.all), lambda v: wan(v.urban))
    merges = [(0, 0, 0, 2 * n), (2, 0, 3, 0), (2, 1, 2, n), (2, n + 1, 2, 2 * n)]
    return one([*rows, ["注：2010年、2020年为普查数。"]], w, merges)


def wide_rows(w: World, *told: Callable[[People], Cell]) -> Rows:
    return [[p, *(tell(w[p, y]) for tell in told for y in YEARS)] for p in PLACES]


def wide_years_first(w: World) -> Table:
    n = len(YEARS)
    rows: Rows = [
        ["地区", *(each for y in YEARS for each in (f"{y}年", ""))],
        ["", *["总人口(人)", "城镇人口(人)"] * n],
    ]
    rows += [
        [p, *(each for y in YEARS for each in (apart(w[p, y].all), apart(w[p, y].urban)))] for p in PLACES
    ]
    return one(rows, w, [(0, 0, 1, 0), *((0, 1 + 2 * k, 0, 2 + 2 * k) for k in range(n))])


def wide_one_level(w: World) -> Table:
    heads = [f"{y}年{what}（万人）" for what in ("常住人口", "城镇人口") for y in YEARS]
    return one([["地区", *heads], *wide_rows(w, lambda v: wan(v.all), lambda v: wan(v.urban))], w)


def two_blocks(w: World) -> Table:
    rows: Rows = [["一、常住人口"], ["单位：万人"], ["地区", *YEARS]]
    rows += wide_rows(w, lambda v: wan(v.all))
    rows += [["合计", *(round(sum(wan(w[p, y].all) for p in PLACES), 2) for y in YEARS)], []]
    rows += [["二、城镇人口"], ["单位：人"], ["地区", *YEARS], *wide_rows(w, lambda v: v.urban)]
    return one(rows, w)


def two_sheets(w: World) -> Table:
    heads: Rows = [["单位：万人"], ["地区", *(f"{y}年" for y in YEARS)]]
    return Table(
        (
            Sheet([*heads, *wide_rows(w, lambda v: wan(v.all))], "常住人口"),
            Sheet([*heads, *wide_rows(w, lambda v: wan(v.urban))], "城镇人口"),
        ),
        w,
    )


def a_sheet_a_year(w: World) -> Table:
    heads: Rows = [["地区", "常住人口（人）", "城镇化率（%）", "人口密度（人/平方公里）"]]
    return Table(
        tuple(
            Sheet(
                [*heads, *([p, w[p, y].all, percent(w[p, y]), 300 + n] for n, p in enumerate(PLACES))],
                f"{y}年",
            )
            for y in YEARS
        ),
        w,
        loose=6e-5,
    )


def year_in_caption(w: World) -> Table:
    rows: Rows = [
        ["2020年各县（市、区）人口主要指标"],
        ["地区", "户籍人口(万人)", "常住人口(万人)", "城镇常住人口(万人)", "出生人口(人)"],
    ]
    says = {key: each for key, each in w.items() if key[1] == 2020}
    rows += [[p, wan(v.all) + 3.1, wan(v.all), wan(v.urban), 412] for (p, _), v in says.items()]
    return one([*rows, ["全市", 999, 888, 777, 6]], says)


def years_down_one_place(w: World) -> Table:
    rows: Rows = [["石坝县历年人口情况"], ["年份", "总人口（万人）", "城镇", "乡村", "城镇化率（%）"]]
    rows[1] = ["年份", "总人口（万人）", "城镇人口（万人）", "乡村人口（万人）", "城镇化率（%）"]
    says = {key: each for key, each in w.items() if key[0] == "石坝县"}
    rows += [
        [f"{y}年", wan(v.all), wan(v.urban), round(wan(v.all) - wan(v.urban), 2), percent(v)]
        for (_, y), v in says.items()
    ]
    return one(rows, says)


def indicators_down_one_place(w: World) -> Table:
    rows: Rows = [["沙湾口市国民经济主要指标"], ["指标", "单位", *(f"{y}年" for y in YEARS)]]
    says = {key: each for key, each in w.items() if key[0] == "沙湾口市"}
    rows[0] = ["沙湾口市人口主要指标"]
    rows += [
        ["地区生产总值", "亿元", 120.1, 160.2, 230.3],
        ["年末常住人口", "万人", *(wan(v.all) for v in says.values())],
        ["其中：城镇人口", "万人", *(wan(v.urban) for v in says.values())],
        ["人口自然增长率", "‰", 4.1, 4.6, 1.2],
    ]
    return one(rows, says)


def places_across(w: World) -> Table:
    rows: Rows = [
        ["常住人口（人）"],
        ["年份", *PLACES],
        *([y, *(w[p, y].all for p in PLACES)] for y in YEARS),
    ]
    rows += [
        [],
        ["城镇人口（人）"],
        ["年份", *PLACES],
        *([y, *(w[p, y].urban for p in PLACES)] for y in YEARS),
    ]
    return one(rows, w)


def merged_places(w: World) -> Table:
    rows: Rows = [["地区", "年份", "常住人口(万人)", "城镇人口(万人)"]]
    merges = []
    for place in PLACES:
        merges.append((len(rows), 0, len(rows) + len(YEARS) - 1, 0))
        rows += [
            [place if y == YEARS[0] else "", y, wan(w[place, y].all), wan(w[place, y].urban)] for y in YEARS
        ]
    return one(rows, w, merges)


def by_residence(w: World) -> Table:
    says = {key: each for key, each in w.items() if key[1] == 2010}
    rows: Rows = [
        ["2010年年末常住人口及构成", *[""] * 5],
        ["地区", "总人口(万人)", "按城乡分", "", "", ""],
        ["", "", "城镇", "", "乡村", ""],
        ["", "", "人口数(万人)", "比重(%)", "人口数(万人)", "比重(%)"],
        ["甲", 1, 2, 3, 4, 5],
    ]
    rows += [
        [
            p,
            wan(v.all),
            wan(v.urban),
            percent(v),
            round(wan(v.all) - wan(v.urban), 2),
            round(100 - percent(v), 2),
        ]
        for (p, _), v in says.items()
    ]
    return one(
        rows, says, [(0, 0, 0, 5), (1, 0, 3, 0), (1, 1, 3, 1), (1, 2, 1, 5), (2, 2, 2, 3), (2, 4, 2, 5)]
    )


def bilingual(w: World) -> Table:
    rows: Rows = [
        [
            "地区 Region",
            "年份 Year",
            "年末常住人口(万人) Resident Population (10 000 persons)",
            "城镇人口(万人) Urban",
        ],
    ]
    return one([*rows, *([p, y, wan(v.all), wan(v.urban)] for (p, y), v in w.items())], w)


def years_as_sections(w: World) -> Table:
    rows: Rows = [["地区", "常住人口（万人）", "城镇人口（万人）"]]
    for y in YEARS:
        rows += [[f"{y}年"], *([p, wan(w[p, y].all), wan(w[p, y].urban)] for p in PLACES)]
    return one(rows, w)


def full_width(w: World) -> Table:
    wide = str.maketrans("0123456789.,", "０１２３４５６７８９．，")
    rows: Rows = [["地　区", "年　份", "常住人口", "城镇人口"]]
    rows += [
        [p, f"{y}年".translate(wide), apart(v.all).translate(wide), apart(v.urban).translate(wide)]
        for (p, y), v in w.items()
    ]
    return one(rows, w)


def units_in_cells(w: World) -> Table:
    rows: Rows = [["地区", "年份", "常住人口", "城镇人口"]]
    return one([*rows, *([p, y, f"{wan(v.all)}万人", f"{wan(v.urban)}万"] for (p, y), v in w.items())], w)


def footnotes_and_gaps(w: World) -> Table:
    rows: Rows = [["地区", "年份", "常住人口①（万人）", "城镇人口（万人）"]]
    rows += [
        [p, f"{y}年", f"{wan(v.all)}②" if y == 2010 else wan(v.all), wan(v.urban)] for (p, y), v in w.items()
    ]
    rows += [["石坝县", "2012年", 41.2, "…"], ["石坝县", "2013年", 41.1, "—"]]
    return one([*rows, ["①常住人口为年末数。"], ["②普查数。"]], w)


def note_with_the_unit(w: World) -> Table:
    rows: Rows = [["地区", "年份", "常住人口", "城镇人口"]]
    rows += [[p, y, wan(v.all), wan(v.urban)] for (p, y), v in w.items()]
    return one([*rows, ["注：本表人口单位为万人。"]], w)


def chinese_years(w: World) -> Table:
    digits = str.maketrans("0123456789", "〇一二三四五六七八九")
    rows: Rows = [["地区", "年份", "常住人口（千人）", "城镇人口（千人）"]]
    return one(
        [*rows, *([p, f"{y}年".translate(digits), v.all / 1000, v.urban / 1000] for (p, y), v in w.items())],
        w,
    )


def censuses(w: World) -> Table:
    says = {key: each for key, each in w.items() if key[1] in (2010, 2020)}
    rows: Rows = [["地区", "六普常住人口(人)", "六普城镇人口(人)", "七普常住人口(人)", "七普城镇人口(人)"]]
    rows += [[p, w[p, 2010].all, w[p, 2010].urban, w[p, 2020].all, w[p, 2020].urban] for p in PLACES]
    return one(rows, says)


SHAPES: tuple[Callable[[World], Table], ...] = (
    plain_long, chinese_long_in_wan, long_with_thousands, long_with_rate, long_with_rural, wide_two_levels,
    wide_years_first, wide_one_level, two_blocks, two_sheets, a_sheet_a_year, year_in_caption,
    years_down_one_place, indicators_down_one_place, places_across, merged_places, by_residence, bilingual,
    years_as_sections, full_width, units_in_cells, footnotes_and_gaps, note_with_the_unit, chinese_years,
    censuses,
)  # fmt: skip
