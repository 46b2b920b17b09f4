use serde::Serialize;
use utoipa::ToSchema;

/// How a return stands to its last day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = ReturnStanding)]
pub(crate) enum Standing {
    OnTime,
    Late,
    Within,
    Overdue,
}

impl Standing {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::OnTime => "on_time",
            Self::Late => "late",
            Self::Within => "within",
            Self::Overdue => "overdue",
        }
    }
}
