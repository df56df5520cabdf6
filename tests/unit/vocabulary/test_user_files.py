"""The door for users' files: what may be opened, in which letters it is written, and what it is made of."""

from __future__ import annotations

import io
import json
import os
import random
import time
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from opencc import OpenCC

from urbsim.vocabulary.encodings import frequent_share, told_apart
from urbsim.vocabulary.errors import InputError
from urbsim.vocabulary.page_text import words_of_page
from urbsim.vocabulary.user_documents import document_in, document_of
from urbsim.vocabulary.user_files import MANIFEST, PANEL, POLICY_TEXT, SCENARIO, content_of, json_of, words_of

SENTENCE = "到2027年，全县常住人口城镇化率达到54%左右，建成区面积达到13平方公里。"
LETTERS = "城镇化率县乡村人口住房道路建设投资面积达到提高就业户籍落户土地供水污水绿学校医院发展规划目标"


def door(path: Path) -> str:
    with pytest.raises(InputError) as caught:
        content_of(path, PANEL)
    (fault,) = caught.value.faults
    assert fault.remedy
    return fault.problem


def test_what_is_no_file_is_refused_at_once(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    (tmp_path / "gone").symlink_to(tmp_path / "nowhere")
    began = time.process_time()
    assert "pipe or a device" in door(tmp_path / "pipe")
    assert "pipe or a device" in door(Path("/dev/zero"))
    assert "folder" in door(tmp_path)
    assert "cannot be read" in door(tmp_path / "loop")
    assert "leads nowhere" in door(tmp_path / "gone")
    assert "no such file" in door(tmp_path / "missing.csv")
    assert "no path" in door(Path("a\0b"))
    assert time.process_time() - began < 1.0


@pytest.mark.parametrize("kind", [SCENARIO, POLICY_TEXT, PANEL, MANIFEST])
def test_a_file_beyond_its_kind_is_refused_by_its_size(tmp_path: Path, kind: object) -> None:
    path = tmp_path / "large"
    with path.open("wb") as file:
        file.truncate(50_000_000)
    with pytest.raises(InputError, match="is larger than"):
        content_of(path, kind)  # type: ignore[arg-type]


@given(st.text(alphabet=LETTERS, min_size=6, max_size=60), st.sampled_from(["utf-8", "utf-8-sig", "gb18030"]))
def test_simplified_text_reads_back_from_every_encoding(words: str, encoding: str) -> None:
    assert told_apart(words.encode(encoding), "x").text == words


@given(st.text(alphabet=OpenCC("s2t").convert(LETTERS), min_size=6, max_size=60))
def test_traditional_text_reads_back_from_big5(words: str) -> None:
    found = told_apart(words.encode("big5hkscs"), "x")
    assert (found.text, found.encoding) == (words, "big5hkscs")


def test_few_letters_in_big5_are_told_from_kana() -> None:
    assert told_apart("region,year\n陳巴縣,2010\n".encode("big5"), "x").text.split("\n")[1] == "陳巴縣,2010"


def test_a_line_in_another_encoding_is_refused_with_the_text() -> None:
    lines = "云溪县政府工作报告\n".encode("gb18030") * 5 + "雲溪縣政府工作報告\n".encode("big5")
    with pytest.raises(InputError, match="several of them mixed"):
        told_apart(lines, "x")


def test_a_wrong_encoding_gives_letters_that_nobody_uses() -> None:
    wrong = SENTENCE.encode().decode("gb18030", "replace")
    assert frequent_share(SENTENCE) == 1.0
    assert frequent_share(wrong) < 0.7


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ("[" * 200_000, "nested too deep"),
        ('{"a": NaN}', "NaN is no number"),
        ("{", "is no manifest"),
        ('{"a": "\\u001b[31m"}', "control character"),
        ('{"\\u202e": 1}', "control character"),
    ],
)
def test_json_is_checked_whole(tmp_path: Path, content: str, problem: str) -> None:
    (tmp_path / "m.json").write_text(content)
    with pytest.raises(InputError, match=problem):
        json_of(tmp_path / "m.json", MANIFEST)


