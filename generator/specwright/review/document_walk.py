"""The walk over what belongs to the whole document: information, servers, security schemes, tags, webhooks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from urllib.parse import urlsplit

from ..ir import Api, Auth, Hook, Origin, Ref, Server
from ..values import dataclass
from .definitions import FromOperation
from .operations import Matched, base_path, shape
from .pairing import by_key, renames, similarity
from .subjects import ApiPair, AuthPair, HookPair, Place, ServerPair, TagPair
from .types_walk import TypeWalk
from .visits import Use

_Numbered = tuple[int, Server]


@dataclass(frozen=True, slots=True)
class DocumentWalk:
    """Looks at everything that is not an operation's own."""

    old: Api
    new: Api
    operations: list[Matched]

    def run(self, sink: FromOperation) -> None:
        """Look at the document itself."""
        sink.see(ApiPair(self.old, self.new, "the API"), self._place("info"))
        self._servers(sink)
        self._auth(sink)
        for name, was, now in by_key(dict(self.old.tags), dict(self.new.tags)):
            in_old, in_new = name in dict(self.old.tags), name in dict(self.new.tags)
            pair = TagPair((was or "") if in_old else None, (now or "") if in_new else None, f"tag `{name}`")
            sink.see(pair, self._place("tags"))

    def _place(self, *tokens: str | int) -> Place:
        return Place(
            self.old.origin.child(*tokens) if self.old.origin else None,
            self.new.origin.child(*tokens) if self.new.origin else None,
        )

    def _servers(self, sink: FromOperation) -> None:
        old, new = self.old.servers, self.new.servers
        if old and not new:
            sink.see(ServerPair(old[0], None, "servers", 0, None, len(old), 0), self._place("servers"))
            return
        folded = self._is_folded()
        for was, now in _server_pairs(old, new):
            shown = now or was
            assert shown is not None
            places = (was[0] if was else None, now[0] if now else None)
            servers = (was[1] if was else None, now[1] if now else None)
            pair = ServerPair(*servers, f"server {shown[1].url}", *places, len(old), len(new), folded)
            sink.see(pair, self._at("servers", *places))

    def _at(self, key: str, old: str | int | None, new: str | int | None) -> Place:
        """The place of members of two lists or mappings."""
        here = self._place(key)
        return Place(
            here.old.child(old) if here.old and old is not None else here.old,
            here.new.child(new) if here.new and new is not None else here.new,
        )

    def _is_folded(self) -> bool:
        """Whether a prefix moved between server and paths, so that the joined URLs are what they were."""
        bases = (base_path(self.old), base_path(self.new))
        both = [(p.old.operation.path, p.new.operation.path) for p in self.operations if p.old and p.new]
        if bases[0] == bases[1] or not both:
            return False
        return all(shape(bases[0] + old) == shape(bases[1] + new) for old, new in both)

    def _auth(self, sink: FromOperation) -> None:
        for old, new in self._auth_pairs():
            shown = new or old
            assert shown is not None
            if old != new:
                schemes = Place(self._scheme(self.old, old), self._scheme(self.new, new))
                sink.see(AuthPair(old, new, f"security scheme `{shown.scheme}`"), schemes)

    def _scheme(self, api: Api, auth: Auth | None) -> Origin | None:
        if api.origin is None:
            return None
        schemes = api.origin.child("components", "securitySchemes")
        return schemes.child(auth.scheme) if auth is not None else schemes

    def _auth_pairs(self) -> Iterator[tuple[Auth | None, Auth | None]]:
        """Schemes of one name, and those that only their name tells apart."""
        before, after = ({auth.scheme: auth for auth in api.auth} for api in (self.old, self.new))
        removed = [auth for name, auth in before.items() if name not in after]
        added = [auth for name, auth in after.items() if name not in before]
        for old in list(removed):
            same = next((new for new in added if replace(old, scheme=new.scheme, doc=new.doc) == new), None)
            if same is not None:
                yield old, same
                removed.remove(old)
                added.remove(same)
        yield from ((auth, after[name]) for name, auth in before.items() if name in after)
        yield from ((auth, None) for auth in removed)
        yield from ((None, auth) for auth in added)

    def renamed_schemes(self) -> Mapping[str, str]:
        """The new names of renamed security schemes."""
        pairs = ((old, new) for old, new in self._auth_pairs() if old is not None and new is not None)
        return {old.scheme: new.scheme for old, new in pairs if old.scheme != new.scheme}

    def hooks(self, types: TypeWalk, sink: FromOperation) -> None:
        """Look at webhooks and callbacks. Their data travels from server to client."""
        for old, new, score in self._hook_pairs():
            shown = new or old
            assert shown is not None
            kind = "webhook" if shown.operation is None else "callback"
            label = f"{kind} `{shown.name}`"
            owner = self._owner(old, new)
            place = Place(
                old.origin if old else self._hooks_of(self.old, owner, new=False),
                new.origin if new else self._hooks_of(self.new, owner, new=True),
            )
            bits = 1 << owner if owner is not None else 0
            own = replace(sink, reach=replace(sink.reach, response=bits))
            own.see(HookPair(old, new, label, score), place)
            if old is not None and new is not None and old.payload and new.payload:
                types.compare(Ref(old.payload), Ref(new.payload), Use(label, "", place), own)

    def _hooks_of(self, api: Api, owner: int | None, *, new: bool) -> Origin | None:
        """Where a webhook or callback would stand: in its operation, or in the list of webhooks."""
        pair = self.operations[owner] if owner is not None else None
        call = (pair.new if new else pair.old) if pair is not None else None
        if call is not None:
            return call.operation.origin
        return api.origin.child("webhooks") if api.origin else None

    def _owner(self, old: Hook | None, new: Hook | None) -> int | None:
        """The number of the operation that a callback belongs to."""
        for index, pair in enumerate(self.operations):
            if old is not None and old.operation and pair.old and pair.old.operation.id == old.operation:
                return index
            if new is not None and new.operation and pair.new and pair.new.operation.id == new.operation:
                return index
        return None

    def _hook_pairs(self) -> Iterator[tuple[Hook | None, Hook | None, float]]:
        new_ids = {p.old.operation.id: p.new.operation.id for p in self.operations if p.old and p.new}
        before = {(new_ids.get(h.operation or "", h.operation), h.name, h.method): h for h in self.old.hooks}
        after = {(h.operation, h.name, h.method): h for h in self.new.hooks}
        removed = [h for key, h in before.items() if key not in after and h.operation is None]
        added = [h for key, h in after.items() if key not in before and h.operation is None]
        renamed = renames(removed, added, _hook_similarity, 0.6)
        moved = {id(hook) for pair in renamed for hook in pair}
        for _, old, new in by_key(before, after):
            if id(old) not in moved and id(new) not in moved:
                yield old, new, 1.0
        yield from ((old, new, _hook_similarity(old, new)) for old, new in renamed)


