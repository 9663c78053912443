"""`dataclass`, as in the standard library, for frozen classes whose methods are compiled when they are first called.

The standard one compiles six methods for each class when its module is imported; for the two hundred records of the
compiler that took 65 ms of every command's start. Here comparing and hashing are shared, and only `__init__` and
`__repr__` are compiled, each once, when an instance is first made or shown. What a class is and does is the same,
`fields`, `replace`, matching and pickling included. Classes that are not frozen, or ordered, are left to the library.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass
else:
    import dataclasses
    from operator import attrgetter

    def dataclass(cls=None, /, *, frozen=False, slots=False, eq=True, order=False):
        """See `dataclasses.dataclass`."""
        if cls is None:
            return lambda cls: dataclass(cls, frozen=frozen, slots=slots, eq=eq, order=order)
        if not frozen or order:
            return dataclasses.dataclass(frozen=frozen, slots=slots, eq=eq, order=order)(cls)
        return _frozen(cls, slots, eq)

    def _frozen(cls, slots, eq):
        cls.__doc__ = cls.__doc__ or cls.__name__  # else the library works out a signature
        cls = dataclasses.dataclass(init=False, repr=False, eq=False, slots=slots)(cls)
        own = cls.__dict__
        if "__init__" not in own:
            cls.__init__ = _when_called(cls, "__init__", _init)
        if "__repr__" not in own:
            cls.__repr__ = _when_called(cls, "__repr__", _repr)
        if eq:
            _compare(cls)
        _lock(cls)
        if slots and "__getstate__" not in own:
            cls.__getstate__, cls.__setstate__ = _state, _restore
        return cls

    def _when_called(cls, name, make):
        """A method that makes the true one, puts it in its own place and calls it."""

        def method(self, *args, **named):
            made = make(cls)
            setattr(cls, name, made)
            return made(self, *args, **named)

        method.__qualname__ = f"{cls.__qualname__}.{name}"
        return method

    def _init(cls):
        """`__init__`. The names it sees begin with two underscores, which no field's does."""
        seen, heads, body = {"__set": object.__setattr__}, [], []
        for field in dataclasses.fields(cls):
            name, value = field.name, field.name
            if field.default is not dataclasses.MISSING:
                seen[f"__default_{name}"] = field.default
                heads.append(f"{name}=__default_{name}")
            elif field.default_factory is not dataclasses.MISSING:
                seen[f"__make_{name}"], seen["__missing"] = field.default_factory, dataclasses.MISSING
                heads.append(f"{name}=__missing")
                value = f"__make_{name}() if {name} is __missing else {name}"
            else:
                heads.append(name)
            slot = getattr(getattr(cls, name, None), "__set__", None)
            if slot is None:
                body.append(f"__set(self, {name!r}, {value})")
            else:
                seen[f"__slot_{name}"] = slot
                body.append(f"__slot_{name}(self, {value})")
        if hasattr(cls, "__post_init__"):
            body.append("self.__post_init__()")
        lines = "\n  ".join(body or ["pass"])
        return _compiled(cls, "__init__", f"(self, {', '.join(heads)}):\n  {lines}", seen)

    def _repr(cls):
        shown = ", ".join(f"{field.name}={{self.{field.name}!r}}" for field in dataclasses.fields(cls) if field.repr)
        return _compiled(cls, "__repr__", f"(self):\n  return f'{{type(self).__qualname__}}({shown})'", {})

    def _compiled(cls, name, text, seen):
        exec(f"def {name}{text}", seen)
        method = seen[name]
        method.__qualname__ = f"{cls.__qualname__}.{name}"
        return method

    def _compare(cls):
        values = _getter([field.name for field in dataclasses.fields(cls) if field.compare])

        def __eq__(self, other):
            return values(self) == values(other) if other.__class__ is self.__class__ else NotImplemented

        def __hash__(self):
            return hash(values(self))

        if "__eq__" not in cls.__dict__:
            cls.__eq__ = __eq__
        if cls.__dict__.get("__hash__") is None:
            cls.__hash__ = __hash__

    def _getter(names):
        """From an instance to the tuple of those fields."""
        if len(names) > 1:
            return attrgetter(*names)
        return (lambda self: (getattr(self, names[0]),)) if names else (lambda self: ())

    def _lock(cls):
        """Refuses changes, but for what a subclass has of its own."""
        names = frozenset(field.name for field in dataclasses.fields(cls))

        def __setattr__(self, name, value):
            if type(self) is cls or name in names:
                raise dataclasses.FrozenInstanceError(f"cannot assign to field {name!r}")
            super(cls, self).__setattr__(name, value)

        def __delattr__(self, name):
            if type(self) is cls or name in names:
                raise dataclasses.FrozenInstanceError(f"cannot delete field {name!r}")
            super(cls, self).__delattr__(name)

        cls.__setattr__, cls.__delattr__ = __setattr__, __delattr__

    def _state(self):
        return [getattr(self, field.name) for field in dataclasses.fields(self)]

    def _restore(self, state):
        for field, value in zip(dataclasses.fields(self), state, strict=True):
            object.__setattr__(self, field.name, value)
