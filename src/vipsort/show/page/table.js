// The list of files: only the rows that can be seen are in the page, however many there are.

const HIGHEST = 8_000_000; // pixels that every browser can scroll through; more rows than that are scrolled faster
const SPARE = 4; // rows above and below what is seen

class Table {
  constructor(root, columns, open) {
    this.columns = columns;
    this.open = open;
    this.files = [];
    this.heads = root.querySelector(".heads");
    this.scroll = root.querySelector(".scroll");
    this.height = root.querySelector(".height");
    this.empty = root.querySelector(".empty");
    this.root = root;
    this.rows = [];
    this.drawing = 0;
    this.scroll.addEventListener("scroll", () => this.redraw(), { passive: true });
    new ResizeObserver(() => this.redraw()).observe(this.scroll);
  }

  /** Show these files, by their numbers, from the first one on. */
  show(files) {
    this.files = files;
    this.scroll.scrollTop = 0;
    this.scroll.hidden = files.length === 0;
    this.empty.hidden = files.length !== 0;
    this.root.setAttribute("aria-rowcount", files.length + 1);
    this.redraw();
  }

  /** Once a frame, whatever happens in it. */
  redraw() {
    this.drawing ||= requestAnimationFrame(() => {
      this.drawing = 0;
      this.draw();
    });
  }

  draw() {
    const tall = Number.parseFloat(getComputedStyle(this.scroll).getPropertyValue("--row"));
    const seen = this.scroll.clientHeight;
    const all = this.files.length * tall;
    const height = Math.min(all, HIGHEST);
    this.height.style.height = `${height}px`;
    const faster = height > seen ? (all - seen) / (height - seen) : 1;
    const top = this.scroll.scrollTop * faster;
    const first = Math.max(0, Math.floor(top / tall) - SPARE);
    const last = Math.min(this.files.length, Math.ceil((top + seen) / tall) + SPARE);
    this.fit(last - first);
    this.rows.forEach((row, index) => {
      row.fill(this.files[first + index], first + index, this.scroll.scrollTop + (first + index) * tall - top);
    });
  }

  /** As many rows as are needed, kept from one drawing to the next. */
  fit(count) {
    while (this.rows.length > count) this.rows.pop().element.remove();
    while (this.rows.length < count) {
      const row = new Row(this.columns, this.open);
      this.rows.push(row);
      this.scroll.append(row.element);
    }
  }
}

class Row {
  constructor(columns, open) {
    this.columns = columns;
    this.element = made("div", "row");
    this.element.setAttribute("role", "row");
    this.element.addEventListener("click", () => open(this.file));
    this.cells = columns.map((column) => {
      const cell = made("span", column.number ? "number" : "");
      cell.setAttribute("role", "cell");
      this.element.append(cell);
      return cell;
    });
  }

  fill(file, index, top) {
    this.element.style.transform = `translateY(${top}px)`;
    if (this.file === file) return;
    this.file = file;
    this.element.setAttribute("aria-rowindex", index + 2);
    this.columns.forEach((column, number) => column.write(this.cells[number], file));
  }
}

/** An element of a class, with a text: what a file is called is never anything else. */
function made(name, kind, text = "") {
  const element = document.createElement(name);
  if (kind) element.className = kind;
  element.textContent = text;
  return element;
}
