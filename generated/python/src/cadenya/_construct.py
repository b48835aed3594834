"""The lenient constructor: builds the declared types from parsed JSON without ever refusing it.

In: a type and plain Python data (dict, list, str, int, float, bool, None). Out: models, lists and dicts of models,
datetimes; whatever does not fit its declared type stays as it was received. Each type is compiled once to a function
(`None` stands for "leave as it is") and cached, because a server's answers repeat a few types many times.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Annotated, Any, TypeVar, cast, get_args

import pydantic
from pydantic.fields import FieldInfo

from ._construct_values import (
    Construct,
    dict_of,
    exactly,
    float_value,
    list_of,
    literal,
    parsed_text,
    validated_or_kept,
)
from ._discriminator import closed_tag, discriminator_name, extra_type, model_fields, tagged_models, wire_name
from ._utils._typing import (
    cache_key,
    is_array_class,
    is_class,
    is_literal,
    is_model,
    is_union,
    mapping_value,
    sequence_item,
    unwrap,
)

_set = object.__setattr__

_BUILD_NOW = tuple(int(part) for part in pydantic.VERSION.split(".")[:2]) < (2, 12)
"""Before 2.12 pydantic could not dump an instance of a class it had not built where another type is declared."""

_plans: dict[Any, Construct | None] = {}
_lock = threading.RLock()
_building: dict[Any, Construct | None] = {}
"""Plans of the compilation under way (guarded by `_lock`): published together, so no thread sees a half-made one."""
_depth = 0


def construct_plan(type_: Any) -> Construct | None:
    """The compiled constructor of `type_`; None when its values need no work.

    Raises pydantic's error for a class whose annotations name something undefined.
    """
    key = cache_key(type_)
    try:
        return _plans[key]
    except KeyError:
        return _compile_locked(type_, key)
    except TypeError:  # metadata that cannot be hashed: correct, only not cached
        return _compile(type_)


def _compile_locked(type_: Any, key: Any) -> Construct | None:
    global _depth
    with _lock:
        if key in _building:
            return _building[key]
        _depth += 1
        try:
            # Stands while the type is compiled: it may contain itself.
            finished: list[Construct | None] = []
            _building[key] = _later(finished)
            plan = _building[key] = _compile(type_)
            finished.append(plan)
            if _depth == 1:
                _plans.update(_building)
            return plan
        finally:
            _depth -= 1
            if _depth == 0:
                _building.clear()


def _later(finished: list[Construct | None]) -> Construct:
    def construct(value: Any) -> Any:
        plan = finished[0]
        return value if plan is None else plan(value)

    return construct


def _compile(type_: Any) -> Construct | None:
    inner, metadata = unwrap(type_)
    if is_union(inner):
        return _compile_union(type_, inner, metadata)
    if inner is not type_:
        return construct_plan(inner)
    if inner in _UNTOUCHED:
        return None
    if inner is float:
        return float_value
    if inner is datetime or inner is date:
        return parsed_text(inner)
    if is_literal(inner):
        return literal(inner)
    if is_model(inner):
        return _compile_model(inner)
    if (value_type := mapping_value(inner)) is not None:
        return dict_of(construct_plan(value_type))
    if (item_type := sequence_item(inner)) is not None:
        return list_of(construct_plan(item_type))
    if isinstance(inner, TypeVar) or inner in (dict, Mapping) or is_array_class(inner):
        return None
    return validated_or_kept(inner)


_UNTOUCHED: frozenset[Any] = frozenset({Any, object, str, int, bool, bytes, None, type(None)})
"""A value of these is kept whatever it is: right or wrong, there is nothing to build."""


# Models


def construct_model(cls: type[pydantic.BaseModel], values: Mapping[str, Any]) -> Any:
    """Builds `cls` from wire names and values. Raises nothing for wrong data."""
    return cast(Construct, construct_plan(cls))(values)


def _field_default(field: FieldInfo) -> Callable[[], Any] | None:
    """How a field that is not there reads; None stands for "as None", as also a missing required field does."""
    if field.is_required() or (field.default is None and field.default_factory is None):
        return None
    return lambda: field.get_default(call_default_factory=True, validated_data={})


def _extra_plan(cls: type[pydantic.BaseModel]) -> Construct | None:
    value_type = extra_type(cls)
    return None if value_type is None else construct_plan(value_type)


def _field_plan(field: FieldInfo) -> Construct | None:
    annotation = field.annotation
    if is_union(annotation):
        # pydantic has taken the metadata of the annotation apart; a discriminator may stand there.
        metadata = (*field.metadata, field) if field.discriminator else tuple(field.metadata)
        annotated: Any = annotation
        for entry in metadata:
            annotated = Annotated[annotated, entry]
        return _compile_union(annotated, annotation, metadata)
    return construct_plan(annotation)


def _compile_model(cls: type[pydantic.BaseModel]) -> Construct:
    fields = [
        (wire_name(name, field), name, _field_plan(field), _field_default(field))
        for name, field in model_fields(cls).items()
    ]
    if _BUILD_NOW and not cls.__pydantic_complete__:
        cls.model_rebuild(raise_errors=False)
    return _model_constructor(cls, fields, _extra_plan(cls))


def _model_constructor(
    cls: type[pydantic.BaseModel],
    fields: list[tuple[str, str, Construct | None, Callable[[], Any] | None]],
    extra_plan: Construct | None,
) -> Construct:
    """`fields`: wire name, name, plan of the value, what stands there when it is missing."""
    known = frozenset(field[0] for field in fields)
    keeps_extra = cls.model_config.get("extra") == "allow"
    post_init = bool(cls.__pydantic_post_init__)

    def construct(value: Any) -> Any:
        if type(value) is list:
            # A list where one model is declared: a list of models.
            return [construct(entry) if type(entry) is dict else entry for entry in value]
        if not isinstance(value, Mapping):
            return value
        state: dict[str, Any] = {}
        given: set[str] = set()
        for wire, name, plan, default in fields:
            if wire in value:
                entry = value[wire]
                state[name] = entry if plan is None or entry is None else plan(entry)
                given.add(name)
            else:
                state[name] = None if default is None else default()
        extra: dict[str, Any] | None = {} if keeps_extra else None
        if extra is not None and len(given) < len(value):
            for key, entry in value.items():
                if key not in known:
                    extra[key] = entry if extra_plan is None or entry is None else extra_plan(entry)
            given.update(extra)
        model = cls.__new__(cls)
        _set(model, "__dict__", state)
        _set(model, "__pydantic_fields_set__", given)
        _set(model, "__pydantic_extra__", extra)
        if post_init:
            model.model_post_init(None)
        else:
            _set(model, "__pydantic_private__", None)
        return model

    return construct


# Unions


def _compile_union(type_: Any, union: Any, metadata: tuple[Any, ...]) -> Construct | None:
    """Exact validation first; then the arm the discriminator names; then the first arm of the value's JSON kind."""
    arms = [arm for arm in get_args(union) if arm is not type(None)]
    if len(arms) == 1:
        return construct_plan(arms[0])
    if all(construct_plan(arm) is None for arm in arms):
        return None
    name = discriminator_name(metadata)
    named = _named_arm(arms, name)
    first = {kind: _first_plan(arms, kind) for kind in (dict, list)}
    # Where the discriminator decides alone, the arm it names is the only one that could be valid.
    exact = None if name is not None and closed_tag(arms, name) is not None else exactly(type_)

    def construct(value: Any) -> Any:
        if value is None:
            return None
        if exact is not None:
            try:
                return exact(value)
            except (ValueError, RecursionError):
                pass
        plan = named(value) if type(value) is dict else None
        if plan is None:
            plan = first.get(type(value))
        return value if plan is None else plan(value)

    return construct


