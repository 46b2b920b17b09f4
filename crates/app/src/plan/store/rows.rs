pub(super) mod plan {
    use db::sea_orm;
    use db::sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "plans")]
    pub(in crate::plan) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub(in crate::plan) id: Uuid,
        pub(in crate::plan) unit_id: Uuid,
        pub(in crate::plan) number: String,
        pub(in crate::plan) kind: String,
        pub(in crate::plan) title: String,
        pub(in crate::plan) sought: String,
        pub(in crate::plan) issuer: Option<String>,
        pub(in crate::plan) issued_on: Option<Date>,
        pub(in crate::plan) signer: Option<String>,
        pub(in crate::plan) first_year: Option<i32>,
        pub(in crate::plan) last_year: Option<i32>,
        pub(in crate::plan) reporting: Option<String>,
        pub(in crate::plan) file_name: String,
        pub(in crate::plan) file_sha256: String,
        pub(in crate::plan) reading_sha256: String,
        pub(in crate::plan) replaces: Option<Uuid>,
        pub(in crate::plan) recorded_at: DateTimeUtc,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub(in crate::plan) enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

pub(super) mod clause {
    use db::sea_orm;
    use db::sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "plan_clauses")]
    pub(in crate::plan) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub(in crate::plan) id: Uuid,
        pub(in crate::plan) plan_id: Uuid,
        pub(in crate::plan) first_id: Uuid,
        pub(in crate::plan) position: i32,
        pub(in crate::plan) path: String,
        pub(in crate::plan) depth: i32,
        pub(in crate::plan) kind: String,
        pub(in crate::plan) role: String,
        pub(in crate::plan) words: String,
        pub(in crate::plan) span_start: i64,
        pub(in crate::plan) span_end: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub(in crate::plan) enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

pub(super) mod duty {
    use db::sea_orm;
    use db::sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "plan_duties")]
    pub(in crate::plan) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub(in crate::plan) id: Uuid,
        pub(in crate::plan) plan_id: Uuid,
        pub(in crate::plan) clause_id: Uuid,
        pub(in crate::plan) position: i32,
        pub(in crate::plan) words: String,
        pub(in crate::plan) span_start: i64,
        pub(in crate::plan) span_end: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub(in crate::plan) enum Relation {
        #[sea_orm(has_many = "super::duty_unit::Entity")]
        Units,
    }

    impl Related<super::duty_unit::Entity> for Entity {
        fn to() -> RelationDef {
            Relation::Units.def()
        }
    }

    impl ActiveModelBehavior for ActiveModel {}
}

pub(super) mod duty_unit {
    use db::sea_orm;
    use db::sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "plan_duty_units")]
    pub(in crate::plan) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub(in crate::plan) duty_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub(in crate::plan) unit_id: Uuid,
        pub(in crate::plan) mode: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub(in crate::plan) enum Relation {
        #[sea_orm(
            belongs_to = "super::duty::Entity",
            from = "Column::DutyId",
            to = "super::duty::Column::Id"
        )]
        Duty,
    }

    impl Related<super::duty::Entity> for Entity {
        fn to() -> RelationDef {
            Relation::Duty.def()
        }
    }

    impl ActiveModelBehavior for ActiveModel {}
}

pub(super) mod review {
    use db::sea_orm;
    use db::sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "plan_reviews")]
    pub(in crate::plan) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub(in crate::plan) id: Uuid,
        pub(in crate::plan) unit_id: Uuid,
        pub(in crate::plan) person_id: Uuid,
        pub(in crate::plan) reading_id: Uuid,
        pub(in crate::plan) file_name: String,
        pub(in crate::plan) replaces: Option<Uuid>,
        pub(in crate::plan) plan_id: Option<Uuid>,
        pub(in crate::plan) revision: i32,
        pub(in crate::plan) recorded_at: DateTimeUtc,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub(in crate::plan) enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

pub(super) mod step {
    use db::sea_orm;
    use db::sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "plan_review_steps")]
    pub(in crate::plan) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub(in crate::plan) review_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub(in crate::plan) number: i32,
        pub(in crate::plan) person_id: Uuid,
        pub(in crate::plan) step: String,
        pub(in crate::plan) taken_back: bool,
        pub(in crate::plan) recorded_at: DateTimeUtc,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub(in crate::plan) enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}
