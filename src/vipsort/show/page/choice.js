// Charts and buttons that choose files: each writes its terms into the box above the list, or takes them out again.

class Choice {
  constructor(box, changed) {
    this.box = box;
    this.changed = changed;
    this.choosers = Array.from(document.querySelectorAll("[data-choose]"));
    for (const chooser of this.choosers) {
      chooser.addEventListener("click", () => this.toggle(chooser));
      if (chooser.localName === "button") continue;
      chooser.addEventListener("keydown", (event) => {
        if (event.key !== "Enter" && event.key !== " ") return;
        event.preventDefault();
        this.toggle(chooser);
      });
    }
  }

  get terms() {
    return termsOf(this.box.value);
  }

  toggle(chooser) {
    const wanted = termsOf(chooser.dataset.choose);
    const fields = new Set(wanted.map((term) => term.field));
    const kept = this.terms.filter((term) => !fields.has(term.field)); // one year, one verdict at a time
    this.set(this.has(wanted) ? kept : [...kept, ...wanted]);
    if ("jump" in chooser.dataset) document.getElementById("list").scrollIntoView();
  }

  set(terms) {
    this.box.value = textOf(terms);
    this.changed();
  }

  /** Show what is chosen: on the choosers, and the months of a chosen year. */
  show() {
    for (const chooser of this.choosers) {
      const isChosen = this.has(termsOf(chooser.dataset.choose));
      chooser.classList.toggle("chosen", isChosen);
      if (chooser.hasAttribute("role") || chooser.localName === "button") chooser.setAttribute("aria-pressed", isChosen);
    }
    const date = this.terms.find((term) => term.field === "date")?.value ?? "";
    for (const months of document.querySelectorAll("[data-months]")) {
      months.hidden = date.slice(0, 4) !== months.dataset.months;
    }
  }

  has(wanted) {
    const terms = this.terms;
    return wanted.every(({ field, value }) => terms.some((term) => term.field === field && term.value === value));
  }
}
