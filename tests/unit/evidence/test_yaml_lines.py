from pathlib import Path

import pytest

from urbsim.evidence.yaml_lines import MAX_BYTES, YamlFile, load, read
from urbsim.vocabulary.errors import InputError


def faults_of(text: str | bytes) -> list[str]:
    return [str(fault) for fault in load(text, "x.yaml").faults]


def test_values_are_plain_and_every_path_has_its_line() -> None:
    file = load("a: 1\nb:\n- {c: 2.5}\n- 'no'\nd: ~\ne: true\nf: text of two words\n", "x.yaml")
    assert file.data == {"a": 1, "b": [{"c": 2.5}, "no"], "d": None, "e": True, "f": "text of two words"}
    assert file.faults == ()
    assert file.lines == {
        (): 1,
        ("a",): 1,
        ("b",): 2,
        ("b", 0): 3,
        ("b", 0, "c"): 3,
        ("b", 1): 4,
        ("d",): 5,
        ("e",): 6,
        ("f",): 7,
    }


def test_a_path_the_file_lacks_has_the_line_of_what_surrounds_it() -> None:
    file = load("a: 1\nb:\n  c: 2\n", "x.yaml")
    assert (file.line(("b", "missing", 3)), file.line(("z",))) == (2, 1)


@pytest.mark.parametrize(
    ("word", "problem", "remedy"),
    [
        ("no", "true or false to some readers", "write false, or quote it"),
        ("Yes", "true or false to some readers", "write true, or quote it"),
        ("TRUE", "true or false to some readers", "write true, or quote it"),
        ("off", "true or false to some readers", "write false, or quote it"),
        ("1e6", "is text to YAML", "write 1000000"),
        ("-2.5E-3", "is text to YAML", "write -0.0025"),
        ("1e999999999", "is text to YAML", "write the number in digits"),
        ("012", "is an octal number", 'write "012" in quotes'),
        ("089", "has a leading zero", 'write "089" in quotes'),
        ("0x1F", "is not a decimal number", "in quotes"),
        ("12:30", "counts in sixties", "in quotes"),
        ("2011-12-17", "is a date", "in quotes"),
        ("1_000_000", "is not a number", "write 1000000"),
        ("300,000", "is not a number", "write 300000"),
        ("12.5%", "is not a number", "write the fraction 0.125"),
        (".nan", "is not a finite number", "in quotes"),
        ("9" * 40, "has too many digits", "in quotes"),
    ],
)
def test_words_that_readers_disagree_about_are_refused(word: str, problem: str, remedy: str) -> None:
    (fault,) = load(f"a: 1\nb: {word}\n", "x.yaml").faults
    assert fault.line == 2
    assert problem in fault.problem
    assert remedy in fault.remedy
    assert load(f"b: '{word}'", "x.yaml").data == {"b": word}


@pytest.mark.parametrize(
    ("text", "line", "problem"),
    [
        ("a: 1\nb: 2\na: 3\n", 3, "key 'a' stands already in line 1"),
        ("a: &x [1]\n", 1, "anchor '&x'"),
        ("a: 1\nb: *x\n", 2, "alias '*x'"),
        ("a: !!python/object:os.system x\n", 1, "tag 'tag:yaml.org,2002:python/object:os.sys"),
        ("a:\n  <<: {b: 1}\n", 2, "merge key '<<'"),
        ("2010: 1\n", 1, "key 2010 is not text"),
        ("a: 1\n? [b]\n: 2\n", 2, "key that is a list or mapping is not text"),
        ("a: 1\n---\nb: 2\n", 2, "a second document starts here"),
        ("- 1\n", 1, "the top level is not a mapping"),
        ("", None, "is empty"),
        ("# nothing\n", None, "is empty"),
        ("a: b: c\n", 1, "is not valid YAML (mapping values are not allowed"),
        ("a: 1\n\tb: 2\n", 2, "is not valid YAML"),
        ("a: 1\nb: \x07\n", 2, "holds the control character '\\x07'"),
        ('a: 1\nb: "\\0"\n', 2, "text with a control character"),
        (b"a: 1\nb: \xff\n", 2, "is not UTF-8 text"),
        ("a: 1\n".encode("utf-16"), 1, "is not UTF-8 text"),
        ("葫芦岛: 葫芦岛\n".encode("gb18030"), 1, "is not UTF-8 text"),
        ("a: " + "[" * 500, 1, "is nested deeper than 20 levels"),
        ("a: [" + "1, " * 20_001 + "]", 1, "holds more than 20,000 values"),
        ("a: " + "x" * MAX_BYTES, None, "is larger than 1,000,000 bytes"),
    ],
)
def test_a_bad_file_says_where_and_why(text: str | bytes, line: int | None, problem: str) -> None:
    fault = load(text, "x.yaml").faults[0]
    assert (fault.file, fault.line) == ("x.yaml", line)
    assert fault.problem.startswith(problem)
    assert fault.remedy


def test_an_alias_bomb_stays_small() -> None:
    levels = [f"{chr(98 + n)}: &{chr(98 + n)} [{', '.join(['*' + chr(97 + n)] * 9)}]" for n in range(8)]
    file = load("a: &a [x]\n" + "\n".join(levels), "x.yaml")
    assert len(file.faults) == 9 + 9 * 8
    assert file.data["i"] == [None] * 9


def test_all_faults_of_a_file_come_in_one_pass() -> None:
    assert len(faults_of("a: no\nb: 1e6\nc: &x 1\na: 2\n1: 2\n")) == 5


def test_the_first_of_two_equal_keys_is_kept() -> None:
    assert load("a: 1\na: 2\n", "x.yaml").data == {"a": 1}


def test_long_words_are_cut_in_messages() -> None:
    assert all(len(fault) < 200 for fault in faults_of("a: " + "9" * 5000 + "\n" + "k" * 500 + ": 1\n"))


def test_a_byte_order_mark_and_chinese_are_read(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes("\ufeffname: 葫芦岛\n".encode())
    assert read(path).required() == {"name": "葫芦岛"}


def test_missing_files_and_folders_are_faults(tmp_path: Path) -> None:
    missing, folder = read(tmp_path / "none.yaml"), read(tmp_path)
    assert missing.faults[0].problem == "no such file"
    assert folder.faults[0].problem == "is a folder"


def test_required_raises_with_every_fault() -> None:
    file: YamlFile = load("a: no\nb: off\n", "x.yaml")
    with pytest.raises(InputError) as caught:
        file.required()
    assert [fault.line for fault in caught.value.faults] == [1, 2]
