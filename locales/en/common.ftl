site-title = BioKhê · Read a plan
site-words = From the plan's document to each task
skip-to-content = Skip to content
enter = Go to work
language = Language
foot = BioKhê is open source. A reading is a proposal for the responsible person to check; it does not replace the original document.
to-start = Back to the start page

confidence = Confidence
confidence-sure = Sure
confidence-likely = Likely
confidence-unsure = Needs a look

limit-size = At most { $size } is allowed.
limit-number = At most { $number } documents are kept at a time.
sample-mark = Sample data: all people, figures and work here are made up.
