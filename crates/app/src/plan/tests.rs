mod pages;
mod steps;
