pub(super) mod unit {
    use db::sea_orm;
    use db::sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "units")]
    pub(in crate::units) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub(in crate::units) id: Uuid,
        pub(in crate::units) parent_id: Option<Uuid>,
        pub(in crate::units) kind: String,
        pub(in crate::units) code: Option<String>,
        pub(in crate::units) name: String,
        pub(in crate::units) short_name: Option<String>,
        pub(in crate::units) valid_from: Date,
        pub(in crate::units) valid_to: Option<Date>,
        pub(in crate::units) level: i32,
        pub(in crate::units) revision: i32,
        pub(in crate::units) recorded_at: DateTimeUtc,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub(in crate::units) enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

pub(super) mod ancestor {
    use db::sea_orm;
    use db::sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "unit_ancestors")]
    pub(in crate::units) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub(in crate::units) unit_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub(in crate::units) ancestor_id: Uuid,
        pub(in crate::units) distance: i32,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub(in crate::units) enum Relation {
        #[sea_orm(
            belongs_to = "super::unit::Entity",
            from = "Column::AncestorId",
            to = "super::unit::Column::Id"
        )]
        Ancestor,
    }

    impl Related<super::unit::Entity> for Entity {
        fn to() -> RelationDef {
            Relation::Ancestor.def()
        }
    }

    impl ActiveModelBehavior for ActiveModel {}
}

pub(super) mod succession {
    use db::sea_orm;
    use db::sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "successions")]
    pub(in crate::units) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub(in crate::units) id: Uuid,
        pub(in crate::units) act: String,
        pub(in crate::units) act_on: Date,
        pub(in crate::units) effective_on: Date,
        pub(in crate::units) note: Option<String>,
        pub(in crate::units) recorded_at: DateTimeUtc,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub(in crate::units) enum Relation {
        #[sea_orm(has_many = "super::share::Entity")]
        Shares,
    }

    impl Related<super::share::Entity> for Entity {
        fn to() -> RelationDef {
            Relation::Shares.def()
        }
    }

    impl ActiveModelBehavior for ActiveModel {}
}

pub(super) mod share {
    use db::sea_orm;
    use db::sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "succession_shares")]
    pub(in crate::units) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub(in crate::units) succession_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub(in crate::units) from_unit: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub(in crate::units) to_unit: Uuid,
        pub(in crate::units) share: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub(in crate::units) enum Relation {
        #[sea_orm(
            belongs_to = "super::succession::Entity",
            from = "Column::SuccessionId",
            to = "super::succession::Column::Id"
        )]
        Succession,
    }

    impl Related<super::succession::Entity> for Entity {
        fn to() -> RelationDef {
            Relation::Succession.def()
        }
    }

    impl ActiveModelBehavior for ActiveModel {}
}
