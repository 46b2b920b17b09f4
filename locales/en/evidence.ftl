evidence-as-sent = Pictures are kept exactly as you send them, including where and when they were taken if your phone recorded that; anyone who can see the task can see these details too.
evidence-kind-vast-picture = Picture too large to show, download only
