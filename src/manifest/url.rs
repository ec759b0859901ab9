//! `url` of an artifact: where its bytes can be had, in every spelling that is understood.

use crate::files::ConfineError;
use crate::files::confine;
use crate::files::confine_lexically;
use crate::manifest::artifact::Owner;
use crate::manifest::walker::LATER;
use crate::model::runtime::ArchiveFormat;
use crate::model::runtime::ArchivePlace;
use crate::model::runtime::Source;
use crate::wording::masked;
use crate::wording::visible;

/// Why a `url` cannot be used.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct UrlFault {
    pub(crate) code: &'static str,
    pub(crate) message: String,
    pub(crate) label: String,
}

fn fault(code: &'static str, message: String, label: &str) -> UrlFault {
    UrlFault {
        code,
        message,
        label: label.to_owned(),
    }
}

/// Reads every spelling of a source.
pub(crate) fn parse_url(text: &str, owner: &Owner<'_>) -> Result<Source, UrlFault> {
    let address = text.split('#').next().unwrap_or_default();
    if address.contains("://") && address.chars().any(|c| c.is_control() || c == ' ') {
        let message = format!("`{}` is not a URL", visible(&masked(text)));
        return Err(fault(
            "bad-url",
            message,
            "a URL holds no blank and no control character",
        ));
    }
    let Some((scheme, rest)) = scheme(text) else {
        return file(text, owner);
    };
    match scheme.to_ascii_lowercase().as_str() {
        "https" | "http" => web(text, scheme, rest),
        "file" => file(rest, owner),
        "npm" => npm(rest),
        "oci" => Err(fault(
            "not-supported",
            "`oci:` is not supported by this version".to_owned(),
            LATER,
        )),
        other => Err(fault(
            "bad-url",
            format!("`{other}:` is no source of artifacts"),
            "one of https, file, npm, or a path",
        )),
    }
}

fn scheme(text: &str) -> Option<(&str, &str)> {
    let (scheme, rest) = text.split_once(':')?;
    let plain = scheme.len() > 1
        && scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c));
    plain.then_some((scheme, rest))
}

fn web(text: &str, scheme: &str, rest: &str) -> Result<Source, UrlFault> {
    let shown = masked(text);
    let shown = visible(&shown);
    let authority = rest.strip_prefix("//").unwrap_or_default();
    let authority = authority.split(['/', '?', '#']).next().unwrap_or_default();
    let host = authority.rsplit('@').next().unwrap_or_default();
    let host = match host.strip_prefix('[') {
        Some(v6) => v6.split(']').next().unwrap_or_default(),
        None => host.split(':').next().unwrap_or_default(),
    };
    if host.is_empty() {
        return Err(fault(
            "bad-url",
            format!("`{shown}` is not a URL"),
            "it names no host",
        ));
    }
    let loopback = host.eq_ignore_ascii_case("localhost")
        || host
            .parse::<std::net::IpAddr>()
            .is_ok_and(|address| address.is_loopback());
    if scheme.eq_ignore_ascii_case("http") && !loopback {
        let message = format!("`{shown}` is fetched without encryption");
        return Err(fault(
            "bad-url",
            message,
            "`https:`; `http:` only on loopback",
        ));
    }
    let (address, member) = split_member(text);
    match archive_member(address, member, ArchiveFormat::of_url(address))? {
        Some(member) => Ok(Source::Archive {
            place: ArchivePlace::Url(address.to_owned()),
            member,
        }),
        None => Ok(Source::Url(text.to_owned())),
    }
}

fn file(text: &str, owner: &Owner<'_>) -> Result<Source, UrlFault> {
    let (path, member) = split_member(text);
    let member = archive_member(path, member, ArchiveFormat::of_path(path))?;
    let confined = match confine(owner.dir, path, owner.within, "the suites root") {
        // A release that was not built yet is broken alone; that is for whoever installs it to say.
        Err(ConfineError::Missing(_)) => {
            confine_lexically(owner.dir, path, owner.within, "the suites root")
        }
        confined => confined,
    };
    let path = confined.map_err(|error| path_fault(&error))?;
    Ok(match member {
        Some(member) => Source::Archive {
            place: ArchivePlace::File(path),
            member,
        },
        None => Source::File(path),
    })
}

