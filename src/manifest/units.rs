//! Durations and sizes as people write them in manifests and on the command line.

use std::time::Duration;

/// Why a text is no duration or no size.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum UnitError {
    /// It does not begin with a number.
    #[error("it does not begin with a number")]
    Number,
    /// A number is followed by no unit, or by one that is not known.
    #[error("{}", unit_text(.0, .1))]
    Unit(String, &'static str),
    /// More than can be counted.
    #[error("it is too large")]
    Large,
    /// Nothing at all.
    #[error("it is zero")]
    Zero,
}

fn unit_text(found: &str, units: &str) -> String {
    if found.is_empty() {
        format!("it has no unit: {units}")
    } else {
        format!("`{found}` is no unit: {units}")
    }
}

const TIMES: &str = "ms, s, m, h";
const AGES: &str = "s, m, h, d, w";
const SIZES: &str = "B, KB, MB, GB, KiB, MiB, GiB";

/// Reads `10s`, `500ms`, `2m`, `1m 30s`, `1.5s`.
///
/// # Errors
/// [`UnitError`]; zero is an error, for no limit of zero can be met.
pub fn duration(text: &str) -> Result<Duration, UnitError> {
    let mut total: u128 = 0;
    let mut rest = text.trim();
    loop {
        let (amount, unit, after) = split(rest)?;
        let nanos = match unit {
            "ms" => 1_000_000,
            "s" => 1_000_000_000,
            "m" => 60_000_000_000,
            "h" => 3_600_000_000_000,
            other => return Err(UnitError::Unit(other.to_owned(), TIMES)),
        };
        total = total
            .checked_add(scaled(amount, nanos)?)
            .ok_or(UnitError::Large)?;
        rest = after.trim_start();
        if rest.is_empty() {
            break;
        }
    }
    // A year: far beyond any trial, far below what clocks overflow at.
    if total > 31_536_000_000_000_000 {
        return Err(UnitError::Large);
    }
    match u64::try_from(total) {
        Ok(0) => Err(UnitError::Zero),
        Ok(nanos) => Ok(Duration::from_nanos(nanos)),
        Err(_) => Err(UnitError::Large),
    }
}

/// Reads an age: `30d`, `2w`, `12h`, `1d 12h`; `0s` too, and as long as people like.
///
/// # Errors
/// [`UnitError`].
pub fn age(text: &str) -> Result<Duration, UnitError> {
    let mut total: u128 = 0;
    let mut rest = text.trim();
    loop {
        let (amount, unit, after) = split(rest)?;
        let millis = match unit {
            "s" => 1_000,
            "m" => 60_000,
            "h" => 3_600_000,
            "d" | "day" | "days" => 86_400_000,
            "w" | "week" | "weeks" => 604_800_000,
            other => return Err(UnitError::Unit(other.to_owned(), AGES)),
        };
        let more = scaled(amount, millis)?;
        total = total.checked_add(more).ok_or(UnitError::Large)?;
        rest = after.trim_start();
        if rest.is_empty() {
            let millis = u64::try_from(total).map_err(|_| UnitError::Large)?;
            return Ok(Duration::from_millis(millis));
        }
    }
}

/// Reads `64KiB`, `100MB`, `1 GiB`, `1.5MiB`.
///
/// # Errors
/// [`UnitError`].
pub fn size(text: &str) -> Result<u64, UnitError> {
    let (amount, unit, after) = split(text.trim())?;
    let bytes = match unit {
        "B" | "byte" | "bytes" => 1,
        "KB" | "kB" => 1_000,
        "MB" => 1_000_000,
        "GB" => 1_000_000_000,
        "KiB" => 1 << 10,
        "MiB" => 1 << 20,
        "GiB" => 1 << 30,
        other => return Err(UnitError::Unit(other.to_owned(), SIZES)),
    };
    if !after.is_empty() {
        return Err(UnitError::Unit(after.to_owned(), SIZES));
    }
    u64::try_from(scaled(amount, bytes)?)
        .ok()
        .filter(|bytes| i64::try_from(*bytes).is_ok())
        .ok_or(UnitError::Large)
}

/// Splits `1.5 MiB rest` into number, unit and rest.
fn split(text: &str) -> Result<(&str, &str, &str), UnitError> {
    let digits = text
        .find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | '_' | ',')))
        .unwrap_or(text.len());
    if !text.starts_with(|c: char| c.is_ascii_digit()) {
        return Err(UnitError::Number);
    }
    let rest = text[digits..].trim_start();
    let unit = rest
        .find(|c: char| !c.is_alphabetic())
        .unwrap_or(rest.len());
    Ok((&text[..digits], &rest[..unit], &rest[unit..]))
}

