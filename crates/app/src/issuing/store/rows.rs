//! The rows as they are.

pub(super) mod letterhead {
    use db::sea_orm;
    use db::sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "letterheads")]
    pub(in crate::issuing) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub(in crate::issuing) unit_id: Uuid,
        pub(in crate::issuing) parent: String,
        pub(in crate::issuing) agency: String,
        pub(in crate::issuing) sign: String,
        pub(in crate::issuing) place: String,
        pub(in crate::issuing) collective: String,
        pub(in crate::issuing) is_by_type: bool,
        pub(in crate::issuing) revision: i32,
        pub(in crate::issuing) recorded_at: DateTimeUtc,
        pub(in crate::issuing) organ: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub(in crate::issuing) enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

pub(super) mod signer {
    use db::sea_orm;
    use db::sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "signers")]
    pub(in crate::issuing) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub(in crate::issuing) id: Uuid,
        pub(in crate::issuing) unit_id: Uuid,
        pub(in crate::issuing) person_id: Uuid,
        pub(in crate::issuing) authority: String,
        pub(in crate::issuing) title: String,
        pub(in crate::issuing) head_title: String,
        pub(in crate::issuing) act: Option<String>,
        pub(in crate::issuing) from_on: Date,
        pub(in crate::issuing) to_on: Option<Date>,
        pub(in crate::issuing) recorded_at: DateTimeUtc,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub(in crate::issuing) enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

pub(super) mod register {
    use db::sea_orm;
    use db::sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "number_registers")]
    pub(in crate::issuing) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub(in crate::issuing) unit_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub(in crate::issuing) year: i32,
        #[sea_orm(primary_key, auto_increment = false)]
        pub(in crate::issuing) series: String,
        pub(in crate::issuing) last: i32,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub(in crate::issuing) enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

pub(super) mod document {
    use db::sea_orm;
    use db::sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "official_documents")]
    pub(in crate::issuing) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub(in crate::issuing) id: Uuid,
        pub(in crate::issuing) unit_id: Uuid,
        pub(in crate::issuing) consolidation_id: Uuid,
        pub(in crate::issuing) kind: String,
        pub(in crate::issuing) symbol: String,
        pub(in crate::issuing) type_sign: String,
        pub(in crate::issuing) title: String,
        pub(in crate::issuing) state: String,
        pub(in crate::issuing) signer_id: Uuid,
        pub(in crate::issuing) signed_at: DateTimeUtc,
        pub(in crate::issuing) snapshot_sha256: String,
        pub(in crate::issuing) year: Option<i32>,
        pub(in crate::issuing) series: Option<String>,
        pub(in crate::issuing) number: Option<i32>,
        pub(in crate::issuing) issued_on: Option<Date>,
        pub(in crate::issuing) issued_at: Option<DateTimeUtc>,
        pub(in crate::issuing) replaces_id: Option<Uuid>,
        pub(in crate::issuing) revision: i32,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub(in crate::issuing) enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

pub(super) mod event {
    use db::sea_orm;
    use db::sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "official_document_events")]
    pub(in crate::issuing) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub(in crate::issuing) id: Uuid,
        pub(in crate::issuing) document_id: Uuid,
        pub(in crate::issuing) number: i32,
        pub(in crate::issuing) kind: String,
        pub(in crate::issuing) person_id: Uuid,
        pub(in crate::issuing) words: Option<String>,
        pub(in crate::issuing) recorded_at: DateTimeUtc,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub(in crate::issuing) enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

pub(super) mod file {
    use db::sea_orm;
    use db::sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "official_document_files")]
    pub(in crate::issuing) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub(in crate::issuing) document_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub(in crate::issuing) kind: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub(in crate::issuing) sha256: String,
        pub(in crate::issuing) bytes: i64,
        pub(in crate::issuing) recorded_at: DateTimeUtc,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub(in crate::issuing) enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}
