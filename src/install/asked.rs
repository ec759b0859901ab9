//! Which places were asked for an artifact, and what each of them did.

use crate::install::address;
use crate::install::fault::Fault;
use crate::install::fault::InstallError;
use crate::install::fetch::Cost;
use crate::model::cause::Cause;
use crate::model::cause::Stage;
use crate::model::runtime::Artifact;
use crate::model::runtime::Source;
use crate::wording;
use std::sync::Arc;

/// A place that was asked in vain.
#[derive(Clone, Debug)]
pub struct Asked {
    /// The source of the pin that it was asked for.
    pub source: Source,
    /// Its address, for people.
    pub place: String,
    /// Whether it is a mirror, and below which of its addresses.
    pub mirror: Option<String>,
    /// Attempts made there.
    pub attempts: u32,
    /// Attempts that may be made where to ask again can help.
    pub allowed: u32,
    /// Bytes that came in the last attempt.
    pub received: u64,
    /// Bytes that it announced.
    pub total: Option<u64>,
    /// What went wrong.
    pub fault: Arc<Fault>,
}

impl Asked {
    /// What went wrong before any place could be asked.
    pub(super) fn nobody(pin: &Artifact, fault: Arc<Fault>) -> Self {
        Self {
            source: pin.source.clone(),
            place: address::without_secrets(&pin.url),
            mirror: None,
            attempts: 0,
            allowed: 0,
            received: 0,
            total: None,
            fault,
        }
    }

    /// With what asking cost.
    pub(super) fn costing(mut self, cost: Cost, retries: u32) -> Self {
        self.attempts = cost.attempts;
        self.allowed = cost.attempts.max(retries.saturating_add(1));
        self.received = cost.received;
        self.total = cost.total;
        self
    }

    /// `attempt 4 of 4, 1.2 MB of 30.0 MB received`; nothing where nobody was asked.
    pub(super) fn effort(&self) -> Option<String> {
        if self.attempts == 0 {
            return None;
        }
        let received = match (self.received, self.total) {
            (0, _) => "nothing received".to_owned(),
            (received, Some(total)) => format!(
                "{} of {} received",
                wording::size(received),
                wording::size(total)
            ),
            (received, None) => format!("{} received", wording::size(received)),
        };
        let end = if self.attempts < self.allowed {
            "; to ask again would not help"
        } else {
            ""
        };
        Some(format!(
            "attempt {} of {}, {received}{end}",
            self.attempts, self.allowed
        ))
    }

    /// What is said of a mirror that failed where another place did not.
    pub(super) fn warning(&self, label: &str, instead: &str) -> Option<Cause> {
        let mirror = self.mirror.as_ref()?;
        let mut cause = Cause::new(
            Stage::Install,
            "mirror",
            format!("the mirror {mirror} failed for {label}"),
        );
        cause.chain.push(format!("asked     {}", self.place));
        let details = self.fault.told();
        let details = self.effort().into_iter().chain(details);
        cause
            .chain
            .extend(details.map(|detail| format!("          {detail}")));
        cause.chain.push(format!("came from {instead}"));
        cause.hint = Some("`mirrors` stand in your `config.toml`".to_owned());
        Some(cause)
    }
}

/// What is wrong with an artifact that no place had; `asked` is never empty.
///
/// What is no fault of a source speaks first; else the address itself, which was asked last.
pub(super) fn error(label: &str, pin: Artifact, asked: Vec<Asked>) -> InstallError {
    let other = asked.iter().find(|asked| !asked.fault.is_of_source());
    let own = asked.iter().rfind(|asked| asked.source == pin.source);
    let chief = other
        .or(own)
        .or(asked.first())
        .expect("what failed, failed somewhere");
    InstallError {
        label: label.to_owned(),
        pin,
        fault: Arc::clone(&chief.fault),
        asked,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::digest::Sha256;
    use crate::model::defect::Place;

    #[test]
    fn effort_is_counted_in_attempts_and_bytes() {
        let pin = Artifact {
            source: Source::Url("https://a.test/x".to_owned()),
            url: "https://u:p@a.test/x?token".to_owned(),
            filename: "x".to_owned(),
            digest: Sha256::of(b"x"),
            at: Place {
                path: "x".into(),
                line: 1,
            },
        };
        let asked = Asked::nobody(&pin, Arc::new(Fault::Package));
        assert_eq!(
            (asked.place.as_str(), asked.effort()),
            ("https://a.test/x", None)
        );
        let table = [
            (
                (4, 1_200_000, Some(30_000_000)),
                "attempt 4 of 4, 1.2 MB of 30.0 MB received",
            ),
            ((4, 1_200_000, None), "attempt 4 of 4, 1.2 MB received"),
            (
                (1, 0, Some(7)),
                "attempt 1 of 4, nothing received; to ask again would not help",
            ),
            ((5, 0, None), "attempt 5 of 5, nothing received"),
        ];
        for ((attempts, received, total), expected) in table {
            let cost = Cost {
                attempts,
                received,
                total,
                ..Cost::default()
            };
            assert_eq!(asked.clone().costing(cost, 3).effort().unwrap(), expected);
        }
    }
}
