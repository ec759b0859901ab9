//! Words, numbers and foreign text as people read them.
//!
//! Everything that a guest, a manifest or a server wrote goes through [`visible`] before it reaches a terminal.

use std::borrow::Cow;
use std::time::Duration;

/// A number with thousands set apart: `3,016`.
pub fn number(value: u64) -> String {
    let digits = value.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// A number and its noun: `1 trial`, `96 trials`, `2 known failures`, `3 cases`.
pub fn count(value: u64, noun: &str) -> String {
    format!("{} {}", number(value), plural(value, noun))
}

/// The noun alone, in the form that the number asks for.
pub fn plural(value: u64, noun: &str) -> String {
    if value == 1 {
        return noun.to_owned();
    }
    match noun.strip_suffix('y') {
        Some(stem) if !stem.ends_with(['a', 'e', 'i', 'o', 'u']) => format!("{stem}ies"),
        _ if noun.ends_with(['s', 'x']) || noun.ends_with("ch") => format!("{noun}es"),
        _ => format!("{noun}s"),
    }
}

/// A size in decimal units with one digit: `259.6 KB`, `30.4 MB`; below 1000, `413 bytes`.
pub fn size(bytes: u64) -> String {
    let tenths = |unit: u64| {
        let tenths = (u128::from(bytes) * 10 + u128::from(unit) / 2) / u128::from(unit);
        format!("{}.{}", tenths / 10, tenths % 10)
    };
    match bytes {
        0..1_000 => count(bytes, "byte"),
        1_000..999_950 => format!("{} KB", tenths(1_000)),
        999_950..999_950_000 => format!("{} MB", tenths(1_000_000)),
        _ => format!("{} GB", tenths(1_000_000_000)),
    }
}

/// A limit in the unit it was most likely written in: `1 GiB`, `8 MiB`, `64 KiB`, `1000 bytes`.
pub fn limit(bytes: u64) -> String {
    for (shift, unit) in [(30, "GiB"), (20, "MiB"), (10, "KiB")] {
        if bytes >= 1 << shift && bytes.is_multiple_of(1 << shift) {
            return format!("{} {unit}", bytes >> shift);
        }
    }
    count(bytes, "byte")
}

/// A time as in a limit: `30s`, `1m 30s`, `250ms`.
pub fn duration(time: Duration) -> String {
    let millis = time.as_millis();
    match millis {
        0..1_000 => format!("{millis}ms"),
        _ if !millis.is_multiple_of(1_000) => format!("{}s", time.as_secs_f64()),
        1_000..60_000 => format!("{}s", millis / 1_000),
        _ if millis.is_multiple_of(60_000) => format!("{}m", millis / 60_000),
        _ => format!("{}m {}s", millis / 60_000, millis % 60_000 / 1_000),
    }
}

/// A text with `*` for every character of a user, password or query in its URLs, which may be secret. It keeps its length in bytes.
pub fn masked(text: &str) -> Cow<'_, str> {
    if !text.contains("://") {
        return Cow::Borrowed(text);
    }
    let ends = |c: char| c.is_whitespace() || c.is_control() || matches!(c, '"' | '\'' | '`');
    let stars = |part: &str| "*".repeat(part.len());
    let mut masked = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find("://") {
        let (scheme, after) = rest.split_at(start + 3);
        let (url, more) = after.split_at(after.find(ends).unwrap_or(after.len()));
        let (url, fragment) = url.split_at(url.find('#').unwrap_or(url.len()));
        let (url, query) = url.split_at(url.find('?').map_or(url.len(), |at| at + 1));
        let authority = url.find(['/', '?']).unwrap_or(url.len());
        let user = url[..authority].rfind('@').unwrap_or(0);
        let (user, url) = url.split_at(user);
        for part in [scheme, &stars(user), url, &stars(query), fragment] {
            masked.push_str(part);
        }
        rest = more;
    }
    masked.push_str(rest);
    Cow::Owned(masked)
}

/// Text of strangers on one line: control, bidi and other invisible characters are written as escapes.
///
/// Borrowed when there is nothing to escape. A tab stays a tab.
pub fn visible(text: &str) -> Cow<'_, str> {
    if !text.chars().any(is_invisible) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 8);
    for character in text.chars() {
        match character {
            '\n' => shown.push_str("\\n"),
            '\r' => shown.push_str("\\r"),
            c if is_invisible(c) && u32::from(c) < 0x100 => {
                shown.push_str(&format!("\\x{:02x}", u32::from(c)));
            }
            c if is_invisible(c) => shown.push_str(&format!("\\u{{{:04x}}}", u32::from(c))),
            c => shown.push(c),
        }
    }
    Cow::Owned(shown)
}

