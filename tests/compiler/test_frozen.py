"""The compiler's `dataclass` is the library's in all but when its methods are compiled."""

from __future__ import annotations

import copy
import dataclasses
import pickle
from functools import cached_property
from typing import Any

import pytest

from songc.compiler import frozen


class Given(list[Any]):
    """A default that a class makes for each instance."""


def classes(source: Any) -> tuple[type, type, type, type]:
    """The same four classes by one decorator or the other."""

    @source(frozen=True, slots=True)
    class Note:
        """A note."""

        pitch: int
        length: float = 1.0
        marks: tuple[str, ...] = ()
        span: int = dataclasses.field(default=0, compare=False, repr=False)
        given: list[Any] = dataclasses.field(default_factory=Given, compare=False)

    @source(frozen=True)
    class Open:
        low: int

        @cached_property
        def double(self) -> int:
            return 2 * self.low

    @source(frozen=True, slots=True)
    class Nothing:
        pass

    @source(frozen=True, eq=False)
    class Itself:
        low: int

    return Note, Open, Nothing, Itself


@pytest.fixture(params=["ours", "theirs"])
def made(request: pytest.FixtureRequest) -> tuple[type, type, type, type]:
    return classes(frozen.dataclass if request.param == "ours" else dataclasses.dataclass)


def test_fields_defaults_and_comparison(made: tuple[type, type, type, type]) -> None:
    note, opened, nothing, itself = made
    one = note(60, marks=(">",), span=4)
    assert (one.pitch, one.length, one.marks, one.span) == (60, 1.0, (">",), 4)
    assert one == note(60, 1.0, (">",), 9) and hash(one) == hash(note(60, 1.0, (">",), 9)) == hash((60, 1.0, (">",)))
    assert one != note(61, 1.0, (">",), 4) and one != opened(60)
    assert note(1).given == [] and note(1).given is not note(1).given and isinstance(note(1).given, Given)
    assert hash(opened(3)) == hash((3,)) and opened(3) == opened(3)
    assert nothing() == nothing() and hash(nothing()) == hash(())
    assert itself(1) != itself(1)
    with pytest.raises(TypeError, match="missing 1 required positional argument: 'pitch'"):
        note()
    with pytest.raises(TypeError, match="unexpected keyword argument 'colour'"):
        note(1, colour=2)


def test_what_the_library_makes_of_them(made: tuple[type, type, type, type]) -> None:
    note, opened, _, _ = made
    one = note(60)
    assert repr(one).endswith("Note(pitch=60, length=1.0, marks=(), given=[])")
    assert repr(one).startswith("classes.<locals>.")
    assert dataclasses.is_dataclass(note) and [field.name for field in dataclasses.fields(one)][:2] == [
        "pitch",
        "length",
    ]
    assert dataclasses.replace(one, pitch=62).pitch == 62
    assert dataclasses.asdict(opened(3)) == {"low": 3}
    assert copy.deepcopy(one) == one and copy.copy(one) == one
    match one:
        case note(pitch, length):  # type: ignore[misc]
            assert (pitch, length) == (60, 1.0)
        case _:
            pytest.fail("does not match by position")
    assert opened(4).double == 8
    assert not hasattr(one, "__dict__")


def test_nothing_can_be_changed(made: tuple[type, type, type, type]) -> None:
    for one in (made[0](60), made[1](60)):
        name = dataclasses.fields(one)[0].name
        with pytest.raises(dataclasses.FrozenInstanceError, match=f"cannot assign to field '{name}'"):
            setattr(one, name, 1)
        with pytest.raises(dataclasses.FrozenInstanceError, match=f"cannot delete field '{name}'"):
            delattr(one, name)


@frozen.dataclass(frozen=True, slots=True)
class Sent:
    low: int
    high: int = 2


def test_instances_go_to_other_processes() -> None:
    assert pickle.loads(pickle.dumps(Sent(1))) == Sent(1, 2)


def test_a_subclass_may_change_what_is_its_own(made: tuple[type, type, type, type]) -> None:
    class More(made[1]):  # type: ignore[misc, name-defined]
        def __init__(self) -> None:
            super().__init__(3)
            self.count = 1

    more = More()
    more.count += 1
    assert (more.low, more.count) == (3, 2)
    with pytest.raises(dataclasses.FrozenInstanceError):
        more.low = 4
