use axum::Router;
use axum::extract::Request;
use axum::handler::Handler;
use axum::http::Method;
use axum::http::header::WWW_AUTHENTICATE;
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{MethodRouter, get, post};
use web::Failure;

use super::{Right, Role, Signed};

/// Who may use a route.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Who {
    /// Everybody who reaches the instance, signed in or not.
    Everybody,
    /// Whoever knows the unguessable address of the thing.
    Holder,
    /// Everybody who is signed in.
    Signed,
    /// Whoever has a role that gives the right. On which units, the verb behind the route looks.
    May(Right),
}

/// A line of the permission matrix.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Listed {
    /// Path with its parameters in braces.
    pub path: &'static str,
    /// `GET` or `POST`.
    pub method: &'static str,
    /// Who may use it.
    pub who: Who,
}

/// A router that remembers what it was given, and asks at each route who is there.
pub struct Routes<S> {
    router: Router<S>,
    listed: Vec<Listed>,
}

impl<S: Clone + Send + Sync + 'static> Default for Routes<S> {
    fn default() -> Self {
        Self { router: Router::new(), listed: Vec::new() }
    }
}

impl<S: Clone + Send + Sync + 'static> Routes<S> {
    /// Adds a page that is only looked at.
    pub fn get<H: Handler<T, S>, T: 'static>(self, path: &'static str, who: Who, handler: H) -> Self {
        self.add("GET", path, who, get(handler))
    }

    /// Adds something that is done.
    pub fn post<H: Handler<T, S>, T: 'static>(self, path: &'static str, who: Who, handler: H) -> Self {
        self.add("POST", path, who, post(handler))
    }

    /// Adds the routes of another domain.
    pub fn merge(mut self, other: Self) -> Self {
        self.listed.extend(other.listed);
        Self { router: self.router.merge(other.router), listed: self.listed }
    }

    /// The router.
    pub fn into_router(self) -> Router<S> {
        self.router
    }

    /// What was added, in order of path and method.
    pub fn listed(&self) -> Vec<Listed> {
        let mut listed = self.listed.clone();
        listed.sort();
        listed
    }

    fn add(mut self, method: &'static str, path: &'static str, who: Who, handler: MethodRouter<S>) -> Self {
        self.listed.push(Listed { path, method, who });
        let handler = match who {
            Who::Everybody | Who::Holder => handler,
            Who::Signed | Who::May(_) => {
                handler.layer(from_fn(move |request, next| guard(who, request, next)))
            }
        };
        Self { router: self.router.route(path, handler), listed: self.listed }
    }
}

/// Lets those through who may; sends a reader who is not signed in to the sign-in, and back from there. A program is told
/// that it needs a token.
async fn guard(who: Who, request: Request, next: Next) -> Response {
    let Some(signed) = request.extensions().get::<Signed>() else {
        if web::api::is_asked(request.uri()) {
            return ([(WWW_AUTHENTICATE, "Bearer")], Failure::no_token()).into_response();
        }
        let address = request.uri().path_and_query().map_or("/bo", |address| address.as_str());
        let way = form_urlencoded::Serializer::for_suffix("/sign-in?".to_owned(), 9)
            .append_pair("to", address)
            .finish();
        return match *request.method() {
            Method::GET => Redirect::to(&way).into_response(),
            _ => Failure::signed_out().into_response(),
        };
    };
    match who {
        Who::May(right) if !signed.may(right) => Failure::not_allowed().into_response(),
        _ if signed.reads_only() && !request.method().is_safe() => Failure::reading_only().into_response(),
        _ => next.run(request).await,
    }
}

/// The permission matrix as the committed file `docs/generated/permissions.md` holds it.
pub fn matrix(listed: &[Listed]) -> String {
    let mut text = String::from(
        "# Who may use which route\n\n\
         Written by a test from the routes themselves; `UPDATE_GENERATED=1` renews it. Another test asks each route as\n\
         each role, for a unit of its own and for another, and compares.\n\n\
         *yes*: everywhere. *own*: for the units of the role and all below them; others are not found. *holder*: whoever\n\
         holds the unguessable address. Who is not signed in is sent to the sign-in, who has no such right is refused. Under\n\
         `/api/` a token says who asks; without one the answer is 401.\n\n\
         | route | method | right | visitor |",
    );
    for role in Role::ALL {
        text.push_str(&format!(" {} |", role.name()));
    }
    text.push_str("\n|---|---|---|---|");
    text.push_str(&"---|".repeat(Role::ALL.len()));
    text.push('\n');
    for Listed { path, method, who } in listed {
        let (right, visitor) = match who {
            Who::Everybody => ("", "yes"),
            Who::Holder => ("", "holder"),
            Who::Signed => ("signed in", "—"),
            Who::May(right) => (right.describe(), "—"),
        };
        text.push_str(&format!("| `{path}` | {method} | {right} | {visitor} |"));
        for role in Role::ALL {
            text.push_str(&format!(" {} |", cell(*who, role)));
        }
        text.push('\n');
    }
    text
}

fn cell(who: Who, role: Role) -> &'static str {
    match who {
        Who::Everybody | Who::Signed => "yes",
        Who::Holder => "holder",
        Who::May(right) if !role.rights().contains(&right) => "—",
        // Who looks after the program looks after all of it.
        Who::May(right) if right.is_bounded() && role != Role::Administrator => "own",
        Who::May(_) => "yes",
    }
}
