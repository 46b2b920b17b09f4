mod marks;
mod model;
mod repairs;
mod requests;
