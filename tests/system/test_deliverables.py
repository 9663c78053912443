"""What a build delivers, read by meters and readers that are not the project's own."""

import io
import json
import shutil
from pathlib import Path

import numpy as np
import pyebur128
import soundfile
from numpy.typing import NDArray
from scipy.signal import resample_poly

from .conftest import Project, Result, make_project


def sound(data: bytes) -> NDArray[np.float64]:
    found, rate = soundfile.read(io.BytesIO(data), always_2d=True)
    assert rate == 48_000
    return found


def loudness(audio: NDArray[np.float64]) -> float:
    state = pyebur128.R128State(2, 48_000, pyebur128.MeasurementMode.MODE_I)
    state.add_frames(audio.astype(np.float32).flatten(), audio.shape[0])
    return float(pyebur128.get_loudness_global(state))


def true_peak_dbtp(audio: NDArray[np.float64]) -> float:
    return float(20 * np.log10(np.abs(resample_poly(audio, 8, 1, axis=0)).max()))


def test_the_master_has_the_loudness_and_the_ceiling_that_were_asked(built: tuple[Project, Result]) -> None:
    files = built[0].deliverables()
    master = sound(files["small.wav"])
    assert abs(loudness(master) + 16.0) <= 0.1
    assert true_peak_dbtp(master) <= -1.0


def test_flac_holds_the_samples_of_the_wav(built: tuple[Project, Result]) -> None:
    files = built[0].deliverables()
    np.testing.assert_array_equal(sound(files["small.wav"]), sound(files["small.flac"]))
    assert soundfile.info(io.BytesIO(files["small.wav"])).subtype == "PCM_24"


def test_tags_are_written(built: tuple[Project, Result]) -> None:
    with soundfile.SoundFile(io.BytesIO(built[0].deliverables()["small.flac"])) as file:
        assert (file.title, file.artist, file.date) == ("Small", "Tests", "2026")


def test_stems_sum_to_the_mix(built: tuple[Project, Result], tmp_path: Path) -> None:
    project = Project(tmp_path / "copy")
    shutil.copytree(built[0].folder, project.folder)
    assert project.build("--only", "mix").code == 0
    files = project.deliverables()
    mix = sound(files["only/mix.wav"])
    stems = {name: sound(data) for name, data in files.items() if name.startswith("stems/") and name.count("/") == 1}
    assert set(stems) == {f"stems/{name}.wav" for name in ("drums", "bass", "lead", "voice", "room")}
    difference = sum(stems.values()) - mix
    assert 20 * np.log10(np.abs(difference).max()) < -90
    assert all(np.abs(stem).max() > 0.01 for stem in stems.values())


def test_the_recorded_take_stands_in_its_section_only(built: tuple[Project, Result]) -> None:
    voice = sound(built[0].deliverables()["stems/voice.wav"])
    chorus = slice(8 * 48_000, 16 * 48_000)
    assert np.abs(voice[chorus]).max() > 0.05
    assert np.abs(voice[: chorus.start - 4800]).max() < 1e-3


def test_the_report_and_the_events_agree(built: tuple[Project, Result]) -> None:
    project, result = built
    report = json.loads(project.deliverables()["report.json"])
    (done,) = result.of("done")
    assert report["master"]["integrated_lufs"] == round(report["master"]["integrated_lufs"], 3)
    assert abs(report["master"]["integrated_lufs"] - done["loudness_lufs"]) < 0.01
    assert [section["name"] for section in report["sections"]] == ["verse.1", "chorus.1", "verse.2"]
    paths = {each["path"] for each in result.of("deliverable")}
    assert {"build/small/small.wav", "build/small/small.flac"} <= paths
    assert done["ok"] is True and done["chunks_cached"] == 0


VARIANTS = """\
song "Small" { seed 1 }
composition {
  tempo 240 bpm
  section a 1 bar { line lead { | c:4 d e f | } }
}
arrangement {
  track lead { instrument synth "glass-lead";  play lead }
}
master { tail 1s }
variant lead { mix { track lead { gain -6dB } } }
"""


def test_a_track_of_a_variant_has_a_file_of_its_own(tmp_path: Path) -> None:
    """Also where a variant has the name of a track."""
    project = make_project(tmp_path / "project", VARIANTS)
    project.build("--variant", "lead")
    project.build("--only", "lead")
    project.build("--only", "lead", "--variant", "lead")
    files = project.deliverables()
    assert set(files) == {"small-lead.wav", "report-lead.json", "only/lead.wav", "only-lead/lead.wav"}
    plain, softer = (np.abs(sound(files[name])).max() for name in ("only/lead.wav", "only-lead/lead.wav"))
    assert abs(20 * np.log10(plain / softer) - 6) < 0.01
    for words in ((), ("--only", "lead")):
        assert project.build("--variant", "lead", *words).of("done")[0]["chunks_ran"] == 0


