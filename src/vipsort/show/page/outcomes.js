// All files of the run, unpacked from the page: columns of which each word stands once (show/packing.py).

const VERDICTS_WITHOUT_SIZE = new Set(["duplicate", "skipped", "unchanged", "failed"]);

async function unpacked(element) {
  const bytes = Uint8Array.from(atob(element.textContent), (letter) => letter.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  return new Outcomes(await new Response(stream).json());
}

class Outcomes {
  constructor(columns) {
    this.columns = columns;
    this.rejected = new Map(columns.rejected);
    this.companionOf = new Map(columns.companionOf);
    this.count = columns.count;
  }

  /** The word of a file in a column whose words are numbered. */
  word(column, file) {
    const { words, of } = this.columns[column];
    return words[of[file]];
  }

  /** The fact of a file in a column of plain facts. */
  fact(column, file) {
    return this.columns[column][file];
  }

  name(file) {
    return joined(this.word("folder", file), this.columns.name[file]);
  }

  /** Where its bytes lie in DST; nothing where they lie nowhere. */
  target(file) {
    const name = this.columns.target[file];
    return joined(this.word("targetFolder", file), name === 0 ? this.columns.name[file] : name);
  }

  /** The names of the files that belong to it: sidecars, a video, the same picture as RAW. */
  companions(file) {
    const lead = this.name(file);
    return this.columns.companionOf.filter(([, name]) => name === lead).map(([companion]) => this.name(companion));
  }

  /** The part of its bytes that was saved, where it was placed; less than 0 where it grew. */
  saved(file) {
    const size = this.columns.size[file];
    if (VERDICTS_WITHOUT_SIZE.has(this.word("verdict", file)) || size === 0) return null;
    return 1 - this.columns.bytesOut[file] / size;
  }
}

function joined(folder, name) {
  return folder && name ? `${folder}/${name}` : name;
}
