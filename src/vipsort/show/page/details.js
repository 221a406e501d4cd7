// All that is known of one file.

class Details {
  constructor(dialog, outcomes) {
    this.dialog = dialog;
    this.outcomes = outcomes;
    dialog.addEventListener("click", (event) => {
      if (event.target === dialog) dialog.close(); // beside it
    });
  }

  show(file) {
    this.dialog.querySelector("h2").textContent = this.outcomes.name(file);
    const list = this.dialog.querySelector("dl");
    list.replaceChildren();
    for (const [word, told] of this.facts(file)) {
      if (told) list.append(made("dt", "", word), made("dd", "", told));
    }
    this.dialog.showModal();
  }

  *facts(file) {
    const { outcomes } = this;
    const target = outcomes.target(file);
    const bytesOut = outcomes.fact("bytesOut", file);
    const scale = outcomes.fact("scale", file);
    yield ["verdict", outcomes.word("verdict", file)];
    yield ["why", outcomes.word("reason", file)];
    yield ["lies at", target];
    yield ["belongs to", outcomes.companionOf.get(file)];
    yield ["comes with", outcomes.companions(file).join("\n")];
    yield ["taken", shownDate(outcomes.fact("date", file)) || "not known"];
    yield ["told by", outcomes.word("dateSource", file)];
    yield ["not believed", (outcomes.rejected.get(file) ?? []).map(saidOf).join("\n")];
    yield ["before", shownSize(outcomes.fact("size", file))];
    yield ["after", bytesOut ? shownSize(bytesOut) : ""];
    yield ["quality", outcomes.fact("quality", file) || ""];
    yield ["sides at", scale === 1 ? "" : `${Math.round(scale * 100)} %`];
    yield ["encodes", outcomes.fact("encodes", file) || ""];
    yield ["decided by", outcomes.word("bound", file)];
    yield ["worked on for", shownSeconds(outcomes.fact("seconds", file))];
    yield ["BLAKE3", outcomes.fact("digest", file) && `${outcomes.fact("digest", file)}…`];
  }
}

function saidOf([source, text, why]) {
  return `${source}: ${text}${why ? ` (${why})` : ""}`;
}