def _hook_similarity(old: Hook, new: Hook) -> float:
    """Webhooks with equal payloads, and how alike their names are."""
    last = [hook.payload.rpartition("/")[2] if hook.payload else None for hook in (old, new)]
    if old.method != new.method or last[0] != last[1]:
        return 0.0
    return similarity(old.name.lower(), new.name.lower())


def _server_pairs(
    old: tuple[Server, ...], new: tuple[Server, ...]
) -> Iterator[tuple[_Numbered | None, _Numbered | None]]:
    """Servers of one URL; of the others those at one index, or the only ones left."""
    before, after = {s.url: (i, s) for i, s in enumerate(old)}, {s.url: (i, s) for i, s in enumerate(new)}
    removed = [entry for url, entry in before.items() if url not in after]
    added = [entry for url, entry in after.items() if url not in before]
    yield from ((entry, after[url]) for url, entry in before.items() if url in after)
    for was in list(removed):
        alone = len(removed) == len(added) == 1
        now = next((e for e in added if alone or (e[0] == was[0] and _same_host(e[1], was[1]))), None)
        if now is not None:
            yield was, now
            removed.remove(was)
            added.remove(now)
    yield from ((entry, None) for entry in removed)
    yield from ((None, entry) for entry in added)


def _same_host(old: Server, new: Server) -> bool:
    return urlsplit(old.url).netloc == urlsplit(new.url).netloc
