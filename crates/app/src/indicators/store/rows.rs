pub(super) mod indicator {
    use db::sea_orm;
    use db::sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "indicators")]
    pub(in crate::indicators) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub(in crate::indicators) id: Uuid,
        pub(in crate::indicators) unit_id: Uuid,
        pub(in crate::indicators) plan_id: Option<Uuid>,
        pub(in crate::indicators) plan_number: Option<String>,
        pub(in crate::indicators) clause_id: Option<Uuid>,
        pub(in crate::indicators) clause_path: Option<String>,
        pub(in crate::indicators) name: String,
        pub(in crate::indicators) sought: String,
        pub(in crate::indicators) measured_in: Option<String>,
        pub(in crate::indicators) direction: String,
        pub(in crate::indicators) words: Option<String>,
        pub(in crate::indicators) recorded_at: DateTimeUtc,
        pub(in crate::indicators) kind: String,
        pub(in crate::indicators) over_time: String,
        pub(in crate::indicators) over_units: String,
        pub(in crate::indicators) least: Option<i64>,
        pub(in crate::indicators) most: Option<i64>,
        pub(in crate::indicators) jump: i32,
        pub(in crate::indicators) revision: i32,
        pub(in crate::indicators) steps: String,
        pub(in crate::indicators) source: String,
        pub(in crate::indicators) formula: Option<String>,
        pub(in crate::indicators) operands: String,
        pub(in crate::indicators) part_of_id: Option<Uuid>,
        pub(in crate::indicators) part_by: Option<String>,
        pub(in crate::indicators) baseline: Option<f64>,
        pub(in crate::indicators) baseline_year: Option<i32>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub(in crate::indicators) enum Relation {
        #[sea_orm(has_many = "super::target::Entity")]
        Targets,
    }

    impl Related<super::target::Entity> for Entity {
        fn to() -> RelationDef {
            Relation::Targets.def()
        }
    }

    impl ActiveModelBehavior for ActiveModel {}
}

pub(super) mod target {
    use db::sea_orm;
    use db::sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "targets")]
    pub(in crate::indicators) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub(in crate::indicators) id: Uuid,
        pub(in crate::indicators) indicator_id: Uuid,
        pub(in crate::indicators) year: Option<i32>,
        pub(in crate::indicators) low: Option<f64>,
        pub(in crate::indicators) high: Option<f64>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub(in crate::indicators) enum Relation {
        #[sea_orm(
            belongs_to = "super::indicator::Entity",
            from = "Column::IndicatorId",
            to = "super::indicator::Column::Id"
        )]
        Indicator,
    }

    impl Related<super::indicator::Entity> for Entity {
        fn to() -> RelationDef {
            Relation::Indicator.def()
        }
    }

    impl ActiveModelBehavior for ActiveModel {}
}

pub(super) mod value {
    use db::sea_orm;
    use db::sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "indicator_values")]
    pub(in crate::indicators) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub(in crate::indicators) id: Uuid,
        pub(in crate::indicators) indicator_id: Uuid,
        pub(in crate::indicators) unit_id: Uuid,
        pub(in crate::indicators) year: i32,
        pub(in crate::indicators) number: i32,
        pub(in crate::indicators) value: Option<f64>,
        pub(in crate::indicators) note: Option<String>,
        pub(in crate::indicators) person_id: Uuid,
        pub(in crate::indicators) recorded_at: DateTimeUtc,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub(in crate::indicators) enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

pub(super) mod outcome {
    use db::sea_orm;
    use db::sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "indicator_outcomes")]
    pub(in crate::indicators) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub(in crate::indicators) period_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub(in crate::indicators) indicator_id: Uuid,
        pub(in crate::indicators) unit_id: Uuid,
        pub(in crate::indicators) year: i32,
        pub(in crate::indicators) last_on: Date,
        pub(in crate::indicators) periods: i32,
        pub(in crate::indicators) value: Option<f64>,
        pub(in crate::indicators) is_estimate: bool,
        pub(in crate::indicators) said: i32,
        pub(in crate::indicators) concerned: i32,
        pub(in crate::indicators) as_of: DateTimeUtc,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub(in crate::indicators) enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}
