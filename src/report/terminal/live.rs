//! The block below the lines that stay: what is being fetched, compiled and run.
//!
//! Every frame rewrites the lines of the last one in place; before a line that stays is written the block is erased.
//! No line is as wide as the terminal, so none wraps and the number of lines to go up is always known.

use crate::digest::Sha256;
use crate::model::event::EventKind;
use crate::model::event::Fetched;
use crate::report::style::Style;
use crate::report::style::TEXT;
use crate::report::style::Tone;
use crate::report::style::columns_of;
use crate::report::style::shown;
use crate::wording;
use std::time::Duration;

/// Time between two frames.
const FRAME: Duration = Duration::from_millis(100);

/// Downloads that are shown.
const ROWS: usize = 4;

/// How long a download that ended is still shown.
const LINGER: Duration = Duration::from_secs(1);

/// Trials that are named when they take longer than this.
const SLOW: Duration = Duration::from_secs(1);

/// Columns of a bar.
const BAR: usize = 24;

/// What goes on now.
#[derive(Debug, Default)]
pub(super) struct Live {
    drawn: usize,
    last: Duration,
    stale: bool,
    over: bool,
    downloads: Vec<Download>,
    compiling: Vec<(Sha256, String, Duration)>,
    programs: u64,
    ready: u64,
    running: Vec<(String, Duration)>,
    selected: u64,
    done: u64,
}

#[derive(Debug)]
struct Download {
    digest: Sha256,
    label: String,
    total: Option<u64>,
    received: u64,
    started: Duration,
    ended: Option<(Duration, Fetched)>,
}

impl Live {
    /// Takes in a fact.
    pub(super) fn event(&mut self, kind: &EventKind, now: Duration) {
        match kind {
            EventKind::Plan(plan) => {
                self.programs = plan.programs;
                self.selected = plan.selected;
            }
            EventKind::InstallStarted(start) => {
                let begun = Download {
                    digest: start.digest,
                    label: shown(&start.label).into_owned(),
                    total: start.total,
                    received: 0,
                    started: now,
                    ended: None,
                };
                // Of one artifact it may be told several times: it was waited for, or is asked for elsewhere.
                match self.download(start.digest) {
                    Some(open) => *open = begun,
                    None => self.downloads.push(begun),
                }
            }
            EventKind::InstallProgress(progress) => {
                if let Some(download) = self.download(progress.digest) {
                    download.received = progress.received;
                    download.total = progress.total.or(download.total);
                }
            }
            EventKind::ArtifactFinished(artifact) => {
                if let Some(download) = self.download(artifact.digest) {
                    download.ended = Some((now, artifact.outcome));
                    if artifact.outcome == Fetched::Fetched {
                        download.received = download.total.unwrap_or(download.received);
                        download.total = Some(download.received);
                    }
                }
            }
            EventKind::CompileStarted(start) => {
                let label = shown(&start.label).into_owned();
                self.compiling.push((start.digest, label, now));
            }
            EventKind::Program(program) => {
                self.ready += 1;
                let label = shown(&program.label);
                let found = self
                    .compiling
                    .iter()
                    .position(|(digest, own, _)| *digest == program.digest && *own == label);
                if let Some(index) = found {
                    self.compiling.remove(index);
                }
            }
            EventKind::TrialStarted(start) => {
                self.running.retain(|(own, _)| *own != start.trial);
                self.running.push((start.trial.clone(), now));
            }
            EventKind::TrialFinished(trial) => {
                self.done += 1;
                self.running.retain(|(own, _)| *own != trial.trial);
            }
            EventKind::RunFinished(_) => self.over = true,
            EventKind::RunStarted(_)
            | EventKind::Defect(_)
            | EventKind::Engine(_)
            | EventKind::Runtime(_)
            | EventKind::Blob(_)
            | EventKind::TrialSlow(_)
            | EventKind::Directive(_)
            | EventKind::AttemptFinished(_)
            | EventKind::CaseFinished(_)
            | EventKind::SuiteFinished(_)
            | EventKind::Cancelling(_) => {}
        }
    }

    fn download(&mut self, digest: Sha256) -> Option<&mut Download> {
        let mut found = self.downloads.iter_mut();
        found.find(|own| own.digest == digest && own.ended.is_none())
    }

    /// What erases the block, so that lines can be written in its place.
    pub(super) fn clear(&mut self) -> String {
        self.stale = true;
        match std::mem::take(&mut self.drawn) {
            0 => String::new(),
            lines => format!("\x1b[{lines}A\x1b[J"),
        }
    }

    /// What draws the block as it is now; nothing while the last frame is young enough.
    pub(super) fn frame(&mut self, now: Duration, style: Style) -> Option<String> {
        let due = now >= self.last + FRAME || (self.stale && self.last > Duration::ZERO);
        if !due || self.over || self.selected == 0 {
            return None;
        }
        self.stale = false;
        self.last = now;
        let lines = self.lines(now, style);
        let mut frame = String::new();
        if self.drawn > 0 {
            frame.push_str(&format!("\x1b[{}A", self.drawn));
        }
        for line in &lines {
            frame.push_str(line);
            frame.push_str("\x1b[K\n");
        }
        if lines.len() < self.drawn {
            frame.push_str("\x1b[J");
        }
        self.drawn = lines.len();
        Some(frame)
    }

