"""Every kit, measured."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from songc.compiler.vocabulary.instruments import KITS, PIECES
from songc.runtime.instruments import tail_seconds

from .balance import TARGET_LUFS, loudness
from .measures import centroid, correlation, rms_db
from .phrases import RATE, Sound, instrument, phrase, sound, stroke


@cache
def struck(kit: str, piece: str, velocity: float = 1.0, seed: int = 1) -> Sound:
    player = instrument("kit", kit)
    s = stroke(piece, velocity, seed=seed)
    return sound(player, s, seconds=tail_seconds(player, s) + 0.15)


def fallen(x: Sound, db: float) -> float:
    """Seconds from the onset until a stroke stays below its peak by `db`."""
    power = np.cumsum(np.mean(x.astype(np.float64), axis=0) ** 2)
    level = np.sqrt(np.maximum(power[480:] - power[:-480], 1e-30))
    return float(np.flatnonzero(level > level.max() * 10.0 ** (-db / 20.0))[-1]) / RATE


@pytest.mark.parametrize("kit", KITS)
def test_every_piece_sounds_below_full_scale_and_ends(kit: str) -> None:
    for piece in PIECES:
        x = struck(kit, piece)
        end = int(np.ceil(RATE * (tail_seconds(instrument("kit", kit), stroke(piece)) + 0.1)))
        assert 0.03 < np.abs(x).max() < 1.0, piece
        assert not x[:, end:].any(), piece
        assert correlation(x) > 0.0, piece


@pytest.mark.parametrize("kit", KITS)
def test_no_piece_ends_in_a_click(kit: str) -> None:
    """In the last 10 ms of its sound no second difference is above -80 dBFS."""
    for piece in PIECES:
        x = struck(kit, piece).astype(np.float64)
        end = int(np.flatnonzero(np.abs(x).max(axis=0))[-1])
        assert np.abs(np.diff(x[:, end - RATE // 100 : end + 3], 2, axis=1)).max() < 1e-4, piece


@pytest.mark.parametrize("kit", KITS)
def test_kits_are_as_loud_as_presets(kit: str) -> None:
    assert loudness(phrase("kit", kit)) == pytest.approx(TARGET_LUFS, abs=1.5)


@pytest.mark.parametrize("kit", KITS)
def test_harder_is_louder_and_brighter(kit: str) -> None:
    for piece in ("kick", "snare", "hat", "tom-low"):
        soft, hard = struck(kit, piece, 0.35), struck(kit, piece)
        assert rms_db(hard) - rms_db(soft) > 3.0, piece
        if piece != "tom-low" or kit in ("studio", "rock", "brush"):
            assert centroid(hard) > centroid(soft), piece


@pytest.mark.parametrize("kit", KITS)
def test_strokes_differ_a_little_and_repeat_exactly(kit: str) -> None:
    for piece in ("snare", "hat"):
        one, two = struck(kit, piece, 0.8, 1), struck(kit, piece, 0.8, 2)
        assert not np.array_equal(one, two)
        assert abs(rms_db(one) - rms_db(two)) < 2.5
    player = instrument("kit", kit)
    again = sound(player, stroke("snare", 0.8), seconds=0.1)
    assert np.array_equal(again, struck(kit, "snare", 0.8)[:, : again.shape[1]])


@pytest.mark.parametrize("kit", KITS)
def test_an_open_hat_rings_until_it_is_choked(kit: str) -> None:
    player = instrument("kit", kit)
    assert fallen(struck(kit, "openhat"), 30.0) > 2.0 * fallen(struck(kit, "hat"), 30.0)
    choked = sound(player, stroke("openhat", 1.0, choke=RATE // 10), seconds=0.3)
    end = RATE // 10 + int(0.035 * RATE)
    assert not choked[:, end:].any()
    assert np.array_equal(choked[:, : RATE // 10 - 64], struck(kit, "openhat")[:, : RATE // 10 - 64])
    corners = np.abs(np.diff(choked.astype(np.float64), 2, axis=1)).max(axis=0)
    assert corners[RATE // 10 :].max() <= corners[: RATE // 10].max()


@pytest.mark.parametrize("kit", KITS)
def test_pieces_lie_where_they_belong(kit: str) -> None:
    centre = {piece: centroid(struck(kit, piece)) for piece in ("kick", "snare", "hat", "tom-low", "tom-high")}
    assert centre["kick"] < centre["snare"] < centre["hat"]
    assert low_share(struck(kit, "kick")) > 0.5
    assert low_share(struck(kit, "hat")) < 0.01
    assert centre["hat"] > 3000.0


def low_share(x: Sound) -> float:
    """The part of the power below 150 Hz."""
    power = np.abs(np.fft.rfft(x.mean(0).astype(np.float64))) ** 2
    f = np.fft.rfftfreq(x.shape[1], 1.0 / RATE)
    return float(power[f < 150.0].sum() / power.sum())


def test_a_family_can_be_tuned_shortened_and_turned_down() -> None:
    plain = struck("studio", "tom-low")
    higher = sound(instrument("kit", "studio", tom_tune=12.0), stroke("tom-low", 1.0), seconds=1.0)
    shorter = sound(instrument("kit", "studio", tom_decay=0.4), stroke("tom-low", 1.0), seconds=1.0)
    quieter = sound(instrument("kit", "studio", tom_level=-12.0), stroke("tom-low", 1.0), seconds=1.0)
    f = np.fft.rfftfreq(RATE, 1.0 / RATE)

    def peak(x: Sound) -> float:
        return float(f[np.argmax(np.abs(np.fft.rfft(x.mean(0)[:RATE], RATE)))])

    assert peak(higher) == pytest.approx(2.0 * peak(plain), rel=0.05)
    assert fallen(shorter, 30.0) < 0.7 * fallen(plain, 30.0)
    assert np.allclose(quieter, plain[:, :RATE] * 10.0**-0.6, atol=1e-6)


def test_a_piece_that_no_kit_has_is_silent() -> None:
    player = instrument("kit", "studio")
    assert tail_seconds(player, stroke("gong")) < 0.01
    assert not sound(player, stroke("gong"), seconds=0.1).any()
