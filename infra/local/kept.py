"""What moto and botocore work out again at each call or start, kept for the whole process."""

import json
from collections.abc import Callable
from functools import cache
from importlib import import_module
from typing import Any

from infra.doubles.guard import on_the_wire

SAME_ANSWERS = (
    ("botocore.session", "create_loader"),
    ("botocore.useragent", "sanitize_user_agent_string_component"),
    ("moto.core.responses", "camelcase_to_underscores"),
    ("moto.core.responses", "method_names_from_class"),
    ("moto.kms.models", "generate_private_key"),
)
"""Functions that answer alike each time, by the module that calls them: one loader reads the models
of all sessions; one key, with which nothing is encrypted, serves all tables."""


def keep_answers() -> None:
    """Keep them; a second call changes nothing."""
    for module, name in SAME_ANSWERS:
        names = vars(import_module(module))
        if not hasattr(names[name], "cache_info"):
            names[name] = cache(names[name])
    _read_models_once()
    _read_templates_as_json()
    _pass_values_on()


def _read_models_once() -> None:
    """Cache botocore's descriptions of services: each start of moto makes it read them again."""
    from botocore.loaders import JSONFileLoader

    if getattr(JSONFileLoader, "once", False):
        return
    original = JSONFileLoader.load_file
    read = cache(lambda path: original(JSONFileLoader(), path))
    JSONFileLoader.load_file = lambda self, file_path: read(file_path)  # type: ignore[method-assign]
    JSONFileLoader.once = True  # type: ignore[attr-defined]


def _read_templates_as_json() -> None:
    """Have CloudFormation read templates as what ours are: as YAML they take far longer."""
    from moto.cloudformation.models import Stack

    read: Callable[[str], dict[str, Any]] = json.loads
    Stack.parse_template = staticmethod(read)  # type: ignore[assignment]


def _pass_values_on() -> None:
    """Hand over DynamoDB's values as they are held.

    moto's serializer tries ten names for each member of each value, which is most of a call's time.
    """
    from moto.core.serialize import JSONSerializer

    if getattr(JSONSerializer, "quick", False):
        return
    original = JSONSerializer._serialize_type_map

    def serialize_map(self: Any, serialized: Any, value: Any, shape: Any, key: str) -> None:
        if shape.value.name == "AttributeValue":
            serialized[key] = on_the_wire(value)
        else:
            original(self, serialized, value, shape, key)

    JSONSerializer._serialize_type_map = serialize_map  # type: ignore[method-assign]
    JSONSerializer.quick = True  # type: ignore[attr-defined]
