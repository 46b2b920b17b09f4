pub(super) mod notice {
    use db::sea_orm;
    use db::sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "notices")]
    pub(in crate::notices) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub(in crate::notices) id: Uuid,
        pub(in crate::notices) person_id: Uuid,
        pub(in crate::notices) task_id: Option<Uuid>,
        pub(in crate::notices) return_id: Option<Uuid>,
        pub(in crate::notices) kind: String,
        pub(in crate::notices) occasion: String,
        pub(in crate::notices) due_on: Option<Date>,
        pub(in crate::notices) days: i32,
        pub(in crate::notices) day: Date,
        pub(in crate::notices) told_at: DateTimeUtc,
        pub(in crate::notices) read_at: Option<DateTimeUtc>,
        pub(in crate::notices) mail_day: Option<Date>,
        pub(in crate::notices) incoming_id: Option<Uuid>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub(in crate::notices) enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

pub(super) mod mail {
    use db::sea_orm;
    use db::sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "notice_mails")]
    pub(in crate::notices) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub(in crate::notices) person_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub(in crate::notices) day: Date,
        pub(in crate::notices) message_id: String,
        pub(in crate::notices) state: String,
        pub(in crate::notices) attempts: i32,
        pub(in crate::notices) retry_at: Option<DateTimeUtc>,
        pub(in crate::notices) error: Option<String>,
        pub(in crate::notices) changed_at: DateTimeUtc,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub(in crate::notices) enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

pub(super) mod day {
    use db::sea_orm;
    use db::sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "notice_days")]
    pub(in crate::notices) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub(in crate::notices) day: Date,
        pub(in crate::notices) told_at: DateTimeUtc,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub(in crate::notices) enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}