def test_json_gives_its_value_and_words_their_line(tmp_path: Path) -> None:
    (tmp_path / "m.json").write_text(json.dumps({"a": ["县"]}))
    assert json_of(tmp_path / "m.json", MANIFEST) == {"a": ["县"]}
    (tmp_path / "p.csv").write_bytes("region,year\n县\x07,2010\n".encode())
    with pytest.raises(InputError, match=r"p.csv:2: holds the control character"):
        words_of(tmp_path / "p.csv", PANEL)


def test_traditional_script_is_converted_and_said() -> None:
    document = document_in(OpenCC("s2t").convert(SENTENCE).encode("big5hkscs"), "a.txt")
    assert document.text == SENTENCE
    assert "traditional" in document.notes[0]
    assert document_in("乾县与於潜镇的城镇化规划纲要，人口达到三万人左右。".encode(), "a.txt").notes == ()


def word_file(*paragraphs: str, cells: tuple[str, ...] = ()) -> bytes:
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    body = "".join(f"<w:p><w:r><w:t>{each}</w:t></w:r></w:p>" for each in paragraphs)
    row = "".join(f"<w:tc><w:p><w:r><w:t>{each}</w:t></w:r></w:p></w:tc>" for each in cells)
    table = f"<w:tbl><w:tr>{row}</w:tr></w:tbl>" if cells else ""
    document = f'<w:document xmlns:w="{space}"><w:body>{body}{table}</w:body></w:document>'
    types = "http://schemas.openxmlformats.org/package/2006/content-types"
    main = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    override = f'<Override PartName="/word/document.xml" ContentType="{main}"/>'
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    link = f'<Relationship Id="r1" Type="{relation}" Target="word/document.xml"/>'
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", document)
        archive.writestr("[Content_Types].xml", f'<Types xmlns="{types}">{override}</Types>')
        archive.writestr("_rels/.rels", f'<Relationships xmlns="{package}">{link}</Relationships>')
    return made.getvalue()


def test_word_gives_paragraphs_and_rows() -> None:
    document = document_in(word_file("石坝县规划", SENTENCE, cells=("城镇化率", "54%")), "a.docx")
    assert document.text == f"石坝县规划\n{SENTENCE}\n城镇化率\t54%"


def test_archives_that_are_no_document_or_a_bomb_are_refused() -> None:
    with pytest.raises(InputError, match="more than the 12,000,000"):
        document_in(word_file("城" * 6_000_000), "bomb.docx")
    with pytest.raises(InputError, match="damaged"):
        document_in(word_file("县")[:-200], "cut.docx")
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("xl/workbook.xml", "<a/>")
    with pytest.raises(InputError, match="no Word document"):
        document_in(made.getvalue(), "a.xlsx")
    with pytest.raises(InputError, match="damaged"):
        document_in(word_file("<w:p>"), "a.docx")


def pdf_file(text: str) -> bytes:
    """One page with the text in an embedded map from codes to letters, as printing programs write it."""
    codes = "".join(f"{index:04x}" for index in range(1, len(text) + 1))
    pairs = "\n".join(f"<{index:04x}> <{ord(each):04x}>" for index, each in enumerate(text, 1))
    to_letters = (
        "/CIDInit /ProcSet findresource begin begincmap "
        "1 begincodespacerange <0000> <ffff> endcodespacerange "
        f"{len(text)} beginbfchar\n{pairs}\nendbfchar endcmap"
    )
    page = f"BT /F1 12 Tf 50 700 Td <{codes}> Tj ET" if text else "0 0 10 10 re f"
    font = "/Type /Font /Subtype /Type0 /BaseFont /A /Encoding /Identity-H"
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        f"<< /Length {len(page)} >> stream\n{page}\nendstream",
        f"<< {font} /DescendantFonts [7 0 R] /ToUnicode 6 0 R >>",
        f"<< /Length {len(to_letters)} >> stream\n{to_letters}\nendstream",
        "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /A >>",
    ]
    made, places = "%PDF-1.4\n", []
    for number, each in enumerate(objects, 1):
        places.append(len(made))
        made += f"{number} 0 obj {each} endobj\n"
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    size = len(objects) + 1
    made += f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer << /Size {size} /Root 1 0 R >>\n"
    return f"{made}startxref\n{made.rindex('xref')}\n%%EOF".encode()


