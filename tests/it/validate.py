# Holds records against their schema with jsonschema, and a JUnit file against itself with junitparser.
# Arguments: the schema, the JUnit file or nothing, records.
import copy, json, sys
from jsonschema import Draft202012Validator
schema, junit, *records = sys.argv[1:]
schema = json.load(open(schema))
Draft202012Validator.check_schema(schema)
validator = Draft202012Validator(schema)
seen = {}
for path in records:
    for text in open(path):
        line = json.loads(text)
        seen.setdefault(line["event"], line)
        if not validator.is_valid(line):
            own = Draft202012Validator({"$ref": "#/$defs/" + line["event"], "$defs": schema["$defs"]})
            sys.exit("\n".join([path + ": " + text] + [e.json_path + " " + e.message for e in own.iter_errors(line)]))
# What is wrong must not be valid, or the schema says nothing.
for event, line in seen.items():
    required = schema["$defs"][event]["required"]
    for key in required:
        without = copy.deepcopy(line)
        del without[key]
        assert not validator.is_valid(without), f"{event} without {key} is valid"
        other = copy.deepcopy(line)
        other[key] = {"no": []} if not isinstance(line[key], dict) else 7
        assert not validator.is_valid(other), f"{event} with another {key} is valid"
    assert validator.is_valid({**line, "later": [1]}), f"{event}: readers ignore unknown keys"
assert not validator.is_valid({"event": "zebra", "n": 0})
if junit:
    from junitparser import JUnitXml
    xml = JUnitXml.fromfile(junit)
    written = [(s.name, s.tests, s.failures, s.errors, s.skipped) for s in xml] + [(xml.tests, xml.failures, xml.errors)]
    for suite in xml:
        suite.update_statistics()
    xml.update_statistics()
    counted = [(s.name, s.tests, s.failures, s.errors, s.skipped) for s in xml] + [(xml.tests, xml.failures, xml.errors)]
    assert written == counted, f"{written}\n{counted}"
    assert (xml.tests, xml.failures, xml.errors) == (400, 108, 24), xml
    assert sum(s.skipped for s in xml) == 32
    names = [(case.classname, case.name) for suite in xml for case in suite]
    assert len(set(names)) == 400, "every test has a name of its own"
print("all well")
