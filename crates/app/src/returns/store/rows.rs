//! The rows of the tables, as they are.

mod of_events;

pub(super) use of_events::{author, proof};

pub(super) mod regime {
    use db::sea_orm;
    use db::sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "regimes")]
    pub(in crate::returns) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub(in crate::returns) id: Uuid,
        pub(in crate::returns) unit_id: Uuid,
        pub(in crate::returns) above_id: Option<Uuid>,
        pub(in crate::returns) plan_id: Option<Uuid>,
        pub(in crate::returns) plan_number: Option<String>,
        pub(in crate::returns) clause_id: Option<Uuid>,
        pub(in crate::returns) clause_path: Option<String>,
        pub(in crate::returns) title: String,
        pub(in crate::returns) cycle: String,
        pub(in crate::returns) first_year: i32,
        pub(in crate::returns) last_year: i32,
        pub(in crate::returns) reviews: String,
        pub(in crate::returns) closes_on: i32,
        pub(in crate::returns) closes_months_before: i32,
        pub(in crate::returns) due_months_after: i32,
        pub(in crate::returns) due_day: i32,
        pub(in crate::returns) due_strictly_before: bool,
        pub(in crate::returns) sends_months_after: Option<i32>,
        pub(in crate::returns) sends_day: Option<i32>,
        pub(in crate::returns) sends_strictly_before: Option<bool>,
        pub(in crate::returns) opens_before: i32,
        pub(in crate::returns) asked: String,
        pub(in crate::returns) receivers: String,
        pub(in crate::returns) first_on: Option<Date>,
        pub(in crate::returns) last_on: Option<Date>,
        pub(in crate::returns) opens_on: Option<Date>,
        pub(in crate::returns) due_on: Option<Date>,
        pub(in crate::returns) sends_on: Option<Date>,
        pub(in crate::returns) ended_on: Option<Date>,
        pub(in crate::returns) recorded_at: DateTimeUtc,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub(in crate::returns) enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

pub(super) mod section {
    use db::sea_orm;
    use db::sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "regime_sections")]
    pub(in crate::returns) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub(in crate::returns) id: Uuid,
        pub(in crate::returns) regime_id: Uuid,
        pub(in crate::returns) position: i32,
        pub(in crate::returns) title: String,
        pub(in crate::returns) clause_id: Option<Uuid>,
        pub(in crate::returns) clause_path: Option<String>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub(in crate::returns) enum Relation {
        #[sea_orm(has_many = "super::passage::Entity")]
        Passages,
    }

    impl Related<super::passage::Entity> for Entity {
        fn to() -> RelationDef {
            Relation::Passages.def()
        }
    }

    impl ActiveModelBehavior for ActiveModel {}
}

pub(super) mod measured {
    use db::sea_orm;
    use db::sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "regime_indicators")]
    pub(in crate::returns) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub(in crate::returns) regime_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub(in crate::returns) indicator_id: Uuid,
        pub(in crate::returns) position: i32,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub(in crate::returns) enum Relation {
        #[sea_orm(
            belongs_to = "super::cell::Entity",
            from = "Column::IndicatorId",
            to = "super::cell::Column::IndicatorId"
        )]
        Cells,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

pub(super) mod period {
    use db::sea_orm;
    use db::sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "report_periods")]
    pub(in crate::returns) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub(in crate::returns) id: Uuid,
        pub(in crate::returns) regime_id: Uuid,
        pub(in crate::returns) name: String,
        pub(in crate::returns) first_on: Date,
        pub(in crate::returns) last_on: Date,
        pub(in crate::returns) opens_on: Date,
        pub(in crate::returns) due_on: Date,
        pub(in crate::returns) sends_on: Option<Date>,
        pub(in crate::returns) is_review: bool,
        pub(in crate::returns) state: String,
        pub(in crate::returns) revision: i32,
        pub(in crate::returns) recorded_at: DateTimeUtc,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub(in crate::returns) enum Relation {
        #[sea_orm(
            belongs_to = "super::regime::Entity",
            from = "Column::RegimeId",
            to = "super::regime::Column::Id"
        )]
        Regime,
        #[sea_orm(has_many = "super::period_event::Entity")]
        Events,
    }

    impl Related<super::regime::Entity> for Entity {
        fn to() -> RelationDef {
            Relation::Regime.def()
        }
    }

    impl Related<super::period_event::Entity> for Entity {
        fn to() -> RelationDef {
            Relation::Events.def()
        }
    }

    impl ActiveModelBehavior for ActiveModel {}
}

pub(super) mod returned {
    use db::sea_orm;
    use db::sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "returns")]
    pub(in crate::returns) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub(in crate::returns) id: Uuid,
        pub(in crate::returns) period_id: Uuid,
        pub(in crate::returns) unit_id: Uuid,
        pub(in crate::returns) state: String,
        pub(in crate::returns) first_due_on: Date,
        pub(in crate::returns) due_on: Date,
        pub(in crate::returns) submitted_on: Option<Date>,
        pub(in crate::returns) is_by_office: bool,
        pub(in crate::returns) revision: i32,
        pub(in crate::returns) recorded_at: DateTimeUtc,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub(in crate::returns) enum Relation {
        #[sea_orm(
            belongs_to = "super::period::Entity",
            from = "Column::PeriodId",
            to = "super::period::Column::Id"
        )]
        Period,
        #[sea_orm(has_many = "super::event::Entity")]
        Events,
    }

    impl Related<super::event::Entity> for Entity {
        fn to() -> RelationDef {
            Relation::Events.def()
        }
    }

    impl Related<super::period::Entity> for Entity {
        fn to() -> RelationDef {
            Relation::Period.def()
        }
    }

    impl ActiveModelBehavior for ActiveModel {}
}