/// Whether a character would act on a terminal, hide, or reorder its neighbours: C0 (but the tab), DEL, C1, and the
/// format characters of Unicode (zero width, bidi, interlinear, tags).
pub fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\0'..='\u{8}'
            | '\u{a}'..='\u{1f}'
            | '\u{7f}'..='\u{9f}'
            | '\u{ad}'
            | '\u{61c}'
            | '\u{180e}'
            | '\u{200b}'..='\u{200f}'
            | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{feff}'
            | '\u{fff9}'..='\u{fffb}'
            | '\u{e0000}'..='\u{e007f}'
    )
}

/// Cuts the middle out of a text that is wider than `width` characters: `lua/very-l…lua=5.5.1`.
pub fn middle_cut(text: &str, width: usize) -> String {
    let length = text.chars().count();
    if length <= width {
        return text.to_owned();
    }
    if width < 3 {
        return "…".repeat(width.min(1));
    }
    let head = (width - 1) / 2;
    let tail = width - 1 - head;
    let start: String = text.chars().take(head).collect();
    let end: String = text.chars().skip(length - tail).collect();
    format!("{start}…{end}")
}

/// The candidate that a person most likely meant, if any is near.
pub fn closest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    candidates
        .into_iter()
        .map(|candidate| (strsim::damerau_levenshtein(word, candidate), candidate))
        .filter(|(distance, candidate)| {
            *distance <= (candidate.chars().count().max(word.chars().count()) / 3).max(1)
        })
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

/// A list for people that stays short: `args, errors, floats ... utf8`.
pub fn some_of<'a>(all: impl IntoIterator<Item = &'a str>, most: usize) -> String {
    let all: Vec<&str> = all.into_iter().collect();
    if all.len() <= most {
        return all.join(", ");
    }
    format!("{} ... {}", all[..most - 1].join(", "), all[all.len() - 1])
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn numbers_and_nouns() {
        assert_eq!(number(6_032), "6,032");
        assert_eq!(number(999), "999");
        assert_eq!(number(1_234_567), "1,234,567");
        assert_eq!(count(1, "trial"), "1 trial");
        assert_eq!(count(2, "known failure"), "2 known failures");
        assert_eq!(count(0, "directory"), "0 directories");
        assert_eq!(
            [size(413), size(259_610), size(30_400_000)],
            ["413 bytes", "259.6 KB", "30.4 MB"]
        );
        assert_eq!(
            [limit(1 << 30), limit(8 << 20), limit(1000)],
            ["1 GiB", "8 MiB", "1,000 bytes"]
        );
        assert_eq!(
            [30_000, 90_000, 250, 120_000].map(|ms| duration(Duration::from_millis(ms))),
            ["30s", "1m 30s", "250ms", "2m"]
        );
    }

    #[test]
    fn nothing_invisible_reaches_a_terminal() {
        assert_eq!(
            visible("a\x1b[2mb\u{202e}c\r\nd\te"),
            "a\\x1b[2mb\\u{202e}c\\r\\nd\te"
        );
        assert!(matches!(visible("plain ⇥ text"), Cow::Borrowed(_)));
    }

    #[test]
    fn long_ids_are_cut_in_the_middle() {
        assert_eq!(middle_cut("lua/numbers@lua=5.5.1", 11), "lua/n…5.5.1");
        assert_eq!(middle_cut("short", 11), "short");
    }

    #[test]
    fn near_words_are_suggested_and_far_ones_are_not() {
        assert_eq!(closest("agrs", ["args", "env"]), Some("args"));
        assert_eq!(closest("zebra", ["args", "env"]), None);
    }

    #[test]
    fn secrets_of_urls_are_masked_and_nothing_else() {
        let table = [
            (
                "url = \"https://u:p@a.test/x?t=1#m\" # c",
                "url = \"https://***@a.test/x?***#m\" # c",
            ),
            ("https://a.test:1/x@y", "https://a.test:1/x@y"),
            ("https://u:p@ss@a.test", "https://******@a.test"),
            ("a ? b", "a ? b"),
            ("://", "://"),
        ];
        for (text, expected) in table {
            assert_eq!(masked(text), expected);
        }
    }

    proptest! {
        #[test]
        fn masking_keeps_the_length(text in "[a-z:/?#@\"é ]{0,40}") {
            prop_assert_eq!(masked(&text).len(), text.len());
        }
    }
}
