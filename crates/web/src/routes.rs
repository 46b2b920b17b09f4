//! Routes that name who may use them: without that, a route cannot be added.

use axum::Router;
use axum::handler::Handler;
use axum::routing::{MethodRouter, get, post};

/// Who may use a route.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Who {
    /// Everybody who reaches the instance, signed in or not.
    Everybody,
    /// Whoever knows the unguessable address of the thing.
    Holder,
}

impl Who {
    /// As the permission matrix writes it.
    pub fn describe(self) -> &'static str {
        match self {
            Self::Everybody => "everybody who reaches the instance",
            Self::Holder => "whoever holds the unguessable address",
        }
    }
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

/// A router that remembers what it was given.
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
        Self { router: self.router.route(path, handler), listed: self.listed }
    }
}

/// The permission matrix as the committed file `docs/generated/permissions.md` holds it.
pub fn matrix(listed: &[Listed]) -> String {
    let mut text = String::from(
        "# Who may use which route\n\n\
         Written by a test from the routes themselves; `UPDATE_GENERATED=1` renews it. There is no sign-in yet: an\n\
         instance listens on loopback, and a request under another host name is refused.\n\n\
         | route | method | who |\n|---|---|---|\n",
    );
    for Listed { path, method, who } in listed {
        text.push_str(&format!("| `{path}` | {method} | {} |\n", who.describe()));
    }
    text
}
