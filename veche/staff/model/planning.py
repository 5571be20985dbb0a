"""The plan: what has to happen so that the directory is what the source tells. It reads nothing and writes nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from msgspec import Struct

from veche.staff.model.known import Known, KnownPost, KnownRecord, Place
from veche.staff.model.people import Gathering, Job, Told
from veche.staff.model.rows import Problem, StaffRow, UnitRow, name_key
from veche.staff.model.steps import PersonAct, PersonStep, PlaceStep, Plan
from veche.staff.model.units import Tree


class Options(Struct, frozen=True, kw_only=True):
    """`absent_leave`: the rows are everybody. `default_title`: for a source that knows no titles."""

    today: date
    absent_leave: bool = True
    default_title: str = "Сотрудник"


def make_plan(
    known: Known,
    rows: Iterable[StaffRow],
    units: Sequence[UnitRow] = (),
    *,
    options: Options,
    problems: Sequence[Problem] = (),
) -> Plan:
    """`problems`: what reading the source found already. Raises BadInput: staff_too_many_rows."""
    tree = Tree(known)
    tree.take_rows(units)
    gathering = Gathering(tree, known, options.today, options.default_title)
    gathering.take(rows)
    everything = [*problems, *tree.problems, *gathering.problems]
    # Somebody on a line that cannot be read looks like somebody who is not there.
    blind = any(one.keyless for one in everything)
    people = _People(known, gathering, may_leave=options.absent_leave and not blind)
    steps, unchanged = people.steps()
    withheld = len(people.absent()) if options.absent_leave and blind else 0
    return Plan(
        organisations=tree.organised,
        units=tree.steps,
        people=steps,
        problems=sorted(everything, key=lambda one: (one.table, one.line)),
        unchanged=unchanged,
        withheld=withheld,
    )


class _People:
    """Compares, in two rounds: first who keeps which post, then who takes the posts that have become free."""

    def __init__(self, known: Known, gathering: Gathering, *, may_leave: bool) -> None:
        self._known, self._told, self._keys = known, gathering.people, gathering.keys
        self._may_leave = may_leave
        self._free: dict[tuple[int, str], list[KnownPost]] = {}
        self._kept: dict[str, list[tuple[Place, Job | None]]] = {}
        for post in known.posts.values():
            if post.record is None:
                self._put_free(post)

    def absent(self) -> list[KnownRecord]:
        return [one for key, one in self._known.records.items() if not one.left and key not in self._keys]

    def steps(self) -> tuple[list[PersonStep], int]:
        gone = [told for told in self._told.values() if not told.active]
        leaving = [one for told in gone if (one := self._known.records.get(told.key)) is not None and not one.left]
        lines = {told.key: told for told in gone}
        if self._may_leave:
            leaving += self.absent()
        steps = [self._leave(record, lines.get(record.key)) for record in leaving]
        staying = [told for told in self._told.values() if told.active]
        for told in staying:
            self._keep(told)
        unchanged = 0
        for told in staying:
            step = self._step(told)
            if step is None:
                unchanged += 1
            else:
                steps.append(step)
        return steps, unchanged

    def _leave(self, record: KnownRecord, told: Told | None) -> PersonStep:
        return PersonStep(
            act="leave",
            key=record.key,
            line=told.line if told else 0,
            record=record.id,
            before=record.facts,
            places=tuple(self._drop(place) for place in record.places if place.post in self._known.posts),
            signed_in=record.signed_in,
            table=told.table if told else "",
        )

    def _keep(self, told: Told) -> None:
        """The first round: jobs that are as they were, then jobs of the same unit under another title; the posts of
        all other old jobs become free for whoever comes."""
        record = self._known.records.get(told.key)
        old = [place for place in record.places if place.post in self._known.posts] if record else []
        open_jobs = list(told.jobs)
        kept: list[tuple[Place, Job | None]] = []
        for place in list(old):
            post = self._known.posts[place.post]
            same = [job for job in open_jobs if job.unit == post.unit]
            job = next((one for one in same if name_key(one.title) == name_key(post.title)), None)
            if job is not None:
                kept.append((place, job))
                open_jobs.remove(job)
                old.remove(place)
        for place in list(old):
            job = next((one for one in open_jobs if one.unit == self._known.posts[place.post].unit), None)
            if job is not None:
                kept.append((place, job))
                open_jobs.remove(job)
                old.remove(place)
        for place in old:
            kept.append((place, None))
            self._put_free(self._known.posts[place.post])
        self._kept[told.key] = kept
        told.jobs = [*(job for _, job in kept if job is not None), *open_jobs]

    def _step(self, told: Told) -> PersonStep | None:
        """The second round. None: nothing changes."""
        record = self._known.records.get(told.key)
        places: list[PlaceStep] = []
        done: list[Job] = []
        for place, job in self._kept[told.key]:
            if job is None:
                places.append(self._drop(place))
            else:
                done.append(job)
                places += self._same_unit(place, job)
        for job in told.jobs:
            if not any(job is one for one in done):
                places.append(self._new(job, told))
        before = record.facts if record else None
        changed = any(one.act != "keep" for one in places)
        act = _act(record, places)
        if record is not None and not record.left and not changed and before == told.facts:
            return None
        return PersonStep(
            act=act,
            key=told.key,
            line=told.line,
            record=record.id if record else None,
            before=before,
            after=told.facts,
            places=tuple(places),
            signed_in=bool(record and record.signed_in),
            table=told.table,
        )

    def _same_unit(self, place: Place, job: Job) -> list[PlaceStep]:
        post = self._known.posts[place.post]
        if name_key(job.title) == name_key(post.title):
            same = (place.head, place.deputy) == (job.head, job.deputy)
            act = "rename" if job.title != post.title else "keep" if same else "mark"
            return [_place(act, job, post, place)]
        # A post of that title waits: its chats and its history are for whoever is appointed to it.
        free = self._take_free(job)
        if free is None:
            return [_place("rename", job, post, place)]
        self._put_free(post)
        return [self._drop(place), _place("take", job, free)]

    def _new(self, job: Job, told: Told) -> PlaceStep:
        free = self._take_free(job, name=told.facts.name)
        if free is None:
            return PlaceStep(act="add", unit=job.unit, title=job.title, head=job.head, deputy=job.deputy)
        return _place("take", job, free)

    def _drop(self, place: Place) -> PlaceStep:
        post = self._known.posts[place.post]
        step = PlaceStep(
            act="drop",
            unit=post.unit,
            title=post.title,
            post=post.id,
            old_head=place.head,
            old_deputy=place.deputy,
        )
        self._put_free(post)
        return step

    def _put_free(self, post: KnownPost) -> None:
        free = self._free.setdefault((post.unit, name_key(post.title)), [])
        if all(one.id != post.id for one in free):
            free.append(post)

    def _take_free(self, job: Job, *, name: str = "") -> KnownPost | None:
        """A post of this unit and title: one that somebody of that name holds already, else one that nobody holds or
        will hold when the plan is done."""
        free = self._free.get((job.unit, name_key(job.title)), [])
        for post in free:
            if post.record is None and post.holder and name and name_key(post.holder) == name_key(name):
                free.remove(post)
                return post
        for post in free:
            if post.record is not None or not post.holder:
                free.remove(post)
                return post
        return None


def _place(act: str, job: Job, post: KnownPost, old: Place | None = None) -> PlaceStep:
    return PlaceStep(
        act=act,  # type: ignore[arg-type]  # the callers name acts
        unit=post.unit,
        title=job.title,
        post=post.id,
        head=job.head,
        deputy=job.deputy,
        old_title=post.title if post.title != job.title else "",
        old_head=bool(old and old.head),
        old_deputy=bool(old and old.deputy),
        held=act == "take" and post.record is None and bool(post.holder),
    )


def _act(record: KnownRecord | None, places: Sequence[PlaceStep]) -> PersonAct:
    if record is None:
        return "create"
    if record.left:
        return "return"
    return "move" if any(one.act in ("add", "take", "drop") for one in places) else "change"
