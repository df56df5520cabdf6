"""`python -m tests.unit.charts.keep`: keep how every chart looks now. Look at them first."""

from PIL import Image

from tests.unit.charts.test_every_kind import KEPT, KINDS, drawn, thumbnail

if __name__ == "__main__":
    KEPT.mkdir(exist_ok=True)
    for name, lang in KINDS:
        Image.fromarray(thumbnail(drawn(name, lang)[1])).save(KEPT / f"{name}-{lang}.png", optimize=True)
