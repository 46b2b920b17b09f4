mod marks;
mod model;
mod requests;
