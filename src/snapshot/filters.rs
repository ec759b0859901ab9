//! Output filters: replacements on the bytes of a channel, before anything is escaped, compared or recorded.

use crate::model::case::Filter;
use crate::model::execution::Channel;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The filters of a case at work on one execution, with what they replaced.
pub(super) struct Filtering<'a> {
    filters: &'a [Arc<Filter>],
    counts: Vec<u64>,
}

impl<'a> Filtering<'a> {
    pub(super) fn new(filters: &'a [Arc<Filter>]) -> Self {
        Self {
            filters,
            counts: vec![0; filters.len()],
        }
    }

    /// Applies each filter that acts on either channel to what the one before it left.
    ///
    /// Two channels, because a stream within `output` is reached by its own name too. Bytes in which nothing matches
    /// are handed back as they came, at the price of one search for each filter.
    pub(super) fn apply<'b>(
        &mut self,
        channel: Channel,
        also: Channel,
        mut bytes: Cow<'b, [u8]>,
    ) -> Cow<'b, [u8]> {
        for (filter, count) in self.filters.iter().zip(&mut self.counts) {
            let acts = filter.channels.is_empty()
                || filter.channels.contains(&channel)
                || filter.channels.contains(&also);
            if bytes.is_empty() || !acts {
                continue;
            }
            if let Some((replaced, times)) = replace(filter, &bytes) {
                bytes = Cow::Owned(replaced);
                *count += times;
            }
        }
        bytes
    }

    /// Replacements of each filter that replaced anything, by its place.
    pub(super) fn finish(self) -> BTreeMap<String, u64> {
        let mut counts = BTreeMap::new();
        for (filter, count) in self.filters.iter().zip(self.counts) {
            if count > 0 {
                *counts.entry(filter.at.to_string()).or_insert(0) += count;
            }
        }
        counts
    }
}

/// The bytes after all replacements and their number; nothing when the pattern is not found.
fn replace(filter: &Filter, bytes: &[u8]) -> Option<(Vec<u8>, u64)> {
    filter.pattern.find(bytes)?;
    let mut replaced = Vec::with_capacity(bytes.len());
    let (mut kept, mut times) = (0, 0);
    if filter.replace.contains('$') {
        for captures in filter.pattern.captures_iter(bytes) {
            let whole = captures.get_match();
            replaced.extend_from_slice(&bytes[kept..whole.start()]);
            captures.expand(filter.replace.as_bytes(), &mut replaced);
            kept = whole.end();
            times += 1;
        }
    } else {
        for found in filter.pattern.find_iter(bytes) {
            replaced.extend_from_slice(&bytes[kept..found.start()]);
            replaced.extend_from_slice(filter.replace.as_bytes());
            kept = found.end();
            times += 1;
        }
    }
    replaced.extend_from_slice(&bytes[kept..]);
    Some((replaced, times))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::defect::Place;

    fn filter(pattern: &str, replace: &str, channels: &[Channel], line: usize) -> Arc<Filter> {
        Arc::new(Filter {
            pattern: regex::bytes::Regex::new(pattern).expect("the test's patterns compile"),
            replace: replace.to_owned(),
            channels: channels.to_vec(),
            cases: "**".to_owned(),
            at: Place {
                path: "wassay.toml".into(),
                line,
            },
        })
    }

    fn stdout(filters: &[Arc<Filter>], text: &str) -> (String, BTreeMap<String, u64>) {
        let mut filtering = Filtering::new(filters);
        let bytes = filtering.apply(
            Channel::Stdout,
            Channel::Stdout,
            Cow::Borrowed(text.as_bytes()),
        );
        (
            String::from_utf8(bytes.into_owned()).expect("the test's texts stay UTF-8"),
            filtering.finish(),
        )
    }

    #[test]
    fn filters_act_in_order_and_are_counted() {
        let filters = [
            filter("0x([0-9a-f]+)", "<$1>", &[], 4),
            filter("<[0-9a-f]+>", "[ADDR]", &[], 9),
            filter("never", "", &[], 12),
        ];
        let (text, counts) = stdout(&filters, "a 0x1f b 0x2 c");
        assert_eq!(text, "a [ADDR] b [ADDR] c");
        assert_eq!(
            counts,
            [
                ("wassay.toml:4".to_owned(), 2),
                ("wassay.toml:9".to_owned(), 2)
            ]
            .into()
        );
    }

    #[test]
    fn channels_are_kept_apart() {
        let filters = [filter("a", "b", &[Channel::Stderr], 1)];
        assert_eq!(stdout(&filters, "a").0, "a");
        let mut filtering = Filtering::new(&filters);
        let bytes = filtering.apply(Channel::Output, Channel::Stderr, Cow::Borrowed(&b"a"[..]));
        assert_eq!(&*bytes, b"b");
    }

    #[test]
    fn what_does_not_match_is_not_copied() {
        let filters = [filter("x", "y", &[], 1)];
        let mut filtering = Filtering::new(&filters);
        let bytes = filtering.apply(
            Channel::Stdout,
            Channel::Stdout,
            Cow::Borrowed(&b"\xffabc"[..]),
        );
        assert!(matches!(bytes, Cow::Borrowed(b"\xffabc")));
        assert!(filtering.finish().is_empty());
    }

    #[test]
    fn empty_matches_and_bytes_are_replaced() {
        let (text, counts) = stdout(&[filter("x*", "-", &[], 1)], "ab");
        assert_eq!((text.as_str(), counts["wassay.toml:1"]), ("-a-b-", 3));
    }
}
