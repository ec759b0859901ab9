//! Runtimes that are published in archives, through the binary.

use crate::harness::Harness;
use crate::harness::printing;
use crate::peers;
use crate::server::Answer;
use crate::server::Server;
use flate2::Compression;
use flate2::write::GzEncoder;
use std::io::Write as _;
use std::process::Command;

/// Names and contents.
type Files<'a> = &'a [(&'a str, &'a [u8])];

const MEMBER: &str = "bin/echo.wasm";

fn program() -> Vec<u8> {
    wat::parse_str(printing("archived\\n", 9)).expect("the text is a program")
}

fn tar(files: Files<'_>) -> Vec<u8> {
    let mut all = Vec::new();
    for (path, body) in files {
        let mut header = tar::Header::new_gnu();
        // By hand, as the crate refuses to write what is to be refused.
        header.as_old_mut().name[..path.len()].copy_from_slice(path.as_bytes());
        header.set_size(body.len() as u64);
        header.set_mode(0o644);
        header.set_cksum();
        all.extend(header.as_bytes());
        all.extend(*body);
        all.resize(all.len().next_multiple_of(512), 0);
    }
    all.resize(all.len() + 1024, 0);
    all
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).expect("memory takes all");
    encoder.finish().expect("memory takes all")
}

fn xz(bytes: &[u8]) -> Option<Vec<u8>> {
    if !peers::has("python3") {
        return None;
    }
    let dir = tempfile::tempdir().expect("a directory can be made");
    let path = dir.path().join("x");
    wassay::files::write_atomic(&path, bytes).expect("a file can be written");
    let script =
        "import lzma, sys; sys.stdout.buffer.write(lzma.compress(open(sys.argv[1], 'rb').read()))";
    let output = Command::new("python3")
        .args(["-c", script])
        .arg(&path)
        .output();
    Some(output.expect("it is installed").stdout)
}

fn zip(files: Files<'_>) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (path, body) in files {
        let options = zip::write::SimpleFileOptions::default();
        writer
            .start_file(*path, options)
            .expect("a name that is new");
        writer.write_all(body).expect("memory takes all");
    }
    writer.finish().expect("memory takes all").into_inner()
}

/// Archives of each format that can be made here, by name.
fn archives(files: Files<'_>) -> Vec<(&'static str, Vec<u8>)> {
    let tar = tar(files);
    let mut all = vec![
        ("dist.tar.gz", gzip(&tar)),
        (
            "dist.tar.zst",
            zstd::encode_all(&tar[..], 3).expect("memory takes all"),
        ),
        ("dist.zip", zip(files)),
    ];
    all.extend(xz(&tar).map(|xz| ("dist.tar.xz", xz)));
    all
}

fn tree(url: &str) -> Harness {
    let digest = wassay::digest::Sha256::of(&program());
    let manifest = format!(
        "version = 1\n[[repositories]]\nname = \"test\"\n[[repositories.runtimes]]\nname = \"echo\"\nversion = \"1.0\"\n\
         extensions = [\"txt\"]\n[repositories.runtimes.binary]\nurl = \"{url}\"\n\
         checksum = {{ type = \"sha256\", value = \"{digest}\" }}\n"
    );
    Harness::with_root()
        .file("suites/echo/.wws.toml", manifest)
        .file("suites/echo/one.txt", "anything")
}

#[test]
fn a_runtime_of_an_archive_on_the_web_is_installed_and_runs_offline() {
    for (name, bytes) in archives(&[("README", b"text"), (MEMBER, &program())]) {
        let server = Server::start();
        server.answer(&format!("/{name}"), Answer::ok(bytes));
        let tree = tree(&format!("{}#{MEMBER}", server.url(&format!("/{name}"))));
        tree.wassay(&["install"]).exits(0);
        tree.wassay(&["run", "--offline", "--update", "accept"])
            .exits(0);
        assert!(
            tree.read("snapshots/echo/one.snap").contains("archived"),
            "{name}"
        );
        assert_eq!(server.asked(), [format!("/{name}")]);
    }
}

#[test]
fn a_runtime_of_an_archive_in_the_tree_needs_no_network() {
    for (name, bytes) in archives(&[("README", b"text"), (MEMBER, &program())]) {
        let tree =
            tree(&format!("dist/{name}#{MEMBER}")).file(&format!("suites/echo/dist/{name}"), bytes);
        tree.wassay(&["run", "--offline", "--update", "accept"])
            .exits(0);
        assert!(
            tree.read("snapshots/echo/one.snap").contains("archived"),
            "{name}"
        );
        tree.wassay(&["run", "--offline"])
            .exits(0)
            .says("nothing fetched, nothing compiled");
    }
}

#[test]
fn what_an_archive_may_not_do_is_named() {
    let program = program();
    let zeros = vec![0; 65 << 20];
    let table: [(&str, Files<'_>, &str); 5] = [
        (
            "a bomb",
            &[(MEMBER, &zeros)],
            "the archive unpacks to more than 64 MiB",
        ),
        (
            "a way out",
            &[("../bin/echo.wasm", &program)],
            "the archive has no file `bin/echo.wasm`",
        ),
        (
            "an absolute name",
            &[("/bin/echo.wasm", &program)],
            "the archive has no file `bin/echo.wasm`",
        ),
        (
            "two of a name",
            &[(MEMBER, &program), ("./bin/echo.wasm", b"other")],
            "the archive has more than one file `bin/echo.wasm`",
        ),
        (
            "a name like it",
            &[("bin/echoo.wasm", &program)],
            "did you mean `bin/echoo.wasm`?",
        ),
    ];
    for (what, files, expected) in table {
        let server = Server::start();
        server.answer("/dist.tgz", Answer::ok(gzip(&tar(files))));
        let far = tree(&format!("{}#{MEMBER}", server.url("/dist.tgz")));
        let near = tree(&format!("dist.zip#{MEMBER}")).file("suites/echo/dist.zip", zip(files));
        for tree in [far, near] {
            let output = tree.wassay(&["install"]);
            assert_ne!(output.code, 0, "{what}");
            output.says(expected).says("echo 1.0");
            assert!(!tree.has("../bin/echo.wasm"), "{what}");
        }
    }
}
