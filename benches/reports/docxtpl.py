# The report of content.json in the folder given, written by docxtpl: a template with loops and conditions, filled with the same
# words, rows and charts as pictures. `template` makes it, `once` fills it once, `often` over and over in one process.
import json
import resource
import sys
import time

from docx import Document
from docx.enum.text import WD_BREAK
from docx.oxml import OxmlElement
from docx.shared import Mm
from docxtpl import DocxTemplate, InlineImage

mode, folder = sys.argv[1:3]
TEMPLATE, FILLED = f"{folder}/template.docx", f"{folder}/docxtpl.docx"
COLUMNS = 6


def make_template():
    document = Document()
    add = document.add_paragraph
    head = document.add_table(rows=2, cols=2)
    for place, words in enumerate(["{{ parent_agency }} {{ agency }}", "{{ place }}, {{ date.day }}/{{ date.month }}/{{ date.year }}",
                                   "Số: {{ number }}/{{ symbol }}", ""]):
        head.cell(place // 2, place % 2).text = words
    document.add_heading("{{ kind }}", 0)
    add("{{ title }}")
    add("{%p for base in bases %}")
    add("{{ base }}")
    add("{%p endfor %}")
    add("{%p for part in body + annexes %}")
    add("{%p if part.part == 'heading' and part.level == 1 %}")
    document.add_heading("{{ part.label }} {{ part.text }}", 1)
    add("{%p elif part.part == 'heading' %}")
    document.add_heading("{{ part.label }} {{ part.text }}", 2)
    add("{%p elif part.part == 'paragraph' %}")
    words = add("{{ part.label }} {{ part.spans[0].text }}")
    words.add_run("{{ part.spans[1].text }}").bold = True
    words.add_run("{{ part.spans[2].text }}")
    add("{%p elif part.part == 'annex' %}")
    add().add_run().add_break(WD_BREAK.PAGE)
    document.add_heading("{{ part.label }} {{ part.title }}", 1)
    add("{%p elif part.part == 'table' %}")
    add("{{ part.caption }}")
    add_table(document)
    add("{%p elif part.part == 'figure' %}")
    add("{{ part.picture }}")
    add("{{ part.caption }}")
    add("{%p endif %}")
    add("{%p endfor %}")
    add("{%p for one in recipients %}")
    add("- {{ one }}")
    add("{%p endfor %}")
    add("{{ signature.on_behalf_of }} {{ signature.capacity }} {{ signature.title }} {{ signature.name }}")
    document.save(TEMPLATE)


def add_table(document):
    table = document.add_table(rows=4, cols=COLUMNS)
    table.style = "Table Grid"
    # Its headings stand on each page again.
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    table.cell(1, 0).text = "{%tr for row in part.rows %}"
    table.cell(3, 0).text = "{%tr endfor %}"
    for column in range(COLUMNS):
        table.cell(0, column).text = f"{{{{ part.columns[{column}].title }}}}"
        table.cell(2, column).text = f"{{{{ row.cells[{column}] }}}}"


def fill(content):
    template = DocxTemplate(TEMPLATE)
    number = 0
    for part in content["body"]:
        if part["part"] == "figure":
            number += 1
            part["picture"] = InlineImage(template, f"{folder}/chart{number}.png", width=Mm(160))
    template.render(content, autoescape=True)
    template.save(FILLED)


if mode == "template":
    make_template()
    sys.exit()
content = json.load(open(f"{folder}/content.json"))
if mode == "once":
    fill(content)
    sys.exit()
times = []
for _ in range(1 + int(sys.argv[3])):
    start = time.perf_counter_ns()
    fill(content)
    times.append(time.perf_counter_ns() - start)
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(times[0], *sorted(times[1:]), peak)
rows = sum(len(part["rows"]) for part in content["body"] + content["annexes"] if part["part"] == "table")
tables = [table for table in Document(FILLED).tables if len(table.columns) == COLUMNS]
filled = sum(len(table.rows) - 1 for table in tables)
assert filled == rows, f"{filled} rows of {rows}"
