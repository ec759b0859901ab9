//! Makes trials of cases: case x runtime release x engine, less what is excluded, each with the expectation that
//! decides for it.
//!
//! [`expand`] reads no file. It takes the cases that discovery found, with the axes, exclusions and expectations of
//! their projects, and answers with every trial in the order in which it is listed everywhere: cases as given,
//! releases from old to new, engines as the matrix names them.
//!
//! # Why rules are judged here
//!
//! Whether an exclusion excludes something, and whether an expectation still holds for anything, can only be said of
//! all cells together. So rules (`rule`) count what they hold for while cases pass by, and are judged (`judge`) when
//! all have passed. They are held against the full matrix, as the manifests describe it: a run that is narrowed to
//! one release by `--runtime` makes no mistake of a rule about another one. What another machine would see counts too:
//! a condition on `os` or `arch` is never called a mistake here.
//!
//! # Whose mistake it is
//!
//! A rule of an outer manifest is inherited by many projects and is wrong only when it holds for nothing in all of
//! them; then nobody suffers from it, and the run goes on. A mistake in a project's own manifest leaves the project
//! out, as any other mistake there does. An engine that does not exist leaves out every project that asked for it.

mod axes;
mod book;
mod expand;
mod judge;
mod pattern;
mod rule;
mod rulings;
mod until;

pub use axes::Narrow;
pub use expand::Coverage;
pub use expand::Expanded;
pub use expand::Request;
pub use expand::expand;

#[cfg(test)]
mod tests;
