//! One more unit is asked, another in error.

use super::*;

/// Posts fields to a path as the coordinator.
async fn post(town: &Town, path: &str, fields: &[(&str, &str)]) -> Answer {
    town.program.post(&town.coordinator.cookie, path, fields).await
}

#[tokio::test]
async fn one_more_unit_is_asked_while_the_period_is_open() {
    each_database(async |db| {
        let town = Town::new(db).await;
        let app = &town.program.app;
        let board = format!("/bo/periods/{}", town.period);
        let (late, other) = (
            unit(app, "Phòng mới", Some(town.town)).await,
            unit(app, "Tổ của phòng", Some(town.office)).await,
        );
        let page = town.program.get(&town.coordinator.cookie, &board).await;
        assert!(page.body.contains(&format!("<option value=\"{late}\">Phòng mới</option>")), "{}", page.body);
        assert!(!page.body.contains(&format!("<option value=\"{other}\"")), "it reports to the office");
        let path = format!("{board}/asking");
        let (late, key) = (late.to_string(), Uuid::from_u128(81).to_string());
        let asking = |unit: &str, due_on: &str| {
            [("unit", unit.to_owned()), ("due_on", due_on.to_owned()), ("key", key.clone())]
        };
        let send = async |fields: [(&str, String); 3]| {
            let fields: Vec<_> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
            post(&town, &path, &fields).await
        };
        for (unit, due_on) in [
            (other.to_string().as_str(), "2026-12-15"),
            (Uuid::nil().to_string().as_str(), "2026-12-15"),
            ("", "2026-12-15"),
            (&late, "2026-11-01"),
            (&late, ""),
        ] {
            let refused = send(asking(unit, due_on)).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{unit} {due_on}");
        }
        let jobs = count(&db.read().await.expect("reads"), "jobs").await;
        for _ in 0..2 {
            let sent = send(asking(&late, "2026-12-15")).await;
            assert_eq!(sent.status, StatusCode::SEE_OTHER, "sent twice, it is asked once: {}", sent.body);
        }
        let again = post(&town, &path, &[("unit", &late), ("due_on", "2026-12-15")]).await;
        assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY, "it is asked already");
        let returns = store::of_run(&db.read().await.expect("reads"), town.period, &Scope::All).await;
        let returns = returns.expect("read");
        let one = returns.iter().find(|one| one.unit.to_string() == late).expect("asked");
        assert_eq!((returns.len(), one.id.to_string()), (2, key.clone()));
        assert_eq!((one.first_due_on.to_string(), one.state), ("2026-12-15".to_owned(), State::Draft));
        assert_eq!(count(&db.read().await.expect("reads"), "jobs").await, jobs + 1, "it is told");
        let page = town.program.get(&town.coordinator.cookie, &board).await;
        assert!(page.body.contains(&format!("<a href=\"/bo/returns/{key}\">Phòng mới</a>")), "{}", page.body);
        // Nobody is asked for what is locked.
        let third = unit(app, "Phòng ba", Some(town.town)).await.to_string();
        let locked = post(&town, &format!("{board}/locking"), &[("revision", "1")]).await;
        assert_eq!(locked.status, StatusCode::SEE_OTHER);
        let refused = post(&town, &path, &[("unit", &third), ("due_on", "2026-12-15")]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    })
    .await;
}

