"""What describes a picture that has left SRC before it: an older version's ``--move`` left it there."""

import os
from collections.abc import Mapping, Sequence
from dataclasses import replace

from vipsort.photo.companions import tied
from vipsort.photo.kinds import is_sidecar
from vipsort.photo.model import Source, Verdict
from vipsort.photo.tie import UNTIED, Tie
from vipsort.store.index import Index
from vipsort.store.journal import records_about


def with_leaders_gone(batch: Sequence[Source], index: Index) -> Sequence[Source]:
    """The sources of one folder, those tied to their leaders that were left behind by them.

    A name alone proves nothing: what is here before its own picture may have the name of one that is long gone. It has
    to have been here, as it is now, when a run took that one.
    """
    alone = [source for source in batch if source.tie is UNTIED and is_sidecar(source.filename)]
    known = index.known(alone) if alone else {}
    seen = {}
    for source in alone:
        its = known.get(os.fsencode(source.filename))
        if its and (its.verdict, its.size, its.mtime_ns) == (Verdict.SKIPPED, source.size, source.mtime_ns):
            seen[source.filename] = source
    leaders = _leaders(seen, index) if seen else {}
    were_together = _were_together(leaders, index) if leaders else ()
    return [
        replace(source, tie=Tie(companion_of=leaders[source].filename)) if source in were_together else source
        for source in batch
    ]


def _leaders(alone: Mapping[str, Source], index: Index) -> dict[Source, Source]:
    """Whom each would go with, of those that runs before found in its folder and that lie in DST."""
    names = {
        name
        for source in alone.values()
        for name in index.names_like(source.folder, f"{source.filename.partition('.')[0]}.")
        if not is_sidecar(name)
    }
    ties = tied(sorted(names), alone.keys()) if names else {}
    leaders = {}
    for name, source in alone.items():
        if name in ties:
            lead = ties[name].companion_of
            leaders[source] = Source(source.beside(lead), 0, 0)
    return leaders


def _were_together(leaders: Mapping[Source, Source], index: Index) -> set[Source]:
    """Those that a run found and left alone, not after it had taken the leader."""
    those = {source.name: source for source in leaders}
    seen: dict[str, int] = {}
    done: dict[str, int] = {}
    run, run_name, is_here = 0, "", False
    for record in records_about(index.journal, {*those, *(lead.name for lead in leaders.values())}):
        if record["kind"] == "start":
            run += record.get("run") != run_name  # one that was started again is one
            run_name, is_here = str(record.get("run")), record.get("src") == index.src
        elif record["kind"] == "outcome" and is_here:
            name = str(record.get("source"))
            its = those.get(name)
            if its is None:
                done[name] = run
            elif (record.get("verdict"), record.get("size"), record.get("mtime_ns")) == (
                Verdict.SKIPPED,
                its.size,
                its.mtime_ns,
            ):
                seen.setdefault(name, run)
    return {
        source
        for source, lead in leaders.items()
        if source.name in seen and seen[source.name] <= done.get(lead.name, 0)
    }
