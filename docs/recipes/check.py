"""Reads exports as a user of Python would, and checks types, days and known cells."""
import sys
import pandas as pd

folder = sys.argv[1]
d = pd.read_stata(folder + "/codes.dta")
c = pd.read_csv(folder + "/codes.csv")
assert list(d.columns) == list(c.columns) and len(d) == len(c)
assert str(d["from"].dtype).startswith("datetime64"), d.dtypes
assert (d["code"].astype(int).to_numpy() == c["code"].to_numpy()).all()
assert (d["from"].dt.strftime("%Y-%m-%d") == c["from"]).all()
assert (d["ccode"].isna() == c["ccode"].isna()).all()
row = lambda s, k: d[(d.system == s) & (d.code == k)]
for system, code, column, want in [
    ("polity", 364, "ccode", 365), ("polity", 529, "ccode", 530), ("polity", 818, "ccode", 816), ("polity", 347, "ccode", 345),
    ("polity", 341, "ccode", 347), ("polity", 348, "ccode", 341), ("polity", 769, "ccode", 770), ("polity", 525, "ccode", 626),
    ("polity", 626, "ccode", 625), ("polity", 324, "ccode", 325), ("cow", 679, "gwcode", 678), ("cow", 947, "gwcode", 973),
    ("cow", 955, "gwcode", 972), ("cow", 946, "gwcode", 970), ("gw", 970, "ccode", 946), ("gw", 973, "ccode", 947),
]:
    assert len(row(system, code)) and (row(system, code)[column].dropna() == want).all(), (system, code, column)
assert row("polity", 364)["from"].iloc[0] == pd.Timestamp("1922-12-30")
assert row("polity", 364)["until"].iloc[0] == pd.Timestamp("1991-12-31")
assert row("gw", 396)["ccode"].isna().all() and pd.isna(row("cow", 255)["until"].iloc[-1])
labels = pd.io.stata.StataReader(folder + "/codes.dta").variable_labels()
assert labels["ccode"] == "Correlates of War state number", labels
print("Python", sys.version.split()[0], "pandas", pd.__version__, "ok")
