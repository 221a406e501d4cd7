// How numbers and dates are written, the columns of the list, and everything put together.

const UNITS = ["B", "kB", "MB", "GB", "TB"];
const count = new Intl.NumberFormat("en").format;

function shownSize(size) {
  let unit = 0;
  while (size >= 1000 && unit < UNITS.length - 1) {
    size /= 1000;
    unit += 1;
  }
  return `${unit ? size.toFixed(1) : size} ${UNITS[unit]}`;
}

function shownSeconds(seconds) {
  if (!seconds) return "";
  return seconds < 1 ? `${Math.round(seconds * 1000)} ms` : `${seconds.toFixed(seconds < 10 ? 2 : 0)} s`;
}

function shownDate(date) {
  return date.replace("T", " ");
}

function shownShare(share) {
  if (share === null || Math.abs(share) < 0.005) return "";
  return `${Math.round(share * 100)} %`;
}

function columnsOf(outcomes) {
  const write = (text) => (cell, file) => {
    cell.textContent = text(file);
  };
  const compared = (fact) => (one, other) => {
    const [left, right] = [fact(one), fact(other)];
    return left < right ? -1 : Number(left > right);
  };
  const plain = (column) => (file) => outcomes.fact(column, file);
  const saved = (file) => outcomes.saved(file) ?? Number.NEGATIVE_INFINITY;
  return [
    { title: "Name", write: writeName(outcomes), compare: (one, other) => one - other }, // they come by their names
    { title: "Verdict", write: writeVerdict(outcomes), compare: compared((file) => outcomes.columns.verdict.of[file]) },
    { title: "Taken", write: write((file) => shownDate(plain("date")(file)) || "–"), compare: compared(plain("date")) },
    { title: "Before", number: true, write: write((file) => shownSize(plain("size")(file))), compare: compared(plain("size")) },
    {
      title: "After",
      number: true,
      write: write((file) => (plain("bytesOut")(file) ? shownSize(plain("bytesOut")(file)) : "–")),
      compare: compared(plain("bytesOut")),
    },
    { title: "Saved", number: true, write: write((file) => shownShare(outcomes.saved(file))), compare: compared(saved) },
    { title: "Time", number: true, write: write((file) => shownSeconds(plain("seconds")(file))), compare: compared(plain("seconds")) },
  ];
}

function writeName(outcomes) {
  return (cell, file) => {
    const button = made("button", "name", outcomes.fact("name", file));
    button.type = "button";
    button.title = outcomes.name(file);
    const below = outcomes.word("reason", file) || outcomes.target(file);
    cell.replaceChildren(button, made("span", "of", [outcomes.word("folder", file), below].filter(Boolean).join("  →  ")));
  };
}

function writeVerdict(outcomes) {
  return (cell, file) => {
    const verdict = outcomes.word("verdict", file);
    cell.replaceChildren(made("span", `mark ${verdict}`), verdict);
  };
}

/** The heads of the columns, which sort: numbers begin with the largest. */
function heads(table, sorted) {
  let by = table.columns[0];
  let falling = false;
  const cells = table.columns.map((column) => {
    const cell = made("span", column.number ? "number" : "");
    cell.setAttribute("role", "columnheader");
    const button = made("button", "", column.title);
    button.type = "button";
    button.addEventListener("click", () => {
      falling = by === column ? !falling : Boolean(column.number);
      by = column;
      mark();
      sorted();
    });
    cell.append(button);
    return cell;
  });
  const mark = () => {
    table.columns.forEach((column, number) => {
      if (column === by) cells[number].setAttribute("aria-sort", falling ? "descending" : "ascending");
      else cells[number].removeAttribute("aria-sort");
    });
  };
  table.heads.append(...cells);
  mark();
  return (files) => files.sort((one, other) => (falling ? -1 : 1) * by.compare(one, other) || one - other);
}

/** A button that turns the colours to what they are not. */
function theme(button) {
  const systems = () => (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
  const dark = () => (document.documentElement.style.colorScheme || systems()) === "dark";
  const name = () => {
    button.textContent = dark() ? "Light colours" : "Dark colours";
  };
  button.addEventListener("click", () => {
    document.documentElement.style.colorScheme = dark() ? "light" : "dark";
    name();
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", name);
  name();
  button.hidden = false;
}

function listing(outcomes) {
  const [box, clear, result] = ["query", "clear", "result"].map((id) => document.getElementById(id));
  const details = new Details(document.getElementById("details"), outcomes);
  const table = new Table(document.getElementById("table"), columnsOf(outcomes), (file) => details.show(file));
  const show = () => {
    const files = found(outcomes, choice.terms);
    table.show(sort(files));
    choice.show();
    clear.hidden = box.value === "";
    const all = files.length === outcomes.count;
    result.textContent = all ? `${count(files.length)} files` : `${count(files.length)} of ${count(outcomes.count)} files`;
  };
  const sort = heads(table, show);
  const choice = new Choice(box, show);
  box.addEventListener("input", show);
  clear.addEventListener("click", () => choice.set([]));
  document.getElementById("search").addEventListener("submit", (event) => event.preventDefault());
  show();
}

theme(document.getElementById("theme"));
comparing();
listing(await unpacked(document.getElementById("outcomes")));
document.documentElement.dataset.ready = "";
