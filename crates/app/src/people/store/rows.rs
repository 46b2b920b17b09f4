pub(super) mod person {
    use db::sea_orm;
    use db::sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "people")]
    pub(in crate::people) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub(in crate::people) id: Uuid,
        pub(in crate::people) login: String,
        pub(in crate::people) name: String,
        pub(in crate::people) email: Option<String>,
        pub(in crate::people) sought: String,
        pub(in crate::people) password: Option<String>,
        pub(in crate::people) disabled_at: Option<DateTimeUtc>,
        pub(in crate::people) revision: i32,
        pub(in crate::people) created_at: DateTimeUtc,
        pub(in crate::people) wants_mail: bool,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub(in crate::people) enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

pub(super) mod grant {
    use db::sea_orm;
    use db::sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "grants")]
    pub(in crate::people) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub(in crate::people) id: Uuid,
        pub(in crate::people) person_id: Uuid,
        pub(in crate::people) role: String,
        pub(in crate::people) unit_id: Option<Uuid>,
        pub(in crate::people) valid_from: Date,
        pub(in crate::people) valid_to: Option<Date>,
        pub(in crate::people) delegated_from: Option<Uuid>,
        pub(in crate::people) reason: Option<String>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub(in crate::people) enum Relation {
        #[sea_orm(
            belongs_to = "super::person::Entity",
            from = "Column::PersonId",
            to = "super::person::Column::Id"
        )]
        Person,
    }

    impl Related<super::person::Entity> for Entity {
        fn to() -> RelationDef {
            Relation::Person.def()
        }
    }

    impl ActiveModelBehavior for ActiveModel {}
}

pub(super) mod session {
    use db::sea_orm;
    use db::sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "sessions")]
    pub(in crate::people) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub(in crate::people) token_sha256: String,
        pub(in crate::people) person_id: Uuid,
        pub(in crate::people) created_at: DateTimeUtc,
        pub(in crate::people) expires_at: DateTimeUtc,
        pub(in crate::people) offered_secret: Option<String>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub(in crate::people) enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

pub(super) mod half_sign_in {
    use db::sea_orm;
    use db::sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "half_sign_ins")]
    pub(in crate::people) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub(in crate::people) token_sha256: String,
        pub(in crate::people) person_id: Uuid,
        pub(in crate::people) expires_at: DateTimeUtc,
        pub(in crate::people) offered_secret: Option<String>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub(in crate::people) enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

pub(super) mod second_factor {
    use db::sea_orm;
    use db::sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "second_factors")]
    pub(in crate::people) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub(in crate::people) person_id: Uuid,
        pub(in crate::people) secret: String,
        pub(in crate::people) last_step: i64,
        pub(in crate::people) confirmed_at: DateTimeUtc,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub(in crate::people) enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

pub(super) mod recovery_code {
    use db::sea_orm;
    use db::sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "recovery_codes")]
    pub(in crate::people) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub(in crate::people) person_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub(in crate::people) code_sha256: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub(in crate::people) enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

pub(super) mod rule {
    use db::sea_orm;
    use db::sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "sign_in_rules")]
    pub(in crate::people) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub(in crate::people) id: i32,
        pub(in crate::people) second_factor_required: bool,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub(in crate::people) enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

pub(super) mod access_token {
    use db::sea_orm;
    use db::sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "access_tokens")]
    pub(in crate::people) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub(in crate::people) id: Uuid,
        pub(in crate::people) person_id: Uuid,
        pub(in crate::people) name: String,
        pub(in crate::people) token_sha256: String,
        pub(in crate::people) writes: bool,
        pub(in crate::people) last_day: Date,
        pub(in crate::people) last_used_on: Option<Date>,
        pub(in crate::people) created_at: DateTimeUtc,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub(in crate::people) enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

pub(super) mod calendar_address {
    use db::sea_orm;
    use db::sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "calendar_addresses")]
    pub(in crate::people) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub(in crate::people) person_id: Uuid,
        pub(in crate::people) secret_sha256: String,
        pub(in crate::people) made_at: DateTimeUtc,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub(in crate::people) enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

pub(super) mod invitation {
    use db::sea_orm;
    use db::sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "invitations")]
    pub(in crate::people) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub(in crate::people) person_id: Uuid,
        pub(in crate::people) token_sha256: String,
        pub(in crate::people) expires_at: DateTimeUtc,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub(in crate::people) enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

pub(super) mod failure {
    use db::sea_orm;
    use db::sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "sign_in_failures")]
    pub(in crate::people) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub(in crate::people) login: String,
        pub(in crate::people) count: i32,
        pub(in crate::people) wait_until: DateTimeUtc,
        pub(in crate::people) last_at: DateTimeUtc,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub(in crate::people) enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}