RELEASE = """\
song "Loud" {
  artist "Tests"
  isrc "QZ-ES7-26-00001"
  cover "art/cover.png"
}
composition {
  tempo 180 bpm
  rhythm beat { kick | x-x- x-x- |; snare | --x- --xx |; hat | xxxx xxxx | }
  section a 4 bars { chords | C | F | G | Am | }
}
arrangement {
  track drums { instrument kit "studio";  play beat }
  track keys { instrument synth "warm-pad";  play chords }
}
master {
  clipper -6dB
  loudness -9 LUFS
  tail 1s
  export wav 24bit broadcast
  export wav 16bit 44.1kHz shaped
  export mp3 64kbps
  export vorbis 96kbps
  export opus 64kbps
}
"""


def test_a_release_carries_its_names_and_lossy_files_stay_under_the_ceiling(tmp_path: Path) -> None:
    import mutagen

    project = make_project(tmp_path / "project", RELEASE)
    (project.folder / "art").mkdir()
    cover = b"\x89PNG\r\n\x1a\n" + bytes(40)
    (project.folder / "art" / "cover.png").write_bytes(cover)
    assert project.build().code == 0
    files = project.deliverables()
    report = json.loads(files["report.json"])["master"]
    for name in ("small.mp3", "small.ogg", "small.opus"):
        decoded, _ = soundfile.read(io.BytesIO(files[name]), always_2d=True)
        assert -3.0 < true_peak_dbtp(decoded) <= -0.95, name
    wave = files["small.wav"]
    at = wave.index(b"bext") + 8
    assert wave[at : at + 4] == b"Loud" and wave[at + 256 : at + 261] == b"Tests"
    assert wave[at + 288 : at + 300] == b"QZES72600001"
    levels = np.frombuffer(wave, "<i2", 3, at + 256 + 32 + 32 + 10 + 8 + 8 + 2 + 64)
    wanted = [report["integrated_lufs"], report["range_lu"], report["true_peak_dbtp"]]
    np.testing.assert_allclose(levels / 100.0, wanted, atol=0.011)
    (tmp_path / "a.mp3").write_bytes(files["small.mp3"])
    tags = mutagen.File(tmp_path / "a.mp3").tags
    assert tags.getall("APIC")[0].data == cover and str(tags["TSRC"]) == "QZ-ES7-26-00001"
    assert soundfile.info(io.BytesIO(files["small-16bit-44.1kHz.wav"])).samplerate == 44_100
    assert project.build().of("done")[0]["chunks_ran"] == 0
    (project.folder / "art" / "cover.png").write_bytes(cover + b"more")
    assert {each["path"][-5:] for each in project.build().of("deliverable")} >= {"l.mp3", "l.wav"}
    assert (b"more" in project.deliverables()["small.mp3"]) is True


def test_a_record_takes_loudness_and_spectrum_from_its_reference(tmp_path: Path) -> None:
    text = VARIANTS.replace("master {", 'master { match "takes/voice.wav" spectrum 80% loudness; ')
    project = make_project(tmp_path / "project", text)
    project.build("--variant", "lead")
    report = json.loads(project.deliverables()["report-lead.json"])["master"]
    reference, _ = soundfile.read(project.folder / "takes" / "voice.wav")
    state = pyebur128.R128State(2, 44_100, pyebur128.MeasurementMode.MODE_I)
    state.add_frames(np.repeat(reference, 2).astype(np.float32), reference.size)
    assert abs(report["integrated_lufs"] - pyebur128.get_loudness_global(state)) < 0.2
    assert abs(report["asked_loudness_lufs"] - report["integrated_lufs"]) < 0.11
    assert max(report["match_db"].values()) > 1.0 and min(report["match_db"].values()) < -1.0


def test_stems_that_are_gone_leave_with_or_without_the_store(tmp_path: Path) -> None:
    """What a build made and the next one does not is taken away, but a file that is not as it was left stays."""
    two = VARIANTS.replace("play lead }", 'play lead }\n  track low { instrument synth "round-bass";  play lead }')
    project = make_project(tmp_path / "project", two.replace("tail 1s", "tail 1s; stems wav 24bit"))
    project.build()
    assert {"stems/lead.wav", "stems/low.wav"} < set(project.deliverables())
    shutil.rmtree(project.folder / ".songc")
    with (project.output / "stems" / "low.wav").open("ab") as file:
        file.write(b"mine")
    project.song.write_text(two)
    project.build()
    assert {name for name in project.deliverables() if name.startswith("stems/")} == {"stems/low.wav"}