    /// The lines of the block, an empty one first.
    fn lines(&self, now: Duration, style: Style) -> Vec<String> {
        let width = style.columns() - 1;
        let mut lines = vec![String::new()];
        let mut push = |verb: &str, text: &str| {
            let text = console::truncate_str(text, width - TEXT, "…");
            lines.push(format!("{} {text}", style.verb(Tone::Verb, verb)));
        };
        for (index, row) in self.fetching(now, width).iter().enumerate() {
            push(if index == 0 { "Fetching" } else { "" }, row);
        }
        if self.ready < self.programs {
            push("Compiling", &self.compiling(now));
        }
        push("Running", &self.running(now));
        lines
    }

    fn fetching(&self, now: Duration, width: usize) -> Vec<String> {
        let open = self.downloads.iter().filter(|own| own.ended.is_none());
        let open = open.count();
        if open == 0 {
            return Vec::new();
        }
        let shown: Vec<&Download> = self
            .downloads
            .iter()
            .filter(|own| own.ended.is_none_or(|(ended, _)| now < ended + LINGER))
            .take(ROWS)
            .collect();
        let visible = shown.iter().filter(|own| own.ended.is_none()).count();
        let longest = shown.iter().map(|own| columns_of(&own.label)).max();
        let label = (longest.unwrap_or(0) + 4).max(17).min(width / 3);
        // What stands right of the bar takes at most this much.
        let beside = TEXT + label + 2 + 18 + 2 + 9;
        let bar = BAR.min(width.saturating_sub(beside));
        let bar = if bar < 6 { 0 } else { bar };
        let mut rows: Vec<String> = shown.iter().map(|own| own.row(now, label, bar)).collect();
        if let Some(row) = rows.last_mut().filter(|_| open > visible) {
            row.push_str(&format!("   {} more", open - visible));
        }
        rows
    }

    fn compiling(&self, now: Duration) -> String {
        let mut text = format!(
            "{} of {}",
            wording::number(self.ready),
            wording::count(self.programs, "program")
        );
        let programs: Vec<String> = self
            .compiling
            .iter()
            .map(|(_, label, since)| format!("{label} {}s", now.saturating_sub(*since).as_secs()))
            .collect();
        if !programs.is_empty() {
            text.push_str(&format!("  {}", programs.join(", ")));
        }
        text
    }

    fn running(&self, now: Duration) -> String {
        let mut text = format!(
            "{} of {}",
            wording::number(self.done),
            wording::count(self.selected, "trial")
        );
        let slow: Vec<String> = self
            .running
            .iter()
            .map(|(trial, since)| (trial, now.saturating_sub(*since)))
            .filter(|(_, time)| *time >= SLOW)
            .map(|(trial, time)| format!("{} {}s", shown(trial), time.as_secs()))
            .collect();
        if !slow.is_empty() {
            text.push_str(&format!("  {}", slow.join(", ")));
        } else if self.running.is_empty() && self.done < self.selected && self.ready < self.programs
        {
            text.push_str("  waiting for programs");
        }
        text
    }
}

impl Download {
    fn row(&self, now: Duration, label: usize, bar: usize) -> String {
        let name = wording::middle_cut(&self.label, label - 2);
        let space = " ".repeat(label.saturating_sub(columns_of(&name)));
        let mut row = format!("{name}{space}");
        if bar > 0 {
            row.push_str(&format!("{}  ", self.bar(bar)));
        }
        let amount = match self.total {
            Some(total) => amount(self.received, total),
            None => wording::size(self.received),
        };
        let state = match self.ended {
            Some((_, Fetched::Failed)) => "failed".to_owned(),
            Some(_) => "verified".to_owned(),
            None => format!("{:>9}", self.rate(now)),
        };
        row.push_str(&format!("{amount}  {state}"));
        row
    }

    fn bar(&self, width: usize) -> String {
        let total = self.total.unwrap_or(0).max(1);
        let share = u128::from(self.received.min(total)) * width as u128 / u128::from(total);
        let full = usize::try_from(share).unwrap_or(width).min(width);
        let full = if self.total.is_none() { 0 } else { full };
        let tip = if full < width { "╸" } else { "" };
        format!("{:<width$}", format!("{}{tip}", "━".repeat(full)))
    }

    fn rate(&self, now: Duration) -> String {
        let millis = now.saturating_sub(self.started).as_millis().max(1);
        let rate = u128::from(self.received) * 1_000 / millis;
        format!(
            "{}/s",
            wording::size(u64::try_from(rate).unwrap_or(u64::MAX))
        )
    }
}

/// `11.9 of 31.2 MB`: both in the unit of the whole.
fn amount(received: u64, total: u64) -> String {
    let whole = wording::size(total);
    let (number, unit) = whole.split_once(' ').unwrap_or((&whole, ""));
    let scale: u64 = match unit {
        "KB" => 1_000,
        "MB" => 1_000_000,
        "GB" => 1_000_000_000,
        _ => return format!("{received} of {whole}"),
    };
    let tenths = (received + scale / 20) / (scale / 10);
    format!("{}.{} of {number} {unit}", tenths / 10, tenths % 10)
}
