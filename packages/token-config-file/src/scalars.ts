import { DUMP_SCHEMA, defineScalarTag, FAILSAFE_SCHEMA, NOT_RESOLVED } from "js-yaml";

const nothing = defineScalarTag("tag:yaml.org,2002:null", {
  implicit: true,
  implicitFirstChars: ["", "~", "n"],
  resolve: (source) => (["", "~", "null"].includes(source) ? null : NOT_RESOLVED),
  identify: (value) => value === null,
  represent: () => "~",
});

const truth = defineScalarTag("tag:yaml.org,2002:bool", {
  implicit: true,
  implicitFirstChars: ["t", "f"],
  resolve: (source) => (source === "true" ? "1" : source === "false" ? "" : NOT_RESOLVED),
  identify: () => false,
});

/** What the seed system does with a plain scalar, measured: four words mean something, all else is that text. */
export const readingSchema = FAILSAFE_SCHEMA.withTags(nothing, truth);

/** Quotes every text that any YAML reader could take for something else. */
export const writingSchema = DUMP_SCHEMA.withTags(nothing);
