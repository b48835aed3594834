"""What holds for every `ir.Api` that lowering gives."""

from __future__ import annotations

from specwright import ir
from specwright.ir.walk import mentioned, types_of_definition, types_of_operation


def check_invariants(api: ir.Api) -> None:
    """References lead somewhere; types have the form that `ir/types.py` promises; no name is given twice."""
    for id_, definition in api.definitions.items():
        assert definition.id == id_
        check_owner(api, definition)
        for type_ in types_of_definition(definition):
            check_type(api, type_)
        if isinstance(definition, ir.Record):
            assert all(base in api.definitions for base in definition.bases), id_
            assert len({field.wire for field in definition.fields}) == len(definition.fields), id_
        if isinstance(definition, ir.Alias):
            assert not isinstance(definition.type, ir.Nullable), id_
    for operation in api.operations.values():
        for type_ in types_of_operation(operation):
            check_type(api, type_)
    check_resource(api, api.root)
    for id_ in mentioned(field.type for scheme in api.paging for field in scheme.fields):
        assert id_ in api.definitions
    assert all(id_ in api.definitions for id_ in (*api.webhooks, *api.callbacks))


def check_owner(api: ir.Api, definition: ir.Definition) -> None:
    """What is written inside of something has a place in it, and that something is there."""
    owner = definition.owner
    if owner is None or owner in api.operations or owner in bodies_in_place(api):
        return
    assert definition.place or owner.startswith("#/components/responses/"), definition.id
    others = ("pagination/", "#/components/responses/")  # their schemas belong to no definition
    assert owner in api.definitions or owner.startswith(others), (definition.id, owner)


def bodies_in_place(api: ir.Api) -> set[str | None]:
    """The bodies that are one of several objects, or of one: no definitions, but the arguments of their operation."""
    bodies = (operation.body for operation in api.operations.values() if operation.body and operation.body.spread)
    return {api.definitions[id_].owner for id_ in mentioned(sent.type for body in bodies for sent in body.contents)}


def check_resource(api: ir.Api, resource: ir.Resource) -> None:
    for method in resource.methods:
        assert method.operation in api.operations
        if method.paging is not None:
            check_type(api, method.paging.item)
    for child in resource.children:
        check_resource(api, child)


def check_type(api: ir.Api, type_: ir.Type) -> None:
    match type_:
        case ir.Ref():
            assert type_.id in api.definitions, type_.id
        case ir.Nullable():
            assert not isinstance(type_.type, ir.Nullable | ir.Unknown)
            check_type(api, type_.type)
        case ir.Union():
            check_union(api, type_)
        case ir.ListOf():
            check_type(api, type_.item)
        case ir.MapOf():
            check_type(api, type_.value)
        case ir.TupleOf():
            for item in type_.items:
                check_type(api, item)
        case ir.Literal():
            assert type_.values
            assert len({(type(value), value) for value in type_.values}) == len(type_.values)
            assert not type_.value_docs or len(type_.value_docs) == len(type_.values)
        case _:
            pass


def check_union(api: ir.Api, union: ir.Union) -> None:
    types = [arm.type for arm in union.arms]
    assert len(types) >= 2
    assert len(set(types)) == len(types)
    for type_ in types:
        assert not isinstance(type_, ir.Nullable | ir.Union)
        check_type(api, type_)
    if union.discriminator is not None:
        assert union.discriminator.mapping
        ids = {type_.id for type_ in types if isinstance(type_, ir.Ref)}
        assert all(id_ in ids for _, id_ in union.discriminator.mapping)
