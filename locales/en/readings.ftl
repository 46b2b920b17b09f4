start-title = Read a plan, and see who does what by when
start-lead = Upload the plan's document. BioKhê takes it apart into clauses and lists targets, each unit's duties and the reporting rule; every finding leads back to its sentence in the document.
upload-label = The plan's document
upload-help = DOCX, PDF, scan, plain text or Markdown; at most { $size }.
upload-button = Read the document
upload-kept = The document stays on this machine for { $hours } hours and is then deleted. You can delete it yourself as soon as it has been read.
recent-title = Documents you have read
state-queued = Waiting
state-running = Being read
state-done = Read
state-failed = Could not be read
samples-title = No document at hand? Try a sample
sample-button = Try it
sample-button-for = Try the sample: { $title }

told-title = Every finding keeps its sentence
glimpse-before = 2. Specific objectives
glimpse-sentence = By 2030, from 12 to 15 circular cropping models are recognised;
glimpse-source = The sentence in the document
glimpse-amount = 12 – 15 models
glimpse-measure = circular cropping models recognised
glimpse-read = What is read from it
told-read = Read
told-read-more = The kind of file is recognised, its text extracted or scanned page by page, and broken lines joined.
told-find = Find
told-find-more = Clauses are rebuilt; targets, duties, deadlines, units and the reporting rule are found.
told-check = Check
told-check-more = Anything uncertain is marked as such. Repairs of scan errors are only proposed; the original stays as it is.

progress-title = Reading the document
progress-leave = You may leave this page and come back to the same address; the reading goes on.
progress-queued = Waiting for its turn.
progress-running = This page updates by itself.
step-detect = Recognise the kind of file
step-extract = Extract the text
step-scan = Recognise characters page by page
step-outline = Rebuild the clauses
step-meaning = Find targets, duties and the reporting rule
step-count = { $done } of { $total }
step-done = done

failed-title = The document could not be read
failed-nothing-kept = The uploaded file was not kept: it has been deleted from this machine.

format-text = Plain text
format-markdown = Markdown
format-docx = Word (DOCX)
format-pdf = PDF with text
format-scan = Scan
pages = { $count ->
    [one] { $count } page
   *[other] { $count } pages
}
page = Page { $number }
download = Download
download-docx = DOCX
download-xlsx = XLSX
download-json = JSON

part-source = Document
part-read = What was read
part-overview = Overview
part-clauses = Clauses
part-targets = Targets
part-duties = Duties
part-reporting = Reporting
part-repairs = Scan errors
part-references = References

figure-clauses = clauses
figure-targets = targets
figure-duties = duties
figure-units = units
figure-repairs = scan errors
figure-references = documents referred to

fact-kind = Type
fact-number = Number and symbol
fact-issuer = Issued by
fact-date = Date
fact-place = Place
fact-title = Subject
fact-signer = Signed by
fact-horizon = Period
fact-recipients = Recipients
recipients = { $count ->
    [one] { $count } recipient
   *[other] { $count } recipients
}
absent = not found
horizon-to = to { $year }

look-title = To be checked by a person
look-nothing = Nothing is marked as uncertain.
look-number = No document number was found.
look-date = No date of issue was found.
look-issuer = No issuing agency was found.
look-signer = No signer was found.
look-clauses = No clauses were found; this may not be a plan.
look-targets = { $count ->
    [one] { $count } target is uncertain
   *[other] { $count } targets are uncertain
}
look-duties = { $count ->
    [one] { $count } duty is uncertain
   *[other] { $count } duties are uncertain
}
look-units = { $count ->
    [one] { $count } duty names no clear unit
   *[other] { $count } duties name no clear unit
}
look-reporting = The reporting rule is uncertain
look-repairs = { $count ->
    [one] { $count } scan error is uncertain
   *[other] { $count } scan errors are uncertain
}
look-page-without-text = Page { $page } has no readable text.
look-undecodable-bytes = { $count ->
    [one] { $count } character could not be decoded and was replaced.
   *[other] { $count } characters could not be decoded and were replaced.
}
look-unmapped-glyphs = { $count ->
    [one] { $count } character is missing because of a font in the file.
   *[other] { $count } characters are missing because of a font in the file.
}

clause = Clause
to-clause = Show in the document
clauses-none = No clauses were found in the document.
role-context = Situation
role-purpose = Purpose
role-viewpoint = Viewpoint
role-objective = Objective
role-objective-general = General objective
role-objective-specific = Specific objective
role-task = Task
role-solution = Solution
role-funding = Funding
role-assignment = Assignment
role-reporting = Reporting
role-instruction = Instruction
role-effect = Effect
role-other = Other

note-target = Target
note-duty = Duty
note-report = Reporting
note-money = Funding
to-sentence = see the sentence
table-in-source = Table { $number } in the document

targets-none = The document gives no targets in figures.
target-measure = Measure
target-by = By
by-year = by { $year }
amount-words = In words only
bound-at-least = at least
bound-above = above
bound-at-most = at most
bound-below = below
bound-about = about
bound-increase = up by
bound-decrease = down by
indicators-title = Indicators in an annex
indicator-unit = Unit of measure
indicator-values = Values
indicator-followed = Followed by
budget-title = Funding
dong = { $amount } đồng

duties-count = { $duties ->
    [one] { $duties } duty
   *[other] { $duties } duties
}, { $units ->
    [one] { $units } unit
   *[other] { $units } units
}
duties-none = No duties given to a named unit were found.
unit-unclear = Unit not clear
unit-group = group of units
mode-lead = Leads
mode-cooperate = Cooperates
mode-advise = Advises
mode-follow = Follows up
duty-due = Due
duty-deliverable = Deliverable
duty-cooperating = With
due-until = by { $date }
due-before = before { $date }
due-on = on { $date }
recurrence-monthly = every month
recurrence-quarterly = every quarter
recurrence-half-yearly = every six months
recurrence-yearly = every year
recurrence-continuous = continuously

day-of-quarterly = on day { $day } of the last month
day-of-monthly = on day { $day }

reporting-none = The document gives no reporting rule.
reporting-cycles = How often
reporting-reviews = Reviews
after-years = after { $years } years
reporting-from = Who reports
reporting-via = Through
reporting-to = To
reporting-onward = Passed on to

repairs-told = Proposed repairs of scan errors. Only those you choose are made, and only in the Word file you download; the document itself stays as it was uploaded.
repairs-table = Table of scan errors
repairs-none = No scan errors were found.
repair-accept = Correct
repair-accept-one = Correct “{ $seen }” to “{ $meant }”
repair-download = Download Word with the chosen corrections
repair-download-sure = Download Word with all certain corrections
repair-seen = In the document
repair-meant = Probably meant
repair-places = Where
outside-clauses = outside the clauses

references-none = The document refers to no others.
to-first-naming = See where it is first named

reading-kept = This reading is kept until { $until }; it is then deleted together with the uploaded file.
delete-button = Delete now

clause-role = About
clause-text = Text
sentence = Sentence
target-bound = Bound
target-low = From
target-high = To
duty-units = Units
duty-mode = Role
duty-last-day = Last day
part-document = Document
fact = Fact
fact-value = Value
budget-sum = Amount (đồng)
budget-source = Source
