report-draft = Draft of the consolidated report
report-draft-help = Figures, tasks and words of all units that have sent theirs, in the layout of Decree 30/2020. Number, date and signer are still to come.
report-word = Word (DOCX)
report-pdf = PDF

report-kind = Report
report-title =
    Results of Plan { $number }
    { $title }
    ({ $period })
report-tasks = How the tasks stand
report-tasks-all = On { $day } the plan has { $count } tasks that are followed. { $done } are completed, { $on_time } on time and { $late } late. { $open } are not completed, { $within } within their term and { $overdue } overdue.
report-tasks-by-unit = Tasks by the unit that leads them
report-on-time = Completed on time
report-late = Completed late
report-within = Within term
report-overdue = Overdue
report-unit = Unit
report-count = Tasks
report-all = Total
report-figures = Results by indicator
report-sent = { $sent } of { $asked } reports were sent and count in the totals.
report-owing = Not reported yet: { $units }.
report-ordinal = No.
report-indicator = Indicator
report-measured-in = Unit of measure
report-target = Target
report-result = Result
report-remark = Remarks
report-estimates = estimates: { $count }
report-not-applicable = not applicable: { $count }
report-not-reported = not reported: { $count }
report-progress = Results beside targets
report-reached = Result
report-estimate = Result with estimates
report-wanted = Between the least and the most to be reached
report-by = { $unit }:
report-annex = Annex
report-by-unit = Figures of each unit
report-attached = (Attached to the consolidated report)
report-legend = *: an estimate, to be replaced by the final figure; n/a: not applicable; n/r: not reported.
report-sign-not-applicable = n/a
report-sign-not-reported = n/r