/// A decimal number times a unit; what is smaller than the smallest unit is cut off.
fn scaled(amount: &str, unit: u128) -> Result<u128, UnitError> {
    let (whole, fraction) = amount.split_once('.').unwrap_or((amount, ""));
    let whole: String = whole.chars().filter(char::is_ascii_digit).collect();
    let whole: u128 = whole.parse().map_err(|_| UnitError::Large)?;
    let value = whole.checked_mul(unit).ok_or(UnitError::Large)?;
    let (mut part, mut parts) = (0, 1);
    // Beyond eighteen digits nothing changes any more.
    for (place, digit) in fraction.chars().enumerate() {
        let digit = digit.to_digit(10).ok_or(UnitError::Number)?;
        if place < 18 {
            part = part * 10 + u128::from(digit);
            parts *= 10;
        }
    }
    value
        .checked_add(unit * part / parts)
        .ok_or(UnitError::Large)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wording;
    use proptest::prelude::*;

    #[test]
    fn durations_are_read() {
        let table = [
            ("10s", Ok(10_000)),
            ("500ms", Ok(500)),
            ("2m", Ok(120_000)),
            ("1m 30s", Ok(90_000)),
            ("1m30s", Ok(90_000)),
            ("1.5s", Ok(1_500)),
            ("1h", Ok(3_600_000)),
            ("", Err(UnitError::Number)),
            ("soon", Err(UnitError::Number)),
            ("10", Err(UnitError::Unit(String::new(), TIMES))),
            (
                "10 minutes",
                Err(UnitError::Unit("minutes".to_owned(), TIMES)),
            ),
            ("0s", Err(UnitError::Zero)),
            ("-1s", Err(UnitError::Number)),
            ("99999999999999999999999h", Err(UnitError::Large)),
            ("1.2.3s", Err(UnitError::Number)),
        ];
        for (text, expected) in table {
            assert_eq!(
                duration(text),
                expected.map(Duration::from_millis),
                "{text}"
            );
        }
    }

    #[test]
    fn sizes_are_read() {
        let table = [
            ("1GiB", Ok(1 << 30)),
            ("64KiB", Ok(1 << 16)),
            ("100MB", Ok(100_000_000)),
            ("1,000 bytes", Ok(1000)),
            ("1.5MiB", Ok(3 << 19)),
            ("64", Err(UnitError::Unit(String::new(), SIZES))),
            ("64K", Err(UnitError::Unit("K".to_owned(), SIZES))),
            ("1MB 2MB", Err(UnitError::Unit(" 2MB".to_owned(), SIZES))),
            ("99999999999GiB", Err(UnitError::Large)),
            ("340282366920938463463374607431.9GB", Err(UnitError::Large)),
        ];
        for (text, expected) in table {
            assert_eq!(size(text), expected, "{text}");
        }
        assert_eq!(
            size("64").unwrap_err().to_string(),
            "it has no unit: B, KB, MB, GB, KiB, MiB, GiB"
        );
    }

    #[test]
    fn ages_are_read() {
        let table = [
            ("30d", Ok(30 * 86_400)),
            ("2w", Ok(14 * 86_400)),
            ("1d 12h", Ok(36 * 3600)),
            ("1.5 days", Ok(36 * 3600)),
            ("0s", Ok(0)),
            ("30", Err(UnitError::Unit(String::new(), AGES))),
            ("5ms", Err(UnitError::Unit("ms".to_owned(), AGES))),
            ("", Err(UnitError::Number)),
            ("99999999999999999999999999w", Err(UnitError::Large)),
        ];
        for (text, expected) in table {
            assert_eq!(age(text), expected.map(Duration::from_secs), "{text}");
        }
    }

    proptest! {
        #[test]
        fn what_is_shown_can_be_written(bytes in 0..u64::MAX / 4, millis in 1..10_000_000_u64) {
            prop_assert_eq!(size(&wording::limit(bytes)), Ok(bytes));
            let time = Duration::from_millis(millis);
            prop_assert_eq!(duration(&wording::duration(time)), Ok(time));
        }

        #[test]
        fn nothing_panics(text in "\\PC{0,20}|[0-9.]{0,40}[a-zA-Z]{0,3}") {
            let _ = duration(&text);
            let _ = age(&text);
            let _ = size(&text);
        }
    }
}