def _named_arm(arms: list[Any], name: str | None) -> Callable[[dict[str, Any]], Construct | None]:
    """Finds the plan of the arm that the discriminator in an object names."""
    tagged = {} if name is None else tagged_models(arms, name)
    plans = [(wire, {tag: construct_plan(model) for tag, model in models.items()}) for wire, models in tagged.items()]

    def find(value: dict[str, Any]) -> Construct | None:
        for wire, by_tag in plans:
            tag = value.get(wire)
            if isinstance(tag, (str, int)) and (plan := by_tag.get(tag)) is not None:
                return plan
        return None

    return find


def _first_plan(arms: list[Any], kind: type) -> Construct | None:
    return next((construct_plan(arm) for arm in arms if _accepts(unwrap(arm)[0], kind)), None)


def _accepts(inner: Any, kind: type) -> bool:
    """Whether a JSON object (`dict`) or array (`list`) can become this type."""
    if is_union(inner):
        return any(_accepts(unwrap(arm)[0], kind) for arm in get_args(inner))
    if inner in (Any, object) or inner is kind:
        return True
    if kind is list:
        return sequence_item(inner) is not None or is_array_class(inner)
    return mapping_value(inner) is not None or (is_class(inner) and issubclass(inner, (pydantic.BaseModel, Mapping)))