fn split_member(text: &str) -> (&str, Option<&str>) {
    match text.split_once('#') {
        Some((place, member)) => (place, Some(member)),
        None => (text, None),
    }
}

/// The file of an archive that is meant: named for each archive, and for nothing else.
///
/// The name is taken as it stands, without the `%` escapes of URLs; only a `./` before it, as many archives have it
/// before all their names, means nothing.
fn archive_member(
    place: &str,
    member: Option<&str>,
    format: Option<ArchiveFormat>,
) -> Result<Option<String>, UrlFault> {
    let wrong = |message: String, label: &str| Err(fault("bad-url", message, label));
    let shown = masked(place);
    let shown = visible(&shown);
    let Some(member) = member else {
        return match format {
            None => Ok(None),
            Some(_) => wrong(
                format!("`{shown}` is an archive"),
                "name the file in it, `#path/of/file.wasm`",
            ),
        };
    };
    if format.is_none() {
        return wrong(
            format!("`{shown}` is no archive, so `#` names no file in it"),
            "one of .tar.gz, .tgz, .tar.xz, .txz, .tar.zst, .tzst, .zip",
        );
    }
    let name = member.strip_prefix("./").unwrap_or(member);
    if name.is_empty() {
        return wrong(
            format!("`{shown}#{}` names no file of the archive", visible(member)),
            "`#path/of/file.wasm`",
        );
    }
    if !is_inner_path(name) {
        return wrong(
            format!("`{}` is no path inside of an archive", visible(member)),
            INNER_PATH,
        );
    }
    Ok(Some(name.to_owned()))
}

const INNER_PATH: &str = "relative, without `.`, `..`, `\\` and control characters";

fn is_inner_path(member: &str) -> bool {
    let plain = |part: &str| !matches!(part, "" | "." | "..");
    member.split('/').all(plain) && !member.contains(|c: char| c == '\\' || c.is_control())
}

fn path_fault(error: &ConfineError) -> UrlFault {
    fault("bad-path", error.to_string(), path_label(error))
}

/// What is said beside the caret under a path that may not be used.
pub(crate) fn path_label(error: &ConfineError) -> &'static str {
    match error {
        ConfineError::Absolute(_) => "relative to the directory of this manifest",
        ConfineError::Escapes(..) | ConfineError::Link(..) => "nothing outside is read",
        ConfineError::Character(_) => "a path with `/`",
        ConfineError::Missing(_) => "no such file or directory",
        ConfineError::Unreadable(..) => "it must be readable",
    }
}

/// Reads `@scope/name@1.2.3#path/in/package`.
fn npm(text: &str) -> Result<Source, UrlFault> {
    let shown = visible(text).into_owned();
    let wrong = |message: String, label: &str| Err(fault("bad-url", message, label));
    let Some((package, member)) = text.split_once('#') else {
        return wrong(
            format!("`npm:{shown}` names no file of the package"),
            "`npm:package@1.2.3#path/of/file.wasm`",
        );
    };
    let at = package.rfind('@').filter(|at| *at > 0);
    let Some((name, version)) = at.map(|at| (&package[..at], &package[at + 1..])) else {
        return wrong(
            format!("`npm:{shown}` names no version"),
            "`npm:package@1.2.3#path`",
        );
    };
    if !is_package(name) {
        return wrong(
            format!("`{}` is no name of an npm package", visible(name)),
            "`name` or `@scope/name`",
        );
    }
    if !is_exact(version) {
        return wrong(
            format!("`{}` is not an exact version", visible(version)),
            "a pin names one version, `1.2.3`",
        );
    }
    if !is_inner_path(member) {
        return wrong(
            format!("`{}` is no path inside of a package", visible(member)),
            INNER_PATH,
        );
    }
    Ok(Source::Npm {
        package: name.to_owned(),
        version: version.to_owned(),
        member: member.to_owned(),
    })
}

