from dataclasses import replace

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest

from tests.unit.runs.worlds import HOME, TOWN, ensemble, result
from urbsim.runs.results.run_tables import (
    RUN_COLUMNS,
    YEAR_COLUMNS,
    iamc_table,
    quantiles,
    region_label,
    run_blocks,
    years_table,
)


def long_table(*blocks: pa.Table) -> pd.DataFrame:
    return pa.concat_tables(blocks).to_pandas()


def test_the_long_table_holds_every_number_once_in_order() -> None:
    runs = ensemble(draws=3)
    table = long_table(*run_blocks([runs]))
    assert tuple(table.columns) == RUN_COLUMNS
    assert len(table) == np.count_nonzero(~np.isnan(runs.values))
    plain = table.astype(dict.fromkeys(("region", "variable", "mix", "scenario", "unit"), str))
    keys = list(zip(plain.draw, plain.region, plain.variable, plain.year, strict=True))
    assert keys == sorted(keys)
    assert len(set(keys)) == len(keys)
    chosen = plain[(plain.draw == 2) & (plain.region == TOWN) & (plain.year == 2013)]
    assert chosen[["variable", "unit", "value"]].to_numpy().tolist() == [["housing_price", "yuan/m2", 2350.0]]


def test_the_order_of_regions_and_variables_does_not_show_in_the_long_table() -> None:
    runs = ensemble(draws=2)
    shuffled = replace(
        runs,
        variables=runs.variables[::-1],
        regions=runs.regions[::-1],
        draws=runs.draws[::-1],
        values=runs.values[::-1, ::-1, ::-1],
    )
    assert pa.concat_tables(run_blocks([runs])).equals(pa.concat_tables(run_blocks([shuffled])))


def test_mixes_follow_each_other_in_the_long_table() -> None:
    table = long_table(*run_blocks([ensemble(2), ensemble(2, mix="nothing")]))
    assert table["mix"].astype(str).drop_duplicates().tolist() == ["policy", "nothing"]


def test_quantiles_leave_out_draws_without_a_number() -> None:
    values = np.array([[1.0, np.nan, np.nan], [2.0, 5.0, np.nan], [3.0, 7.0, np.nan]])
    low, median = quantiles(values, (0.0, 0.5))
    assert low[:2].tolist() == [1.0, 5.0]
    assert median[:2].tolist() == [2.0, 6.0]
    assert np.isnan([low[2], median[2]]).all()


def test_years_hold_the_band_and_the_observed_value() -> None:
    runs = ensemble(draws=41)
    table = years_table([runs], result().observed)
    assert tuple(table.columns) == YEAR_COLUMNS
    row = table[(table.variable == "resident_urbanization_rate") & (table.year == 2020)].iloc[0]
    assert (row.region, row.unit, row.observed) == (HOME, "share", 0.5476)
    assert row.p50 == pytest.approx(0.4154 + 0.085)
    assert row.p95 - row.p05 == pytest.approx(0.9 * 2 * 0.03)
    assert row.p75 - row.p25 == pytest.approx(0.5 * 2 * 0.03)
    assert row["mean"] == pytest.approx(row.p50)
    assert table[(table.year == 2015) & (table.variable == row.variable)]["observed"].isna().all()


def test_years_say_how_far_reported_people_lie_from_simulated_ones() -> None:
    runs = ensemble(4)
    urban = runs.variables.index("urban_population")
    both = np.concatenate([runs.values, runs.values[:, [urban]]], axis=1)
    both[:, urban, 0, 3] += np.array([30.0, -30.0, 30.0, -30.0])
    names = (*runs.variables, "simulated_urban_population")
    table = years_table([replace(runs, variables=names, values=both)], {})
    here = table[(table["region"] == runs.home) & (table["variable"] == "urban_population")]
    assert here["discrepancy"].tolist()[:4] == [0, 0, 0, 30]
    assert table[table["variable"] == "population"]["discrepancy"].isna().all()


def test_years_leave_out_what_does_not_apply() -> None:
    table = years_table([ensemble(draws=3)], {})
    assert set(table[table.variable == "housing_price"]["region"]) == {TOWN}
    gap = table[table.variable == "funding_gap"]
    assert gap["year"].min() == 2011
    assert table["p50"].notna().all()


def test_iamc_is_wide_in_iamc_names_and_units() -> None:
    table = iamc_table(years_table([ensemble(21), ensemble(21, mix="nothing")], {}), result().names)
    assert table.columns[:5].tolist() == ["Model", "Scenario", "Region", "Variable", "Unit"]
    assert table.columns[5:].tolist() == [str(year) for year in range(2010, 2026)]
    assert set(table["Scenario"]) == {"huludao-2011", "huludao-2011 nothing"}
    rate = table[(table.Variable == "Population|Urban [Share]") & (table.Scenario == "huludao-2011")].iloc[0]
    assert (rate.Region, rate.Unit, rate["2010"]) == ("Huludao", "%", pytest.approx(41.54))
    high = table[table.Variable == "Population|Urban [Share]|95th Percentile"].iloc[0]
    assert high["2025"] > rate["2025"]
    price = table[table.Variable == "Settlement|Housing|Price"].iloc[0]
    assert price.Region == "Towns of Xingcheng"
    assert not table.duplicated(["Scenario", "Region", "Variable"]).any()


def test_regions_of_one_name_keep_their_key_in_iamc() -> None:
    years = years_table([ensemble(3)], {})
    alike = {HOME: {"en": "Here", "zh": "此地"}, TOWN: {"en": "Here", "zh": "此地"}}
    assert set(iamc_table(years, alike)["Region"]) == {f"Here ({HOME})", f"Here ({TOWN})"}


def test_region_labels_come_from_the_register_or_the_scenario() -> None:
    assert region_label("211400/211481", {}, "zh") == "葫芦岛市/兴城市"
    assert region_label("211400/211481/town", {}, "en") == "Huludao/Xingcheng/town"
    assert region_label("xuean", {"xuean": {"en": "Xuean", "zh": "雪岸镇"}}, "zh") == "雪岸镇"
