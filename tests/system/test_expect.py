"""`songc test`: what the song expects of its record, measured; exit code 3 when something is missed."""

from .conftest import Project

EXPECT = """
expect {
  loudness -16 LUFS within 0.3
  true-peak below -1 dBTP
  length between 24s and 40s
  correlation above 0.2
  mono above -3 dB in chorus
  lows between -30 dB and 0 dB
  voice above drums by 2 dB in chorus
}
"""


def test_expectations_are_measured(project: Project) -> None:
    project.song.write_text(project.song.read_text() + EXPECT)
    result = project.songc("test", "--json")
    found = result.of("expectation")
    assert [(each["text"].split()[0], each["met"]) for each in found][:6] == [
        ("loudness", True),
        ("true-peak", True),
        ("length", True),
        ("correlation", True),
        ("mono", True),
        ("lows", True),
    ]
    assert abs(found[0]["figure"] + 16) < 0.1
    assert found[0]["line"] == project.song.read_text().split("  loudness -16 LUFS within")[0].count("\n") + 1
    assert result.code == (0 if found[6]["met"] else 3)


def test_a_loudness_out_of_reach_is_a_warning_at_its_line_and_again_when_nothing_is_to_do(project: Project) -> None:
    project.edit("loudness -16 LUFS", "loudness -6 LUFS")
    project.edit("ceiling  -1 dBTP", "ceiling -9 dBTP")
    line = project.song.read_text().split("loudness -6 LUFS")[0].count("\n") + 1
    for _ in range(2):
        (warning,) = project.build().of("diagnostic")
        assert (warning["code"], warning["line"]) == ("W0702", line)
        assert "the limiter gives no more" in warning["message"]


def test_a_missed_expectation_ends_with_code_three_and_its_figure(project: Project) -> None:
    project.song.write_text(
        project.song.read_text() + "\nexpect { loudness -9 LUFS within 0.5;  voice below drums by 80 dB in chorus }\n"
    )
    result = project.songc("test")
    assert result.code == 3, result.err
    lines = [line for line in result.out.splitlines() if line.startswith(("met", "missed"))]
    assert [line.split()[0] for line in lines] == ["missed", "missed"]
    assert lines[0].endswith("LUFS") and lines[1].endswith("dB")
