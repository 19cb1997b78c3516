import csv, json, sys, tomllib
rows = list(csv.DictReader(open("checks.csv", newline="")))
of_json = json.load(open("checks.json"))["check"]
of_toml = tomllib.load(open("checks.toml", "rb"))["check"]
print(len(rows), "rows;", "json", of_json == rows, "toml", of_toml == rows)
