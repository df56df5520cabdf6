"""Numbers and units as Chinese texts write them: digits and numerals, ranges, parts, slogans."""