fn is_package(name: &str) -> bool {
    let plain = |part: &str| {
        !part.is_empty()
            && !part.starts_with('.')
            && part
                .bytes()
                .all(|c| c.is_ascii_alphanumeric() || b"-_.~".contains(&c))
    };
    match name.strip_prefix('@') {
        Some(scoped) => scoped
            .split_once('/')
            .is_some_and(|(scope, name)| plain(scope) && plain(name)),
        None => plain(name),
    }
}

/// `1.2.3`, with whatever follows a `-` or a `+`.
fn is_exact(version: &str) -> bool {
    let core = version.split(['-', '+']).next().unwrap_or_default();
    let numbers: Vec<&str> = core.split('.').collect();
    numbers.len() == 3
        && numbers
            .iter()
            .all(|part| !part.is_empty() && part.bytes().all(|c| c.is_ascii_digit()))
        && version
            .bytes()
            .all(|c| c.is_ascii_alphanumeric() || b".-+".contains(&c))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::write_atomic;
    use crate::manifest::artifact::KEYS;
    use proptest::prelude::*;
    use std::path::Path;

    fn ask(text: &str, root: &Path) -> Result<Source, String> {
        let dir = root.join("lua");
        let owner = Owner {
            title: "runtime `lua 5.4`".to_owned(),
            keys: KEYS,
            dir: &dir,
            within: root,
        };
        parse_url(text, &owner).map_err(|fault| fault.message)
    }

    fn web(url: &str) -> ArchivePlace {
        ArchivePlace::Url(url.to_owned())
    }

    fn member_of(place: ArchivePlace, member: &str) -> Source {
        Source::Archive {
            place,
            member: member.to_owned(),
        }
    }

    #[test]
    fn sources_are_read_in_every_spelling() {
        let root = Path::new("/nowhere/suites");
        let npm = Source::Npm {
            package: "@ruby/3.4-wasm-wasi".to_owned(),
            version: "2.10.1".to_owned(),
            member: "dist/ruby+stdlib.wasm".to_owned(),
        };
        let table = [
            (
                "https://host.test/a.wasm",
                Source::Url("https://host.test/a.wasm".to_owned()),
            ),
            (
                "http://127.0.0.1:80/a",
                Source::Url("http://127.0.0.1:80/a".to_owned()),
            ),
            (
                "http://localhost/a",
                Source::Url("http://localhost/a".to_owned()),
            ),
            (
                "http://[::1]:8/a",
                Source::Url("http://[::1]:8/a".to_owned()),
            ),
            ("file:lua.wasm", Source::File(root.join("lua/lua.wasm"))),
            (
                "../shared/lua.wasm",
                Source::File(root.join("shared/lua.wasm")),
            ),
            ("npm:@ruby/3.4-wasm-wasi@2.10.1#dist/ruby+stdlib.wasm", npm),
            (
                "https://host.test/x.tar.gz#bin/a b%20c#d.wasm",
                member_of(web("https://host.test/x.tar.gz"), "bin/a b%20c#d.wasm"),
            ),
            (
                "https://host.test/x.zip?token=t#./a.wasm",
                member_of(web("https://host.test/x.zip?token=t"), "a.wasm"),
            ),
            (
                "http://127.0.0.1:80/x.tzst#a",
                member_of(web("http://127.0.0.1:80/x.tzst"), "a"),
            ),
            (
                "file:dist/x.tar.zst#lua.wasm",
                member_of(
                    ArchivePlace::File(root.join("lua/dist/x.tar.zst")),
                    "lua.wasm",
                ),
            ),
            (
                "../x.txz#bin/lua.wasm",
                member_of(ArchivePlace::File(root.join("x.txz")), "bin/lua.wasm"),
            ),
        ];
        for (text, expected) in table {
            assert_eq!(ask(text, root), Ok(expected), "{text}");
        }
    }

    #[test]
    fn what_is_no_source_says_why() {
        let root = Path::new("/nowhere/suites");
        let table = [
            (
                "http://host.test/a",
                "`http://host.test/a` is fetched without encryption",
            ),
            (
                "http://localhost.host.test/a",
                "`http://localhost.host.test/a` is fetched without encryption",
            ),
            (
                "http://127.0.0.1@host.test/",
                "`http://*********@host.test/` is fetched without encryption",
            ),
            ("https:///a", "`https:///a` is not a URL"),
            ("https://a b/", "`https://a b/` is not a URL"),
            (
                "https://h.test/a.tar.gz",
                "`https://h.test/a.tar.gz` is an archive",
            ),
            (
                "https://h.test/a.zip?x=y",
                "`https://h.test/a.zip?***` is an archive",
            ),
            ("a.TXZ", "`a.TXZ` is an archive"),
            (
                "https://h.test/a.wasm#a.wasm",
                "`https://h.test/a.wasm` is no archive, so `#` names no file in it",
            ),
            (
                "https://h.test/a#.zip",
                "`https://h.test/a` is no archive, so `#` names no file in it",
            ),
            (
                "https://h.test/#/x.zip",
                "`https://h.test/` is no archive, so `#` names no file in it",
            ),
            (
                "https://h.zip#a.wasm",
                "`https://h.zip` is no archive, so `#` names no file in it",
            ),
            (
                "a.tar.bz2#a.wasm",
                "`a.tar.bz2` is no archive, so `#` names no file in it",
            ),
            ("https://#a.wasm", "`https://#a.wasm` is not a URL"),
            ("a.zip#", "`a.zip#` names no file of the archive"),
            ("a.zip#./", "`a.zip#./` names no file of the archive"),
            ("a.zip#/x", "`/x` is no path inside of an archive"),
            ("a.zip#x/", "`x/` is no path inside of an archive"),
            ("a.zip#../x", "`../x` is no path inside of an archive"),
            ("a.zip#x/../y", "`x/../y` is no path inside of an archive"),
            ("a.zip#x//y", "`x//y` is no path inside of an archive"),
            ("a.zip#././x", "`././x` is no path inside of an archive"),
            ("a.zip#x\\y", "`x\\y` is no path inside of an archive"),
            (
                "../../a.zip#x",
                "`../../a.zip` leads out of the suites root",
            ),
            ("oci:x@sha256:00", "`oci:` is not supported by this version"),
            ("ftp://h.test/a", "`ftp:` is no source of artifacts"),
            (
                "file:///etc/passwd",
                "`///etc/passwd` is absolute: paths are relative to the manifest",
            ),
            ("../../x", "`../../x` leads out of the suites root"),
            ("npm:a@^1.0.0#x", "`^1.0.0` is not an exact version"),
            ("npm:a@latest#x", "`latest` is not an exact version"),
            ("npm:a@1.0.0", "`npm:a@1.0.0` names no file of the package"),
            ("npm:a#x", "`npm:a#x` names no version"),
            ("npm:../a@1.0.0#x", "`../a` is no name of an npm package"),
            ("npm:a@1.0.0#../x", "`../x` is no path inside of a package"),
        ];
        for (text, expected) in table {
            assert_eq!(ask(text, root).unwrap_err(), expected, "{text}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_link_out_of_the_suites_root_is_refused() {
        let dir = tempfile::tempdir().unwrap();
        let root = dir.path().join("suites");
        write_atomic(&dir.path().join("secret"), b"x").unwrap();
        write_atomic(&root.join("lua/keep"), b"x").unwrap();
        std::os::unix::fs::symlink("../../secret", root.join("lua/link")).unwrap();
        assert!(ask("link", &root).unwrap_err().contains("symbolic link"));
    }

    proptest! {
        #[test]
        fn no_url_panics_or_escapes(text in "\\PC{0,30}|(npm|file|https|http):[a-z@./#:0-9]{0,30}|[./a]{0,9}\\.(zip|tgz)#[./\\\\\\PCa]{0,9}") {
            let root = Path::new("/nowhere/suites");
            match ask(&text, root) {
                Ok(Source::File(path)) => prop_assert!(path.starts_with(root)),
                Ok(Source::Archive { place, member }) => {
                    prop_assert!(place.format().is_some());
                    prop_assert!(member.split('/').all(|part| !matches!(part, "" | "." | "..")));
                    if let ArchivePlace::File(path) = place {
                        prop_assert!(path.starts_with(root));
                    }
                }
                Ok(Source::Url(_) | Source::Npm { .. }) | Err(_) => {}
            }
        }
    }
}
