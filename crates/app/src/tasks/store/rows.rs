pub(super) mod task {
    use db::sea_orm;
    use db::sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "tasks")]
    pub(in crate::tasks) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub(in crate::tasks) id: Uuid,
        pub(in crate::tasks) plan_id: Option<Uuid>,
        pub(in crate::tasks) plan_number: Option<String>,
        pub(in crate::tasks) clause_id: Option<Uuid>,
        pub(in crate::tasks) clause_path: Option<String>,
        pub(in crate::tasks) duty_id: Option<Uuid>,
        pub(in crate::tasks) series_id: Option<Uuid>,
        pub(in crate::tasks) period: Option<String>,
        pub(in crate::tasks) title: String,
        pub(in crate::tasks) sought: String,
        pub(in crate::tasks) deliverable: Option<String>,
        pub(in crate::tasks) lead_id: Uuid,
        pub(in crate::tasks) first_lead_id: Option<Uuid>,
        pub(in crate::tasks) state: String,
        pub(in crate::tasks) first_due_on: Option<Date>,
        pub(in crate::tasks) due_on: Option<Date>,
        pub(in crate::tasks) done_on: Option<Date>,
        pub(in crate::tasks) progress: i32,
        pub(in crate::tasks) workflow: i32,
        pub(in crate::tasks) revision: i32,
        pub(in crate::tasks) recorded_at: DateTimeUtc,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub(in crate::tasks) enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

pub(super) mod task_unit {
    use db::sea_orm;
    use db::sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "task_units")]
    pub(in crate::tasks) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub(in crate::tasks) task_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub(in crate::tasks) unit_id: Uuid,
        pub(in crate::tasks) mode: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub(in crate::tasks) enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

pub(super) mod seen {
    use db::sea_orm;
    use db::sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "task_seen")]
    pub(in crate::tasks) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub(in crate::tasks) unit_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub(in crate::tasks) task_id: Uuid,
        pub(in crate::tasks) leads: bool,
        pub(in crate::tasks) state: String,
        /// Follows from the state: the database writes it.
        pub(in crate::tasks) is_open: bool,
        pub(in crate::tasks) due_on: Option<Date>,
        pub(in crate::tasks) done_on: Option<Date>,
        pub(in crate::tasks) sought: String,
        pub(in crate::tasks) plan_id: Option<Uuid>,
        pub(in crate::tasks) clause_id: Option<Uuid>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub(in crate::tasks) enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

pub(super) mod word {
    use db::sea_orm;
    use db::sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "task_words")]
    pub(in crate::tasks) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub(in crate::tasks) word: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub(in crate::tasks) task_id: Uuid,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub(in crate::tasks) enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

pub(super) mod event {
    use db::sea_orm;
    use db::sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "task_events")]
    pub(in crate::tasks) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub(in crate::tasks) id: Uuid,
        pub(in crate::tasks) task_id: Uuid,
        pub(in crate::tasks) number: i32,
        pub(in crate::tasks) kind: String,
        pub(in crate::tasks) person_id: Option<Uuid>,
        pub(in crate::tasks) words: Option<String>,
        pub(in crate::tasks) percent: Option<i32>,
        pub(in crate::tasks) day_before: Option<Date>,
        pub(in crate::tasks) day_after: Option<Date>,
        pub(in crate::tasks) unit_before: Option<Uuid>,
        pub(in crate::tasks) unit_after: Option<Uuid>,
        pub(in crate::tasks) recorded_at: DateTimeUtc,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub(in crate::tasks) enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

pub(super) mod series {
    use db::sea_orm;
    use db::sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "task_series")]
    pub(in crate::tasks) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub(in crate::tasks) id: Uuid,
        pub(in crate::tasks) plan_id: Option<Uuid>,
        pub(in crate::tasks) plan_number: Option<String>,
        pub(in crate::tasks) clause_id: Option<Uuid>,
        pub(in crate::tasks) clause_path: Option<String>,
        pub(in crate::tasks) duty_id: Option<Uuid>,
        pub(in crate::tasks) title: String,
        pub(in crate::tasks) deliverable: Option<String>,
        pub(in crate::tasks) lead_id: Uuid,
        pub(in crate::tasks) helping: String,
        pub(in crate::tasks) every: String,
        pub(in crate::tasks) due_month: Option<i32>,
        pub(in crate::tasks) due_day: Option<i32>,
        pub(in crate::tasks) first_on: Date,
        pub(in crate::tasks) last_on: Option<Date>,
        pub(in crate::tasks) recorded_at: DateTimeUtc,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub(in crate::tasks) enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

pub(super) mod task_evidence {
    use db::sea_orm;
    use db::sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "task_evidence")]
    pub(in crate::tasks) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub(in crate::tasks) event_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub(in crate::tasks) evidence_id: Uuid,
        pub(in crate::tasks) task_id: Uuid,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub(in crate::tasks) enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}
