//! Errors of `wasi:http` in the words of its WIT.

use wasmtime_wasi_http::Error;

/// The case of the variant, without what it carries.
pub(super) fn name(error: &Error) -> &'static str {
    match error {
        Error::DnsTimeout => "DNS-timeout",
        Error::DnsError { .. } => "DNS-error",
        Error::DestinationNotFound => "destination-not-found",
        Error::DestinationUnavailable => "destination-unavailable",
        Error::DestinationIpProhibited => "destination-IP-prohibited",
        Error::DestinationIpUnroutable => "destination-IP-unroutable",
        Error::ConnectionRefused | Error::Connect(_) => "connection-refused",
        Error::ConnectionTerminated => "connection-terminated",
        Error::ConnectionTimeout => "connection-timeout",
        Error::ConnectionReadTimeout => "connection-read-timeout",
        Error::ConnectionWriteTimeout => "connection-write-timeout",
        Error::ConnectionLimitReached => "connection-limit-reached",
        Error::TlsProtocolError | Error::Tls(_) => "TLS-protocol-error",
        Error::TlsCertificateError => "TLS-certificate-error",
        Error::TlsAlertReceived { .. } => "TLS-alert-received",
        Error::HttpRequestDenied => "HTTP-request-denied",
        Error::HttpRequestLengthRequired => "HTTP-request-length-required",
        Error::HttpRequestBodySize(_) => "HTTP-request-body-size",
        Error::HttpRequestMethodInvalid => "HTTP-request-method-invalid",
        Error::HttpRequestUriInvalid => "HTTP-request-URI-invalid",
        Error::HttpRequestUriTooLong => "HTTP-request-URI-too-long",
        Error::HttpRequestHeaderSectionSize(_) => "HTTP-request-header-section-size",
        Error::HttpRequestHeaderSize { .. } => "HTTP-request-header-size",
        Error::HttpRequestTrailerSectionSize(_) => "HTTP-request-trailer-section-size",
        Error::HttpRequestTrailerSize { .. } => "HTTP-request-trailer-size",
        Error::HttpResponseIncomplete => "HTTP-response-incomplete",
        Error::HttpResponseHeaderSectionSize(_) => "HTTP-response-header-section-size",
        Error::HttpResponseHeaderSize { .. } => "HTTP-response-header-size",
        Error::HttpResponseBodySize(_) => "HTTP-response-body-size",
        Error::HttpResponseTrailerSectionSize(_) => "HTTP-response-trailer-section-size",
        Error::HttpResponseTrailerSize { .. } => "HTTP-response-trailer-size",
        Error::HttpResponseTransferCoding(_) => "HTTP-response-transfer-coding",
        Error::HttpResponseContentCoding(_) => "HTTP-response-content-coding",
        Error::HttpResponseTimeout => "HTTP-response-timeout",
        Error::HttpUpgradeFailed => "HTTP-upgrade-failed",
        Error::LoopDetected => "loop-detected",
        Error::ConfigurationError => "configuration-error",
        Error::InternalError(_) => "internal-error",
        // What hyper says, and what a later wasmtime adds.
        _ => "HTTP-protocol-error",
    }
}

/// The case of the variant and what it carries, in WAVE, where an option that is there is written as its value:
/// `internal-error("no")`.
pub(super) fn words(error: &Error) -> String {
    let carried = match error {
        Error::DnsError { rcode, info_code } => record(&[
            ("rcode", rcode.as_deref().map(quoted)),
            ("info-code", info_code.map(|code| code.to_string())),
        ]),
        Error::TlsAlertReceived {
            alert_id,
            alert_message,
        } => record(&[
            ("alert-id", alert_id.map(|id| id.to_string())),
            ("alert-message", alert_message.as_deref().map(quoted)),
        ]),
        Error::HttpRequestHeaderSize {
            field_name,
            field_size,
        }
        | Error::HttpRequestTrailerSize {
            field_name,
            field_size,
        }
        | Error::HttpResponseHeaderSize {
            field_name,
            field_size,
        }
        | Error::HttpResponseTrailerSize {
            field_name,
            field_size,
        } => record(&[
            ("field-name", field_name.as_deref().map(quoted)),
            ("field-size", field_size.map(|size| size.to_string())),
        ]),
        Error::HttpRequestBodySize(size) | Error::HttpResponseBodySize(size) => {
            size.map(|size| size.to_string())
        }
        Error::HttpRequestHeaderSectionSize(size)
        | Error::HttpRequestTrailerSectionSize(size)
        | Error::HttpResponseHeaderSectionSize(size)
        | Error::HttpResponseTrailerSectionSize(size) => size.map(|size| size.to_string()),
        Error::HttpResponseTransferCoding(text)
        | Error::HttpResponseContentCoding(text)
        | Error::InternalError(text) => text.as_deref().map(quoted),
        _ => None,
    };
    match carried {
        Some(carried) => format!("{}({carried})", name(error)),
        None => name(error).to_owned(),
    }
}

