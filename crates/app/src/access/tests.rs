use uuid::Uuid;

use super::{Grant, Right, Role, Scope, Signed};

fn signed(grants: &[(Role, Option<u128>)]) -> Signed {
    let grants = grants.iter().map(|(role, unit)| Grant { role: *role, unit: unit.map(Uuid::from_u128) });
    Signed::new(Uuid::nil(), "Lan".to_owned(), String::new(), grants.collect())
}

#[test]
fn a_right_holds_where_a_role_gives_it() {
    let under = |units: &[u128]| Scope::Under(units.iter().copied().map(Uuid::from_u128).collect());
    for (grants, right, scope) in [
        (vec![], Right::SeeUnits, under(&[])),
        (vec![], Right::RunUnits, under(&[])),
        (vec![(Role::Viewer, Some(1))], Right::SeeUnits, Scope::All),
        (vec![(Role::Viewer, Some(1))], Right::RunUnits, under(&[])),
        (vec![(Role::Coordinator, Some(1)), (Role::Leader, Some(2))], Right::RunUnits, under(&[1])),
        (vec![(Role::Coordinator, Some(1)), (Role::Leader, Some(2))], Right::ReadAudit, under(&[1, 2])),
        (vec![(Role::Coordinator, Some(1)), (Role::Administrator, None)], Right::RunPeople, Scope::All),
    ] {
        let signed = signed(&grants);
        assert_eq!(signed.scope(right), scope, "{grants:?} {right:?}");
        assert_eq!(signed.may(right), scope != under(&[]), "{grants:?} {right:?}");
    }
}

#[test]
fn roles_are_known_by_their_names() {
    for role in Role::ALL {
        assert_eq!(Role::named(role.name()), Some(role));
    }
    assert_eq!(Role::named("king"), None);
}
