//! Where commands write to: data to stdout, everything else to stderr. Handed down, so that nothing prints on its own.

use crate::cli::args::Volume;
use crate::cli::error;
use crate::cli::error::CliError;
use crate::cli::settings::Settings;
use crate::model::defect::Defect;
use crate::report;
use crate::report::terminal::Terminal;
use crate::report::terminal::Verbosity;
use crate::wording;
use std::io::Write;
use std::path::Path;
use std::path::PathBuf;

/// The two streams of a command.
pub(crate) struct Streams {
    /// Data.
    pub(crate) out: Box<dyn Write>,
    /// Everything else.
    pub(crate) err: Box<dyn Write>,
}

impl Streams {
    /// Writes data. A reader that went away is no error: it has seen enough.
    pub(crate) fn data(&mut self, text: &str) -> Result<(), CliError> {
        match self
            .out
            .write_all(text.as_bytes())
            .and_then(|()| self.out.flush())
        {
            Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => {
                Err(CliError::Output(error))
            }
            _ => Ok(()),
        }
    }

    /// Says a line. When stderr is gone there is nobody to tell.
    pub(crate) fn line(&mut self, text: &str) {
        let _ = writeln!(self.err, "{}", error::safe(text));
    }

    /// Says a line with a verb in the column of verbs, or an `error`/`warning` at the margin.
    pub(crate) fn note(&mut self, verb: &str, text: &str) {
        if verb == "error" || verb == "warning" {
            self.line(&format!("{verb}: {text}"));
        } else {
            self.line(&format!("{verb:>12} {text}"));
        }
    }

    /// Shows mistakes with their lines.
    pub(crate) fn defects(&mut self, defects: &[Defect], settings: &Settings) {
        // When stderr is gone there is nobody to tell.
        let _ = report::defects::show(&mut self.err, defects, style(settings));
    }

    /// Names snapshots that nobody needs.
    pub(crate) fn leftovers(&mut self, what: &str, why: &str, paths: &[PathBuf], cwd: &Path) {
        if paths.is_empty() {
            return;
        }
        self.line(&format!(
            "             {} {what}: {why}",
            wording::count(paths.len() as u64, "snapshot")
        ));
        for path in paths.iter().take(20) {
            self.line(&format!(
                "               {}",
                crate::files::shown(path, cwd).display()
            ));
        }
        if paths.len() > 20 {
            self.line(&format!("               and {} more", paths.len() - 20));
        }
    }
}

/// How stderr is written to.
pub(crate) fn style(settings: &Settings) -> report::Style {
    let style = if settings.screen.colour {
        report::Style::coloured()
    } else {
        report::Style::plain()
    };
    style.width(settings.screen.width)
}

/// How stdout is written to.
pub(crate) fn style_out(settings: &Settings) -> report::Style {
    if settings.colour_out {
        report::Style::coloured()
    } else {
        report::Style::plain()
    }
}

/// The reporter that speaks to a person.
pub(crate) fn terminal(settings: &Settings, volume: Volume) -> Terminal {
    Terminal::new(report::terminal::Options {
        out: Box::new(std::io::stderr()),
        style: style(settings),
        live: settings.screen.live,
        verbosity: match (volume.quiet, volume.verbose) {
            (true, _) => Verbosity::Quiet,
            (false, true) => Verbosity::Verbose,
            (false, false) => Verbosity::Normal,
        },
    })
}
