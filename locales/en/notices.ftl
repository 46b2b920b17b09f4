office-notices = Notices
notices-read = Mark all as read
notices-empty = There are no notices yet. Work that is due soon, overdue, returned, waiting for confirmation or handed over is told here.
notices-mail = Get notices by e-mail
notice-new = New
notice-unseen = You no longer take part in this task.
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
notice-returned = Returned, there is more to do
notice-to_confirm = Reported as done, waiting for confirmation
notice-handed_over = Handed over to your unit

mail = Mails
mail-to = On each day with news, one mail goes to { $email }.
mail-nowhere = There is no e-mail address, so no mails are sent.
mail-unwanted = You chose to get no mails; notices still stand on their page.
mail-change = Change how mails come
mail-wanted = Send me one mail on each day with news
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
mail-foot = BioKhê sends this mail by itself, one a day at most. Please do not answer it.
