//! Files that prove what a return tells.

use super::*;
use crate::sweep::needed_files;

const PDF: &[u8] = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n";

impl Town {
    /// Adds files for the figure, or for the return as a whole.
    async fn prove(&self, who: &Somebody, of: Option<Uuid>, key: u128, files: &[(&str, &[u8])]) -> Answer {
        let of = of.map(|id| id.to_string()).unwrap_or_default();
        let fields = [("key", Uuid::from_u128(key).to_string()), ("indicator", of)];
        let path = format!("{}/evidence", self.path());
        self.program.deliver(&who.cookie, &path, &fields, "evidence", files).await
    }

    /// The file of that name.
    async fn proof(&self, name: &str) -> Uuid {
        let ids: Vec<_> = self.whole().await.proofs.iter().map(|proof| proof.evidence).collect();
        let tx = self.program.app.db.read().await.expect("reads");
        let files = crate::evidence::among_ids(&tx, &ids).await.expect("read");
        files.iter().find(|file| file.name == name).expect("there").id
    }

    async fn withdraw(&self, who: &Somebody, name: &str, key: u128, words: &str) -> Answer {
        let proof = self.proof(name).await;
        let path = format!("{}/evidence/{proof}/withdrawal", self.path());
        let key = Uuid::from_u128(key).to_string();
        self.program.post(&who.cookie, &path, &[("key", &key), ("words", words)]).await
    }
}

#[tokio::test]
async fn files_prove_a_figure_are_seen_and_withdrawn() {
    each_database(async |db| {
        let town = Town::new(db).await;
        let of = Some(town.indicator);
        for _ in 0..2 {
            // Sent twice, they are there once.
            let added =
                town.prove(&town.officer, of, 81, &[("biên bản.pdf", PDF), ("ghi chú.txt", b"a")]).await;
            assert_eq!(added.status, StatusCode::SEE_OTHER, "{}", added.body);
        }
        assert_eq!(count(&db.read().await.expect("reads"), "return_evidence").await, 2);
        let other = town.prove(&town.officer, of, 81, &[("khác.txt", b"b")]).await;
        assert_eq!(other.status, StatusCode::UNPROCESSABLE_ENTITY, "another form under the same key");
        let whole = town.prove(&town.officer, None, 82, &[("bản ký.pdf", PDF)]).await;
        assert_eq!(whole.status, StatusCode::SEE_OTHER, "{}", whole.body);
        assert!(town.whole().await.is_as_of(1), "a page that was opened before is none of yesterday");
        assert_eq!(town.whole().await.count_proofs(of), 2);

        let page = town.program.get(&town.coordinator.cookie, &format!("{}/evidence", town.path())).await;
        let size = web::format::size(web::Language::Vi, PDF.len() as u64);
        for shown in ["biên bản.pdf", "bản ký.pdf", &size, "mô hình rau sạch"] {
            assert!(page.body.contains(shown), "{shown}: {}", page.body);
        }
        // Who fills may withdraw; who only looks may not.
        let viewer = somebody(&town.program.app, Role::Viewer, Some(town.office)).await;
        assert_eq!(town.withdraw(&viewer, "biên bản.pdf", 83, "").await.status, StatusCode::FORBIDDEN);
        for _ in 0..2 {
            let gone = town.withdraw(&town.officer, "biên bản.pdf", 84, "Nhầm tệp").await;
            assert_eq!(gone.status, StatusCode::SEE_OTHER, "{}", gone.body);
        }
        assert_eq!(
            town.withdraw(&town.officer, "biên bản.pdf", 85, "").await.status,
            StatusCode::UNPROCESSABLE_ENTITY
        );
        let (after, needed) = (town.whole().await, needed_files(&db.read().await.expect("reads")).await);
        assert_eq!((after.count_proofs(of), after.proofs.len()), (1, 3), "it stays, marked");
        assert_eq!(needed.expect("read").len(), 2, "the same file twice is one, and none is swept");
        let page = town.program.get(&town.coordinator.cookie, &format!("{}/evidence", town.path())).await;
        assert!(page.body.contains("<s>biên bản.pdf</s>") && page.body.contains("Nhầm tệp"), "{}", page.body);
        let kinds: Vec<_> = after.events.iter().map(|event| event.kind.as_str()).collect();
        assert_eq!(kinds, ["ask", "attach", "attach", "detach"]);

        // The form of the return, opened before all this, is still good; and the office sees the count at the figure.
        let cell = [("state", "value"), ("value", "2"), ("seen", "0")];
        let sent = town.fill(&town.officer, &cell, &[("do", "submit"), ("revision", "1")]).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
        let page = town.program.get(&town.coordinator.cookie, &town.path()).await;
        let clip = format!("{}/evidence?cell={}", town.path(), town.indicator);
        assert!(page.body.contains(&clip), "{}", page.body);
    })
    .await;
}