#[tokio::test]
async fn what_was_asked_in_error_is_withdrawn_and_can_be_asked_again() {
    each_database(async |db| {
        let town = Town::new(db).await;
        let four = [("state", "value"), ("value", "4"), ("seen", "0")];
        let sent = town.fill(&town.officer, &four, &[("do", "submit"), ("revision", "1")]).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
        let early =
            town.act(&town.coordinator, "asking", &[("revision", "2"), ("due_on", "2026-12-15")]).await;
        assert_eq!(early.status, StatusCode::UNPROCESSABLE_ENTITY, "it is asked");
        let none = town.act(&town.coordinator, "withdrawal", &[("revision", "2")]).await;
        assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY, "it needs a reason");
        let by_unit = town.act(&town.officer, "withdrawal", &[("revision", "2"), ("words", "x")]).await;
        assert_eq!(by_unit.status, StatusCode::FORBIDDEN);
        let why = [("revision", "2"), ("words", "Không thuộc diện báo cáo")];
        let withdrawn = town.act(&town.coordinator, "withdrawal", &why).await;
        assert_eq!(withdrawn.status, StatusCode::SEE_OTHER, "{}", withdrawn.body);

        // Nobody owes it, it is late for nobody, and it counts nowhere; what was typed stays.
        let tx = db.read().await.expect("reads");
        assert!(store::owed(&tx, None, None).await.expect("read").is_empty());
        assert_eq!(count(&tx, "return_cells").await, 1);
        drop(tx);
        let board = format!("/bo/periods/{}", town.period);
        let page = town.program.get(&town.coordinator.cookie, &board).await;
        assert!(
            page.body.contains("Đã rút yêu cầu (1)") && page.body.contains("Tất cả (0)"),
            "{}",
            page.body
        );
        assert!(!page.body.contains(&town.path()), "only where one asks for it: {}", page.body);
        let page = town.program.get(&town.coordinator.cookie, &format!("{board}?state=withdrawn")).await;
        assert!(page.body.contains(&town.path()), "{}", page.body);
        let figures = town.program.get(&town.coordinator.cookie, &format!("{board}/figures")).await;
        assert!(!figures.body.contains("<strong>4 mô hình</strong>"), "{}", figures.body);
        let page = town.program.get(&town.officer.cookie, &town.path()).await;
        assert!(page.body.contains("Không thuộc diện báo cáo"), "{}", page.body);
        assert!(page.body.contains("4 mô hình"), "what was typed is there: {}", page.body);
        let typed = [("state", "value"), ("value", "5"), ("seen", "1")];
        let late = town.fill(&town.officer, &typed, &[]).await;
        assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY, "nobody types into it");

        let past =
            town.act(&town.coordinator, "asking", &[("revision", "3"), ("due_on", "2026-11-20")]).await;
        assert_eq!(past.status, StatusCode::UNPROCESSABLE_ENTITY);
        let again = [("revision", "3"), ("due_on", "2026-12-31"), ("words", "Có thuộc diện")];
        assert_eq!(town.act(&town.coordinator, "asking", &again).await.status, StatusCode::SEE_OTHER);
        let whole = town.whole().await;
        let kinds: Vec<_> = whole.events.iter().map(|event| event.kind.as_str()).collect();
        assert_eq!(kinds, ["ask", "submit", "withdraw", "ask"]);
        assert_eq!((whole.it.state, whole.it.due_on.to_string()), (State::Draft, "2026-12-31".to_owned()));
        assert_eq!(town.fill(&town.officer, &typed, &[]).await.status, StatusCode::SEE_OTHER);
    })
    .await;
}

#[tokio::test]
async fn what_came_back_after_its_last_day_gets_another_one() {
    each_database(async |db| {
        let town = Town::new(db).await;
        db.clock.set("2026-11-12T03:00:00Z".parse().expect("an instant"));
        let four = [("state", "value"), ("value", "4"), ("seen", "0")];
        town.fill(&town.officer, &four, &[("do", "submit"), ("revision", "1")]).await;
        db.clock.set("2026-11-20T03:00:00Z".parse().expect("an instant"));
        let page = town.program.get(&town.coordinator.cookie, &town.path()).await;
        assert!(page.body.contains("value=\"2026-11-27\""), "five working days: {}", page.body);
        let early = [("revision", "2"), ("words", "Thiếu số"), ("due_on", "2026-11-10")];
        let refused = town.act(&town.coordinator, "giving-back", &early).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        let key = Uuid::from_u128(82).to_string();
        let back = [("revision", "2"), ("words", "Thiếu số"), ("due_on", "2026-11-27"), ("key", &key)];
        for _ in 0..2 {
            let given = town.act(&town.coordinator, "giving-back", &back).await;
            assert_eq!(given.status, StatusCode::SEE_OTHER, "{}", given.body);
        }
        let page = town.program.get(&town.officer.cookie, &town.path()).await;
        assert!(!page.body.contains("quá hạn"), "{}", page.body);
        assert!(page.body.contains("13/11/2026") && page.body.contains("27/11/2026"), "{}", page.body);
        let it = town.whole().await.it;
        assert_eq!((it.first_due_on.to_string(), it.revision), ("2026-11-13".to_owned(), 3));
    })
    .await;
}
