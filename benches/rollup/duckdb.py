# The figures of the folder given, rolled up by DuckDB in memory. Loading is not timed. Each line read is a last year: what the
# years until then come to is worked out into a table, and the seconds that it took are printed; after a blank and a path that
# table is also written there.
import sys
import time

import duckdb

folder = sys.argv[1]
memory = duckdb.connect()
memory.execute("""
    CREATE TABLE ancestors (unit UUID, above UUID);
    CREATE TABLE indicators (id UUID, adds_years BOOLEAN);
    CREATE TABLE returns (id UUID, year INTEGER, unit UUID, state VARCHAR);
    CREATE TABLE cells (sent UUID, indicator UUID, state VARCHAR, value BIGINT, whole BIGINT);
""")
for table in ["ancestors", "indicators", "returns", "cells"]:
    memory.execute(f"COPY {table} FROM '{folder}/{table}.csv' (HEADER false, NULLSTR '')")

# What was not sent is not reported. Where years are not added, the last that was reported counts, else the last of all.
ROLL_UP = """
CREATE OR REPLACE TEMP TABLE totals AS
WITH said AS (
    SELECT r.unit, c.indicator, i.adds_years, r.year, c.value, c.whole,
        CASE WHEN r.state IN ('draft', 'returned') THEN 'not_reported' ELSE c.state END AS state
    FROM cells c JOIN returns r ON r.id = c.sent JOIN indicators i ON i.id = c.indicator
    WHERE r.year <= {last}
),
latest AS (
    SELECT unit, indicator,
        arg_max({{'state': state, 'value': value, 'whole': whole, 'year': year}},
            {{'is_reported': state IN ('value', 'estimate'), 'year': year}}) AS of,
        max(year) AS last
    FROM said WHERE NOT adds_years GROUP BY unit, indicator
),
counted AS (
    SELECT unit, indicator, state, value, whole, FALSE AS is_stale FROM said WHERE adds_years
    UNION ALL
    SELECT unit, indicator, of.state, of.value, of.whole, of.state IN ('value', 'estimate') AND of.year < last FROM latest
)
SELECT a.above AS unit, c.indicator,
    coalesce(sum(c.value) FILTER (c.state IN ('value', 'estimate')), 0) AS part,
    sum(c.whole) FILTER (c.state IN ('value', 'estimate')) AS whole,
    count(*) FILTER (c.state = 'value') AS reported,
    count(*) FILTER (c.state = 'estimate') AS estimated,
    count(*) FILTER (c.is_stale) AS stale,
    count(*) FILTER (c.state = 'not_applicable') AS not_applicable,
    count(*) FILTER (c.state = 'not_reported') AS not_reported
FROM counted c JOIN ancestors a ON a.unit = c.unit
GROUP BY a.above, c.indicator
"""

print("ready", duckdb.__version__, flush=True)
for line in sys.stdin:
    last, *path = line.split()
    start = time.perf_counter()
    memory.execute(ROLL_UP.format(last=int(last)))
    print(time.perf_counter() - start, flush=True)
    if path:
        memory.execute(f"COPY totals TO '{path[0]}' (HEADER false)")
        print("written", flush=True)