pub(super) mod event {
    use db::sea_orm;
    use db::sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "return_events")]
    pub(in crate::returns) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub(in crate::returns) id: Uuid,
        pub(in crate::returns) return_id: Uuid,
        pub(in crate::returns) number: i32,
        pub(in crate::returns) kind: String,
        pub(in crate::returns) person_id: Option<Uuid>,
        pub(in crate::returns) words: Option<String>,
        pub(in crate::returns) day_before: Option<Date>,
        pub(in crate::returns) day_after: Option<Date>,
        pub(in crate::returns) recorded_at: DateTimeUtc,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub(in crate::returns) enum Relation {
        #[sea_orm(
            belongs_to = "super::returned::Entity",
            from = "Column::ReturnId",
            to = "super::returned::Column::Id"
        )]
        Returned,
        #[sea_orm(has_many = "super::proof::Entity")]
        Proofs,
        #[sea_orm(has_many = "super::author::Entity")]
        Authors,
    }

    impl Related<super::author::Entity> for Entity {
        fn to() -> RelationDef {
            Relation::Authors.def()
        }
    }

    impl Related<super::returned::Entity> for Entity {
        fn to() -> RelationDef {
            Relation::Returned.def()
        }
    }

    impl Related<super::proof::Entity> for Entity {
        fn to() -> RelationDef {
            Relation::Proofs.def()
        }
    }

    impl ActiveModelBehavior for ActiveModel {}
}

pub(super) mod cell {
    use db::sea_orm;
    use db::sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "return_cells")]
    pub(in crate::returns) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub(in crate::returns) return_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub(in crate::returns) indicator_id: Uuid,
        pub(in crate::returns) state: String,
        pub(in crate::returns) value: Option<i64>,
        pub(in crate::returns) whole: Option<i64>,
        pub(in crate::returns) words: Option<String>,
        pub(in crate::returns) note: Option<String>,
        pub(in crate::returns) number: i32,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub(in crate::returns) enum Relation {
        #[sea_orm(
            belongs_to = "super::returned::Entity",
            from = "Column::ReturnId",
            to = "super::returned::Column::Id"
        )]
        Return,
    }

    impl Related<super::returned::Entity> for Entity {
        fn to() -> RelationDef {
            Relation::Return.def()
        }
    }

    impl ActiveModelBehavior for ActiveModel {}
}

pub(super) mod change {
    use db::sea_orm;
    use db::sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "return_cell_changes")]
    pub(in crate::returns) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub(in crate::returns) return_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub(in crate::returns) indicator_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub(in crate::returns) number: i32,
        pub(in crate::returns) state: String,
        pub(in crate::returns) value: Option<i64>,
        pub(in crate::returns) whole: Option<i64>,
        pub(in crate::returns) words: Option<String>,
        pub(in crate::returns) note: Option<String>,
        pub(in crate::returns) person_id: Uuid,
        pub(in crate::returns) recorded_at: DateTimeUtc,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub(in crate::returns) enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

pub(super) mod passage {
    use db::sea_orm;
    use db::sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "return_passages")]
    pub(in crate::returns) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub(in crate::returns) return_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub(in crate::returns) section_id: Uuid,
        pub(in crate::returns) words: String,
        pub(in crate::returns) number: i32,
        pub(in crate::returns) person_id: Uuid,
        pub(in crate::returns) recorded_at: DateTimeUtc,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub(in crate::returns) enum Relation {
        #[sea_orm(
            belongs_to = "super::section::Entity",
            from = "Column::SectionId",
            to = "super::section::Column::Id"
        )]
        Section,
    }

    impl Related<super::section::Entity> for Entity {
        fn to() -> RelationDef {
            Relation::Section.def()
        }
    }

    impl ActiveModelBehavior for ActiveModel {}
}

pub(super) mod period_event {
    use db::sea_orm;
    use db::sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "report_period_events")]
    pub(in crate::returns) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub(in crate::returns) id: Uuid,
        pub(in crate::returns) period_id: Uuid,
        pub(in crate::returns) number: i32,
        pub(in crate::returns) kind: String,
        pub(in crate::returns) person_id: Option<Uuid>,
        pub(in crate::returns) words: Option<String>,
        pub(in crate::returns) recorded_at: DateTimeUtc,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub(in crate::returns) enum Relation {
        #[sea_orm(
            belongs_to = "super::period::Entity",
            from = "Column::PeriodId",
            to = "super::period::Column::Id"
        )]
        Period,
    }

    impl Related<super::period::Entity> for Entity {
        fn to() -> RelationDef {
            Relation::Period.def()
        }
    }

    impl ActiveModelBehavior for ActiveModel {}
}
