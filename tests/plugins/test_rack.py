"""Which plugins may run, where they are found, and what tells one content from another."""

from __future__ import annotations

from pathlib import Path

import pytest

from songc.runtime.plugins import rack
from songc.runtime.plugins.rack import Place


@pytest.mark.parametrize(
    ("name", "entries", "entry"),
    [
        ("Hall", ["Room", "Hall"], "Hall"),
        ("Hall", ["Hallway"], None),
        ("Hall", [], None),
        ("Hall", ["/opt/vst3/Hall.vst3"], "/opt/vst3/Hall.vst3"),
        ("Hall", ["/opt/vst3/Other.vst3"], None),
        ("Suite: Comp", ["Suite"], "Suite"),
        ("Suite: Comp", ["Suite: Comp"], "Suite: Comp"),
        ("Suite: Comp", ["Suite: Gate"], None),
        ("Suite", ["Suite: Gate"], None),
    ],
)
def test_a_plugin_is_allowed_by_name(name: str, entries: list[str], entry: str | None) -> None:
    assert rack.allowed(name, entries) == entry


def test_plugins_stand_in_the_machines_folders(tmp_path: Path) -> None:
    (tmp_path / "first" / "Hall.vst3" / "Contents").mkdir(parents=True)
    (tmp_path / "second" / "Maker" / "Room.vst3").mkdir(parents=True)
    (tmp_path / "second" / "Hall.vst3").mkdir(parents=True)
    where = (tmp_path / "first", tmp_path / "second", tmp_path / "third")
    assert rack.installed(where) == {
        "Hall": tmp_path / "first" / "Hall.vst3",
        "Room": tmp_path / "second" / "Maker" / "Room.vst3",
    }
    project = tmp_path / "project"
    assert rack.find("Room", "Room", project, where) == Place(tmp_path / "second" / "Maker" / "Room.vst3")
    assert rack.find("Room: Small", "Room", project, where) == Place(
        tmp_path / "second" / "Maker" / "Room.vst3", "Small"
    )
    assert rack.find("Plate", "Plate", project, where) is None


def test_what_came_with_a_song_is_never_run(tmp_path: Path) -> None:
    project = tmp_path / "project"
    inside, outside = project / "plugins" / "Hall.vst3", tmp_path / "Hall.vst3"
    inside.mkdir(parents=True)
    outside.mkdir()
    linked = tmp_path / "Linked.vst3"
    linked.symlink_to(inside)
    assert rack.find("Hall", str(outside), project, ()) == Place(outside)
    assert rack.find("Hall", str(inside), project, ()) is None
    assert rack.find("Hall", "plugins/Hall.vst3", project, ()) is None
    assert rack.find("Linked", str(linked), project, ()) is None
    assert rack.find("Hall", "Hall", project, (project / "plugins",)) is None


def test_a_digest_stands_for_every_file(tmp_path: Path) -> None:
    bundle = tmp_path / "Hall.vst3"
    (bundle / "Contents").mkdir(parents=True)
    code, table = bundle / "Contents" / "hall.so", bundle / "Contents" / "table.bin"
    code.write_bytes(b"code")
    table.write_bytes(b"table")
    digests = [rack.digest(bundle)]
    table.write_bytes(b"other")
    digests.append(rack.digest(bundle))
    table.rename(bundle / "table.bin")
    digests.append(rack.digest(bundle))
    (bundle / "new").write_bytes(b"")
    digests.append(rack.digest(bundle))
    assert len(set(digests)) == 4
    bundle.rename(tmp_path / "moved.vst3")
    assert rack.digest(tmp_path / "moved.vst3") == digests[-1]
