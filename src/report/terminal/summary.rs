//! The first and the last lines of a run.

use crate::model::event::Cancelling;
use crate::model::event::Plan;
use crate::model::event::RunFinished;
use crate::model::outcome::Tally;
use crate::model::outcome::UpdatePolicy;
use crate::report::style::Style;
use crate::report::style::TEXT;
use crate::report::style::Tone;
use crate::report::style::columns_of;
use crate::report::style::push_indented;
use crate::report::style::shown;
use crate::report::style::wrap;
use crate::report::words;
use crate::report::words::counted;
use crate::wording;
use crate::wording::count;
use std::time::Duration;

/// Snapshots that are named one by one when they were accepted.
const NAMED: usize = 8;

/// What was discovered: `6 suites, 104 cases, 234 trials in 14ms`.
pub(super) fn discovered(plan: &Plan) -> String {
    let suites = count(plan.suites, "suite");
    if plan.errors > 0 {
        let errors = count(plan.errors, "error");
        return match plan.left_out {
            0 => format!("{suites}; {errors}"),
            left => format!(
                "{suites}; {} left out because of {errors}",
                count(left, "project")
            ),
        };
    }
    let mut text = format!(
        "{suites}, {}, {}",
        count(plan.cases, "case"),
        count(plan.selected, "trial")
    );
    if plan.discovery > Duration::ZERO {
        text.push_str(&format!(" in {}", brief(plan.discovery)));
    }
    if let Some(remark) = &plan.remark {
        text.push_str(&format!(" ({})", shown(remark)));
    }
    text
}

/// `14ms`, `1.2s`.
fn brief(time: Duration) -> String {
    match time.as_millis() {
        millis @ 0..1_000 => format!("{millis}ms"),
        _ => format!("{:.1}s", time.as_secs_f64()),
    }
}

/// What is being waited for while a run stops.
pub(super) fn stopping(cancelling: &Cancelling) -> String {
    let why = match cancelling.reason.as_str() {
        "max-fail" => "enough trials have failed; ",
        _ => "",
    };
    match cancelling.in_flight {
        0 => format!("{why}nothing is in flight"),
        trials => format!(
            "{why}{} in flight; once more stops at once",
            count(trials, "trial")
        ),
    }
}

/// The worst that happened in a suite.
pub(super) fn suite_verb(tally: &Tally, policy: UpdatePolicy) -> (&'static str, Tone) {
    let new = policy != UpdatePolicy::Check && tally.new == tally.fail;
    if tally.broken > 0 {
        ("BROKEN", Tone::Bad)
    } else if tally.fail > 0 && !new {
        ("FAIL", Tone::Bad)
    } else if tally.unexpected_pass > 0 {
        ("UNEXPECTED", Tone::News)
    } else if tally.fail > 0 {
        ("NEW", Tone::News)
    } else if tally.total() > 0 && tally.skipped == tally.total() {
        ("SKIP", Tone::Dim)
    } else {
        ("PASS", Tone::Good)
    }
}

/// What became of snapshots in a run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Writes {
    /// How many are pending.
    pub(super) pending: u64,
    /// How many would be, were anything written.
    pub(super) unwritten: u64,
    /// The names of those that were written.
    pub(super) accepted: Vec<String>,
}

/// Everything the last lines are made of.
#[derive(Debug)]
pub(super) struct Summary<'a> {
    pub(super) finished: &'a RunFinished,
    pub(super) tally: &'a Tally,
    pub(super) policy: UpdatePolicy,
    pub(super) plan: Option<&'a Plan>,
    pub(super) writes: &'a Writes,
}

impl Summary<'_> {
    /// The last lines.
    pub(super) fn shown(&self, style: Style) -> String {
        let mut text = String::new();
        if !self.writes.accepted.is_empty() {
            let names = self.accepted(style.columns() - TEXT);
            text.push_str(&style.status(Tone::Verb, "Accepted", &names));
        }
        let tone = if self.is_clean() {
            Tone::Verb
        } else {
            Tone::Bad
        };
        text.push_str(&style.status(tone, "Summary", &self.sentence()));
        for remark in self.remarks() {
            for line in wrap(&remark, style.columns() - TEXT) {
                push_indented(&mut text, &line);
            }
        }
        text
    }

    /// The names of what was accepted, where they fit on one line.
    fn accepted(&self, room: usize) -> String {
        let names = &self.writes.accepted;
        let listed: Vec<_> = names
            .iter()
            .take(NAMED + 1)
            .map(|name| shown(name))
            .collect();
        let listed = listed.join(", ");
        if names.len() > NAMED || columns_of(&listed) > room {
            return count(names.len() as u64, "snapshot");
        }
        listed
    }

    fn sentence(&self) -> String {
        let total = self.tally.total();
        let counted = counted(self.tally, self.policy);
        let not_run = self.finished.not_run;
        let mut text = if not_run > 0 {
            let was = if not_run == 1 { "was" } else { "were" };
            format!(
                "stopped after {} of {}: {counted}; {} {was} not run",
                wording::number(total),
                count(total + not_run, "trial"),
                wording::number(not_run),
            )
        } else {
            let time = words::seconds(self.finished.elapsed_us, 1);
            format!("{} in {time}: {counted}", count(total, "trial"))
        };
        match self.plan.map_or(0, |plan| plan.left_out) {
            0 => {}
            left => text.push_str(&format!("; {} could not be read", count(left, "project"))),
        }
        text
    }

    fn remarks(&self) -> Vec<String> {
        let mut remarks = Vec::new();
        let cache = &self.finished.cache;
        if self.is_clean() && cache.loaded > 0 && cache.fetched == 0 && cache.compiled == 0 {
            remarks.push("nothing fetched, nothing compiled".to_owned());
        }
        match self.writes.pending {
            0 => {}
            1 => remarks.push(
                "1 snapshot pending: `wassay pending`, or `wassay accept` to take it as it is"
                    .to_owned(),
            ),
            more => remarks.push(format!(
                "{} snapshots pending: `wassay pending`, or `wassay accept` to take them as they are",
                wording::number(more)
            )),
        }
        match self.writes.unwritten {
            // What could not be written is told by a warning of its own.
            _ if self.policy != UpdatePolicy::Check => {}
            0 => {}
            more => remarks.push(format!(
                "{} would change: snapshots are checked here, not written",
                count(more, "snapshot")
            )),
        }
        remarks
    }

    /// Whether everything that was to be run was run and is good.
    fn is_clean(&self) -> bool {
        let Tally {
            fail,
            unexpected_pass,
            broken,
            ..
        } = *self.tally;
        fail + unexpected_pass + broken == 0
            && self.finished.not_run == 0
            && self.plan.is_none_or(|plan| plan.errors == 0)
    }
}