def test_pdf_gives_its_text_and_a_scan_is_named() -> None:
    assert document_in(pdf_file(SENTENCE), "a.pdf").text.strip() == SENTENCE
    with pytest.raises(InputError, match="scanned PDF"):
        document_in(pdf_file(""), "scan.pdf")
    with pytest.raises(InputError, match="cannot be read"):
        document_in(b"%PDF-1.7 nothing of it", "cut.pdf")


@pytest.mark.parametrize(
    ("raw", "problem"),
    [
        (b"", "is empty"),
        (b"12 34 56\n", "no words"),
        (b"By 2030 the urbanization rate of the county reaches 61 percent.", "English"),
        ("2030年までに都市化の割合を61パーセントにする。".encode(), "Japanese"),
        (SENTENCE.encode().decode("gb18030", "replace").encode(), "garbled"),
        (SENTENCE.encode() + SENTENCE.encode("gb18030"), "mixed"),
        (b"\x89PNG\r\n", "picture"),
        (b"{\\rtf1 abc}", "rich text"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "older Word"),
        (bytes(range(256)), "neither UTF-8"),
        (("\x01" * 30 + SENTENCE).encode(), "binary"),
    ],
)
def test_what_is_no_chinese_prose_is_named(raw: bytes, problem: str) -> None:
    with pytest.raises(InputError, match=problem) as caught:
        document_in(raw, "a.txt")
    assert caught.value.faults[0].remedy


def test_stray_controls_become_blanks_in_place(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(f"{SENTENCE[:5]}\x1b{SENTENCE[6:]}".encode())
    assert document_of(tmp_path / "a.txt").text == f"{SENTENCE[:5]} {SENTENCE[6:]}"


def test_colours_of_a_terminal_are_no_figures(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(f"{SENTENCE}\x1b[31m红\x1b[0m".encode())
    assert document_of(tmp_path / "a.txt").text == f"{SENTENCE}     红    "


def test_a_page_gives_lines_and_cells() -> None:
    page = (
        "<html><head><style>p{}</style><script>if(a<b){}</script></head><body><!-- 1% --><p>一 <b>54</b>%，\n"
        "二&lt;三</p><table><tr><td><p>乡镇</p></td><th>2027年</th></tr><tr><td>甲</td><td>2.1</td></tr></table>"
    )
    assert words_of_page(page) == "一 54%， 二<三\n乡镇\t2027年\n甲\t2.1"


def test_empty_cells_keep_their_column() -> None:
    page = "<table><tr><td>甲</td><td></td><td>12</td></tr><tr><td>乙<td> <td>3</table><p>完</p>"
    assert words_of_page(page) == "甲\t—\t12\n乙\t—\t3\n完"


def test_tables_in_markdown_become_rows() -> None:
    text = "石坝县规划目标如下：\n| 指标 | 2027年 |\n|:---|---:|\n| 城镇化率 | |\n完\n"
    document = document_in(text.encode(), "a.md")
    assert document.text == "石坝县规划目标如下：\n指标\t2027年\n城镇化率\t—\n完"
    assert "Markdown" in document.notes[0]


@pytest.mark.parametrize(
    "piece", ["<td>", "<!--", "<a ", '<a href="', "</", "<![CDATA[", "<?", "&#", "<script>", "<"]
)
def test_unclosed_pages_take_linear_time(piece: str) -> None:
    began = time.process_time()
    words_of_page(piece * (100_000 // len(piece)))
    assert time.process_time() - began < 1.0


def damaged(luck: random.Random) -> bytes:
    """A document with some bytes changed or its end cut off."""
    raw = bytearray(luck.choice([word_file("石坝县规划", SENTENCE), pdf_file(SENTENCE)]))
    for _ in range(luck.choice([1, 3, 30])):
        raw[luck.randrange(len(raw))] = luck.randrange(256)
    return bytes(raw[: luck.randrange(len(raw))] if luck.random() < 0.3 else raw)


def answered(cases: range) -> int:
    """How many damaged documents are read or refused in words; anything else is an error that ends it."""
    found = 0
    for case in cases:
        try:
            found += document_in(damaged(random.Random(case)), "a").text != ""
        except InputError as error:
            found += error.faults[0].remedy != ""
    return found


def test_damaged_documents_are_read_or_refused() -> None:
    assert answered(range(150)) == 150


@pytest.mark.prove
def test_many_damaged_documents_are_read_or_refused() -> None:
    print(f"{answered(range(5_000)):,} damaged Word and PDF documents read or refused in words")
