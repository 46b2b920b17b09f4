# 10,000 issues in a public project of Redmine, through its own models: `rails runner`. What is there already stays.
COUNT = 10_000
STATES = { "New" => 25, "In Progress" => 35, "Resolved" => 5, "Closed" => 35 }.freeze

Redmine::DefaultData::Loader.load("en") if Redmine::DefaultData::Loader.no_data?
Setting.login_required = "0"
ActionMailer::Base.perform_deliveries = false

admin = User.find_by_login("admin")
project = Project.find_by_identifier("bench") ||
  Project.create!(name: "Bench", identifier: "bench", is_public: true, trackers: Tracker.all,
                  enabled_module_names: ["issue_tracking"])
people = (1..20).map do |number|
  User.find_by_login("person#{number}") || User.new(
    firstname: "Person", lastname: number.to_s, mail: "person#{number}@example.org", mail_notification: "none"
  ).tap do |person|
    person.login = "person#{number}"
    person.password = "a long password #{number}"
    person.save!
    Member.create!(project: project, principal: person, roles: [Role.find_by_name("Developer")])
  end
end
states = STATES.flat_map { |name, share| [IssueStatus.find_by_name(name)] * share }
dice = Random.new(2026)
(project.issues.count...COUNT).each_slice(500) do |numbers|
  Issue.transaction do
    numbers.each do |number|
      set_up = Date.today - dice.rand(1_000)
      issue = Issue.new(
        project: project, tracker: project.trackers[number % 3], author: admin, status: states[dice.rand(states.size)],
        subject: "Xây dựng mô hình trồng rau sạch tại phường Ba Đình, đợt #{number}",
        description: "Báo cáo kèm biên bản nghiệm thu", assigned_to: people[dice.rand(people.size)],
        priority: IssuePriority.default, start_date: set_up, due_date: set_up + 20 + dice.rand(500),
        done_ratio: 10 * dice.rand(10)
      )
      issue.notify = false
      issue.save!
      ["Đã họp với các hộ tham gia và chốt danh sách.", "Đề nghị gửi kèm ảnh hiện trạng trong kỳ sau."].each do |words|
        Journal.new(journalized: issue, user: people[0], notes: words, notify: false).save!
      end
    end
  end
end
middle = project.issues.order(:id).offset(COUNT / 2).first.id
puts "redmine #{Redmine::VERSION} #{project.issues.count} #{middle}"