#[tokio::test]
async fn a_file_is_given_back_safely_and_only_to_who_may_see_the_return() {
    each_database(async |db| {
        let town = Town::new(db).await;
        town.prove(&town.officer, None, 81, &[("bản ký.pdf", PDF), ("ghi chú.txt", b"a")]).await;
        let at = |evidence: Uuid| format!("{}/evidence/{evidence}", town.path());
        let (pdf, text) = (at(town.proof("bản ký.pdf").await), at(town.proof("ghi chú.txt").await));
        let shown = town.program.get(&town.coordinator.cookie, &pdf).await;
        assert_eq!(shown.headers["content-type"], "application/pdf");
        assert!(shown.headers["content-security-policy"].to_str().expect("text").contains("sandbox"));
        let saved = town.program.get(&town.officer.cookie, &text).await;
        assert!(saved.headers["content-disposition"].to_str().expect("text").starts_with("attachment"));
        let other_unit = unit(&town.program.app, "Phòng khác", Some(town.town)).await;
        let stranger = somebody(&town.program.app, Role::Officer, Some(other_unit)).await;
        for path in [&pdf, &format!("{}/evidence", town.path())] {
            assert_eq!(town.program.get(&stranger.cookie, path).await.status, StatusCode::NOT_FOUND);
        }
        // A file of something else is none of this return's.
        let task = crate::tasks::testing::found(&town.program.app, town.office).await;
        let foreign = crate::tasks::testing::proven(&town.program.app, task).await;
        assert_eq!(town.program.get(&town.officer.cookie, &at(foreign)).await.status, StatusCode::NOT_FOUND);
        let withdrawal = format!("{}/withdrawal", at(foreign));
        let refused = town.program.post(&town.officer.cookie, &withdrawal, &[]).await;
        assert_eq!(refused.status, StatusCode::NOT_FOUND);
        assert_eq!(town.prove(&stranger, None, 82, &[("a.txt", b"a")]).await.status, StatusCode::NOT_FOUND);
    })
    .await;
}

#[tokio::test]
async fn what_is_sent_accepted_or_locked_takes_no_file_and_gives_none_up() {
    each_database(async |db| {
        let town = Town::new(db).await;
        let file: &[(&str, &[u8])] = &[("a.txt", b"a")];
        for (of, files) in [
            (None, &[][..]),
            (None, &[("a.html", &b"<html><script>"[..])][..]),
            (Some(Uuid::from_u128(7)), file),
        ] {
            let refused = town.prove(&town.officer, of, 80, files).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{files:?}");
        }
        assert_eq!(count(&db.read().await.expect("reads"), "evidence").await, 0);
        assert_eq!(town.prove(&town.officer, None, 81, file).await.status, StatusCode::SEE_OTHER);
        let refuses = async |when: &str| {
            let added = town.prove(&town.officer, None, 82, file).await;
            assert_eq!(added.status, StatusCode::UNPROCESSABLE_ENTITY, "{when}");
            let gone = town.withdraw(&town.officer, "a.txt", 83, "").await;
            assert_eq!(gone.status, StatusCode::UNPROCESSABLE_ENTITY, "{when}");
        };
        let lock = format!("/bo/periods/{}", town.period);
        let step = async |what: &str, revision: &str| {
            let fields = [("revision", revision), ("words", "Bổ sung")];
            let path = format!("{lock}/{what}");
            let done = town.program.post(&town.coordinator.cookie, &path, &fields).await;
            assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
        };
        step("locking", "1").await;
        refuses("locked").await;
        step("unlocking", "2").await;
        let cell = [("state", "value"), ("value", "2"), ("seen", "0")];
        let sent = town.fill(&town.officer, &cell, &[("do", "submit"), ("revision", "1")]).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
        refuses("sent").await;
        // What the office saw counts the file that came before.
        assert_eq!(
            town.act(&town.coordinator, "acceptance", &[("revision", "3")]).await.status,
            StatusCode::SEE_OTHER
        );
        refuses("accepted").await;
        let back = [("revision", "4"), ("words", "Thiếu minh chứng")];
        assert_eq!(town.act(&town.coordinator, "giving-back", &back).await.status, StatusCode::SEE_OTHER);
        assert_eq!(town.prove(&town.officer, None, 84, file).await.status, StatusCode::SEE_OTHER);
    })
    .await;
}
