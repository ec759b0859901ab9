//! Archives that other programs made.

use crate::install::archive::tests::found;
use crate::model::runtime::ArchiveFormat;
use std::path::Path;
use std::process::Command;

/// Packs `bin/x` and `y` in every way that Python has; a name of 150 characters makes extensions necessary.
const MAKE: &str = r"
import io, sys, tarfile, zipfile
to = sys.argv[1]
files = [('y', b'other'), ('bin/x', bytes(range(256)) * 2000), ('d' * 150 + '/long', b'long')]
for name, form in (('gnu', tarfile.GNU_FORMAT), ('pax', tarfile.PAX_FORMAT)):
    for mode, end in (('gz', 'tar.gz'), ('xz', 'tar.xz')):
        with tarfile.open(f'{to}/{name}.{end}', f'w:{mode}', format=form) as out:
            for path, body in files:
                entry = tarfile.TarInfo(path)
                entry.size, entry.mtime = len(body), 1.5
                out.addfile(entry, io.BytesIO(body))
for name, method in (('stored', zipfile.ZIP_STORED), ('deflated', zipfile.ZIP_DEFLATED)):
    with zipfile.ZipFile(f'{to}/{name}.zip', 'w', method) as out:
        out.comment = b'a comment'
        for path, body in files:
            out.writestr(path, body)
with zipfile.ZipFile(f'{to}/large.zip', 'w', zipfile.ZIP_DEFLATED) as out:
    for path, body in files:
        with out.open(path, 'w', force_zip64=True) as file:
            file.write(body)
class Stream(io.RawIOBase):
    def __init__(self, file): self.file = file
    def writable(self): return True
    def write(self, data): return self.file.write(data)
with open(f'{to}/streamed.zip', 'wb') as file:
    with zipfile.ZipFile(Stream(file), 'w', zipfile.ZIP_DEFLATED) as out:
        for path, body in files:
            out.writestr(path, body)
";

#[expect(
    clippy::print_stderr,
    reason = "whoever runs the tests must see what is not tested"
)]
fn runs(command: &mut Command) -> bool {
    let ran = command.output();
    if let Ok(output) = ran {
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{command:?}: {said}");
        return true;
    }
    let name = command.get_program().to_string_lossy().into_owned();
    assert!(
        std::env::var_os("CI").is_none() || name != "python3",
        "{name} is not installed; `.ci/run` installs it"
    );
    eprintln!("skipped: {name} is not installed");
    false
}

fn is_read(path: &Path, format: ArchiveFormat) {
    let content: Vec<u8> = (0..=255).cycle().take(256 * 2000).collect();
    let long = format!("{}/long", "d".repeat(150));
    let bytes = std::fs::read(path).unwrap();
    assert_eq!(
        found(&bytes, format, &["bin/x", &long]),
        Ok(vec![Ok(content), Ok(b"long".to_vec())]),
        "{}",
        path.display()
    );
}

#[test]
fn what_other_programs_pack_is_read() {
    let dir = tempfile::tempdir().unwrap();
    let to = dir.path();
    if !runs(Command::new("python3").args(["-c", MAKE]).arg(to)) {
        return;
    }
    let mut count = 0;
    for entry in std::fs::read_dir(to).unwrap() {
        let path = entry.unwrap().path();
        let format = ArchiveFormat::of_path(path.to_str().unwrap()).unwrap();
        is_read(&path, format);
        count += 1;
    }
    assert_eq!(count, 8);
    let unpacked = to.join("gnu.tar");
    let gzipped = std::fs::read(to.join("gnu.tar.gz")).unwrap();
    let mut tar = Vec::new();
    std::io::Read::read_to_end(&mut flate2::read::GzDecoder::new(&gzipped[..]), &mut tar).unwrap();
    crate::files::write_atomic(&unpacked, &tar).unwrap();
    for level in ["-3", "-19"] {
        let target = to.join(format!("a{level}.tar.zst"));
        let mut zstd = Command::new("zstd");
        if runs(
            zstd.args(["-q", level])
                .arg(&unpacked)
                .arg("-o")
                .arg(&target),
        ) {
            is_read(&target, ArchiveFormat::TarZstd);
        }
    }
    for options in [
        &["-9"][..],
        &["-T2", "--block-size=65536"],
        &["--check=sha256"],
        &["--x86", "--lzma2"],
    ] {
        let target = to.join("gnu.tar.xz");
        let mut xz = Command::new("xz");
        if runs(
            xz.args(["-z", "-k", "-f", "-q"])
                .args(options)
                .arg(&unpacked),
        ) {
            is_read(&target, ArchiveFormat::TarXz);
        }
    }
}