/// A record of those fields that are there; nothing where none is.
fn record(fields: &[(&str, Option<String>)]) -> Option<String> {
    let there: Vec<String> = fields
        .iter()
        .filter_map(|(name, value)| Some(format!("{name}: {}", value.as_ref()?)))
        .collect();
    (!there.is_empty()).then(|| format!("{{{}}}", there.join(", ")))
}

/// Most characters of a guest's own text; it may be as long as its memory.
const LONGEST: usize = 4096;

/// A text between quotes, on one line, cut where it is longer than anybody reads.
fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for (count, character) in text.chars().enumerate() {
        if count == LONGEST {
            quoted.push_str(&format!("\" ... {} bytes", text.len()));
            return quoted;
        }
        match character {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            '\r' => quoted.push_str("\\r"),
            '\t' => quoted.push_str("\\t"),
            control if control.is_control() => {
                quoted.push_str(&format!("\\u{{{:x}}}", u32::from(control)));
            }
            other => quoted.push(other),
        }
    }
    quoted.push('"');
    quoted
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn an_error_is_said_in_the_words_of_its_wit() {
        let named = |name: &str, size| Error::HttpResponseHeaderSize {
            field_name: Some(name.to_owned()),
            field_size: size,
        };
        for (error, says) in [
            (Error::DnsTimeout, "DNS-timeout"),
            (Error::InternalError(None), "internal-error"),
            (
                Error::InternalError(Some("no".to_owned())),
                "internal-error(\"no\")",
            ),
            (
                Error::InternalError(Some("a\"b\\\n\u{1b}".to_owned())),
                "internal-error(\"a\\\"b\\\\\\n\\u{1b}\")",
            ),
            (
                Error::HttpResponseBodySize(Some(7)),
                "HTTP-response-body-size(7)",
            ),
            (
                Error::DnsError {
                    rcode: Some("x".to_owned()),
                    info_code: Some(2),
                },
                "DNS-error({rcode: \"x\", info-code: 2})",
            ),
            (
                Error::DnsError {
                    rcode: None,
                    info_code: None,
                },
                "DNS-error",
            ),
            (
                named("a", None),
                "HTTP-response-header-size({field-name: \"a\"})",
            ),
        ] {
            assert_eq!(words(&error), says);
        }
        assert_eq!(
            name(&Error::HttpResponseBodySize(Some(7))),
            "HTTP-response-body-size"
        );
    }

    /// Undoes [`quoted`].
    fn plain(quoted: &str) -> Option<String> {
        let mut text = String::new();
        let mut rest = quoted.strip_prefix('"')?.strip_suffix('"')?.chars();
        while let Some(character) = rest.next() {
            text.push(match character {
                '"' => return None,
                '\\' => match rest.next()? {
                    'n' => '\n',
                    'r' => '\r',
                    't' => '\t',
                    'u' => {
                        let digits: String = rest.by_ref().take_while(|c| *c != '}').collect();
                        let code = u32::from_str_radix(digits.strip_prefix('{')?, 16).ok()?;
                        char::from_u32(code)?
                    }
                    other => other,
                },
                other => other,
            });
        }
        Some(text)
    }

    proptest! {
        #[test]
        fn a_quoted_text_is_one_line_and_loses_nothing(text in any::<String>()) {
            let quoted = quoted(&text);
            prop_assert!(!quoted.chars().any(char::is_control));
            prop_assert_eq!(plain(&quoted), Some(text));
        }
    }
}
