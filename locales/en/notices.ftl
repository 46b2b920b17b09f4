office-notices = Notices
notices-read = Mark all as read
notices-empty = No notices yet. You will be told here about work that is due soon, overdue, returned, waiting for confirmation or handed over.
notices-mail = Get notices by email
notice-new = New
notice-unseen = You are no longer involved in this task.
notice-due_soon = { $days ->
    [0] Due today, { $on }
    [one] Due in { $days } day, on { $on }
   *[other] Due in { $days } days, on { $on }
}
notice-overdue = { $days ->
    [one] Overdue by { $days } day, was due on { $on }
   *[other] Overdue by { $days } days, was due on { $on }
}
notice-escalated = { $days ->
    [one] A unit is { $days } day late, due on { $on }
   *[other] A unit is { $days } days late, due on { $on }
}
notice-returned = Returned: there is more to do
notice-to_confirm = Reported as done, waiting for confirmation
notice-handed_over = Handed over to your unit

mail = Email
mail-to = On each day with news, one email goes to { $email }.
mail-nowhere = You have given no email address, so no email is sent.
mail-unwanted = You have chosen not to get email; notices still appear on their page.
mail-change = Change email settings
mail-wanted = Send me one email on each day with news
mail-subject = BioKhê: notices of { $on }
mail-hello = Dear { $name },
mail-lead = { $count ->
    [one] There is { $count } new notice about the work of your units up to { $on }:
   *[other] There are { $count } new notices about the work of your units up to { $on }:
}
mail-more = { $count ->
    [one] There is { $count } more on the page Notices.
   *[other] There are { $count } more on the page Notices.
}
mail-all = See all notices
mail-foot = BioKhê sends this email automatically, at most one a day. Please do not reply to it.
notice-to_accept = A unit has sent its report: it waits to be accepted
notice-asked = A reporting period has opened, due { $on }
notice-reminded = The office waits for a report, due { $on }
notice-passed_on = An incoming document was passed on
