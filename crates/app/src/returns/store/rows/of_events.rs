//! What came with an event of a return, and who stood behind it.

pub(in crate::returns) mod author {
    use db::sea_orm;
    use db::sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "return_authors")]
    pub(in crate::returns) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub(in crate::returns) event_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub(in crate::returns) person_id: Uuid,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub(in crate::returns) enum Relation {
        #[sea_orm(
            belongs_to = "crate::returns::store::rows::event::Entity",
            from = "Column::EventId",
            to = "crate::returns::store::rows::event::Column::Id"
        )]
        Event,
    }

    impl Related<crate::returns::store::rows::event::Entity> for Entity {
        fn to() -> RelationDef {
            Relation::Event.def()
        }
    }

    impl ActiveModelBehavior for ActiveModel {}
}

pub(in crate::returns) mod proof {
    use db::sea_orm;
    use db::sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "return_evidence")]
    pub(in crate::returns) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub(in crate::returns) event_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub(in crate::returns) evidence_id: Uuid,
        pub(in crate::returns) indicator_id: Option<Uuid>,
        pub(in crate::returns) withdrawn_by: Option<Uuid>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub(in crate::returns) enum Relation {
        #[sea_orm(
            belongs_to = "crate::returns::store::rows::event::Entity",
            from = "Column::EventId",
            to = "crate::returns::store::rows::event::Column::Id"
        )]
        Event,
    }

    impl Related<crate::returns::store::rows::event::Entity> for Entity {
        fn to() -> RelationDef {
            Relation::Event.def()
        }
    }

    impl ActiveModelBehavior for ActiveModel {}
}
