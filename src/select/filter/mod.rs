//! The language of `-E`: sets of trials, in the notation of nextest's filtersets.
//!
//! ```text
//! suite(lua) & runtime(lua@<5.4) - case(=goto)
//! ```
//!
//! | set | the trials |
//! | --- | --- |
//! | `all()`, `none()` | every one, no one |
//! | `suite(m)`, `project(m)`, `case(m)` | whose suite, project (its path) or case id matches; a case also by its last part |
//! | `kind(m)`, `tag(m)`, `engine(m)` | of a kind of case, with a tag, on an engine |
//! | `runtime(m)`, `runtime(m@RANGE)` | on a release of a runtime; `lua@5.4`, `lua@>=5.1,<5.4`, `ruby@head` |
//! | `outcome(m)` | that came out so in the last run |
//!
//! `not a` or `!a`; `a & b` or `a and b`; `a - b`; `a | b`, `a or b` or `a + b`; parentheses. `not` binds strongest, `&`
//! and `-` come next, `|` last; equals group from the left.
//!
//! A matcher `m` is `=x` (exactly), `~x` (contains), `/x/` (regular expression), `#x*` (glob; `*` does not cross `/`), or
//! a plain name: *contains* in `case()`, *exactly, or a glob* elsewhere. In it `\)`, `\,`, `\\`, `\/`, `\n`, `\r`, `\t`
//! and `\u{...}` stand for what could not be written otherwise.
//!
//! [`Expr`] keeps what was written and prints it back in one canonical spelling; patterns are compiled once, when an
//! expression is read.

mod ast;
mod error;
mod matchers;
mod parse;
mod print;
mod text;

pub use ast::Expr;
pub use ast::Field;
pub use error::Fault;
pub use error::FilterError;
pub use matchers::Matcher;

#[cfg(test)]
mod tests;
