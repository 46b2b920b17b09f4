//! The rows as they are.

pub(super) mod consolidation {
    use db::sea_orm;
    use db::sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "consolidations")]
    pub(in crate::consolidation) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub(in crate::consolidation) id: Uuid,
        pub(in crate::consolidation) period_id: Option<Uuid>,
        pub(in crate::consolidation) plan_id: Option<Uuid>,
        pub(in crate::consolidation) unit_id: Option<Uuid>,
        pub(in crate::consolidation) kind: String,
        pub(in crate::consolidation) replaces_id: Option<Uuid>,
        pub(in crate::consolidation) template: String,
        pub(in crate::consolidation) state: String,
        pub(in crate::consolidation) counted_on: Option<Date>,
        pub(in crate::consolidation) reviewed_sha256: Option<String>,
        pub(in crate::consolidation) revision: i32,
        pub(in crate::consolidation) recorded_at: DateTimeUtc,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub(in crate::consolidation) enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

pub(super) mod event {
    use db::sea_orm;
    use db::sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "consolidation_events")]
    pub(in crate::consolidation) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub(in crate::consolidation) id: Uuid,
        pub(in crate::consolidation) consolidation_id: Uuid,
        pub(in crate::consolidation) number: i32,
        pub(in crate::consolidation) kind: String,
        pub(in crate::consolidation) person_id: Uuid,
        pub(in crate::consolidation) words: Option<String>,
        pub(in crate::consolidation) recorded_at: DateTimeUtc,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub(in crate::consolidation) enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

pub(super) mod source {
    use db::sea_orm;
    use db::sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "consolidation_sources")]
    pub(in crate::consolidation) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub(in crate::consolidation) id: Uuid,
        pub(in crate::consolidation) consolidation_id: Uuid,
        pub(in crate::consolidation) section_id: Uuid,
        pub(in crate::consolidation) return_id: Uuid,
        pub(in crate::consolidation) unit_id: Uuid,
        pub(in crate::consolidation) words: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub(in crate::consolidation) enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

pub(super) mod passage {
    use db::sea_orm;
    use db::sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "consolidation_passages")]
    pub(in crate::consolidation) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub(in crate::consolidation) id: Uuid,
        pub(in crate::consolidation) consolidation_id: Uuid,
        pub(in crate::consolidation) section_id: Uuid,
        pub(in crate::consolidation) position: i32,
        pub(in crate::consolidation) words: String,
        pub(in crate::consolidation) is_named: bool,
        pub(in crate::consolidation) revision: i32,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub(in crate::consolidation) enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

pub(super) mod origin {
    use db::sea_orm;
    use db::sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "consolidation_origins")]
    pub(in crate::consolidation) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub(in crate::consolidation) passage_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub(in crate::consolidation) source_id: Uuid,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub(in crate::consolidation) enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

pub(super) mod template {
    use db::sea_orm;
    use db::sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "report_templates")]
    pub(in crate::consolidation) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub(in crate::consolidation) id: Uuid,
        pub(in crate::consolidation) unit_id: Uuid,
        pub(in crate::consolidation) regime_id: Option<Uuid>,
        pub(in crate::consolidation) kind: String,
        pub(in crate::consolidation) from_on: Date,
        pub(in crate::consolidation) words: String,
        pub(in crate::consolidation) person_id: Uuid,
        pub(in crate::consolidation) recorded_at: DateTimeUtc,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub(in crate::consolidation) enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}
