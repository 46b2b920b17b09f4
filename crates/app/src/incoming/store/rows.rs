//! The rows as they are.

pub(super) mod document {
    use db::sea_orm;
    use db::sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "incoming_documents")]
    pub(in crate::incoming) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub(in crate::incoming) id: Uuid,
        pub(in crate::incoming) unit_id: Uuid,
        pub(in crate::incoming) year: i32,
        pub(in crate::incoming) number: i32,
        pub(in crate::incoming) arrived_on: Date,
        pub(in crate::incoming) channel: String,
        pub(in crate::incoming) sender: String,
        pub(in crate::incoming) code: String,
        pub(in crate::incoming) document_on: Option<Date>,
        pub(in crate::incoming) kind: String,
        pub(in crate::incoming) title: String,
        pub(in crate::incoming) due_on: Option<Date>,
        pub(in crate::incoming) words: Option<String>,
        pub(in crate::incoming) state: String,
        pub(in crate::incoming) passed_unit_id: Option<Uuid>,
        pub(in crate::incoming) passed_person_id: Option<Uuid>,
        pub(in crate::incoming) organ: Option<String>,
        pub(in crate::incoming) exchange_id: Option<String>,
        pub(in crate::incoming) sought: String,
        pub(in crate::incoming) revision: i32,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub(in crate::incoming) enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

pub(super) mod event {
    use db::sea_orm;
    use db::sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "incoming_document_events")]
    pub(in crate::incoming) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub(in crate::incoming) id: Uuid,
        pub(in crate::incoming) document_id: Uuid,
        pub(in crate::incoming) number: i32,
        pub(in crate::incoming) kind: String,
        pub(in crate::incoming) person_id: Option<Uuid>,
        pub(in crate::incoming) words: Option<String>,
        pub(in crate::incoming) changes: Option<String>,
        pub(in crate::incoming) to_unit_id: Option<Uuid>,
        pub(in crate::incoming) to_person_id: Option<Uuid>,
        pub(in crate::incoming) recorded_at: DateTimeUtc,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub(in crate::incoming) enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

pub(super) mod file {
    use db::sea_orm;
    use db::sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "incoming_document_files")]
    pub(in crate::incoming) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub(in crate::incoming) document_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub(in crate::incoming) evidence_id: Uuid,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub(in crate::incoming) enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}
