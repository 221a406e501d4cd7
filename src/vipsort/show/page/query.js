// What is typed above the list: words that a file must have, alone or of one field, such as verdict:placed date:2019.

const TERM = /(?:([a-z]+):)?(?:"([^"]*)"?|(\S+))/gi;
const FIELDS = new Map([
  ["verdict", "verdict"], ["date", "date"], ["year", "date"], ["month", "date"], ["format", "format"], ["reason", "reason"],
  ["name", "name"],
]);

/** The terms of a text: a field, or none for a word that may be anywhere; and what is looked for, in small letters. */
function termsOf(text) {
  return Array.from(text.matchAll(TERM), ([whole, field, quoted, word]) => {
    const known = field && FIELDS.get(field.toLowerCase());
    const value = known || !field ? quoted ?? word : whole; // C:\ is no field
    return { field: known ?? "", value: value.toLowerCase() };
  }).filter((term) => term.value !== "");
}

/** A text that gives these terms again. */
function textOf(terms) {
  return terms
    .map(({ field, value }) => (field ? `${field}:` : "") + (/\s/.test(value) ? `"${value}"` : value))
    .join(" ");
}

/** The numbers of the files that have every term, in their order. */
function found(outcomes, terms) {
  const tests = terms.map((term) => testOf(outcomes, term));
  const files = [];
  for (let file = 0; file < outcomes.count; file += 1) {
    if (tests.every((test) => test(file))) files.push(file);
  }
  return files;
}

function testOf(outcomes, { field, value }) {
  switch (field) {
    case "verdict":
    case "format":
      return inWords(outcomes, field, (word) => word === value);
    case "reason":
      return inWords(outcomes, field, (word) => word.includes(value));
    case "date":
      return value === "none"
        ? (file) => outcomes.fact("date", file) === ""
        : (file) => outcomes.fact("date", file).toLowerCase().startsWith(value);
    case "name":
      return (file) => outcomes.name(file).toLowerCase().includes(value);
    default:
      return anywhere(outcomes, value);
  }
}

function anywhere(outcomes, value) {
  const coded = ["verdict", "format", "reason", "folder", "targetFolder"].map((column) =>
    inWords(outcomes, column, (word) => word.includes(value)),
  );
  const has = (text) => typeof text === "string" && text.toLowerCase().includes(value);
  return (file) =>
    has(outcomes.fact("name", file)) ||
    has(outcomes.fact("target", file)) ||
    outcomes.fact("date", file).startsWith(value) ||
    coded.some((test) => test(file));
}

/** Each word of a column is looked at once, however many files have it. */
function inWords(outcomes, column, fits) {
  const { words, of } = outcomes.columns[column];
  const fitting = words.map((word) => fits(word.toLowerCase()));
  return (file) => fitting[of[file]];
}
